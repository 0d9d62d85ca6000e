"""A campaign as a student composed it, read from the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from school.campaign.plan import Brief, Mention, Plan
from school.exercises.contract import AnswerError, Form, Json
from school.exercises.forms import among, only
from school.exercises.menu import Offer

Offers = Mapping[str, Offer]

MENTIONS = {
    "none": None,
    "publicite": Mention.ADVERTISING,
    "collaboration": Mention.COLLABORATION,
    "equivalent": Mention.EQUIVALENT,
}
CONTRACTS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Composition:
    """How many creators of each offer, in which formats, and what is declared of the law.

    `typed` keeps the fields that were read, as they were posted.
    """

    counts: Mapping[str, int]
    formats: Mapping[str, list[str]]
    mention: str = "collaboration"
    contract: str = "yes"
    typed: Mapping[str, list[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, form: Form, offers: Offers) -> Composition:
        """Read `count.<id>` and `formats.<id>`; what is not posted is not chosen.

        Raises AnswerError.
        """
        counts = {name: _count(form, f"count.{name}", offer.max) for name, offer in offers.items()}
        formats = {}
        for name, offer in offers.items():
            if offer.formats:
                formats[name] = among(form, f"formats.{name}", list(offer.formats))
                if counts[name] and not formats[name]:
                    raise AnswerError("empty", f"formats.{name}")
        read = [f"count.{name}" for name in counts] + [f"formats.{name}" for name in formats]
        return cls(counts, formats, typed={name: list(form[name]) for name in read if name in form})

    def declaring(self, form: Form) -> Composition:
        """The same with `mention` and `contract` read too. Raises AnswerError."""
        declared = {"mention": only(form, "mention"), "contract": only(form, "contract")}
        for name, known in (("mention", MENTIONS), ("contract", CONTRACTS)):
            if declared[name] not in known:
                raise AnswerError("not-an-option", name)
        typed = {**self.typed, **{name: [text] for name, text in declared.items()}}
        return Composition(self.counts, self.formats, **declared, typed=typed)

    @classmethod
    def from_json(cls, data: Json) -> Composition:
        """The composition that `as_json` gave."""
        return cls(data["counts"], data["formats"], data["mention"], data["contract"])

    def as_json(self) -> Json:
        """Plain data."""
        return {
            "counts": dict(self.counts),
            "formats": dict(self.formats),
            "mention": self.mention,
            "contract": self.contract,
        }

    def plan(self, brief: Brief, offers: Offers) -> Plan:
        """The plan, one line for each offer."""
        creators = tuple(
            offer.creator(self.counts[name], self.formats.get(name, ()))
            for name, offer in offers.items()
        )
        mention, contract = MENTIONS[self.mention], CONTRACTS[self.contract]
        return Plan(brief, creators, mention=mention, contract=contract)


def _count(form: Form, field: str, most: int) -> int:
    if field not in form:
        return 0
    text = only(form, field).strip()
    if not text:
        raise AnswerError("empty", field)
    if not re.fullmatch(r"[-−]?\d+", text, re.ASCII):
        raise AnswerError("not-a-number", field)
    count = int(text.replace("−", "-"))
    if not 0 <= count <= most:
        raise AnswerError("out-of-range", field)
    return count
