"""What a fence's head may hold, and what is wrong with one, said to its author.

The schemas are pydantic models; `read` is the one place that turns its errors into faults.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
)
from pydantic_core import ErrorDetails

from school.exercises.authoring import AuthoringError, instead, quoted
from school.exercises.contract import Fault, Head, Settings
from school.exercises.draw import Param, parse_param
from school.exercises.figures import FORMATS
from school.exercises.formula import Formula


def _formula(raw: object) -> Formula:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise AuthoringError(
            f"{quoted(raw)} is not a formula", "write a number, a name or a calculation"
        )
    return Formula.parse(str(raw))


def _share(raw: object) -> object:
    """A share written `5%` or 0.05."""
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%", raw, re.A) if isinstance(raw, str) else None
    return float(match[1]) / 100 if match else raw


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", raw):
        raise AuthoringError(
            f"{quoted(raw)} cannot name a number", "use letters without accents and _"
        )
    return raw


def _id(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", raw[:61]):
        raise AuthoringError(
            f"{quoted(raw)} is not an id", "use small letters, digits and single hyphens"
        )
    return raw


def _format(raw: object) -> str:
    if not isinstance(raw, str) or raw not in FORMATS:
        raise AuthoringError(f"{quoted(raw)} is not a format", instead(str(raw), FORMATS))
    return raw


Calculation = Annotated[Formula, PlainValidator(_formula)]
Drawn = Annotated[Param, PlainValidator(parse_param)]
Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1)]
Name = Annotated[str, PlainValidator(_name)]
Id = Annotated[str, PlainValidator(_id)]
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

    points: float = Field(1.0, gt=0)
    tries: int = Field(3, ge=0)
    pass_score: Share = Field(0.6, alias="pass")
    required: bool = True
    graded: bool = True
    skills: list[Id] = []

    def settings(self) -> Settings:
        """The settings that every kind has in common."""
        return Settings(
            points=self.points,
            tries=self.tries,
            pass_score=self.pass_score,
            required=self.required,
            graded=self.graded,
            skills=tuple(self.skills),
        )


AnyHead = TypeVar("AnyHead", bound=HeadSchema)
AnySchema = TypeVar("AnySchema", bound=KindSchema)
Location = tuple[str | int, ...]


def read(schema: type[AnyHead], head: Head) -> tuple[AnyHead, list[Fault]]:
    """The head as its schema, without the parts at fault, and every fault."""
    values: dict[str, Any] = deepcopy(dict(head.values))
    errors = _errors(schema, values)
    there = {*values, *_misspelt(schema, errors)}
    missing = [name for name in schema.needed if name not in there]
    faults = [Fault(head.line, name, "is missing", schema.needed[name]) for name in missing]
    faults += [_fault(schema, head, detail) for detail in errors]
    for depth in (2, 1):  # an item of a group goes alone; if that is not enough, its group
        _prune(values, {detail["loc"][:depth] for detail in _errors(schema, values)})
    return schema.model_validate(values), faults


def _misspelt(schema: type[HeadSchema], errors: Iterable[ErrorDetails]) -> Iterator[str]:
    """The fields that unknown ones are meant for: to say that they are missing would repeat it."""
    for detail in errors:
        if detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1:
            yield from get_close_matches(str(detail["loc"][0])[:60], _fields(schema, ()), n=1)


def _errors(schema: type[HeadSchema], values: Mapping[str, Any]) -> list[ErrorDetails]:
    try:
        schema.model_validate(values)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _prune(values: dict[str, Any], places: Collection[Location]) -> None:
    """Take out what stands at these places, the last of a list first."""
    for place in sorted(places, key=lambda place: [f"{part:>9}" for part in place], reverse=True):
        holder: Any = values if len(place) == 1 else values.get(str(place[0]))
        if isinstance(holder, dict):
            holder.pop(place[-1], None)
        elif isinstance(holder, list):
            del holder[int(place[-1])]


def _fault(schema: type[HeadSchema], head: Head, detail: ErrorDetails) -> Fault:
    place = tuple(part for part in detail["loc"] if part != "[key]")
    path = ".".join(map(str, place))
    return Fault(head.line_of(path), path, *_said(schema, place, detail))


_NUMBER = ("is not a number", "write a number, with a point for decimals")
_WHOLE = ("is not a whole number", "write a whole number")
_GROUP = ("is not a group of fields", "write {{name: value}}")
_TEXT = ("is not text", "put it between quotes")
_SAID = {
    "bool_type": ("is not true or false", "write true or false"),
    "dict_type": _GROUP,
    "finite_number": ("is not a finite number", "write a finite number"),
    "float_type": _NUMBER,
    "greater_than": ("is too small", "write a number above {gt:g}"),
    "greater_than_equal": ("is too small", "write {ge:g} or more"),
    "int_from_float": _WHOLE,
    "int_type": _WHOLE,
    "less_than": ("is too large", "write a number under {lt:g}"),
    "less_than_equal": ("is too large", "write {le:g} or less"),
    "list_type": ("is not a list", "write [item, item]"),
    "literal_error": ("is not possible here", "write {expected}"),
    "model_type": _GROUP,
    "string_pattern_mismatch": ("cannot stand here", "write it without digits, 20 letters at most"),
    "string_type": _TEXT,
}


def _said(schema: type[HeadSchema], place: Location, detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong and the remedy, in the author's words."""
    context = detail.get("ctx", {})
    error = context.get("error")
    if isinstance(error, AuthoringError):
        return error.what, error.remedy
    if detail["type"] == "extra_forbidden":
        known = _fields(schema, place[:-1])
        return "is not a field here", instead(str(place[-1]), known)
    if detail["type"] == "missing":
        return "is missing", f"add {place[-1]}: and its value"
    what, remedy = _SAID.get(detail["type"], (detail["msg"], "correct it"))
    return f"{quoted(detail['input'])} {what}", remedy.format(**context)


def _fields(schema: type[HeadSchema], place: Location) -> list[str]:
    """The names of the fields of the group at a place."""
    here: Any = schema
    for part in place:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation
        else:
            here = get_args(here)[-1]
        if type(None) in get_args(here):  # a group that may be left out
            here = get_args(here)[0]
    return [field.alias or name for name, field in here.model_fields.items()]
