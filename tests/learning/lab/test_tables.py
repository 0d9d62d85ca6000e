from __future__ import annotations

import pytest

from school.campaign.measures import MEASURES
from school.learning.lab import tables
from school.learning.lab.results import results
from school.learning.measured import name
from tests.learning.lab.plans import plan_of

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]

TIERS = ("Nano", "Micro", "Macro", "Méga")


def test_every_measure_of_the_model_has_its_row_and_range() -> None:
    found = results(plan_of(), {}, "fr")
    named = [name for _title, names in tables.GROUPS for name in names]
    revenues = {name for name in MEASURES if name.startswith("revenue.")}
    assert sorted(named) == sorted(set(MEASURES) - revenues)
    rows = {row.name: row.cells for group in tables.measures(found, "fr") for row in group.rows}
    expected, low, middle, high = rows[name("roi")]
    assert expected == "−32,3\u202f%"
    assert len({low, middle, high}) == 3
    assert rows[name("cost")] == ["9\u202f884\u202f€"] * 4


def test_lines_are_those_that_hold_somebody_and_add_up() -> None:
    found = results(plan_of(), {}, "en")
    table = tables.lines(found, TIERS, "en")
    assert table.titles == ["Nano", "Micro", "Macro"]
    rows = {row.name: row.cells for row in table.rows}
    for each in ("cost", "views", "clicks", "orders.incremental"):
        *lines, whole = (float(cell.strip("€").replace(",", "")) for cell in rows[name(each)])
        assert sum(lines) == pytest.approx(whole, abs=2)
    assert rows[name("roi")][0] == "99.1%"  # 101% alone (facts B7), less the wear of meeting others


def test_a_figure_that_a_line_does_not_have_is_a_dash() -> None:
    plan = plan_of(quality__macro="0", target_share="0")
    rows = {row.name: row.cells for row in tables.lines(results(plan, {}, "fr"), TIERS, "fr").rows}
    assert rows[name("cpc")][2] == "–"
    assert rows[name("frequency")] == ["–"] * 4


def test_an_unlawful_campaign_has_no_gain_in_any_table() -> None:
    found = results(plan_of(mention="none"), {}, "fr")
    rows = [row for group in tables.measures(found, "fr") for row in group.rows]
    for row in (*rows, *tables.lines(found, TIERS, "fr").rows):
        if row.name in {name(each) for each in ("roi", "roi_traced", "margin", "roas.total")}:
            assert set(row.cells) == {"–"}
