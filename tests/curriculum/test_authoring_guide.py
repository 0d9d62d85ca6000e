"""The authoring guide is true: its examples run, its tables are whole, its messages come."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from school.campaign.dossiers import Anomaly, LookAlike
from school.campaign.measures import MEASURES
from school.curriculum.fields import LessonFields, ModuleFields, ProgrammeFields
from school.curriculum.lesson import Lesson
from school.curriculum.lint import check
from school.curriculum.problems import Problem
from school.curriculum.reader import Findings, examine
from school.curriculum.tree import CALLOUTS
from school.exercises import draw
from school.exercises.briefs import BRIEF_FIELDS
from school.exercises.faults_missing import MISSING
from school.exercises.faults_written import WRITTEN
from school.exercises.figures import FORMATS, format_value
from school.exercises.formula import FUNCTIONS
from school.exercises.goals import GoalsSchema
from school.exercises.kinds.audit import AuditVariant
from school.exercises.kinds.campaign import CampaignVariant
from school.exercises.kinds.choice import ChoiceVariant
from school.exercises.kinds.forecast import ForecastVariant
from school.exercises.kinds.markup import MarkupVariant
from school.exercises.kinds.match import MatchVariant
from school.exercises.kinds.numeric import NumericVariant
from school.exercises.kinds.order import OrderVariant
from school.exercises.kinds.short import ShortVariant
from school.exercises.kinds.simulator import SimulatorVariant
from school.exercises.registry import KINDS
from school.exercises.schema import KindSchema
from tests.curriculum import guide
from tests.exercises.fences import faults, seeds

TODAY = dt.date(2026, 11, 24)
CURRICULUM = guide.curriculum(*guide.EXERCISES)
MEDIA = guide.media(CURRICULUM)


def examined(files: dict[str, str]) -> Findings:
    return examine(files, MEDIA, TODAY)


def problems(files: dict[str, str]) -> list[Problem]:
    findings = examined(files)
    return sorted({*findings.problems, *check(findings)})


def lesson() -> Lesson:
    first, _ = examined(CURRICULUM).lessons
    return first


def variants(kind: str) -> Iterator[Any]:
    """Some students' variants of the guide's exercises of a kind."""
    scenario = lesson().scenario
    for exercise in lesson().exercises:
        if exercise.kind == kind:
            yield from (exercise.draw(seed, draw.draw(scenario, seed)) for seed in seeds(20))


def test_the_examples_are_a_sound_curriculum_with_every_kind() -> None:
    assert set(guide.FILES) == {"programme.md", "01-essentiel/module.md", guide.LESSON, guide.NEXT}
    assert problems(CURRICULUM) == []
    assert {exercise.kind for exercise in lesson().exercises} == set(KINDS)
    assert len(lesson().exercises) == len(guide.EXERCISES) + 1


def test_the_numeric_examples_are_marked_as_the_guide_says() -> None:
    made = set()
    for variant in variants("numeric"):
        assert isinstance(variant, NumericVariant)
        solution = variant.solution()
        right = f"{solution.details['answer']}".replace(".", ",")
        answer = variant.read({"answer": [f"{right} {solution.details['unit']}"]}, "fr")
        assert variant.mark(answer).score == 1
        assert solution.values.keys() >= {*variant.question().values, "answer"}
        for mistake, wrong in variant.working.mistakes.items():
            mark = variant.mark(variant.read({"answer": [f"{wrong:.6f}".replace(".", ",")]}, "fr"))
            assert (mark.mistake, mark.feedback) == (mistake, (f"mistake.{mistake}",))
            made.add(mistake)
    assert made == {"inverse", "roas-pour-roi", "fraction"}


def test_the_choice_example_is_marked_as_the_guide_says() -> None:
    for variant in variants("choice"):
        assert isinstance(variant, ChoiceVariant)
        assert variant.question().values.keys() == {"budget"}
        (right,) = variant.solution().details["right"]
        for option in variant.question().widget["options"]:
            mark = variant.mark(variant.read({"option": [str(option)]}, "fr"))
            assert mark.score == (option == right)
            assert mark.feedback == (f"option.{option}.feedback",)


def test_the_order_example_is_marked_as_the_guide_says() -> None:
    for variant in variants("order"):
        assert isinstance(variant, OrderVariant)
        right = variant.solution().details["right"]
        swapped = [right[1], right[0], *right[2:]]
        for order, score in ((right, 1), (swapped, 5 / 6), (right[::-1], 0)):
            form = {f"place.{item}": [str(place)] for place, item in enumerate(order, 1)}
            assert variant.mark(variant.read(form, "fr")).score == pytest.approx(score)


def test_the_match_example_is_marked_as_the_guide_says() -> None:
    for variant in variants("match"):
        assert isinstance(variant, MatchVariant)
        right = variant.solution().details["right"]
        assert len(variant.question().widget["definitions"]) == len(right) + 1
        for chosen, score in ((right, 1), ([right[0]] * 3, 1 / 3)):
            form = {f"term.{term}": [str(number)] for term, number in enumerate(chosen, 1)}
            assert variant.mark(variant.read(form, "fr")).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("typed", "score", "verdict"),
    [
        ("L’Engagement.", 1, "right"),
        ("Taux de portée", 0, "mistake"),
        ("engagment", 0, "near"),
        ("clic", 0, "wrong"),
    ],
)
def test_the_short_example_is_marked_as_the_guide_says(
    typed: str, score: int, verdict: str
) -> None:
    for variant in variants("short"):
        assert isinstance(variant, ShortVariant)
        mark = variant.mark(variant.read({"answer": [typed]}, "fr"))
        assert (mark.score, mark.details["verdict"]) == (score, verdict)


def test_the_campaign_example_is_marked_as_the_guide_says() -> None:
    for variant in [*variants("campaign")][:3]:
        assert isinstance(variant, CampaignVariant)
        best = variant.solution().details["best"]["choices"]
        form = {f"count.{name}": [str(each["count"])] for name, each in best.items()}
        form["formats.macro"] = best["macro"]["formats"] or ["post"]
        lawful = form | {"mention": ["publicite"], "contract": ["yes"]}
        mark = variant.mark(variant.read(lawful, "fr"))
        assert mark.details["frontier"] == pytest.approx(1)
        assert mark.score == pytest.approx((2 + 2 * mark.details["goals"][1]["met"]) / 4)
        unlawful = lawful | {"mention": ["none"]}
        assert variant.mark(variant.read(unlawful, "fr")).score == 0
        assert variant.preview(form, "fr")["cost"] == pytest.approx(
            variant.solution().details["best"]["cost"]
        )


def test_the_simulator_example_is_marked_as_the_guide_says() -> None:
    for variant in variants("simulator"):
        assert isinstance(variant, SimulatorVariant)
        assert variant.mark(variant.read({"input.remise": ["0.4"]}, "fr")).score == 0
        assert variant.mark(variant.read({"input.remise": ["15 %"]}, "fr")).score == 1
        assert variant.preview({}, "fr")["outputs"].keys() == {"commandes", "unitaire", "retour"}


def test_the_forecast_example_is_marked_as_the_guide_says() -> None:
    for variant in [*variants("forecast")][:5]:
        assert isinstance(variant, ForecastVariant)
        came = variant.solution()
        assert came.values["answer"] == came.details["value"]
        ends = {
            "low": [f"{came.details['low']:g} commandes"],
            "high": [f"{came.details['high']:g}"],
        }
        found = variant.mark(variant.read(ends, "fr"))
        assert (found.score == 1) == found.details["inside"]
        assert found.details["widths"] == 1


def test_the_markup_example_is_marked_as_the_guide_says() -> None:
    right = {
        "serum": (("remplace votre traitement", "rien de sponsorisé"), ("mention", "retouched")),
        "gelules": (("les gélules font maigrir sans effort", "pas besoin"), ("mention",)),
    }
    seen = set()
    for variant in variants("markup"):
        assert isinstance(variant, MarkupVariant)
        words, missing = right[variant.name]
        named = [fault["id"] for fault in variant.solution().details["faults"]]
        rows = {"words": words, "place": ["", ""], "missing": missing}
        mark = variant.mark(variant.read({**rows, "fault": named}, "fr"))
        assert mark.score == 1
        one = {"words": words[:1], "place": [""], "fault": ["image"]}
        half = variant.mark(variant.read(one, "fr"))
        assert half.score == pytest.approx(0.5 / (2 + len(missing)))
        seen.add(variant.name)
    assert seen == right.keys()


def test_every_fault_of_documents_is_told_with_its_law() -> None:
    text = guide.section("Fields of markup")
    for head, known in (("In its words", WRITTEN), ("Missing", MISSING)):
        told = [(name, where, said) for name, where, said in guide.rows(text, head)]
        assert told == [
            (f"`{each.id}`", ", ".join(each.documents), f"{each.name}; {each.law}")
            for each in known.values()
        ]


def test_the_audit_example_is_marked_as_the_guide_says() -> None:
    for variant in variants("audit"):
        assert isinstance(variant, AuditVariant)
        form = {
            f"evidence.{n}": [str(clue) for clue in sorted(case.evidence)]
            for n, case in enumerate(variant.cases, 1)
        }
        for number, case in enumerate(variant.cases, 1):
            form[f"verdict.{number}"] = ["keep" if case.authentic else "discard"]
        assert variant.mark(variant.read(form, "fr")).score == 1
        planted = [case.story for case in variant.cases if not case.authentic]
        assert (len(planted), "bought-followers" in planted) == (2, True)


def test_everything_that_can_be_planted_is_told() -> None:
    text = guide.section("Fields of audit")
    told = [names for head in ("Planted", "Innocent") for names, _ in guide.rows(text, head)]
    assert [guide.code(name)[0] for name in told] == [*Anomaly, *LookAlike]


@pytest.mark.parametrize("name", guide.EXERCISES)
def test_every_kind_may_show_the_students_brand(name: str) -> None:
    """In its own texts, where words are filled by the page and numbers by the variant."""
    fence = guide.EXERCISES[name]
    head, _, prose = fence.partition("\n---\n")
    shown = f"{head}\n---\nChez {{{{ fil.marque | text }}}}, {{{{ fil.panier | eur }}}}.\n\n{prose}"
    files = {**CURRICULUM, guide.LESSON: CURRICULUM[guide.LESSON].replace(fence, shown)}
    first, _ = examined(files).lessons
    (exercise,) = (each for each in first.exercises if each.id == name)
    assert examined(files).problems == ()
    given = draw.draw(first.scenario, b"seed") | {"fil.panier": 44}
    variant = exercise.draw(b"seed", given)
    assert variant.question().values["fil.panier"] == 44
    assert "fil.marque" not in variant.question().values


def test_what_may_be_read_is_told_and_kept_with_each_try() -> None:
    told = dict(guide.rows(guide.section("The year-long campaign"), "Kind"))
    answers: dict[str, dict[str, list[str]]] = {
        "numeric": {"answer": ["12"]},
        "campaign": {"count.nano": ["9"], "mention": ["publicite"], "contract": ["yes"]},
        "simulator": {"input.remise": ["0.1"]},
        "forecast": {"low": ["10"], "high": ["5000"]},
    }
    for kind in KINDS:
        variant = next(variants(kind))
        readable = variant.exercise.readable()
        assert bool(readable) == (f"`{kind}`" in told)
        if not readable:
            continue
        names = guide.code(told[f"`{kind}`"])
        assert not names or set(names) == set(readable)
        answer = variant.read(answers[kind], "fr")
        kept = {"read": answer.read, "details": variant.mark(answer).details}
        for first, *keys in readable.values():
            found: Any = kept[first]
            for key in keys:
                found = found[key]
            assert isinstance(found, int | float)


@pytest.mark.parametrize(("example", "old", "new", "said"), [*guide.refusals()])
def test_what_the_guide_says_is_refused_is(example: str, old: str, new: str, said: str) -> None:
    piece = guide.FILES.get(example) or guide.EXERCISES[example]
    assert old in piece
    home = example if example in CURRICULUM else guide.LESSON
    text = CURRICULUM[home].replace(piece.strip("\n"), piece.strip("\n").replace(old, new, 1))
    found = problems({**CURRICULUM, home: text})
    assert said in [f"{p.field}: {p.what} → {p.remedy}" for p in found]
    assert len(found) <= 2, "one thing written wrong is told in one or two problems"


def group_of(field: FieldInfo) -> type[BaseModel] | None:
    """The group of fields that a field holds, or that each of its items is."""
    for part in (field.annotation, *get_args(field.annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def default_of(schema: type[BaseModel], name: str) -> str:
    """What a field left out means, as the guide writes it."""
    field = schema.model_fields[name]
    if field.is_required() or name in getattr(schema, "needed", ()):
        return "required"
    default = field.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, int | float):
        return f"`{default:g}`"
    if isinstance(default, str):
        return f"`{default}`" if default else '`""`'
    return "–"


def fields_of(schema: type[BaseModel], prefix: str = "") -> dict[str, str]:
    """Every field of a schema, groups included, and its default."""
    found: dict[str, str] = {}
    for name, field in schema.model_fields.items():
        path = prefix + (field.alias or name)
        found[path] = default_of(schema, name)
        if group := group_of(field):
            found |= fields_of(group, f"{path}.")
    return found


def table(title: str) -> dict[str, str]:
    """The fields that a table of the guide names, and their defaults. Every cell says something."""
    found: dict[str, str] = {}
    for names, default, meaning, example in guide.rows(guide.section(title), "Field"):
        assert meaning
        assert example
        found |= dict.fromkeys(guide.code(names), default)
    return found


def test_front_matter_is_told_field_by_field() -> None:
    assert table("Fields of a lesson") == fields_of(LessonFields)
    assert table("Fields of the programme") == fields_of(ProgrammeFields)
    (sentence,) = re.findall(r"^A module's page has three, .*?\n\n", guide.TEXT, re.M | re.S)
    assert fields_of(ModuleFields) == dict.fromkeys(["id", "title", "summary"], "required")
    assert [*guide.code(sentence)] == ["id", "programme.md", "title", "summary"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_field_by_field(kind: str) -> None:
    schema = get_type_hints(KINDS[kind])["spec"]
    own = table(f"Fields of {kind}") if fields_of(schema) != fields_of(KindSchema) else {}
    told = table("Fields of every exercise") | own
    if "params" in schema.model_fields:
        told |= table("Fields for numbers")
    if issubclass(schema, GoalsSchema):
        told |= table("Fields for goals")
    assert told == fields_of(schema)
    assert not own.keys() & table("Fields of every exercise").keys()
    assert table("Fields of every exercise") == fields_of(KindSchema)


def test_every_function_of_formulas_is_told_with_what_it_takes() -> None:
    rows = guide.rows(guide.section("Formulas"), "Function")
    told = [call for names, _ in rows for call in guide.code(names)]
    assert sorted(told) == sorted(map(call_of, FUNCTIONS))


def call_of(name: str) -> str:
    """A function and what it takes: `roi(margin, cost)`."""
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    return f"{name}({', '.join(str(each).split(':')[0] for each in parameters)})"


def test_every_format_is_told_as_it_shows() -> None:
    rows = re.findall(r"^\| (?:Format|Number|Shown) \|(.*)\|$", guide.TEXT, re.M)
    names, numbers, shown = ([cell.strip() for cell in row.split("|")] for row in rows)
    assert [guide.code(name)[0] for name in names] == list(FORMATS)
    for name, number, figure in zip(FORMATS, numbers, shown, strict=True):
        written = format_value(float(guide.code(number)[0]), name, "fr")
        assert written.replace("\u202f", " ") == figure


def passage(start: str, end: str) -> list[str]:
    """What the guide shows as code between two phrases."""
    (text,) = re.findall(f"{re.escape(start)}(.*?){re.escape(end)}", guide.TEXT, re.S)
    return guide.code(text)


def test_every_measure_and_every_field_of_a_brief_is_told() -> None:
    assert sorted(passage("A goal's `measure` is one of: ", "The check")) == sorted(MEASURES)
    assert set(passage("A `brief` holds: ", "\n\n")) == BRIEF_FIELDS | {"frontier"}


def test_every_kind_and_every_callout_is_told() -> None:
    assert passage("The kinds are ", ".") == list(KINDS)
    text = guide.section("4. Text")
    assert re.findall(r"`> \[!([A-Z]+)\]`", text) == [name.upper() for name in CALLOUTS]
    assert ", ".join(CALLOUTS.values()) in text
    told: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for names, where, _ in guide.rows(guide.section("5. Exercises"), "Callout"):
        for kind in guide.code(where) or KINDS:
            told[kind].update(re.findall(r"\[!([A-Z]+)", names))
    assert told == {kind: callouts_of(kind) for kind in KINDS}


def callouts_of(kind: str) -> set[str]:
    """The callouts of a kind, as it names them to who writes another."""
    found = faults(kind, "points: 1\n---\nTexte.\n\n> [!ZZZ]\n> Autre.")
    (remedy,) = (fault.remedy for fault in found if "callout" in fault.what)
    return set(remedy.removeprefix("write one of: ").split(", "))
