"""What may be published beside the texts, told by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.publishing.media import LARGEST_FILE, check
from tests.publishing.folders import SVG

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


def svg(inside: str, attributes: str = "") -> bytes:
    """A picture with something in it."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("media/courbe.svg", SVG),
        ("media/essentiel/courbe-2.1_a.svg", b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG),
        ("media/a.svg", svg('<defs><marker id="m"/></defs><path marker-end="url(#m)"/>')),
        ("media/a.svg", svg('<style>.a{fill:url("#g")}</style><use xlink:href="#m"/>')),
        ("media/photo.png", PNG),
        ("media/photo.jpg", b"\xff\xd8\xff\xe0" + bytes(32)),
        ("media/photo.webp", b"RIFF\n\0\r\0WEBPVP8 "),
        ("media/contrat.pdf", b"%PDF-1.7\n"),
    ],
)
def test_pictures_and_papers_are_published(path: str, content: bytes) -> None:
    assert check(path, content) == []


@pytest.mark.parametrize(
    ("path", "content", "field"),
    [
        ("media/Photo.png", PNG, "file"),
        ("media/évolution.png", PNG, "file"),
        ("media/a b.png", PNG, "file"),
        ("media/../photo.png", PNG, "file"),
        ("media/.cachee.png", PNG, "file"),
        ("media/" + "a" * 100 + ".png", PNG, "file"),
        ("media/photo", PNG, "file"),
        ("media/photo.gif", b"GIF89a", "file"),
        ("media/page.html", b"<script>", "file"),
        ("media/photo.png", b"<svg/>", "content"),
        ("media/photo.svg", PNG, "content"),
        ("media/photo.svg", SVG.decode().encode("utf-16"), "content"),
        ("media/photo.jpg", b"", "content"),
        ("media/photo.png", PNG + bytes(1024 * 1024), "size"),
        ("media/contrat.pdf", b"%PDF-" + bytes(LARGEST_FILE), "size"),
    ],
)
def test_others_are_refused(path: str, content: bytes, field: str) -> None:
    assert [problem.field for problem in check(path, content)] == [field]


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
        svg("<foreignObject><p>a</p></foreignObject>"),
        svg("<image href='https://example.org/a.png'/>"),
        svg("<a xlink:href='javascript:alert(1)'><path/></a>"),
        svg("<set attributeName='onload' to='alert(1)'/>"),
        svg("<animate attributeName='href' to='javascript:alert(1)'/>"),
        svg("<path/>", "onload='alert(1)'"),
        svg("<path/>", "ONLOAD='alert(1)'"),
        svg("<path xlink:onclick='alert(1)'/>"),
        svg("<use href='https://example.org/a.svg#a'/>"),
        svg("<use xlink:href='data:image/svg+xml,x'/>"),
        svg("<path style='fill:url(https://example.org/a)'/>"),
        svg("<path fill='url( &quot;//example.org/a&quot;)'/>"),
        svg("<path style='fill:ur\\6c(https://example.org/a)'/>"),
        svg("<style>@import 'https://example.org/a.css';</style>"),
        svg("<style>a{}<title>@import 'https://example.org/a.css';</title></style>"),
        b'<?xml-stylesheet href="https://example.org/a.css"?>' + SVG,
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG,
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + SVG,
        b"<svg>",
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>\xff</svg>",
    ],
)
def test_a_picture_that_does_more_than_show_itself_is_refused(content: bytes) -> None:
    problems = check("media/a.svg", content)
    assert problems
    assert {problem.file for problem in problems} == {"media/a.svg"}
    assert all(problem.remedy for problem in problems)


@given(st.binary(max_size=200), st.sampled_from([b"", b"<svg ", SVG[:60], b"<?xml "]))
def test_any_bytes_get_an_answer(content: bytes, before: bytes) -> None:
    check("media/a.svg", before + content)


@given(st.text(max_size=120))
def test_any_name_gets_an_answer(name: str) -> None:
    check(f"media/{name}", PNG)
