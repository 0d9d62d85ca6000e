"""`markup`: pointing at what is at fault in a document, and saying what it lacks."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import AnswerError, Form, Mark
from school.exercises.faults import for_document
from school.exercises.faults_missing import MISSING
from school.exercises.faults_written import WRITTEN
from school.exercises.kinds.markup import MarkupExercise, MarkupVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

TEXT = """
documents:
  serum: {type: post, missing: [mention, retouched]}
---
Relisez ce post.

> [!DOCUMENT serum]
> Mon secret ? Le sérum « Éclat » de @maison, 10 000 fans !
>
> Il [[remplace votre traitement|therapeutic|Un sérum ne soigne pas : canari.]] en un mois.
> Promis, [[rien de sponsorisé ici|hidden-intent]] ✨ L'avis d'une fan, pas d'une marque.

> [!SOLUTION]
> Canari.
"""
CLAIM, HIDDEN = "remplace votre traitement", "rien de sponsorisé ici"
ALL = ("mention", "retouched")
EVERY_BOX = [fault.id for fault in for_document(MISSING, "post")]


def markup(text: str = TEXT) -> MarkupExercise:
    found = exercise("markup", text)
    assert isinstance(found, MarkupExercise)
    return found


def variant() -> MarkupVariant:
    return markup().draw(b"x")


def form(*rows: Sequence[str], missing: Sequence[str] = ()) -> Form:
    """A form whose rows are words, fault, and the number of the first word if it is picked."""
    return {
        "words": [row[0] for row in rows],
        "fault": [row[1] for row in rows],
        "place": [row[2] if len(row) > 2 else "" for row in rows],
        "missing": missing,
    }


def mark(*rows: Sequence[str], missing: Sequence[str] = ()) -> Mark:
    found = variant()
    return found.mark(found.read(form(*rows, missing=missing), "fr"))


def test_the_page_has_the_words_and_nothing_of_the_marks() -> None:
    found = markup()
    question = found.draw(b"x").question()
    assert question.widget["paragraphs"] == [
        ["Mon secret\xa0? Le sérum «\xa0Éclat\xa0» de @maison, 10\xa0000 fans\xa0!"],
        [
            "Il remplace votre traitement en un mois.",
            "Promis, rien de sponsorisé ici\xa0✨ L’avis d’une fan, pas d’une marque.",
        ],
    ]
    assert found.public == found.texts.keys() - {"solution"} == {"statement"}
    assert "anari" not in json.dumps(question.widget)
    assert question.widget["missing"] == [fault.public() for fault in for_document(MISSING, "post")]
    ids = [each["id"] for each in question.widget["faults"]]
    assert ids == [fault.id for fault in for_document(WRITTEN, "post")]


@pytest.mark.parametrize(
    ("rows", "missing", "score"),
    [
        ([(CLAIM, "therapeutic"), (HIDDEN, "hidden-intent")], ALL, 1.0),
        ([("REMPLACE   votre traitement.", "therapeutic")], (), 0.25),
        ([("Il remplace votre traitement en un", "therapeutic")], (), 0.25),
        ([("traitement", "therapeutic")], (), 0.0),
        ([("votre traitement", "therapeutic")], (), 0.25),
        ([(CLAIM, "nicotine")], (), 0.125),
        ([(CLAIM, "therapeutic"), ("10 000 fans", "finance")], (), 0.0),
        ([("un mois", "finance")], (), 0.0),
        ([], ("mention",), 0.25),
        ([], ("mention", "retouched"), 0.5),
        ([], ("mention", "virtual"), 0.0),
        ([], EVERY_BOX, 0.0),
        ([(CLAIM, "therapeutic"), (HIDDEN, "hidden-intent")], EVERY_BOX, 0.0),
        ([("remplace", "therapeutic"), ("votre traitement", "therapeutic")], (), 0.25),
        ([("rien de", "hidden-intent"), ("sponsorisé ici", "hidden-intent")], (), 0.25),
        ([("rien de", "image"), ("sponsorisé ici", "hidden-intent")], (), 0.25),
    ],
)
def test_marks_by_overlap_less_what_is_no_fault(
    rows: list[tuple[str, str]], missing: Sequence[str], score: float
) -> None:
    assert mark(*rows, missing=missing).score == pytest.approx(score)


def test_a_whole_document_taken_for_one_fault_is_worth_nothing() -> None:
    words = variant().proof.document.words
    everything = " ".join(words)
    assert mark((everything, "therapeutic")).score == 0
    pieces = [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]
    assert mark(*((piece, "therapeutic") for piece in pieces[:12])).score == 0


def test_ticking_everything_a_contract_may_lack_is_worth_nothing() -> None:
    text = (
        "documents: {c: {type: contract, missing: [parties, tasks, payment, rights]}}\n---\nT\n\n"
        "> [!DOCUMENT c]\n> Entre nous."
    )
    found = markup(text).draw(b"x")
    every = [fault.id for fault in for_document(MISSING, "contract")]
    assert found.mark(found.read({"missing": every}, "fr")).score == 0
    assert found.mark(found.read({"missing": every[:4]}, "fr")).score == 1


def test_the_details_count_and_tell_nothing_that_was_not_found() -> None:
    marked = mark(
        (CLAIM, "nicotine"),
        ("sponsorisé", "hidden-intent"),
        ("fans", "finance"),
        missing=["under-18"],
    )
    counts = {key: marked.details[key] for key in ("found", "renamed", "near", "strays", "total")}
    assert counts == {"found": 1, "renamed": 1, "near": 1, "strays": 2, "total": 4}
    assert [each["is"] for each in marked.details["passages"]] == ["renamed", "near", "stray"]
    assert marked.details["missing"] == [{"id": "under-18", "right": False}]
    assert "therapeutic" not in json.dumps(marked.details)


def test_the_solution_numbers_the_faults_and_gives_the_law() -> None:
    details = variant().solution().details
    (first,), (_, second) = details["paragraphs"][0], details["paragraphs"][1]
    assert [piece["number"] for piece in first] == [0]
    assert second == [
        {"text": "Promis,", "number": 0},
        {"text": "rien de sponsorisé ici\xa0✨", "number": 2},
        {"text": "L’avis d’une fan, pas d’une marque.", "number": 0},
    ]
    claim, hidden = details["faults"]
    assert (claim["law"], claim["why"]) == (
        "loi n°\xa02023-451, art.\xa04",
        "Un sérum ne soigne pas\xa0: canari.",
    )
    assert (hidden["law"], hidden["why"]) == ("loi n°\xa02023-451, art.\xa01 et 5-2", "")
    assert [each["id"] for each in details["missing"]] == ["mention", "retouched"]


def test_what_was_typed_comes_back_as_the_document_writes_it() -> None:
    answer = variant().read(form(("IL REMPLACE", "therapeutic")), "fr")
    assert answer.typed == {
        "words": ["Il remplace"],
        "place": ["9"],
        "fault": ["therapeutic"],
        "missing": [],
    }
    assert variant().read(answer.typed, "fr") == answer


def test_a_place_settles_words_that_stand_twice() -> None:
    found = variant()
    words = found.proof.document.words
    first, second = (at for at, word in enumerate(words) if word == "d’une")
    for at in (first, second):
        answer = found.read(form(("d'une", "image", str(at))), "fr")
        assert answer.read["passages"] == [[at, at, "image"]]


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({}, "empty", "words"),
        (form(("", ""), (" ", "")), "empty", "words"),
        (form((CLAIM, "")), "empty", "fault.1"),
        (form(("", ""), (" ", "image")), "empty", "words.2"),
        (form(("traitement magique", "image")), "not-in-document", "words.1"),
        (form(("✨", "image")), "not-in-document", "words.1"),
        (form(("\ud800\x00", "image")), "not-in-document", "words.1"),
        (form(("d'une", "image")), "ambiguous", "words.1"),
        (form(("d'une", "image", "1")), "ambiguous", "words.1"),
        (form((CLAIM, "image", "-1")), "not-an-option", "words.1"),
        (form((CLAIM, "image", "9999")), "not-an-option", "words.1"),
        (form((CLAIM, "image", "１")), "not-an-option", "words.1"),
        (form((CLAIM, "liability")), "not-an-option", "fault.1"),
        (form(("", "zzz")), "not-an-option", "fault.1"),
        (form((CLAIM, "image"), ("votre traitement en", "image")), "overlap", "words.2"),
        (form(("a" * 601, "image")), "too-long", "words.1"),
        (form(("9" * 10_000_000, "image")), "too-long", "words.1"),
        (form(*[("", "")] * 13), "not-an-option", "words"),
        (form(*[(CLAIM, "image")] * 10_000), "not-an-option", "words"),
        ({"words": [CLAIM], "fault": ["image"]}, "not-an-option", "words"),
        ({"words": [CLAIM], "fault": ["image"] * 2, "place": [""]}, "not-an-option", "words"),
        (form(missing=["parties"]), "not-an-option", "missing"),
        (form(missing=["mention"] * 100_000), "not-an-option", "missing"),
    ],
)
def test_asks_again_what_cannot_be_an_answer(sent: Form, code: str, field: str) -> None:
    with pytest.raises(AnswerError) as caught:
        variant().read(sent, "fr")
    assert (caught.value.code, caught.value.field) == (code, field)


WORDS = st.lists(st.sampled_from(variant().proof.document.words), max_size=6).map(" ".join)
ROW = st.tuples(
    st.one_of(WORDS, st.just(CLAIM), st.text(max_size=20)),
    st.sampled_from([*WRITTEN, "", "zzz"]),
    st.one_of(st.integers(-1, 60).map(str), st.just("")),
)


@given(
    rows=st.lists(ROW, max_size=13),
    missing=st.lists(st.sampled_from([*MISSING, "zzz"]), max_size=7),
)
@settings(deadline=None)
def test_whatever_is_pointed_at_is_marked_between_0_and_1(
    rows: list[tuple[str, str, str]], missing: list[str]
) -> None:
    found = variant()
    try:
        answer = found.read(form(*rows, missing=missing), "fr")
    except AnswerError:
        return
    marked = found.mark(answer)
    assert 0 <= marked.score <= 1
    assert found.read(answer.typed, "fr") == answer
    assert marked.score < 1 or marked.details["found"] == marked.details["total"]


PLAIN = st.text(alphabet="abéœ!?«»12 ’€✨", min_size=1, max_size=30).filter(
    lambda text: any(map(str.isalnum, text))
)


@given(pieces=st.lists(st.tuples(PLAIN, st.booleans()), min_size=1, max_size=8))
@settings(deadline=None)
def test_whatever_the_document_its_solution_is_right(pieces: list[tuple[str, bool]]) -> None:
    marked = [f"[[{text}|image]]" if at_fault else text for text, at_fault in pieces]
    lines = "\n".join(f"> {line}" for line in ("mot", *marked))
    text = "documents: {d: {type: post, missing: [mention]}}\n---\nT\n\n> [!DOCUMENT d]\n" + lines
    found = markup(text).draw(b"x")
    proof = found.proof
    rows = [(proof.document.text(m.span), m.fault, str(m.span.first)) for m in proof.marked]
    assert len(rows) == sum(at_fault for _, at_fault in pieces)
    assert found.mark(found.read(form(*rows, missing=["mention"]), "fr")).score == 1
    pieces_shown = [
        piece["text"]
        for paragraph in found.solution().details["paragraphs"]
        for line in paragraph
        for piece in line
    ]
    assert " ".join(pieces_shown) == " ".join(proof.document.words)


def test_each_student_gets_one_of_the_documents() -> None:
    text = (
        "documents: {a: {type: post, missing: [mention]}, b: {type: brief, missing: [virtual]}}\n"
        "---\nT\n\n> [!DOCUMENT a]\n> Un.\n\n> [!DOCUMENT b]\n> Deux."
    )
    drawn = [markup(text).draw(seed) for seed in seeds(30)]
    assert {(each.name, each.question().widget["type"]) for each in drawn} == {
        ("a", "post"),
        ("b", "brief"),
    }


HEAD = "documents: {a: {type: post, missing: [mention]}}\n---\nT\n\n"


@pytest.mark.parametrize(
    ("text", "field", "piece"),
    [
        ("points: 1\n---\nT", "documents", ""),
        ("documents: {}\n---\nT", "documents", "documents"),
        ("documents: {a: {type: tract}}\n---\nT", "documents.a.type", "tract"),
        ("documents: {a: {type: post}}\n---\nT", "documents.a", "type: post"),
        (
            HEAD.replace("mention", "parties") + "> [!DOCUMENT a]\n> U",
            "documents.a.missing.0",
            "par",
        ),
        (
            HEAD.replace("mention", "virtual, virtual") + "> [!DOCUMENT a]\n> U",
            "documents.a.missing.1",
            "virtual, virtual",
        ),
        (
            HEAD.replace(", missing: [mention]", "") + "> [!DOCUMENT a]\n> Un.",
            "documents.a",
            "documents",
        ),
        (HEAD + "> [!DOCUMENT b]\n> Un.", "document.b", "DOCUMENT b"),
        (HEAD + "> [!DOCUMENT a]\n> Un [[mot|liability]]", "document.a", "[[mot"),
        (HEAD + "> [!DOCUMENT a]\n> Un\n> [[mot|imge]]", "document.a", "[[mot"),
        (HEAD + "> [!DOCUMENT a]\n> Un [[mot]]", "document.a", "[[mot"),
        (HEAD + "> [!DOCUMENT a]\n> Un [[mot|image\n> fin]]", "document.a", "fin]]"),
        (HEAD + "> [!DOCUMENT a]\n> Un [[ |image]]", "document.a", "[[ "),
        (HEAD + "> [!DOCUMENT a]\n> [[l'|image]][[avis|image]]", "document.a", "avis"),
        (HEAD + "> [!DOCUMENT a]\n> Un {{ budget | eur }}", "document.a", "budget"),
        (HEAD + "> [!DOCUMENT a]\n> " + "mot " * 601, "document.a", "mot mot"),
        (HEAD + "> [!DOCUMENT a]\n> " + "[[mot|image]] " * 11, "document.a", "[[mot"),
        (HEAD + "Voir [[ça|image]].\n\n> [!DOCUMENT a]\n> Un", "statement", "Voir"),
    ],
)
def test_refuses_what_cannot_be_found_or_shows_it(text: str, field: str, piece: str) -> None:
    line = line_of(text, piece) if piece else 10
    assert (line, field) in [(fault.line, fault.field) for fault in faults("markup", text)]


def test_every_fault_of_a_fence_is_told_at_once() -> None:
    text = (
        "tries: trois\ndocuments:\n  a: {type: post, missing: [tasks]}\n---\nT {{ x }}\n\n"
        "> [!DOCUMENT a]\n> Un [[mot|imge]] et [[un autre|zzz]]\n> {{ y }}"
    )
    fields = [fault.field for fault in faults("markup", text)]
    assert fields == ["tries", "documents.a.missing.0", "statement", *["document.a"] * 3]


def test_the_nearest_fault_is_told() -> None:
    (fault,) = faults("markup", HEAD + "> [!DOCUMENT a]\n> Un [[mot|therapeutique]]")
    assert fault.remedy == "write therapeutic"
