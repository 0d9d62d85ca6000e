"""The pictures and papers of lessons: what may be published, told by the bytes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree

from school.curriculum.problems import Problem

FOLDER = "media"

_PATH = re.compile(r"media/(?:[a-z0-9]+(?:[_-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*\.[a-z]+")
_LONGEST_PATH = 100
_MEBIBYTE = 1024 * 1024
_SVG = "{http://www.w3.org/2000/svg}"

_ELEMENTS = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|text|"
    "tspan|textPath|linearGradient|radialGradient|stop|clipPath|mask|pattern|marker|filter|style|"
    "fe(Blend|ColorMatrix|Composite|DropShadow|Flood|GaussianBlur|Merge|MergeNode|Offset)"
)
_ADDRESS = re.compile(r"url\(\s*(?![\s'\"]*#)|@import|javascript:|\\", re.IGNORECASE)

_DECLARATION = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)", re.IGNORECASE)
# A browser and this check must read the same characters, or a script could hide between them.
_FOREIGN_ENCODING = re.compile(rb"<\?xml\s[^>]*encoding\s*=\s*['\"](?!utf-8['\"])", re.IGNORECASE)


@dataclass(frozen=True)
class MediaType:
    """A type that may be published: how its bytes begin, and its largest size in bytes."""

    content_type: str
    begins: re.Pattern[bytes]
    largest: int


TYPES = {
    ".svg": MediaType(
        "image/svg+xml", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)"), _MEBIBYTE
    ),
    ".png": MediaType("image/png", re.compile(rb"\x89PNG\r\n\x1a\n"), _MEBIBYTE),
    ".jpg": MediaType("image/jpeg", re.compile(rb"\xff\xd8\xff"), _MEBIBYTE),
    ".webp": MediaType("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL), _MEBIBYTE),
    ".pdf": MediaType("application/pdf", re.compile(rb"%PDF-"), 5 * _MEBIBYTE),
}

LARGEST_FILE = max(kind.largest for kind in TYPES.values())
"""In bytes: what is heavier need not even be read."""


def media_type(path: str) -> MediaType | None:
    """The type that a path's extension announces, or None when it may not be published."""
    return TYPES.get(PurePosixPath(path).suffix)


def check_name(path: str) -> list[Problem]:
    """Everything that keeps a file under media/ from being published, by its path alone."""
    if len(path) > _LONGEST_PATH or not _PATH.fullmatch(path):
        what = "its name cannot be carried by every address"
        remedy = "use small letters without accents, digits, '-', '_' and '.'"
        return [_problem(path, "file", what, f"{remedy}, {_LONGEST_PATH} characters at most")]
    if media_type(path) is None:
        what, remedy = "is of a type that is not published", f"use one of {', '.join(TYPES)}"
        return [_problem(path, "file", what, remedy)]
    return []


def check(path: str, content: bytes) -> list[Problem]:
    """Everything that keeps a file from being published, by its path and its bytes."""
    kind = media_type(path)
    problems = check_name(path)
    if kind is None or problems:
        return problems
    if len(content) > kind.largest:
        remedy = f"keep it under {kind.largest // _MEBIBYTE} MiB"
        return [_problem(path, "size", "is too heavy to download", remedy)]
    if not kind.begins.match(content):
        remedy = "export the file again in the format of its extension"
        return [_problem(path, "content", f"is not {kind.content_type}", remedy)]
    return list(_svg_problems(path, content)) if path.endswith(".svg") else problems


def _svg_problems(path: str, content: bytes) -> Iterator[Problem]:
    if _FOREIGN_ENCODING.search(content):
        yield _problem(path, "svg", "another encoding than UTF-8", "export it again in UTF-8")
        return
    if _DECLARATION.search(content):
        remedy = "delete the lines <!DOCTYPE …> and <?xml-stylesheet …?>"
        yield _problem(path, "svg", "a declaration that reaches outside the file", remedy)
        return
    try:
        root = ElementTree.fromstring(content.decode())  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, ValueError) as error:
        yield _problem(
            path, "svg", f"not well-formed XML ({error})", "export it again as plain SVG"
        )
        return
    if root.tag != f"{_SVG}svg":
        yield _problem(path, "svg", "no <svg> at its root", "export it again as plain SVG")
    for what in sorted({what for element in root.iter() for what in _dangers(element)}):
        yield _problem(path, "svg", what, "export it again as plain SVG, self-contained")


def _dangers(element: ElementTree.Element) -> Iterator[str]:
    if not element.tag.startswith(_SVG) or not _ELEMENTS.fullmatch(_local(element.tag)):
        yield f"an element <{_local(element.tag)}> that a still picture has no need of"
    for name, value in element.attrib.items():
        local = _local(name).lower()
        if local.startswith("on"):
            yield f"a script in {local}"
        leads_out = local in ("href", "src") and not value.strip().startswith("#")
        if leads_out or _ADDRESS.search(value):
            yield f"a reference outside the file in {local}"
    if element.tag == f"{_SVG}style" and _ADDRESS.search("".join(element.itertext())):
        yield "a reference outside the file in its styles"


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _problem(path: str, field: str, what: str, remedy: str) -> Problem:
    return Problem(path, 1, field, what, remedy)
