"""The fields at the top of each kind of file, as their author writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, PlainValidator

from school.curriculum.fil_fields import FilFields
from school.curriculum.texts import Text, text
from school.curriculum.yaml import Loaded
from school.exercises import heads
from school.exercises.authoring import AuthoringError, quoted
from school.exercises.contract import Fault, Head
from school.exercises.draw import Param
from school.exercises.heads import AnyHead
from school.exercises.schema import Drawn, HeadSchema, Id, Name, Schema


def _day(raw: object) -> dt.date:
    if isinstance(raw, str):
        with suppress(ValueError):
            raw = dt.date.fromisoformat(raw)
    if not isinstance(raw, dt.date):
        raise AuthoringError(f"{quoted(raw)} is not a date", "write year-month-day: 2026-11-20")
    return raw


def _web_address(raw: object) -> str:
    address = text(raw)
    if not address.startswith(("https://", "http://")) or len(address.split()) != 1:
        raise AuthoringError(f"{quoted(raw)} is not a web address", "write it whole, from https://")
    return address


def _some(listed: list[str]) -> list[str]:
    if not listed:
        raise AuthoringError("is empty", "write one at least")
    return listed


def _span(weeks: list[int]) -> list[int]:
    if len(weeks) != 2 or not 1 <= weeks[0] <= weeks[1]:
        raise AuthoringError(f"{quoted(weeks)} is not a span", "write [first week, last week]")
    return weeks


def _range(param: Param) -> Param:
    if param.listed:
        raise AuthoringError("is not a range", "write it like 1000..20000 step 100")
    return param


Day = Annotated[dt.date, PlainValidator(_day)]
WebAddress = Annotated[str, PlainValidator(_web_address)]


class SourceFields(Schema):
    """A source; a law's article or a book may have no address."""

    title: Text
    url: WebAddress | None = None


class ReadFields(Schema):
    """A value read of what the student answered to an exercise of an earlier lesson."""

    exercise: Id
    value: str
    default: float
    within: Annotated[Drawn, AfterValidator(_range)]


class LessonFields(HeadSchema):
    """A lesson's own fields."""

    needed: ClassVar[Mapping[str, str]] = {
        "id": "add id: a-permanent-name, which progress hangs on",
        "title": "add title: what the lesson is called",
        "minutes": "add minutes: the time to read and do it",
        "objectives": "add objectives: what the student will be able to do",
        "skills": "add skills: [ids from programme.md]",
        "checked": "add checked: the day its facts were verified, such as 2026-11-20",
        "sources": "add sources: where its facts come from, or [] for none",
    }

    id: Id = ""
    title: Text = ""
    minutes: Annotated[int, Field(ge=1, le=240)] = 1
    objectives: Annotated[list[Text], AfterValidator(_some)] = Field(default_factory=list)
    skills: Annotated[list[str], AfterValidator(_some)] = Field(default_factory=list)
    requires: list[str] = Field(default_factory=list)
    checked: Day = dt.date.min
    sources: list[SourceFields] = Field(default_factory=list)
    scenario: dict[Name, Drawn] = Field(default_factory=dict)
    reads: dict[Name, ReadFields] = Field(default_factory=dict)


class ModuleFields(HeadSchema):
    """A module's own fields."""

    needed: ClassVar[Mapping[str, str]] = {
        "id": "add id: one of the modules of programme.md",
        "title": "add title: what the module is called",
        "summary": "add summary: one sentence for the list of modules",
    }

    id: str = ""
    title: Text = ""
    summary: Text = ""


class BlockFields(Schema):
    """A block of skills."""

    id: Text
    title: Text


class SkillFields(Schema):
    """A skill of a block."""

    id: Id
    title: Text
    block: str


class AnnouncedFields(Schema):
    """A module of the year: its first and last week, and whether it takes late answers."""

    id: Id
    title: Text
    summary: Text
    weeks: Annotated[list[int], AfterValidator(_span)]
    late: Literal["accepted", "refused"] = "accepted"


class ProgrammeFields(HeadSchema):
    """The programme's own fields."""

    needed: ClassVar[Mapping[str, str]] = {
        "title": "add title: what the programme is called",
        "weeks": "add weeks: how many the year has",
        "blocks": "add blocks: the blocks of skills",
        "skills": "add skills: what exercises train",
        "modules": "add modules: the year in order",
    }

    title: Text = ""
    weeks: Annotated[int, Field(ge=1, le=60)] = 60
    blocks: list[BlockFields] = Field(default_factory=list)
    skills: list[SkillFields] = Field(default_factory=list)
    modules: list[AnnouncedFields] = Field(default_factory=list)
    mistakes: dict[Id, Text] = Field(default_factory=dict)
    fil: FilFields | None = None


def read_fields(fields: type[AnyHead], loaded: Loaded) -> tuple[AnyHead, Head, list[Fault]]:
    """The fields without what is at fault, the same as written, and every fault."""
    head = Head("", "", 1, loaded.values, loaded.lines)
    found, faults = heads.read(fields, head)
    if not loaded.readable:
        faults = []
    missed = [f for f in faults if f.field not in loaded.broken]
    return found, head, loaded.faults + missed
