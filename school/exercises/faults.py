"""What may be wrong in a post, a brief or a contract, and the law that says so.

`faults_written` and `faults_missing` list the faults, by the rules of loi n° 2023-451 and its
neighbours (facts A3). Teaching material, not legal advice: `NOTICE` goes wherever a reason shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from school.campaign.messages import N_
from school.exercises.contract import Json
from school.exercises.passages import JOINT

NOTICE = N_(
    "Law as read in mid-2026, for teaching; this is not legal advice. "
    "Check on Légifrance the day you need it."
)

DocumentType = Literal["post", "brief", "contract"]


@dataclass(frozen=True, slots=True)
class LegalFault:
    """A kind of fault: a stable id, the documents it may stand in, and why it is one."""

    id: str
    documents: tuple[DocumentType, ...]
    name: str  # a phrase to translate
    law: str  # reference, in French as lawyers write it
    reason: str  # a sentence to translate

    def public(self) -> Json:
        """What a page offers to choose."""
        return {"id": self.id, "name": self.name}

    def explained(self) -> Json:
        """What a page says of the fault once it may be shown."""
        law = self.law.replace("n° ", f"n°{JOINT}").replace("art. ", f"art.{JOINT}")
        return {**self.public(), "law": law, "reason": self.reason}


def for_document(faults: Mapping[str, LegalFault], kind: DocumentType) -> list[LegalFault]:
    """The faults that a document of this type may have, in order."""
    return [fault for fault in faults.values() if kind in fault.documents]


def by_id(faults: Iterable[LegalFault]) -> Mapping[str, LegalFault]:
    """The faults by their ids."""
    return {fault.id: fault for fault in faults}


LAW = "loi n° 2023-451, art. "
PUBLISHED: tuple[DocumentType, ...] = ("post", "brief")
SIGNED: tuple[DocumentType, ...] = ("brief", "contract")
EVERY: tuple[DocumentType, ...] = ("post", "brief", "contract")
