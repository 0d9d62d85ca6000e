"""Whether ranges hold as often as they say, and what luck alone explains."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product
from math import prod

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from school.learning import queries
from school.learning.calibration import Calibration, Forecast, by_level, luck
from tests.factories import Account, publish
from tests.learning.curriculum import FILES, FRONT, answer, form_of, fresh_form, send, variant
from tests.statements import Statements

Count = Callable[[], AbstractContextManager[Statements]]

LESSON = (
    FRONT.format(id="previsions", title="Prévisions", minutes=10, requires="")
    + """\
Des prévisions.

```exercise forecast clics
params: {nanos: 20..40}
brief: {basket: 58}
creators: [{count: nanos, followers: 5000, deal: gift}]
measure: clicks
---
{{ nanos | int }} nano.
```

```exercise forecast moitie
brief: {basket: 58}
creators: [{count: 2, followers: 30000, deal: paid}]
measure: reach_net
level: 50%
---
Deux micro.
```
"""
)
PAGE = "/parcours/previsions"


@pytest.mark.parametrize(
    ("count", "level", "bounds"),
    [
        (1, 0.8, (0, 1)),
        (2, 0.5, (0, 2)),
        (10, 0.8, (6, 10)),  # P(5 or fewer) = 0.033, P(6 or fewer) = 0.121
        (20, 0.8, (13, 19)),  # P(12 or fewer) = 0.032, P(20) = 0.012
        (20, 0.5, (6, 14)),
        (100, 0.9, (85, 95)),
    ],
)
def test_luck_stays_within_known_bounds(count: int, level: float, bounds: tuple[int, int]) -> None:
    assert luck(count, level) == bounds


@given(count=st.integers(1, 9), level=st.floats(0.5, 0.95))
def test_luck_leaves_a_twentieth_on_each_side(count: int, level: float) -> None:
    """Recounted over every series of hits and misses."""
    least, most = luck(count, level)
    fewer = more = 0.0
    for hits in product((0, 1), repeat=count):
        chance = prod(level if hit else 1 - level for hit in hits)
        fewer += chance * (sum(hits) < least)
        more += chance * (sum(hits) > most)
    assert max(fewer, more) <= 0.05 + 1e-9
    assert 0 <= least <= most <= count


def ranges(level: float, held: int, missed: int) -> list[Forecast]:
    return [Forecast(level, n < held, 1 + n) for n in range(held + missed)]


def test_ranges_are_counted_by_level() -> None:
    found = by_level([*ranges(0.8, 11, 9), *ranges(0.5, 1, 2)])
    assert found == [
        Calibration(0.5, 3, 1, 0, 3, widths=2),
        Calibration(0.8, 20, 11, 13, 19, widths=10.5),
    ]
    assert found[1].share == 0.55


@pytest.mark.parametrize(
    ("held", "missed", "verdict"),
    [
        (0, 1, "early"),
        (0, 4, "early"),
        (0, 5, "narrow"),
        (9, 0, "sound"),
        (12, 8, "narrow"),
        (13, 7, "sound"),
        (19, 1, "sound"),
        (20, 0, "wide"),
    ],
)
def test_beyond_luck_the_ranges_are_to_be_changed(held: int, missed: int, verdict: str) -> None:
    (found,) = by_level(ranges(0.8, held, missed))
    assert found.verdict == verdict


@pytest.fixture
def forecaster(session: Session, reader: FlaskClient) -> FlaskClient:
    """A student before a lesson of forecasts."""
    publish(session, {**FILES, "01-essentiel/09-previsions.md": LESSON})
    return reader


def forecast(client: FlaskClient, exercise_id: str, low: str, high: str) -> None:
    """Give a range for the next numbers of a forecast."""
    page = client.get(f"/lecons/previsions?nouveau={exercise_id}").text
    form = form_of(page, exercise_id) | {"low": low, "high": high}
    assert send(client, exercise_id, form).status_code == 200


def test_without_a_forecast_the_page_says_how_it_fills(reader: FlaskClient) -> None:
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert "Vous n’avez encore donné aucun intervalle" in page.text
    assert f'href="{PAGE}"' in reader.get("/parcours").text


def test_the_page_counts_what_was_forecast(
    session: Session, forecaster: FlaskClient, student: Account, count_sql: Count
) -> None:
    for draw in range(1, 7):
        came = variant(session, student, "clics", draw).solution().details["value"]
        forecast(forecaster, "clics", low="0", high=f"{came - (draw > 4):.0f}")
    forecast(forecaster, "moitie", low="0", high="0")
    answer(forecaster, "ca", answer="1")
    with count_sql() as statements:
        page = forecaster.get(PAGE).text
    assert len(statements) <= 4, statements
    assert "Vos intervalles à 80\u202f% ont contenu la valeur 4 fois sur 6." in page
    assert "Vos intervalles à 50\u202f% ont contenu la valeur 0 fois sur 1." in page
    assert page.count('<circle class="plan"') == 2
    assert "le hasard seul donne de 3 à 6" in page


def test_only_one_s_own_first_tries_count(
    session: Session, forecaster: FlaskClient, student: Account, other: Account
) -> None:
    form = fresh_form(forecaster, "clics", "previsions") | {"low": "0", "high": "100000"}
    assert send(forecaster, "clics", form).status_code == 200
    again = form | {"key": str(uuid.uuid4()), "high": "1"}
    assert send(forecaster, "clics", again).status_code == 409
    answer(forecaster, "choix", option="1")
    (found,) = queries.forecasts(session, student.id)
    assert (found.level, found.inside) == (0.8, True)
    assert found.widths > 50
    assert queries.forecasts(session, other.id) == []


def test_a_forecast_that_was_withdrawn_still_counts(
    session: Session, forecaster: FlaskClient, student: Account
) -> None:
    forecast(forecaster, "clics", low="0", high="1")
    publish(session, {**FILES, "01-essentiel/09-previsions.md": LESSON.split("```exercise")[0]})
    assert "0 fois sur 1" in forecaster.get(PAGE).text
