"""`markup`: the student points at what is at fault in a document, and says what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from pydantic import Field

from school.exercises.authoring import instead, quoted
from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Form,
    Head,
    Json,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.faults import NOTICE, DocumentType, for_document
from school.exercises.faults_missing import MISSING
from school.exercises.faults_written import WRITTEN
from school.exercises.forms import among
from school.exercises.marks import Proof, note_strays, take_document
from school.exercises.passages import Span
from school.exercises.pointing import ROWS, Pointed, judge, read_passages
from school.exercises.schema import Id, KindSchema, Schema

OTHER_NAME = 0.5
"""What a passage found is worth under the name of another fault."""


class DocumentSchema(Schema):
    """A document: what it is, and the ids of what it lacks."""

    type: DocumentType
    missing: list[str] = Field([])


class MarkupSchema(KindSchema):
    """The head of a `markup` exercise: one of the documents is drawn for each student."""

    needed: ClassVar[Mapping[str, str]] = {
        "documents": "add documents: and the type of each: {story: {type: post}}"
    }

    documents: dict[Id, DocumentSchema] = Field({})


@dataclass(frozen=True)
class MarkupVariant(Variant):
    """The document drawn for one student."""

    exercise: MarkupExercise
    numbers: Numbers
    name: str

    @property
    def spec(self) -> DocumentSchema:
        """What the document is."""
        return self.exercise.spec.documents[self.name]

    @property
    def proof(self) -> Proof:
        """Its words, and those at fault."""
        return self.exercise.proofs[self.name]

    def question(self) -> Question:
        """The document's words, and all that a document of its type may be reproached with."""
        kind, document = self.spec.type, self.proof.document
        widget = {
            "type": kind,
            "paragraphs": [
                [" ".join(document.words[at] for at in line) for line in paragraph]
                for paragraph in document.paragraphs()
            ],
            "rows": ROWS,
            "faults": [fault.public() for fault in for_document(WRITTEN, kind)],
            "missing": [fault.public() for fault in for_document(MISSING, kind)],
        }
        return Question({name: self.numbers[name] for name in self.exercise.shown}, widget)

    def read(self, form: Form, locale: str) -> Answer:
        """Read the rows (see `read_passages`), and the ticked boxes, posted as `missing`."""
        known = {fault.id for fault in for_document(WRITTEN, self.spec.type)}
        pointed = read_passages(form, self.proof.document, known)
        options = [fault.id for fault in for_document(MISSING, self.spec.type)]
        missing = among(form, "missing", options)
        if not pointed and not missing:
            raise AnswerError("empty", "words")
        typed = {
            "words": [self.proof.document.quote(each.span) for each in pointed],
            "place": [str(each.span.first) for each in pointed],
            "fault": [each.fault for each in pointed],
            "missing": missing,
        }
        passages = [[each.span.first, each.span.last, each.fault] for each in pointed]
        return Answer(typed, {"document": self.name, "passages": passages, "missing": missing})

    def mark(self, answer: Answer) -> Mark:
        """Faults found, less what is none, over all faults; from 0 to 1.

        A passage that overlaps a fault by half its words or more finds it: 1 under its name, half
        under another. One that touches no fault costs 1. A box rightly ticked is worth 1.
        """
        passages = answer.read["passages"]
        pointed = [Pointed(Span(first, last), fault) for first, last, fault in passages]
        verdicts = judge(pointed, self.proof.marked)
        found, renamed, strays = map(verdicts.count, ("found", "renamed", "stray"))
        ticked = [str(each) for each in answer.read["missing"]]
        right = sum(each in self.spec.missing for each in ticked)
        wrong = len(ticked) - right
        total = self.exercise.faults(self.name)
        worth = found + OTHER_NAME * renamed - strays + right - wrong * self._cost_of_a_tick()
        details = {
            "passages": [
                {"words": self.proof.document.quote(each.span), "fault": each.fault, "is": verdict}
                for each, verdict in zip(pointed, verdicts, strict=True)
            ],
            "missing": [{"id": each, "right": each in self.spec.missing} for each in ticked],
            "found": found + renamed + right,
            "renamed": renamed,
            "near": verdicts.count("near"),
            "strays": strays + wrong,
            "total": total,
        }
        return Mark(min(1.0, max(0.0, worth / total)), details=details)

    def _cost_of_a_tick(self) -> float:
        """What a wrong tick takes off: 1, or more so that ticking everything is worth nothing."""
        lacking = len(self.spec.missing)
        others = len(for_document(MISSING, self.spec.type)) - lacking
        return max(1.0, lacking / max(1, others))

    def solution(self) -> Solution:
        """The document with its faults numbered, each with the law's reason; what it lacks."""
        document, marked = self.proof.document, self.proof.marked
        details = {
            "paragraphs": [
                [list(self._pieces(line)) for line in paragraph]
                for paragraph in document.paragraphs()
            ],
            "faults": [
                {**WRITTEN[each.fault].explained(), "words": document.quote(each.span)}
                | {"why": each.why}
                for each in marked
            ],
            "missing": [MISSING[each].explained() for each in self.spec.missing],
            "notice": NOTICE,
        }
        return Solution(self.numbers, details)

    def players(self, chance: Random) -> Mapping[str, Form]:
        """All that is at fault, under the right name or another; ticks and passages by chance."""
        names = [fault.id for fault in for_document(WRITTEN, self.spec.type)]
        options = [fault.id for fault in for_document(MISSING, self.spec.type)]
        marked, words = self.proof.marked, len(self.proof.document.words)
        spans = [each.span for each in marked]
        renamed = [chance.choice([n for n in names if n != each.fault]) for each in marked]
        starts = range(0, words - 2, 3)
        some = chance.sample(starts, min(len(starts), max(1, len(marked))))
        spotted = [Span(at, at + 2) for at in some]
        lacking = chance.sample(options, len(self.spec.missing))
        found = {
            "right": self._posted(spans, [each.fault for each in marked], self.spec.missing),
            "other-names": self._posted(spans, renamed, self.spec.missing),
            "random": self._posted(spotted, chance.choices(names, k=len(some)), lacking),
            "always:every-box": self._posted([], [], options),
        }
        return {name: form for name, form in found.items() if any(form.values())}

    def _posted(self, spans: Sequence[Span], faults: Sequence[str], missing: Sequence[str]) -> Form:
        return {
            "words": [self.proof.document.text(span) for span in spans],
            "place": [str(span.first) for span in spans],
            "fault": list(faults),
            "missing": list(missing),
        }

    def _pieces(self, line: range) -> Iterator[Json]:
        """A line cut where faults begin and end; each piece with its fault's number, or 0."""
        document, at = self.proof.document, line.start
        for number, each in enumerate(self.proof.marked, 1):
            if each.span.first in line:
                if at < each.span.first:
                    yield {"text": document.text(Span(at, each.span.first - 1)), "number": 0}
                yield {"text": document.text(each.span), "number": number}
                at = each.span.last + 1
        if at < line.stop:
            yield {"text": document.text(Span(at, line.stop - 1)), "number": 0}


@dataclass(frozen=True)
class MarkupExercise(Exercise):
    """Documents to proofread against the law."""

    kind: ClassVar[str] = "markup"

    spec: MarkupSchema
    given: frozenset[str]
    shown: frozenset[str]
    proofs: Mapping[str, Proof]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> MarkupExercise:
        """Build from a fence whose callouts hold the documents, marks included."""
        draft = Draft(MarkupSchema, head, prose, prose_line, given, {"DOCUMENT": "documents"})
        if draft.head.values.get("documents") == {}:
            draft.fault("documents", "lists no document", MarkupSchema.needed["documents"])
        proofs = {
            key.partition(".")[2]: _proof(draft, key)
            for key in [*draft.prose.texts]
            if key.startswith("document.")
        }
        note_strays(draft.prose)
        draft.check_slots(given)
        return cls(**draft.finish(), proofs=proofs)

    def faults(self, name: str) -> int:
        """How many faults there are to find in a document."""
        return len(self.proofs[name].marked) + len(self.spec.documents[name].missing)

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def comes_back(self) -> bool:
        """With another document, when there are several."""
        return len(self.spec.documents) > 1

    def draw(self, seed: bytes, given: Numbers | None = None) -> MarkupVariant:
        """The document of a seed."""
        names = list(self.spec.documents)
        return MarkupVariant(self, dict(given or {}), names[pick(seed, "document", len(names))])


def _proof(draft: Draft[MarkupSchema], key: str) -> Proof:
    """The document of a text, checked; one whose type cannot be read may hold any fault."""
    spec = draft.spec.documents.get(key.partition(".")[2])
    allowed = for_document(WRITTEN, spec.type) if spec else WRITTEN.values()
    proof = take_document(draft.prose, key, {fault.id for fault in allowed})
    if spec:
        path = f"documents.{key.partition('.')[2]}"
        _check_missing(draft, f"{path}.missing", spec)
        if not proof.marked and not spec.missing and not draft.prose.faults:
            remedy = "mark [[words|fault]] in its text, or list what is missing:"
            draft.fault(path, "has no fault to find", remedy)
    return proof


def _check_missing(draft: Draft[MarkupSchema], path: str, spec: DocumentSchema) -> None:
    """What a document lacks is something that its type may lack, said once."""
    known = [fault.id for fault in for_document(MISSING, spec.type)]
    for place, each in enumerate(spec.missing):
        if each not in known:
            what = f"{quoted(each)} is not what a {spec.type} may lack"
            draft.fault(f"{path}.{place}", what, instead(each, known))
        elif each in spec.missing[:place]:
            draft.fault(f"{path}.{place}", f"{quoted(each)} is listed twice", "keep one of the two")
