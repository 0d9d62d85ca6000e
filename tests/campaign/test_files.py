"""Plans as plain data: the reference file, its JSON, and every problem at once."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from school.campaign.files import as_json, read
from school.campaign.outcome import outcome
from school.campaign.plan import Brief, Niche, PlanError
from school.campaign.uncertainty import simulate
from school.campaign.validity import PlanProblem
from tests.campaign.generated import plans
from tests.campaign.plans import plan, reference

REFERENCE = """
brief: {basket: 58, margin: 0.55, return_rate: 0.08, code_discount: 0.10, universe: 400000,
        repeat_factor: 1, conversion_level: 2}
creators:
  - {count: 40, followers: 5000, deal: gift}
  - {count: 8, followers: 30000, deal: paid}
  - {count: 1, followers: 200000, deal: paid, authenticity: 60, audience_quality: 0.82,
     target_share: 0.55}
draws: 4000
seed: 2024
"""

KEYS = {
    "cost": None, "reach_gross": None, "reach_net": None, "frequency": None, "views": None,
    "engagements": None, "clicks": None,
    "orders": {"click", "total", "incremental", "utm", "code"},
    "cpm": None, "cpe": None, "cpc": None, "cpa": {"code", "incremental"},
    "roas": {"utm", "code", "total", "incremental"}, "roi": None, "roi_traced": None,
    "break_even": {"roas", "orders"},
}  # fmt: skip


def load(text: str) -> Any:
    return YAML(typ="safe").load(text)


def problems(data: Any) -> list[str]:
    with pytest.raises(PlanError) as error:
        read(data)
    return [f"{problem.field} {problem.what}" for problem in error.value.problems]


def test_the_reference_file_is_the_reference_campaign() -> None:
    request = read(load(REFERENCE))
    assert (request.draws, request.seed) == (4_000, 2_024)
    assert outcome(request.plan).roi == pytest.approx(outcome(reference()).roi)


def test_the_json_has_the_promised_keys() -> None:
    data = as_json(outcome(reference()))
    assert data.keys() == KEYS.keys()
    for key, inner in KEYS.items():
        assert inner is None or data[key].keys() == inner
    assert data["cost"] == 9_884.23
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_json_of_draws() -> None:
    data = as_json(outcome(reference()), simulate(reference(), 200, 1))
    assert data.keys() == KEYS.keys() | {"ranges", "probability_of_profit"}
    assert data["ranges"]["roi"].keys() == {"p5", "p50", "p95", "mean"}
    expected = {"roi", "roi_traced", "orders_total", "orders_incremental", "cpa_incremental",
                "roas_code", "reach_net"}  # fmt: skip
    assert expected <= data["ranges"].keys()
    json.dumps(data, allow_nan=False)


def test_what_does_not_exist_is_null() -> None:
    data = as_json(outcome(plan()), simulate(plan(), 10, 1))
    assert data["roi"] is None
    assert data["roas"]["total"] is None
    json.dumps(data, allow_nan=False)


def test_an_empty_file_of_keys_is_an_empty_plan() -> None:
    request = read({})
    assert request.plan == plan()
    assert request.draws is None


def test_every_problem_is_told_with_its_place() -> None:
    found = problems(
        {
            "bugdet": 3,
            "brief": {"basket": -1, "margin_rate": 0.5, "niches": [{"name": "a"}, 4]},
            "creators": [{"count": 2.5, "formats": "post"}, {"followers": 10, "deal": "z"}, 5],
            "draws": 0,
            "mention": "no",
        }
    )
    assert found == [
        "bugdet is not a known key",
        "brief.margin_rate is not a known key",
        "brief.niches.0.universe is missing",
        "brief.niches.1 is not a set of keys and values",
        "brief.basket is out of range",
        "creators.0.formats is not a list",
        "creators.0.followers is missing",
        "creators.0.count is not a whole number",
        "creators.1.deal is not a known choice",
        "creators.2 is not a set of keys and values",
        "mention is not a known choice",
        "draws is out of range",
    ]


def test_an_unknown_key_is_refused_with_the_known_ones() -> None:
    with pytest.raises(PlanError, match="Use one of: brief, creators, agency_rate, mention"):
        read({"creator": []})


@pytest.mark.parametrize("data", [None, 3, "plan", [1, 2]])
def test_what_is_no_set_of_keys_is_refused(data: Any) -> None:
    assert problems(data) == ["file is not a set of keys and values"]


def test_creators_of_a_plan_too_large_are_refused() -> None:
    crowd = {"count": 4_000, "followers": 10}
    assert problems({"creators": [crowd, crowd]}) == ["creators holds too many people"]


def test_niches_are_read() -> None:
    data = {"brief": {"niches": [{"name": "baking", "universe": 60_000}]}}
    assert read(data).plan.brief == Brief(niches=(Niche("baking", 60_000),))


@given(plans())
def test_a_plan_written_as_data_reads_back_the_same(some: Any) -> None:
    assert read(json.loads(json.dumps(asdict(some)))).plan == some


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
places = st.sampled_from(("brief", "creators", "draws", "seed", "mention", "agency_rate"))


@given(st.dictionaries(places, values) | values)
def test_any_data_is_read_or_refused_with_reasons(data: Any) -> None:
    reasons: tuple[PlanProblem, ...] | None = None
    try:
        read(data)
    except PlanError as error:
        reasons = error.problems
    assert reasons is None or all(map(str, reasons))
