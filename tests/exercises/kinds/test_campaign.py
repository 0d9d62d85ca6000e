"""`campaign`: a plan composed, what it brings, and what it is worth."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

import pytest

from school.campaign.formats import Format
from school.campaign.frontier import best
from school.campaign.outcome import MEASURES, measure, outcome
from school.campaign.plan import Brief, Creator, Deal, Plan
from school.exercises.contract import AnswerError, Form, Mark
from school.exercises.kinds.campaign import CampaignExercise, CampaignVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

LAUNCH = """
params: {budget: 9000..11000 step 500}
let: {cible: budget * 6}
brief: {budget: budget, basket: 58, margin: 0.55, universe: 400000}
choices:
  nano: {followers: 5000, deal: gift, max: 20}
  micro: {followers: 30000, deal: paid, max: 10, formats: [post, reel, stories]}
  macro: {followers: 200000, deal: paid, max: 4}
compliance: true
goals:
  - {id: budget, measure: cost, at_most: budget, points: 1}
  - {id: portee, measure: reach_net, at_least: cible, points: 2}
  - {id: ventes, measure: orders.incremental, at_least: 100, points: 2}
frontier: {measure: reach_net, points: 5}
draws: 200
---
Budget {{ budget | eur }}.

> [!CHOICE nano]
> Nano

> [!CHOICE micro]
> Micro

> [!CHOICE macro]
> Macro

> [!GOAL budget]
> Coût dans le budget

> [!GOAL portee]
> {{ cible | people }} personnes

> [!GOAL ventes]
> 100 commandes

> [!SOLUTION]
> Un mélange.
"""

FORM: Mapping[str, list[str]] = {
    "count.nano": ["20"],
    "count.micro": ["4"],
    "formats.micro": ["reel"],
    "count.macro": ["1"],
    "mention": ["publicite"],
    "contract": ["yes"],
}


def campaign(text: str) -> CampaignExercise:
    found = exercise("campaign", text)
    assert isinstance(found, CampaignExercise)
    return found


def variant(text: str = LAUNCH, budget: float = 10_000) -> CampaignVariant:
    return campaign(text).variant({"budget": budget})


def mark(form: Form, text: str = LAUNCH, budget: float = 10_000) -> Mark:
    found = variant(text, budget)
    return found.mark(found.read(form, "fr"))


def plan_of_form() -> Plan:
    return Plan(
        Brief(budget=10_000.0, basket=58.0, margin=0.55, universe=400_000),
        (
            Creator(5_000, 20, Deal.GIFT),
            Creator(30_000, 4, Deal.PAID, formats=(Format.REEL,)),
            Creator(200_000, 1, Deal.PAID),
        ),
    )


def test_the_question_shows_creators_brief_and_targets() -> None:
    question = variant().question()
    assert question.values == {"budget": 10_000, "cible": 60_000}
    widget = question.widget
    nano, micro, macro = widget["choices"]
    assert (nano["id"], nano["tier"], nano["fee"], nano["formats"]) == ("nano", "nano", 0, [])
    assert (micro["max"], micro["formats"]) == (10, ["post", "reel", "stories"])
    assert micro["chosen"] == ["post", "stories"]
    assert macro["fee"] == pytest.approx(2642.95, abs=0.01)
    assert macro["reach"] == pytest.approx(42_585.37 * 0.55, rel=1e-4)
    assert widget["brief"] == {"budget": 1e4, "basket": 58, "margin": 0.55, "universe": 400_000}
    assert widget["goals"][1] == {
        "id": "portee",
        "measure": "reach_net",
        "at_least": 60_000,
        "points": 2,
    }
    assert (widget["compliance"], widget["frontier"]) == (True, "reach_net")


def test_the_preview_is_the_campaign_model() -> None:
    preview = variant().preview(FORM, "fr")
    result = outcome(plan_of_form())
    assert preview["figures"] == {name: measure(result, name) for name in MEASURES}
    assert preview["cost"] == result.cost
    assert preview["point"] == {"cost": result.cost, "value": result.reach_net}
    assert [line["count"] for line in preview["lines"]] == [20, 4, 1]
    assert sum(line["cost"] for line in preview["lines"]) == pytest.approx(result.cost)
    low, high = preview["ranges"]["roi"]["p5"], preview["ranges"]["roi"]["p95"]
    assert low < preview["figures"]["roi"] < high
    assert [goal["met"] for goal in preview["goals"]] == [True, False, False]
    json.dumps(preview, allow_nan=False)


def test_the_preview_of_nothing_is_an_empty_campaign() -> None:
    preview = variant().preview({}, "fr")
    assert preview["cost"] == 0
    assert preview["figures"]["roi"] is None
    json.dumps(preview, allow_nan=False)


def test_the_same_student_sees_the_same_ranges() -> None:
    drawn = [
        campaign(LAUNCH).draw(seed).preview(FORM, "fr")["ranges"] for seed in (b"a", b"a", b"b")
    ]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_marks_goals_then_the_share_of_the_best_plan() -> None:
    found = variant()
    creators = found.exercise.spec.choices
    formats = [("post",), ("reel",), ("stories",), ("post", "reel"), ("post", "stories")]
    formats += [("reel", "stories"), ("post", "reel", "stories")]
    points = [
        best(
            found.brief,
            (
                creators["nano"].creator(20),
                creators["micro"].creator(10, pick),
                creators["macro"].creator(4),
            ),
            "reach_net",
        )
        for pick in formats
    ]
    top = max(point.value for point in points if point)
    share = outcome(plan_of_form()).reach_net / top
    marked = mark(FORM)
    assert marked.score == pytest.approx((1 + 5 * share) / 10)
    assert marked.details["frontier"] == pytest.approx(share)
    assert marked.details["breaches"] == []


def test_the_best_plan_itself_gets_the_whole_share() -> None:
    found = variant()
    choices = found.solution().details["best"]["choices"]
    form = dict(FORM)
    for name, chosen in choices.items():
        form[f"count.{name}"] = [str(chosen["count"])]
        form[f"formats.{name}"] = chosen["formats"] if name == "micro" else []
    marked = found.mark(found.read(form, "fr"))
    assert marked.details["frontier"] == pytest.approx(1)
    assert marked.details["goals"][0]["met"]


def test_over_the_budget_the_frontier_gives_nothing() -> None:
    marked = mark({**FORM, "count.macro": ["4"]})
    assert [goal["met"] for goal in marked.details["goals"]] == [False, True, True]
    assert marked.score == pytest.approx(4 / 10)


@pytest.mark.parametrize(
    ("declared", "broken"),
    [
        ({"mention": ["none"]}, ["mention"]),
        ({"contract": ["no"]}, ["contract"]),
        ({"mention": ["none"], "contract": ["no"]}, ["mention", "contract"]),
        ({"mention": ["collaboration"]}, []),
        ({"mention": ["equivalent"]}, []),
    ],
)
def test_an_unlawful_campaign_is_worth_nothing_and_says_why(
    declared: dict[str, list[str]], broken: list[str]
) -> None:
    marked = mark({**FORM, **declared})
    assert [breach["id"] for breach in marked.details["breaches"]] == broken
    assert (marked.score == 0) is bool(broken)
    assert all(breach["law"] and breach["sentence"] for breach in marked.details["breaches"])


def test_without_compliance_the_law_is_not_asked() -> None:
    text = LAUNCH.replace("compliance: true", "compliance: false")
    form = {key: value for key, value in FORM.items() if key not in ("mention", "contract")}
    assert mark(form, text).score > 0


def test_a_small_gift_needs_no_contract() -> None:
    form = {**FORM, "count.macro": ["0"], "count.micro": ["0"], "contract": ["no"]}
    assert mark(form).details["breaches"] == []


def test_what_was_composed_is_kept_as_typed_and_as_read() -> None:
    answer = variant().read({**FORM, "csrf": ["x"]}, "fr")
    assert answer.typed == FORM
    assert answer.read == {
        "counts": {"nano": 20, "micro": 4, "macro": 1},
        "formats": {"micro": ["reel"]},
        "mention": "publicite",
        "contract": "yes",
    }
    assert json.loads(json.dumps(answer.read)) == answer.read


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"count.nano": ["-1"]}, "out-of-range", "count.nano"),
        ({"count.nano": ["−1"]}, "out-of-range", "count.nano"),
        ({"count.nano": ["21"]}, "out-of-range", "count.nano"),
        ({"count.nano": ["9" * 39]}, "out-of-range", "count.nano"),
        ({"count.nano": ["9" * 10_000_000]}, "too-long", "count.nano"),
        ({"count.nano": ["1.5"]}, "not-a-number", "count.nano"),
        ({"count.nano": ["nan"]}, "not-a-number", "count.nano"),
        ({"count.nano": ["٣"]}, "not-a-number", "count.nano"),
        ({"count.nano": [""]}, "empty", "count.nano"),
        ({"count.nano": ["1", "2"]}, "not-an-option", "count.nano"),
        ({"formats.micro": []}, "empty", "formats.micro"),
        ({"formats.micro": ["video"]}, "not-an-option", "formats.micro"),
        ({"formats.micro": ["reel"] * 4}, "not-an-option", "formats.micro"),
        ({"mention": []}, "empty", "mention"),
        ({"mention": ["oui"]}, "not-an-option", "mention"),
        ({"mention": ["none", "publicite"]}, "not-an-option", "mention"),
        ({"contract": ["maybe"]}, "not-an-option", "contract"),
        (
            {"count.nano": ["0"], "count.micro": ["0"], "count.macro": ["0"]},
            "empty",
            "count.nano",
        ),
    ],
)
def test_asks_again_what_cannot_be_a_plan(
    change: dict[str, list[str]], code: str, field: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        variant().read({**FORM, **change}, "fr")
    assert (caught.value.code, caught.value.field) == (code, field)


def test_formats_of_nobody_are_not_asked() -> None:
    form = {**FORM, "count.micro": ["0"], "formats.micro": []}
    assert variant().read(form, "fr").read["formats"] == {"micro": []}


def test_a_sound_campaign_has_no_fault_and_is_checked_fast() -> None:
    started = time.process_time()
    assert campaign(LAUNCH).check(seeds(50)) == []
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("at_least: cible", "at_least: 399000", "goals.1"),
        ("at_least: cible", "at_least: budget * 10", "goals"),
        ("at_least: 100, points: 2", "at_least: 400, points: 2", "goals.2"),
        ("margin: 0.55", "margin: budget", "brief.margin"),
        ("basket: 58", "basket: 58 + 0 / (budget - 9500)", "brief.basket"),
        ("basket: 58", "basket: budget - 10000", "brief.basket"),
        ("frontier: {measure: reach_net", "frontier: {measure: roi_traced", None),
        ("frontier: {measure: reach_net", "frontier: {measure: profit", None),
    ],
)
def test_samples_show_what_nobody_can_reach(old: str, new: str, field: str | None) -> None:
    found = campaign(LAUNCH.replace(old, new)).check(seeds(10))
    assert [fault.field for fault in found] == ([field] if field else [])
    if field and field.startswith("goals."):
        assert found[0].line == line_of(LAUNCH, "goals:") + int(field[-1]) + 1


def test_goals_that_an_empty_plan_meets_are_a_fault() -> None:
    text = LAUNCH.replace("at_least: cible", "at_least: 0").replace("at_least: 100", "at_least: 0")
    assert [fault.field for fault in campaign(text).check(seeds(3))] == ["goals"]


def test_a_frontier_where_the_best_plan_loses_money_is_a_fault() -> None:
    text = LAUNCH.replace("margin: 0.55", "margin: 0.01").replace("reach_net, points: 5", "profit")
    text = text.replace("at_least: 100", "at_least: 50")
    found = campaign(text.replace("at_least: cible", "at_least: 20000")).check(seeds(3))
    assert [fault.field for fault in found] == ["frontier.measure"]


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("basket: 58", "panier: 58", "brief.panier", None),
        ("basket: 58", "baskett: 58", "brief.baskett", "write basket"),
        ("basket: 58", "sector: 1", "brief.sector", None),
        ("basket: 58", "basket: panier", "brief.basket", None),
        ("followers: 5000", "followers: 10", "choices.nano.followers", "write 500 or more"),
        ("followers: 5000", "followers: beaucoup", "choices.nano.followers", None),
        ("deal: gift", "deal: cadeau", "choices.nano.deal", None),
        ("max: 20", "max: 0", "choices.nano.max", "write 1 or more"),
        ("max: 20", "maximum: 20", "choices.nano.maximum", "write max"),
        ("max: 20", "max: 500, formats: [post, reel, stories]", "choices", None),
        ("[post, reel, stories]", "[post, video]", "choices.micro.formats.1", None),
        ("[post, reel, stories]", "[post, post]", "choices.micro.formats", "keep one of them"),
        ("measure: cost", "measure: coût", "goals.0.measure", None),
        ("measure: orders.incremental", "measure: orders", "goals.2.measure", None),
        ("frontier: {measure: reach_net", "frontier: {measure: cpm", "frontier.measure", None),
        ("{budget: budget, ", "{", "frontier", "add budget: to brief:"),
        ("draws: 200", "draws: 1000000", "draws", "write 4000 or less"),
        ("> [!CHOICE micro]", "> [!CHOICE micor]", "choice.micor", "write micro"),
        ("> [!CHOICE micro]", "> [!CHOICE micor]", "choices.micro", None),
        ("> [!GOAL ventes]", "> [!GOAL vente]", "goals.2", None),
    ],
)
def test_reports_what_is_wrong(old: str, new: str, field: str, remedy: str | None) -> None:
    found = {fault.field: fault for fault in faults("campaign", LAUNCH.replace(old, new, 1))}
    assert field in found
    assert remedy in (None, found[field].remedy)


def test_brief_choices_and_something_to_mark_must_be_written() -> None:
    assert {fault.field for fault in faults("campaign", "points: 1\n---\nT")} == {
        "brief",
        "choices",
        "goals",
    }
