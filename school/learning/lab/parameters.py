"""Every parameter of the model as a page shows it: its range, its sources, how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from school.campaign import behaviour
from school.campaign.formats import Benchmark, Format
from school.campaign.messages import N_
from school.campaign.parameter import Confidence, Parameter
from school.campaign.sources import SOURCES, Source
from school.campaign.tiers import ByTier, Tier
from school.exercises.figures import format_value
from school.learning.lab.field import Field
from school.learning.lab.fields import ASSUMPTIONS, CONVERSION, FORMATS, REPEAT
from school.learning.wording.exercises import FORMATS as FORMAT_NAMES
from school.learning.wording.speech import _
from school.web.language import current

_TRUST: Mapping[Confidence, str] = {
    Confidence.SOLID: N_("established"),
    Confidence.REPORTED: N_("reported once"),
    Confidence.VENDOR: N_("published by a vendor"),
    Confidence.CALIBRATED: N_("assumption, calibrated"),
    Confidence.ASSUMPTION: N_("assumption"),
}
_SHOWN = {"%": "pct", "€": "eur", "": "number"}


@dataclass(frozen=True)
class Basis:
    """What a figure rests on: how far to trust it, notes, and the pages that were read.

    `trust` holds words, each with whether it says that the figure is an assumption.
    """

    trust: Sequence[tuple[str, bool]]
    notes: Sequence[str]
    sources: Sequence[Source]


@dataclass(frozen=True)
class Row:
    """A parameter: its name, one cell a column, and what it rests on."""

    name: str
    cells: Sequence[str]
    basis: Basis


def of_field(field: Field) -> Row | None:
    """Low, typical and high of a figure that can be typed, when it is a parameter."""
    return _of_field(field, current())


@lru_cache
def _of_field(field: Field, _locale: str) -> Row | None:
    """The same for every reader of a language."""
    return _scalar(field.label, field.unit, field.parameter) if field.parameter else None


def adjustable() -> Iterator[Row]:
    """The parameters that the laboratory lets one change, but for those of each tier."""
    rows = (of_field(field) for field in (REPEAT, CONVERSION, *ASSUMPTIONS))
    yield from (row for row in rows if row)


def fixed() -> Iterator[Row]:
    """The parameters that are the same for all sizes and cannot be changed."""
    for label, unit, parameter in (
        (N_("Real followers reachable during a campaign"), "%", behaviour.REACHABLE),
        (N_("Odds that a paid creator publishes"), "%", behaviour.CONTRACT_PUBLICATION),
        (N_("Fee of two formats, per fee of the dearer one"), "", behaviour.BUNDLE),
        (N_("Commission of an affiliate"), "%", behaviour.AFFILIATE_COMMISSION),
    ):
        yield _scalar(label, unit, parameter)


def by_tier() -> Iterator[Row]:
    """The parameters that depend on the size of the account, a cell a tier."""
    yield _tiers(_("Real and reachable followers"), behaviour.AUDIENCE_QUALITY)
    yield _tiers(_("Odds that a gifted creator publishes"), behaviour.GIFT_PUBLICATION)
    for name in FORMATS:
        yield from _of_format(_(FORMAT_NAMES[name]), behaviour.BENCHMARKS[Format(name)])
    yield _tiers(_("Orders per click, at Γ = 1"), behaviour.CONVERSION)


def _of_format(name: str, mark: Benchmark) -> Iterator[Row]:
    yield _tiers(_("%(format)s: people reached per follower", format=name), mark.audience)
    if any(each.typical for each in mark.engagement.values()):
        yield _tiers(_("%(format)s: engagements per follower", format=name), mark.engagement)
    yield _tiers(_("%(format)s: clicks per person reached", format=name), mark.clicks)


def _scalar(label: str, unit: str, parameter: Parameter) -> Row:
    ends = (parameter.low, parameter.typical, parameter.high)
    return Row(_(label), [_written(each, unit) for each in ends], basis((parameter,)))


def _tiers(name: str, table: ByTier) -> Row:
    parameters = [table[tier] for tier in Tier]
    cells = [
        " / ".join(_written(each, "%") for each in (one.low, one.typical, one.high))
        for one in parameters
    ]
    return Row(name, cells, basis(parameters))


def basis(parameters: Sequence[Parameter]) -> Basis:
    """What some parameters rest on, each thing said once."""
    trust = dict.fromkeys((_(_TRUST[each.confidence]), each.is_assumption) for each in parameters)
    notes = dict.fromkeys(_(each.note) for each in parameters if each.note)
    cited = dict.fromkeys(source for each in parameters for source in each.sources)
    return Basis(list(trust), list(notes), [SOURCES[each] for each in cited])


def _written(value: float, unit: str) -> str:
    return format_value(value, _SHOWN[unit], current())
