"""What an author plants among the dossiers of an `audit`: anomalies, look-alikes, tiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from school.campaign.dossiers import Anomaly, LookAlike
from school.campaign.dossiers.case import Story
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.schema import KindSchema

ANY = "any"

AnomalyName = Literal[
    "bought-followers",
    "pod",
    "comment-bots",
    "elsewhere",
    "inflated-likes",
    "silent",
    "stale",
    "any",
]
LookAlikeName = Literal["viral", "contest", "diaspora", "niche", "any"]
TierName = Literal["nano", "micro", "macro", "mega"]


class PlantingSchema(KindSchema):
    """Who is to be judged. Creators who are in neither list are ordinary, authentic ones."""

    needed: ClassVar[Mapping[str, str]] = {"planted": "add planted: [any, any]"}

    creators: int = Field(5, ge=3, le=6)
    tiers: list[TierName] = Field(["micro"])
    planted: list[AnomalyName] = Field([])
    innocent: list[LookAlikeName] = Field([])

    def stories(self, seed: bytes) -> list[Story]:
        """What is behind the dossiers; `any` is one of those that are not named."""
        told: list[Story] = [
            *(Anomaly(name) for name in _named(seed, self.planted, list(Anomaly))),
            *(LookAlike(name) for name in _named(seed, self.innocent, list(LookAlike))),
        ]
        return told + [None] * (self.creators - len(told))


def _named(seed: bytes, written: Sequence[str], known: Sequence[str]) -> list[str]:
    left = [name for name in known if name not in written]
    left.sort(key=lambda name: pick(seed, f"story:{name}", 2**64))
    return [left.pop() if name == ANY else name for name in written]


def check_planting(draft: Draft[Any]) -> None:
    """Note lists that name nothing, or something twice; somebody must be left to keep."""
    spec: PlantingSchema = draft.spec
    lists: dict[str, Sequence[str]] = {
        "tiers": spec.tiers, "planted": spec.planted, "innocent": spec.innocent
    }  # fmt: skip
    for name, written in lists.items():
        if draft.head.values.get(name) == [] and name != "innocent":
            draft.fault(name, "names nothing", "name one at least")
        for item in dict.fromkeys(written):
            if item != ANY and written.count(item) > 1:
                draft.fault(name, f"names {item} twice", "keep one of them")
    told = len(spec.planted) + len(spec.innocent)
    if told > spec.creators:
        what = f"makes {told} creators with innocent:, of {spec.creators}"
        draft.fault("planted", what, "name fewer, or raise creators:")
    elif len(spec.planted) == spec.creators:
        draft.fault("planted", "leaves nobody to keep", "name fewer, or raise creators:")
    if len(spec.innocent) > len(LookAlike):
        draft.fault("innocent", "names more than there are", f"name {len(LookAlike)} at most")
