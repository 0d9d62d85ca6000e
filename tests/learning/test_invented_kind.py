"""A kind that the house does not know: its own file, its own template, one line of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy.orm import Session

from school.curriculum import lint, reader
from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Form,
    Head,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.forms import only
from school.exercises.registry import KINDS
from school.exercises.schema import KindSchema
from tests import factories
from tests.learning.curriculum import FILES, answer, lesson

LAST = 9

TEMPLATE = """\
{% macro controls(card) %}
  <label>De 0 à {{ card.widget.last }} <input name="echo" value="{{ card.value("echo") }}"></label>
  {% if card.problem %}<p class="field-error">{{ words.problem(card.problem) }}</p>{% endif %}
  <button class="exercise-submit">Envoyer</button>
{% endmacro %}
{% macro answer(card) %}<p>Dit : {{ card.last.echo }}</p>{% endmacro %}
{% macro outcome(card) %}<p>Écart de {{ card.details.gap }}</p>{% endmacro %}
{% macro typed(card) %}{{ card.typed.echo }}{% endmacro %}
{% macro expected(card) %}<p>Attendu : {{ card.solution.right }}</p>{% endmacro %}
"""

FENCE = """\
```exercise echo repeter
tries: 2
pass: {passing}
---
Répétez le chiffre.

> [!SOLUTION]
> CANARI-ECHO
```
"""


@dataclass(frozen=True)
class EchoVariant(Variant):
    """A figure that nothing tells."""

    numbers: Numbers

    def question(self) -> Question:
        return Question({}, {"last": LAST})

    def read(self, form: Form, locale: str) -> Answer:
        typed = only(form, "echo")
        if not typed.isdecimal():
            raise AnswerError("not-a-number", "echo")
        return Answer({"echo": typed}, {"echo": int(typed)}, typed)

    def mark(self, answer: Answer) -> Mark:
        gap = abs(int(answer.read["echo"]) - int(self.numbers["right"]))
        return Mark(max(0.0, 1 - gap / LAST), details={"gap": gap})

    def solution(self) -> Solution:
        return Solution(self.numbers, {"right": int(self.numbers["right"])})

    def players(self, chance: Random) -> Mapping[str, Form]:
        said = {"right": int(self.numbers["right"]), "random": chance.randint(0, LAST)}
        return {name: {"echo": [str(figure)]} for name, figure in said.items()}


@dataclass(frozen=True)
class EchoExercise(Exercise):
    """A figure to guess."""

    kind: ClassVar[str] = "echo"

    spec: KindSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> EchoExercise:
        draft = Draft(KindSchema, head, prose, prose_line, given, {})
        draft.check_slots(given)
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        return self.given

    def draw(self, seed: bytes, given: Numbers | None = None) -> EchoVariant:
        return EchoVariant({"right": pick(seed, "right", LAST + 1)})


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry with one line more."""
    monkeypatch.setitem(KINDS, EchoExercise.kind, EchoExercise)


@pytest.fixture
def drawn(app: Flask) -> None:
    """The template among the others."""
    own = DictLoader({"learning/exercises/echo.html": TEMPLATE})
    app.jinja_env.loader = ChoiceLoader([own, *filter(None, [app.jinja_env.loader])])


def files(passing: str = "1") -> dict[str, str]:
    """The small curriculum with a lesson of the kind."""
    return {**FILES, "01-essentiel/09-echo.md": lesson("echo", FENCE.format(passing=passing))}


@pytest.mark.usefixtures("registered")
def test_the_check_plays_it() -> None:
    found = lint.report(reader.examine(files(), ()))
    assert found.problems == []
    (trial,) = (tried.trial for tried in found.trials if tried.trial.kind == "echo")
    assert trial.results["right"].least == 1
    assert 0.05 < trial.results["random"].passes < 0.2


@pytest.mark.usefixtures("registered")
def test_the_check_refuses_it_where_chance_passes() -> None:
    (problem,) = lint.report(reader.examine(files("0.3"), ())).problems
    assert (problem.file, problem.field) == ("01-essentiel/09-echo.md", "pass")


@pytest.mark.usefixtures("registered", "drawn")
def test_a_student_plays_it_to_its_solution(session: Session, reader: FlaskClient) -> None:
    factories.publish(session, files())
    page = reader.get("/lecons/echo").text
    assert "De 0 à 9" in page
    assert "CANARI-ECHO" not in page

    asked = answer(reader, "repeter", lesson_id="echo", echo="dix")
    assert asked.status_code == 422
    assert 'value="dix"' in asked.text

    wrong = answer(reader, "repeter", lesson_id="echo", echo="509")
    assert "Écart de 50" in wrong.text
    assert "CANARI-ECHO" not in wrong.text

    closed = answer(reader, "repeter", lesson_id="echo", echo="600")
    assert "Dit : 600" in closed.text
    assert "Attendu : " in closed.text
    assert "CANARI-ECHO" in closed.text
    assert "CANARI-ECHO" in reader.get("/lecons/echo").text
