"""`audit`: dossiers to judge; what a wrong verdict costs, what evidence adds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.dossiers import Anomaly, Clue, LookAlike
from school.exercises.contract import AnswerError, Form, Mark
from school.exercises.kinds.audit import AuditExercise, AuditVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

TEXT = """
creators: 5
tiers: [nano, micro]
planted: [pod, stale]
innocent: [viral, niche]
brief: {conversion_level: 3.5, repeat_factor: 1.8}
points: 2
---
Cinq dossiers. Qui écartez-vous ?

> [!HINT]
> Regardez les commentaires.

> [!SOLUTION]
> Solution canari
"""
BRIEF = "brief: {conversion_level: 3.5, repeat_factor: 1.8}"
CLUES = list(map(str, Clue))


def audit(text: str = TEXT, given: frozenset[str] = frozenset()) -> AuditExercise:
    found = exercise("audit", text, given)
    assert isinstance(found, AuditExercise)
    return found


def right(variant: AuditVariant) -> dict[str, list[str]]:
    """The form of who sees through every dossier."""
    form = {}
    for number, case in enumerate(variant.cases, 1):
        form[f"verdict.{number}"] = ["keep" if case.authentic else "discard"]
        form[f"evidence.{number}"] = sorted(map(str, case.evidence))
    return form


def marked(variant: AuditVariant, form: Form) -> Mark:
    return variant.mark(variant.read(form, "fr"))


def number_of(variant: AuditVariant, story: Anomaly | LookAlike | None) -> int:
    """The place of a story among the dossiers, from 1."""
    return [case.story for case in variant.cases].index(story) + 1


VARIANT = audit().draw(b"x")


def test_every_student_has_dossiers_of_their_own_in_an_order_of_their_own() -> None:
    variants = [audit().draw(seed) for seed in seeds(30)]
    for variant in variants:
        stories = [case.story for case in variant.cases]
        planted = [Anomaly.POD, Anomaly.STALE, LookAlike.VIRAL, LookAlike.NICHE, None]
        assert sorted(map(str, stories)) == sorted(map(str, planted))
    assert len({variant.cases[0].dossier for variant in variants}) == 30
    assert len({variant.cases[0].story for variant in variants}) == 5
    assert audit().draw(b"x") == VARIANT


def test_any_is_something_that_is_not_named() -> None:
    text = f"planted: [pod, any, any]\ninnocent: [any]\n{BRIEF}\n---\nT"
    seen = set()
    for seed in seeds(40):
        stories = [case.story for case in audit(text).draw(seed).cases]
        assert len({*stories}) == 5
        assert Anomaly.POD in stories
        seen.update(stories)
    assert seen == {*Anomaly, *LookAlike, None}


def test_the_fee_is_the_usual_one_or_what_the_author_says() -> None:
    for case, fee in zip(VARIANT.cases, VARIANT.fees, strict=True):
        assert fee == round(case.usual_fee)
    text = f"planted: [pod]\nfee: cachet / 3\n{BRIEF}\n---\nT"
    variant = audit(text, frozenset({"cachet"})).draw(b"x", {"cachet": 1000})
    assert variant.fees == (333,) * 5
    assert [each["fee"] for each in variant.question().widget["creators"]] == [333] * 5


def test_right_verdicts_with_their_evidence_are_worth_everything() -> None:
    for seed in seeds(30):
        variant = audit().draw(seed)
        assert marked(variant, right(variant)) == Mark(1.0, details={"cost": 0})


@pytest.mark.parametrize(
    ("story", "verdict"),
    [(Anomaly.POD, "keep"), (Anomaly.STALE, "keep"), (LookAlike.VIRAL, "discard")],
)
def test_a_wrong_verdict_loses_its_share_of_the_euros(story: Anomaly, verdict: str) -> None:
    number = number_of(VARIANT, story)
    form = {**right(VARIANT), f"verdict.{number}": [verdict], f"evidence.{number}": ["reach"]}
    lost, stake = VARIANT.costs[number - 1], sum(VARIANT.costs)
    evidence = 0.5 if isinstance(story, Anomaly) else 1
    found = marked(VARIANT, form)
    assert found.details == {"cost": lost}
    assert found.score == pytest.approx((1 - lost / stake) * (0.6 + 0.4 * evidence))


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (["circle", "engagement"], 1),
        (["circle"], 0.5),
        (["circle", "engagement", "growth"], 0.5),
        (["circle", "growth"], 0),
        (["growth", "reach", "comments"], 0),
        (CLUES, 0),
    ],
)
def test_each_wrong_clue_cancels_a_right_one(evidence: list[str], found: float) -> None:
    form = {**right(VARIANT), f"evidence.{number_of(VARIANT, Anomaly.POD)}": evidence}
    assert marked(VARIANT, form).score == pytest.approx(0.6 + 0.4 * (found + 1) / 2)


def test_evidence_on_someone_kept_counts_for_nothing() -> None:
    form = {**right(VARIANT), f"evidence.{number_of(VARIANT, LookAlike.NICHE)}": CLUES}
    assert marked(VARIANT, form).score == 1


@pytest.mark.parametrize("verdict", ["keep", "discard"])
def test_the_same_verdict_for_all_never_passes(verdict: str) -> None:
    for seed in seeds(30):
        variant = audit().draw(seed)
        form = {f"verdict.{n}": [verdict] for n in range(1, 6)}
        form |= {f"evidence.{n}": CLUES for n in range(1, 6)}
        assert marked(variant, form).score < 0.6


def test_an_error_without_a_price_counts_for_a_euro() -> None:
    variant = audit("planted: [pod]\nfee: 100000\n---\nT").draw(b"x")
    number = number_of(variant, None)
    form = {**right(variant), f"verdict.{number}": ["discard"], f"evidence.{number}": ["reach"]}
    assert variant.costs[number - 1] == 0
    assert 0 < marked(variant, form).score < 1
    assert marked(variant, form).details == {"cost": 1}
    assert variant.solution().details["creators"][number - 1]["cost"] == 1


def test_a_mark_says_the_total_and_never_whose() -> None:
    for form in (right(VARIANT), {f"verdict.{n}": ["keep"] for n in range(1, 6)}):
        found = marked(VARIANT, form)
        assert found.details.keys() == {"cost"}
        assert (found.feedback, found.mistake) == ((), None)


def test_the_question_shows_what_an_observer_sees_and_nothing_else() -> None:
    question = VARIANT.question()
    assert question.widget["clues"] == CLUES
    assert {key for each in question.widget["creators"] for key in each} == {
        *("handle", "bio", "tier", "markets", "fee", "followers", "rise", "following"),
        *("posts_per_week", "engagement", "reach", "posts", "audience", "comments"),
    }
    shown = json.dumps(question.widget)
    for secret in ("canari", "authentic", "story", "hollow", *Anomaly, LookAlike.NICHE):
        assert str(secret) not in shown


def test_the_solution_tells_what_is_behind_each() -> None:
    told = VARIANT.solution().details["creators"]
    for case, truth, cost in zip(VARIANT.cases, told, VARIANT.costs, strict=True):
        assert truth == {
            "story": str(case.story or ""),
            "authentic": case.authentic,
            "evidence": sorted(case.evidence),
            "cost": cost,
        }
        assert cost == int(cost) > 0


KEPT = {f"verdict.{n}": ["keep"] for n in range(1, 6)}


@pytest.mark.parametrize(
    ("form", "field", "code"),
    [
        ({}, "verdict.1", "empty"),
        ({**KEPT, "verdict.5": []}, "verdict.5", "empty"),
        ({**KEPT, "verdict.2": ["keep", "keep"]}, "verdict.2", "not-an-option"),
        ({**KEPT, "verdict.2": ["Keep"]}, "verdict.2", "not-an-option"),
        ({**KEPT, "verdict.2": ["pod"]}, "verdict.2", "not-an-option"),
        ({**KEPT, "verdict.2": ["x" * 10_000_000]}, "verdict.2", "too-long"),
        ({**KEPT, "verdict.3": ["discard"]}, "evidence.3", "empty"),
        ({**KEPT, "evidence.3": ["pod"]}, "evidence.3", "not-an-option"),
        ({**KEPT, "evidence.3": ["reach"] * 7}, "evidence.3", "not-an-option"),
        ({**KEPT, "evidence.3": ["\ud800"]}, "evidence.3", "not-an-option"),
    ],
)
def test_asks_again_what_is_not_a_verdict(form: Form, field: str, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        VARIANT.read(form, "fr")
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_clue_ticked_twice_is_one() -> None:
    form = {**KEPT, "verdict.1": ["discard"], "evidence.1": ["reach", "reach"], "verdict.6": ["x"]}
    answer = VARIANT.read(form, "fr")
    assert answer.read["creators"][0] == {"verdict": "discard", "evidence": ["reach"]}
    assert "verdict.6" not in answer.typed


FORMS = st.fixed_dictionaries(
    {
        f"verdict.{n}": st.lists(st.sampled_from(["keep", "discard"]), max_size=2)
        for n in range(1, 6)
    }
    | {f"evidence.{n}": st.lists(st.sampled_from([*CLUES, "x"]), max_size=4) for n in range(1, 6)}
)


@given(FORMS)
def test_whatever_is_answered_is_worth_from_nothing_to_everything(form: Form) -> None:
    try:
        answer = VARIANT.read(form, "fr")
    except AnswerError:
        return
    found = VARIANT.mark(answer)
    assert 0 <= found.score <= 1
    assert (found.score == 1) is (
        all(
            each["verdict"] == ("keep" if case.authentic else "discard")
            and (case.authentic or {*each["evidence"]} == case.evidence)
            for each, case in zip(answer.read["creators"], VARIANT.cases, strict=True)
        )
    )


SEVERAL = """
creators: 7
tiers: [micro, micro, geant]
planted: [pod, pods]
innocent: [viral, viral]
fee: cachets * 2
brief: {basquet: 58, margin: marge}
---
{{ autre }}
"""


def test_every_fault_is_told_at_once_with_its_line_and_remedy() -> None:
    found = faults("audit", SEVERAL, frozenset({"cachet"}))
    told = [(f.line, f.field, f.remedy) for f in found]
    assert told == [
        (line_of(SEVERAL, "creators"), "creators", "write 6 or less"),
        (line_of(SEVERAL, "tiers"), "tiers", "keep one of them"),
        (line_of(SEVERAL, "tiers"), "tiers.2", "write 'nano', 'micro', 'macro' or 'mega'"),
        (line_of(SEVERAL, "planted"), "planted.1", found[3].remedy),
        (line_of(SEVERAL, "innocent"), "innocent", "keep one of them"),
        (line_of(SEVERAL, "fee"), "fee", "write cachet"),
        (line_of(SEVERAL, "brief"), "brief.basquet", "write basket"),
        (line_of(SEVERAL, "brief"), "brief.margin", "write one of: cachet"),
        (line_of(SEVERAL, "autre"), "statement", "write one of: cachet"),
    ]


@pytest.mark.parametrize(
    ("head", "field", "what"),
    [
        ("points: 1", "planted", "is missing"),
        ("planted: []", "planted", "names nothing"),
        ("planted: pod", "planted", "“pod” is not a list"),
        ("planted: [pod]\ntiers: []", "tiers", "names nothing"),
        ("creators: 3\nplanted: [any, pod, stale]", "planted", "leaves nobody to keep"),
        (
            "creators: 3\nplanted: [any, pod]\ninnocent: [any, any]",
            "planted",
            "makes 4 creators with innocent:, of 3",
        ),
        (
            "creators: 6\nplanted: [any]\ninnocent: [any, any, any, any, any]",
            "innocent",
            "names more than there are",
        ),
    ],
)
def test_refuses_dossiers_that_ask_nothing(head: str, field: str, what: str) -> None:
    (fault,) = faults("audit", f"{head}\n---\nT")
    assert (fault.field, fault.what) == (field, what)


@pytest.mark.parametrize(
    ("head", "field", "piece"),
    [
        ("planted: [pod]", "fee", "is not paid back by an authentic creator of"),
        (f"planted: [pod]\nfee: 5000\n{BRIEF}", "fee", "of €5,000 is not paid back"),
        (f"planted: [pod]\nfee: 0\n{BRIEF}", "fee", "is 0 when"),
        (f"planted: [pod]\nfee: 1 / 0\n{BRIEF}", "fee", "has no value when"),
        ("planted: [pod]\nbrief: {margin: 3}", "brief.margin", "is out of range"),
        (f"planted: [pod]\npass: 0.3\n{BRIEF}", "pass", "by keeping everybody"),
    ],
)
def test_the_check_refuses_errors_without_a_price_and_marks_for_nothing(
    head: str, field: str, piece: str
) -> None:
    (fault,) = audit(f"{head}\n---\nT").check(seeds(10))
    assert fault.field == field
    assert piece in fault.what


def test_the_check_finds_nothing_wrong_with_a_sound_exercise() -> None:
    assert audit().check(seeds(40)) == []
