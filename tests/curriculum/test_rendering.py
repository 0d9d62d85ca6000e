"""Rendering within limits: a hostile text fails alone and in time."""

from __future__ import annotations

import json
import resource
from dataclasses import replace

import pytest

from school.curriculum.document import Document, Rendered
from school.curriculum.problems import Problem
from school.curriculum.reader import read
from school.curriculum.rendering import CPU_SECONDS, is_label, render, render_bounded
from tests.curriculum.texts import FILES, MEDIA, TODAY

LIMIT = 64 * 1024


def fine(title: str) -> Document:
    """A document without fault, that no other test rendered."""
    return Document("fine.md", f"# {title}\n\nDeux")


def filled(piece: str) -> str:
    """As much of a piece as a text may hold."""
    return piece * (LIMIT // len(piece.encode()))


HOSTILE = {
    "brackets": filled("["),
    "spaced brackets": filled("[ "),
    "pictures": filled("![a]("),
    "tags": filled("<a "),
    "emphasis": filled("**a *b "),
    "backticks": "".join("`" * n + " " for n in range(1, 360)),
    "quotes": filled("> "),
    "nested quotes": "\n".join("> " * n + "a" for n in range(1, 240)),
    "nested lists": "\n\n".join("    " * n + "- a" for n in range(170)),
    "nested definitions": "\n\n".join(
        "    " * n + "a\n" + "    " * n + ":   b" for n in range(120)
    ),
    "abbreviations": "".join(f"*[A{n}]: a\n" for n in range(5000)),
    "footnotes": "".join(f"[^{n}]: [^{n}]\n" for n in range(3000)),
    "columns": "|" + "a|" * 16_000 + "\n|" + "-|" * 16_000,
    "entities": filled("&"),
    "marks of exercises": filled("\ue000\n\n"),
}


def processor_seconds() -> float:
    """What the renderers that ended took so far, however busy the machine was."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends_within_its_limit_and_fails_alone(name: str) -> None:
    begun = processor_seconds()
    first, last = fine(f"before {name}"), fine(f"after {name}")
    before, hostile, after = render_bounded([first, Document("b.md", HOSTILE[name]), last])
    assert processor_seconds() - begun < CPU_SECONDS + 4
    assert (before, after) == (render(first), render(last))
    assert isinstance(hostile, Rendered) or (hostile.file, hostile.line) == ("b.md", 1)


def test_what_takes_too_long_is_said_with_its_file() -> None:
    begun = processor_seconds()
    (problem,) = render_bounded([Document("b.md", filled("["))])
    assert processor_seconds() - begun < CPU_SECONDS + 4
    assert isinstance(problem, Problem)
    assert str(problem).startswith("b.md:1: text: takes more than 2 s to render → ")


def test_a_hostile_text_of_an_exercise_fails_too() -> None:
    texts = {"un": {"statement": filled("[")}}
    (problem,) = render_bounded([Document("b.md", "\ue000", texts)])
    assert isinstance(problem, Problem)


def test_a_text_over_the_limit_is_not_even_tried() -> None:
    (problem,) = render_bounded([Document("b.md", "a" * (LIMIT + 1))])
    assert isinstance(problem, Problem)
    assert problem.what == "is over 64 KB"


def test_what_was_rendered_before_keeps_its_place_among_what_is_new() -> None:
    first, again = Document("a.md", "Un."), Document("b.md", "Un.")
    new, long = Document("c.md", "Deux."), Document("d.md", "a" * (LIMIT + 1))
    render_bounded([first])
    results = render_bounded([new, long, again, replace(long, file="e.md")])
    pages = [each.passages[0].fill({}, "fr") for each in results if isinstance(each, Rendered)]
    assert pages == ["<p>Deux.</p>", "<p>Un.</p>"]
    assert [each.file for each in results if isinstance(each, Problem)] == ["d.md", "e.md"]


def test_html_that_swells_is_refused() -> None:
    rows = "| a | b |\n| - | - |\n" + "|\n" * (LIMIT // 2 - 20)
    (problem,) = render_bounded([Document("b.md", rows)])
    assert isinstance(problem, Problem)
    assert problem.what == "gives more than 1024 KB of HTML"


def test_a_lesson_is_rendered_with_its_exercises_and_kept_as_json() -> None:
    lesson = next(read(FILES, MEDIA, TODAY).lessons())
    (rendered,) = render_bounded([Document.of(lesson)])
    assert isinstance(rendered, Rendered)
    assert len(rendered.passages) == 2
    assert rendered.texts["roi-micro"].keys() == {"statement", "mistake.fraction"}
    assert [heading.id for heading in rendered.contents] == ["partie-mesurer"]
    assert Rendered.from_json(json.loads(json.dumps(rendered.as_json()))) == rendered


def test_nothing_is_rendered_for_nothing() -> None:
    assert render_bounded([]) == []


@pytest.mark.parametrize(
    ("key", "label"),
    [("goal.a", True), ("option.2", True), ("option.2.feedback", False), ("statement", False)],
)
def test_labels_are_what_names_a_control(key: str, label: bool) -> None:
    assert is_label(key) is label
