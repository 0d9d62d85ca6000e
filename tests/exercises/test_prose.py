"""Sorting a fence's prose: what is public never holds what is secret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.prose import Slot, half_slots, is_public, slots, split

IDS = {"MISTAKE": {"roas"}, "GOAL": {"budget"}}


def test_sorts_statement_and_callouts_with_their_lines() -> None:
    prose = split(
        "\nCoût {{ cout | eur }}.\n"
        "\n> [!HINT]\n> Partez de la marge.\n>\n> Puis divisez.\n"
        "\nQuel est le ROI ?\n"
        "\n> [!MISTAKE roas]\n> C'est le ROAS.\n> [!HINT] Divisez.\n"
        "\n> [!SOLUTION]\n> {{ answer }}\n",
        20,
        IDS,
    )
    assert prose.faults == []
    assert prose.texts["hint.1"] == "Partez de la marge.\n\nPuis divisez."
    assert prose.texts["hint.2"] == "Divisez."
    assert prose.texts["mistake.roas"] == "C'est le ROAS."
    assert prose.texts["solution"] == "{{ answer }}"
    assert prose.texts["statement"].split("\n")[0] == "Coût {{ cout | eur }}."
    assert prose.texts["statement"].split("\n")[-1] == "Quel est le ROI ?"
    assert prose.lines == {
        "statement": 21,
        "hint.1": 24,
        "mistake.roas": 31,
        "hint.2": 32,
        "solution": 35,
    }


def test_leaves_alerts_quotes_and_code_where_they_are() -> None:
    text = (
        "> [!NOTE]\n> Une note.\n\n> Une citation.\n\n"
        "```text\n> [!SOLUTION]\n> montrée comme du code\n```\n\n~~~\n> [!HINT]\n~~~"
    )
    prose = split(text, 1, {})
    assert prose.faults == []
    assert prose.texts == {"statement": text}


def test_code_inside_a_callout_may_show_a_callout() -> None:
    prose = split("Texte.\n\n> [!HINT]\n> ```\n> [!HINT]\n> > [!HINT]\n> ```\n> fin", 1, {})
    assert prose.faults == []
    assert prose.texts["hint.1"] == "```\n[!HINT]\n> [!HINT]\n```\nfin"


@pytest.mark.parametrize(
    ("text", "line", "field", "remedy"),
    [
        ("A\n\n> [!SOLUTON]\n> 12", 3, "text", "write SOLUTION"),
        ("A\n\n> [!solution]\n> 12", 3, "text", "write SOLUTION"),
        ("A\n\n> [SOLUTION]\n> 12", 3, "statement", None),
        ("A\n\n> [Mistake roas]\n> 12", 3, "statement", None),
        ("A\n\n> [! SOLUTION]\n> 12\n\n> [!SOLUTION]\n> 13", 6, "solution", None),
        ("A\n\n> [!SOLUTION\n> 12", 3, "text", "add the closing bracket ]"),
        ("A\n\n> [!SOLUTION x]\n> 12", 3, "text", "write > [!SOLUTION]"),
        ("A\n\n> [!MISTAKE]\n> 12", 3, "text", "write > [!MISTAKE id]"),
        ("A\n\n> [!MISTAKE raos]\n> 12", 3, "mistake.raos", "write roas"),
        ("A\n\n> [!INPUT x]\n> 12", 3, "text", None),
        ("A\n\n> [!HINT]\n", 3, "hint.1", None),
        ("A\n\n> [!SOLUTION]\n> 12\nsuite", 5, "text", None),
        ("A\n\n- item\n    > [!SOLUTION]\n    > 12", 4, "statement", None),
        ("A\n\n> Voici\n> > [!SOLUTION]\n> > 12", 4, "statement", None),
        ("A\n\n> [!HINT]\n> > [!SOLUTION]\n> > 12", 4, "hint.1", None),
        ("A\n\n```\ncode\n\n> [!SOLUTION]\n> 12", 1, "statement", None),
        ("\n\n> [!HINT]\n> x", 1, "statement", None),
        ("A\n\n> [!SOLUTION]\n> 1\n\n> [!SOLUTION]\n> 2", 6, "solution", None),
    ],
)
def test_whatever_could_show_a_secret_is_a_fault(
    text: str, line: int, field: str, remedy: str | None
) -> None:
    faults = split(text, 1, IDS).faults
    assert (line, field) in [(fault.line, fault.field) for fault in faults]
    assert remedy is None or remedy in [fault.remedy for fault in faults]


def test_finds_slots_and_their_lines() -> None:
    assert slots("{{ cout | eur }} et {{ventes}}\n{{ a|pct }}") == [
        Slot("cout", "eur", 0),
        Slot("ventes", "number", 0),
        Slot("a", "pct", 1),
    ]


@pytest.mark.parametrize(
    "text", ["{{ }}", "{{ a | b | c }}", "{{ a + b }}", "{{ a", "{{ coût }}", "{{ a.b }}"]
)
def test_what_is_not_a_slot_has_no_name(text: str) -> None:
    (slot,) = slots(f"avant\n{text}")
    assert (slot.name, slot.line) == ("", 1)


def test_a_slot_between_single_braces_is_found() -> None:
    assert half_slots("{{ a }}\n{ cout | eur } {} {a b} {{ c }") == [
        Slot("cout", "{ cout | eur }", 1)
    ]


def test_a_link_in_a_quote_is_no_callout() -> None:
    assert split("A\n\n> [Solution](https://example.org)", 1, IDS).faults == []


@pytest.mark.parametrize("key", ["solution", "mistake.roas", "option.2.feedback", "autre"])
def test_what_comes_after_an_answer_is_not_public(key: str) -> None:
    assert not is_public(key)


LINES = st.sampled_from(
    ["> [!HINT]", "> [!SOLUTION]", "> [!MISTAKE roas]", "> secret", "> > x", "", "texte", "```"]
)


@given(st.lists(LINES, max_size=12))
def test_every_line_lands_in_one_text_or_is_a_fault(lines: list[str]) -> None:
    prose = split("\n".join(lines), 1, IDS)
    kept = sum(text.count("texte") for text in prose.texts.values())
    assert prose.faults or kept == lines.count("texte")
    assert "[!" not in prose.texts["statement"] or prose.faults or "```" in lines
