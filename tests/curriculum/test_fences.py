"""Splitting a text into passages and exercises, with exact lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.fences import Fence, split
from school.curriculum.lesson import Passage

EXERCISE = "```exercise numeric un\nanswer: 1\n---\nCombien ?\n```"


def test_parts_come_in_order_with_their_lines() -> None:
    found = split(f"Avant.\n\n{EXERCISE}\n{EXERCISE.replace('un', 'deux')}\nAprès.", first_line=10)
    assert found.faults == []
    assert found.parts == [
        Passage("Avant.\n", 10),
        Fence("numeric", "un", 12, "answer: 1\n", 13, "Combien ?", 15),
        Fence("numeric", "deux", 17, "answer: 1\n", 18, "Combien ?", 20),
        Passage("Après.", 22),
    ]


def test_a_longer_fence_holds_code() -> None:
    text = EXERCISE.replace("Combien ?", "```\nx\n```").replace("```exercise", "````exercise") + "`"
    (fence,) = split(text, 1).parts
    assert isinstance(fence, Fence)
    assert fence.prose == "```\nx\n```"


def test_an_exercise_shown_as_code_is_text() -> None:
    text = f"````markdown\n{EXERCISE}\n````"
    assert split(text, 1).parts == [Passage(text, 1)]


def test_an_unclosed_exercise_ends_where_the_next_one_opens() -> None:
    found = split(EXERCISE.removesuffix("```") + "Perdu.\n" + EXERCISE, 1)
    assert [(fault.line, fault.what) for fault in found.faults] == [(1, "is never closed")]
    assert [part.line for part in found.parts] == [6]


@pytest.mark.parametrize(
    "opening",
    [
        "```exercice numeric un",
        "```Exercise numeric un",
        "  ```exercise numeric un",
        "> ```exercise numeric un",
        "~~~exercise numeric un",
        "```exercise numeric",
        "```exercise numeric un deux",
        "```exercises",
    ],
)
def test_what_nearly_opens_an_exercise_is_never_shown_as_code(opening: str) -> None:
    found = split(EXERCISE.replace("```exercise numeric un", opening), 1)
    assert [fault.line for fault in found.faults][:1] == [1]
    assert not any(isinstance(p, Passage) and "answer" in p.text for p in found.parts)


@given(st.lists(st.sampled_from(["```", "````", "~~~", "```exercise a b", "---", "a", ""])))
def test_no_line_is_said_to_be_where_it_is_not(lines: list[str]) -> None:
    for part in split("\n".join(lines), 1).parts:
        text, line = (
            (part.text, part.line) if isinstance(part, Passage) else (part.prose, part.prose_line)
        )
        assert lines[line - 1 :][: text.count("\n") + 1] == text.split("\n") or not text
