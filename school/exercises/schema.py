"""What a fence's head, or a file's front matter, may hold: the schemas are pydantic models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
)

from school.exercises.authoring import AuthoringError, instead, plain, quoted
from school.exercises.contract import Settings
from school.exercises.draw import Param, parse_param
from school.exercises.figures import FORMATS
from school.exercises.formula import Formula

LONGEST_ID = 60
"""Characters of an id: the database keeps no more than 100."""

LONGEST_TITLE = 60
"""Characters of an exercise's title: it stands in a narrow column."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _formula(raw: object) -> Formula:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise AuthoringError(
            f"{quoted(raw)} is not a formula", "write a number, a name or a calculation"
        )
    return Formula.parse(str(raw))


def _share(raw: object) -> object:
    """A share written `5%` or 0.05."""
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%", raw, re.A) if isinstance(raw, str) else None
    if match:
        return float(match[1]) / 100
    if isinstance(raw, int | float) and 1 < raw <= 100:
        raise AuthoringError(f"{quoted(raw)} is over 100 %", f"write {raw:g}% or {raw / 100:g}")
    return raw


def _part(share: float) -> float:
    if share == 1:
        raise AuthoringError("is 100 %", "write a part, such as 1% or 0.01")
    return share


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", raw):
        name = re.sub(r"\W+", "_", plain(str(raw)), flags=re.A).strip("_")[:40]
        like = f": {name}" if re.match("[A-Za-z]", name) else ""
        raise AuthoringError(
            f"{quoted(raw)} cannot name a number", f"use letters without accents and _{like}"
        )
    return raw


def check_id(raw: object) -> str:
    """An id as it is written. Raises AuthoringError when it is none."""
    if isinstance(raw, str) and len(raw) <= LONGEST_ID and _ID.fullmatch(raw):
        return raw
    remedy = f"use small letters, digits and single hyphens, {LONGEST_ID} characters at most"
    raise AuthoringError(f"{quoted(raw)} is not an id", remedy)


def _title(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise AuthoringError(f"{quoted(raw)} is not a title", "write a few words between quotes")
    if len(raw) > LONGEST_TITLE:
        raise AuthoringError(f"holds {len(raw)} characters", f"write {LONGEST_TITLE} at most")
    if "{{" in raw:
        raise AuthoringError("cannot show figures", "keep {{ … }} for the statement")
    return raw.strip()


def _format(raw: object) -> str:
    if not isinstance(raw, str) or raw not in FORMATS:
        raise AuthoringError(f"{quoted(raw)} is not a format", instead(str(raw), FORMATS))
    return raw


Calculation = Annotated[Formula, PlainValidator(_formula)]
Drawn = Annotated[Param, PlainValidator(parse_param)]
Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1)]
Part = Annotated[Share, AfterValidator(_part)]
"""A share that is never the whole."""

Name = Annotated[str, PlainValidator(_name)]
Id = Annotated[str, PlainValidator(check_id)]
Title = Annotated[str, PlainValidator(_title)]
FormatName = Annotated[str, PlainValidator(_format)]


class Schema(BaseModel):
    """A group of fields: unknown ones are refused, types are taken strictly."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, arbitrary_types_allowed=True
    )


class HeadSchema(Schema):
    """The fields of a head: a fence's, or a file's front matter.

    Each field has a default, so that a head with a fault can still be searched for others;
    `needed` names those that an author must write, with the remedy when one is missing.
    """

    needed: ClassVar[Mapping[str, str]] = {}


class KindSchema(HeadSchema):
    """The fields of every kind of exercise."""

    title: Title | None = None
    points: float = Field(1.0, gt=0)
    tries: int = Field(3, ge=0)
    pass_score: Share = Field(0.6, alias="pass")
    required: bool = True
    graded: bool = True
    skills: list[Id] = []
    file: str = Field("", max_length=100)

    def settings(self) -> Settings:
        """The settings that every kind has in common."""
        return Settings(
            points=self.points,
            tries=self.tries,
            pass_score=self.pass_score,
            required=self.required,
            graded=self.graded,
            skills=tuple(self.skills),
            file=self.file,
            title=self.title or "",
        )
