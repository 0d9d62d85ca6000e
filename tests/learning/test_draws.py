"""The numbers that the exercises of a lesson share."""

from __future__ import annotations

from sqlalchemy.orm import Session

from school.learning.draws import Student
from school.publishing import catalogue
from tests.conftest import SECRET
from tests.factories import publish
from tests.learning.curriculum import FILES, lesson

SHARING = """\
```exercise numeric {id}
answer: budget * {times}
---
Budget de {{{{ budget | int }}}}. Combien ?
```
"""
SCENARIO = "checked: 2026-11-20\nscenario: {budget: 1000..900000}"


def test_a_scenario_is_drawn_once_for_a_student_and_shared_by_the_exercises(
    session: Session,
) -> None:
    text = lesson("commune", SHARING.format(id="un", times=1), SHARING.format(id="dix", times=10))
    shared = text.replace("checked: 2026-11-20", SCENARIO)
    publish(session, {**FILES, "01-essentiel/04-commune.md": shared})
    exercises = catalogue.current(session).exercises
    one, ten = (
        [Student(person_id, SECRET).variant(exercises[name], 1) for person_id in (1, 2, 1)]
        for name in ("un", "dix")
    )
    answers = [variant.solution().details["answer"] for variant in one]
    assert [variant.solution().details["answer"] for variant in ten] == [a * 10 for a in answers]
    assert answers[0] == answers[2] != answers[1]
