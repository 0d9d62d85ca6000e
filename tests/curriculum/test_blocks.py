"""Markdown that would not come out as its author sees it is told, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.blocks import faults_in
from school.curriculum.lesson import Passage
from tests.curriculum.html import page_html
from tests.curriculum.texts import changed, line_of, problems_with


def lines(text: str) -> list[int]:
    return [fault.line for fault in faults_in(Passage(text, 10))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Deux points :\n- a\n- b", 11),
        ("Deux points :\n1. a", 11),
        ("> [!NOTE]\n> Deux points :\n> - a", 12),
        ("- a\n\n  Suite :\n  - b", 13),
        ("Un tableau :\n| a | b |\n| --- | --- |\n| 1 | 2 |", 11),
        ("| a | b |\n| 1 | 2 |", 10),
        ("Un <b>mot</b>", 10),
        ("a\n\n<!-- à revoir -->", 12),
        ("fin<br/>", 10),
    ],
)
def test_what_is_shown_as_written_is_told(text: str, line: int) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Deux points :\n\n- a\n- b\n\n1. c",
        "# Titre\n- a\n- b",
        "> [!NOTE]\n> - a\n> - b",
        "- a\nsuite\n- b\n  - c\n    1. d",
        "| a | b |\n| :-- | --: |\n| 1 | 2 |",
        "a | b\n--- | ---\n1 | 2",
        "Combien ?\n- [x] a\n- [ ] b",
        "```\nx\n- y\n<b>\n| a |\n| b |\n```",
        "`<b>` et <https://example.org> et <a@example.org>",
        "si a < b et c > d",
        "−5 % puis\n-5 %",
        "Le 3.\n2026, c'est loin",
    ],
)
def test_what_comes_out_as_meant_is_let_be(text: str) -> None:
    assert lines(text) == []


def test_the_renderer_does_what_the_faults_say() -> None:
    """Otherwise they would refuse what is right."""
    assert "<ul>" not in page_html("Deux points :\n- a\n- b")
    assert "<table>" not in page_html("Texte :\n| a | b |\n| --- | --- |")
    assert "<table>" not in page_html("| a | b |\n| 1 | 2 |")
    assert "<ul>" in page_html("# Titre\n- a\n- b")
    assert "<ul>" in page_html("> [!NOTE]\n> - a\n> - b")
    assert page_html("- a\nsuite\n- b").count("<li>") == 2


def test_exercises_and_passages_are_looked_at() -> None:
    text = changed(("La suite.", "Suite :\n- a"), ("> Exprimez-le", "> Donc :\n> - b"))
    found = [(problem.line, problem.field) for problem in problems_with(text)]
    assert found == [(line_of(text, "- b"), "text"), (line_of(text, "Suite :") + 1, "text")]


@given(st.text(alphabet="ab-*1.|>[]!#<>/ \n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(10 <= line <= 10 + text.count("\n") for line in lines(text))
