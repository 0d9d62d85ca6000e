"""Nothing that runs comes out of a text, whatever its author wrote."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.curriculum.markdown import render_text
from school.curriculum.sanitising import sanitise
from school.exercises.authoring import AuthoringError
from tests.curriculum.html import Html, page_html

VECTORS = Path(__file__).with_name("xss_vectors.txt").read_text(encoding="utf-8").splitlines()

TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "em", "code", "pre", "blockquote"}
TAGS |= {"sup", "div", "a", "img", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"href", "title", "rel", "class", "id", "src", "alt", "loading", "start"}
ATTRIBUTES |= {"tabindex", "scope"}
ADDRESSES = ("https://", "http://", "mailto:", "/lecons/", "/media/", "#")


def assert_safe(html: str) -> None:
    """Only plain tags, without a handler, a style, or an address that is not one."""
    for tag in Html(html).tags:
        assert tag.name in TAGS
        assert ATTRIBUTES.issuperset(tag.attributes)
        assert tag.attributes.get("href", "#").startswith(ADDRESSES)
        assert tag.attributes.get("src", "/media/").startswith("/media/")
        assert ".." not in tag.attributes.get("src", "")


def in_contexts(vector: str) -> list[str]:
    """The vector alone and where Markdown reads it otherwise."""
    return [
        vector,
        f"a {vector} b",
        f"- {vector}",
        f"> {vector}",
        f"| a |\n| - |\n| {vector} |",
        f"*{vector}*",
        f"[{vector}](https://example.org)",
        f"a[^1]\n\n[^1]: {vector}",
        f"```\n{vector}\n```",
        f"{vector}\n{vector}",
    ]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_comes_out_harmless_on_a_page_and_in_an_exercise(vector: str) -> None:
    for text in in_contexts(vector):
        with suppress(AuthoringError):  # a figure inside an address is refused
            assert_safe(page_html(text))
        with suppress(AuthoringError):
            assert_safe(render_text(text).fill({"cout": 1200}, "fr"))


@pytest.mark.parametrize("vector", VECTORS)
def test_raw_html_is_reduced_to_what_is_allowed(vector: str) -> None:
    for tag in Html(sanitise(vector)).tags:
        assert tag.name in TAGS
        assert ATTRIBUTES.issuperset(tag.attributes)
        for address in (tag.attributes.get("href", ""), tag.attributes.get("src", "")):
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", re.sub(r"[\x00- ]", "", address).lower())
            assert scheme is None or scheme[0] in ("https:", "http:", "mailto:")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([*VECTORS, *"<>\"'`[]()!*_\\\n&;:{}|#- "]), max_size=8))
def test_vectors_together_come_out_harmless(pieces: list[str]) -> None:
    with suppress(AuthoringError):  # a figure in a title is refused
        assert_safe(page_html("".join(pieces)))


def test_what_is_not_allowed_is_still_read() -> None:
    page = page_html("Écrivez <script>alert(1)</script> sans crainte.")
    assert Html(page).text == "Écrivez <script>alert(1)</script> sans crainte."
