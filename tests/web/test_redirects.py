"""Nothing that a visitor writes leads off the site."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from school.web.redirects import previous_path, safe_path


@pytest.mark.parametrize(
    "path", ["/", "/parcours", "/lecons/roi?essai=2#exercice-1", "/été", "/a//b", "/x@y", "/a:b"]
)
def test_a_path_of_the_site_is_followed(path: str) -> None:
    assert safe_path(path, "/default") == path


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "parcours",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\\..\\evil.example",
        " /a",
        "/a b",
        "/\x7f/evil.example",
        "/\x85/evil.example",
        "https:evil.example",
        "https:/evil.example",
        "x@evil.example",
        "javascript:alert(1)",
    ],
)
def test_anything_else_gives_the_default(target: str | None) -> None:
    assert safe_path(target, "/default") == "/default"


@given(st.text(alphabet="/\\.:@?#%09\t\n evilhttps", max_size=12))
def test_a_followed_path_stays_on_the_site(target: str) -> None:
    """By the rules that browsers share: what counts is what follows the first slash."""
    path = safe_path(target, "/")
    assert path[0] == "/"
    assert path[1:2] not in {"/", "\\"}
    assert not {"\t", "\n", "\r", "\\"} & set(path)


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        ("http://localhost/parcours?a=1", "/parcours?a=1"),
        ("http://localhost", "/default"),
        ("http://localhost//evil.example", "/default"),
        ("http://evil.example/parcours", "/default"),
        ("http://localhost:8000/parcours", "/default"),
        ("http://localhost@evil.example/parcours", "/default"),
        ("http://[", "/default"),
        ("", "/default"),
    ],
)
def test_the_previous_page_is_one_of_ours(app: Flask, referrer: str, path: str) -> None:
    with app.test_request_context(headers={"Referer": referrer}):
        assert previous_path("/default") == path
