"""Reading a fence as the kind it names, whatever it holds."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import Exercise, ExerciseError, Head
from school.exercises.registry import KINDS, parse
from tests.exercises.fences import exercise, faults

CHOICE = """{}points: 1
---
Lequel ?

- [x] A
- [ ] B
"""


def test_the_kinds_go_by_the_names_authors_write() -> None:
    assert set(KINDS) == {
        "numeric",
        "choice",
        "order",
        "match",
        "short",
        "campaign",
        "simulator",
        "forecast",
        "markup",
        "audit",
        "assignment",
    }
    assert all(kind.kind == name for name, kind in KINDS.items())


def test_an_unknown_kind_is_told_the_nearest_one() -> None:
    (fault,) = faults("numerique", "answer: 1\n---\nT")
    assert (fault.line, fault.field, fault.remedy) == (10, "kind", "write numeric")


def test_a_title_is_a_few_words_without_figures() -> None:
    assert exercise("choice", CHOICE.format("title: Le seuil\n")).settings.title == "Le seuil"
    assert exercise("choice", CHOICE.format("")).settings.title == ""


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("12", "“12” is not a title"),
        ('" "', "is not a title"),
        ("a" * 61, "holds 61 characters"),
        ('"Le seuil de {{ a | eur }}"', "cannot show figures"),
    ],
)
def test_a_title_that_is_none_is_refused_where_it_stands(written: str, what: str) -> None:
    (fault,) = faults("choice", CHOICE.format(f"title: {written}\n"))
    assert (fault.line, fault.field) == (11, "title")
    assert what in fault.what


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(["1..9", "a", "a + b", "1 / a", "paid", "eur", "roi", "cost", "5%", "[x]"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "id", "measure", "step"]), inner, max_size=4),
    ),
    max_leaves=8,
)
HEADS: dict[str, dict[str, Any]] = {
    "numeric": {
        "params": {"a": "1..9"},
        "let": {"b": "a * 2"},
        "answer": "b",
        "unit": "€",
        "decimals": 1,
        "tolerance": {"rel": "1%", "abs": 0.5},
        "partial": [{"within": "5%", "score": 0.5}],
        "mistakes": {"a": "b / 2"},
        "points": 2,
        "tries": 3,
        "pass": 0.5,
        "skills": ["roi"],
    },
    "choice": {"multiple": True, "shuffle": False},
    "order": {"points": 2},
    "match": {"points": 2},
    "short": {"accept": ["a", "b"], "mistakes": {"a": ["c"]}, "near": True},
    "simulator": {
        "params": {"b": [1, 2]},
        "inputs": {"a": {"from": 0, "to": 9, "step": 1, "start": 1, "format": "int"}},
        "outputs": {"c": {"formula": "a * b", "format": "eur"}},
        "goals": [{"id": "a", "measure": "c", "at_least": 5, "points": 2}],
    },
    "campaign": {
        "params": {"b": "5000..6000"},
        "brief": {"budget": "b", "basket": 58},
        "choices": {"a": {"followers": 5000, "deal": "gift", "max": 9, "formats": ["post"]}},
        "compliance": True,
        "goals": [{"id": "a", "measure": "roi", "at_least": 0}],
        "frontier": {"measure": "reach_net", "points": 1},
        "draws": 100,
    },
    "forecast": {
        "params": {"b": "4..9"},
        "brief": {"basket": 58},
        "creators": [{"count": "b", "followers": 5000, "deal": "gift", "formats": ["post"]}],
        "measure": "roi",
        "level": "80%",
        "format": "pct",
        "unit": "",
    },
    "markup": {"documents": {"a": {"type": "post", "missing": ["mention"]}}},
    "audit": {
        "creators": 4,
        "tiers": ["nano"],
        "planted": ["pod", "any"],
        "innocent": ["viral"],
        "fee": "90 + 10",
        "brief": {"basket": 90},
    },
    "assignment": {
        "words": "150..400",
        "files": "0..3",
        "types": ["pdf"],
        "max_mb": 5,
        "points": 4,
    },
}


@st.composite
def heads(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """The head of a kind, with one to three of its values replaced, removed or added."""
    head = copy.deepcopy(HEADS[kind])
    for _ in range(draw(st.integers(1, 3))):
        place: Any = head
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from([*keys, "autre"])) if keys else "autre"
            if key == "autre" or not isinstance(place[key], dict | list) or draw(st.booleans()):
                break
            place = place[key]
        if isinstance(place, dict) and draw(st.booleans()):
            place.pop(key, None)
        elif isinstance(place, dict):
            place[key] = draw(VALUES)
        else:
            place[:] = draw(st.lists(VALUES, max_size=2))
    return head


PROSE = st.lists(
    st.sampled_from(
        ["T {{ a }}", "{{ answer | eur }}", "- [x] A", "- [ ] B", "  > oui", "", "> [!HINT]"]
        + [
            f"> [!{name} a]"
            for name in ("MISTAKE", "GOAL", "CHOICE", "INPUT", "OUTPUT", "DOCUMENT")
        ]
        + ["> [!RUBRIC]", "> | C | A (0) | B (2) |", "> | - | - | - |", "> | D | E | F |"]
        + ["[[mot|image]]", "> [[mot|image|x]] [[y", "> [!SOLUTION]", "> texte", "```"]
        + ["1. A", "2. B", "| A | B |", "| - | - |"]
    ),
    max_size=8,
).map("\n".join)

TEXTS = {
    "numeric": "T {{ a }}\n\n> [!MISTAKE a]\n> M",
    "choice": "T\n\n- [x] A\n- [ ] B",
    "order": "T\n\n1. A\n2. B\n3. C",
    "match": "T\n\n| A | B |\n| --- | --- |\n| C | D |\n| E | F |",
    "short": "T\n\n> [!MISTAKE a]\n> M",
    "simulator": "T\n\n> [!INPUT a]\n> A\n\n> [!OUTPUT c]\n> C\n\n> [!GOAL a]\n> G",
    "markup": "T\n\n> [!DOCUMENT a]\n> Un [[mot|image]].",
    "campaign": "T\n\n> [!CHOICE a]\n> A\n\n> [!GOAL a]\n> G",
    "forecast": "T {{ b }}\n\n> [!SOLUTION]\n> {{ answer }}",
    "audit": "T\n\n> [!SOLUTION]\n> S",
    "assignment": "T\n\n> [!RUBRIC]\n> | C | A (0) | B (2) |\n> | - | - | - |\n> | D | E | F |",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data(), prose=PROSE)
@settings(deadline=None, max_examples=200)
def test_whatever_a_fence_holds_it_is_an_exercise_or_its_faults(
    kind: str, data: st.DataObject, prose: str
) -> None:
    head = Head(kind, "essai", 10, data.draw(heads(kind)))
    text = data.draw(st.sampled_from([prose, TEXTS[kind]]))
    found = parsed(head, text)
    if isinstance(found, ExerciseError):
        assert all(len(fault.what) < 1000 for fault in found.faults)
        assert all(fault.line >= 10 and fault.what and fault.remedy for fault in found.faults)
        return
    assert found.public <= found.texts.keys() == found.text_lines.keys()
    assert all(fault.line >= 10 for fault in found.check([b"x", b"y"]))


def parsed(head: Head, text: str) -> Exercise | ExerciseError:
    try:
        return parse(head, text, 30)
    except ExerciseError as error:
        return error
