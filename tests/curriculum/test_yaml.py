"""YAML: plain values, the line of each, every fault, and nothing dangerous."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.yaml import load


def test_values_are_those_of_yaml_1_2() -> None:
    loaded = load(
        "a: 012\nb: no\nc: 12:30\nd: .5\ne: 2026-11-20\nf: ~\ng: true\nh: 1e999\ni: '1'\n"
    )
    expected: list[object] = [
        12,
        "no",
        "12:30",
        0.5,
        dt.date(2026, 11, 20),
        None,
        True,
        "1e999",
        "1",
    ]
    assert list(loaded.values.values()) == expected


def test_each_value_has_its_line() -> None:
    loaded = load("a:\n  - 1\n  - {b: 2,\n     c: 3}\nd: >\n  e: f\ng: 1\n", first_line=10)
    assert loaded.lines == {
        "a": 10, "a.0": 11, "a.1": 12, "a.1.b": 12, "a.1.c": 13, "d": 14, "g": 16,
    }  # fmt: skip


def test_a_formula_keeps_its_commas_between_braces() -> None:
    loaded = load("{a: max(roi(b, c), 0) * 100, d: f(1), e: [g(h, i), 2]}")
    assert loaded.values == {"a": "max(roi(b, c), 0) * 100", "d": "f(1)", "e": ["g(h, i)", 2]}


def test_one_unreadable_field_does_not_hide_the_others() -> None:
    loaded = load("a: b : c\nd: 1\nd: 2\ne: [1\nf: 3\n", first_line=2)
    assert loaded.values == {"d": 1, "f": 3}
    assert loaded.broken == {"a", "e"}
    assert [(fault.line, fault.field) for fault in loaded.faults] == [(2, "a"), (4, "d"), (5, "e")]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: &x [1]", 1, "anchor"),
        ("a: 1\nb: *x", 2, "alias"),
        ("a: !!python/object:os.system x", 1, "tag"),
        ("a: [[[[[[[[[1]]]]]]]]]", 1, "deeply"),
        ("- a\n- b", 1, "fields"),
        ("? [a]\n: b", 1, "name"),
        ("a:\n  b: 1\n  b: 2", 3, "twice"),
        ("a:\n\t- b", 2, "tabs"),
        ("a: 'b", 1, "quote"),
        ('a: "\\u202e"', 1, "U+202E"),
        ('a: "\\ue000"', 1, "U+E000"),
    ],
)
def test_what_no_author_needs_is_refused(text: str, line: int, word: str) -> None:
    (fault,) = load(text).faults
    assert fault.line == line
    assert word in fault.what + fault.remedy


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("a: Mesurer #partenariat", 1, "put the whole value in double quotes, or a space after #"),
        ("a: [x, y #z\n ]", 1, "put the whole value in double quotes, or a space after #"),
        ("a: 'l'écart'", 1, "put the whole value in double quotes, without others inside it"),
        ("a: un : deux", 1, "put the whole value in double quotes: it holds a colon"),
        ("a: {b: Bayerl, Lanz, c: 1}", 1, "put the whole value in double quotes: it holds a comma"),
        ("a: {b: 0,5, c: 1}", 1, "write decimals with a point, such as 0.5"),
        ("a:\n  b 1\n  c: 2", 3, None),
        ("a:\n   b: 1\n  c: 2", 3, "begin it under the line above, after as many spaces"),
        ("a: *x y", 1, None),
    ],
)
def test_what_authors_write_is_mended_with_these_words(
    text: str, line: int, remedy: str | None
) -> None:
    (fault,) = load(text).faults
    assert (fault.line, fault.field.partition(".")[0]) == (line, "a")
    assert remedy in (None, fault.remedy)


def test_comments_are_let_be() -> None:
    text = "# un\na: 1  # deux\nb: >\n  c\n#trois\nd: [e # f\n  , g#h]\n"
    loaded = load(text)
    assert loaded.faults == []
    assert loaded.values == {"a": 1, "b": "c\n", "d": ["e", "g#h"]}


@pytest.mark.parametrize(
    "piece", ["[ ", "{a: ", "- ", "? ", "&a ", "a:\n", '"\\x41"', "a: |\n", "[a, ", "a: 1\n b: 2\n"]
)
def test_hostile_yaml_ends_soon(piece: str) -> None:
    begun = time.process_time()
    load(piece * (64_000 // len(piece)))
    assert time.process_time() - begun < 5


@given(st.text() | st.text(alphabet="ab:-[]{},&*!|>'\"#%@`? \n\t0.", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    loaded = load(text, first_line=3)
    assert all(3 <= fault.line <= 3 + text.count("\n") + 1 for fault in loaded.faults)


_PLAIN = st.recursive(
    st.integers(-(10**9), 10**9) | st.booleans() | st.text(alphabet="aé :#'\"-[{", max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=4), _PLAIN, max_size=4))
def test_json_means_in_yaml_what_it_means(values: dict[str, object]) -> None:
    assert load(json.dumps(values)).values == values
