"""Reading a head as its schema: what fits, and what does not, said to its author.

This is the one place that turns pydantic's errors into faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from school.exercises.authoring import AuthoringError, instead, nearest, quoted
from school.exercises.contract import Fault, Head
from school.exercises.schema import HeadSchema

AnyHead = TypeVar("AnyHead", bound=HeadSchema)
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
            yield nearest(str(detail["loc"][0]), _fields(schema, ())) or ""


def _errors(schema: type[HeadSchema], values: Mapping[str, Any]) -> list[ErrorDetails]:
    try:
        schema.model_validate(values)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        misnamed = {detail["loc"][:-1] for detail in errors if "[key]" in detail["loc"][-1:]}
        return [detail for detail in errors if detail["loc"] not in misnamed]
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
_WHOLE = ("is not a whole number", "write digits alone, such as 10")
_GROUP = ("is not a group of fields", "write {shape}")
_LIST = ("is not a list", "write [{shape}], or each on a line of its own after - and a space")
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
    "list_type": _LIST,
    "literal_error": ("is not possible here", "write {expected}"),
    "model_type": _GROUP,
    "string_too_long": ("is too long", "write {max_length} characters at most"),
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
    shape = _shape(schema, place, detail["type"])
    return f"{quoted(detail['input'])} {what}", remedy.format(**context, shape=shape)


def _shape(schema: type[HeadSchema], place: Location, kind: str) -> str:
    """What a group looks like, or an item of a list: the fields that it needs."""
    listed = kind == "list_type"
    here = _at(schema, (*place, 0) if listed else place)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return "item, item" if listed else "name: value, on a line of its own or in { }"
    fields = _named(here)
    needed = [name for name in fields if fields[name].is_required()] or fields
    return "{" + ", ".join(f"{name}: …" for name in needed) + "}"


def _fields(schema: type[HeadSchema], place: Location) -> list[str]:
    """The names of the fields of the group at a place."""
    return list(_named(_at(schema, place)))


def _named(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a group by the names that authors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _at(schema: type[HeadSchema], place: Location) -> Any:
    """The type of what stands at a place."""
    here: Any = schema
    for part in place:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = _named(here)[str(part)].annotation
        else:
            here = get_args(here)[-1]
        if type(None) in get_args(here):  # a group that may be left out
            here = get_args(here)[0]
    return here
