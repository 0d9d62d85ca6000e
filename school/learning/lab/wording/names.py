"""How fields, choices and measures are called, and what the fields hold, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from school.campaign.messages import N_
from school.campaign.sources import SOURCES, Source
from school.campaign.tiers import Tier
from school.learning import measured
from school.learning.lab import named, typed
from school.learning.lab.fields import (
    BY,
    BY_TIER,
    CHOICES,
    CONVERSION,
    FIGURES,
    LEVELS,
    LINES,
    NAMED,
    OTHER,
    PRESET,
)
from school.learning.lab.presets import CONVERSION_LEVELS
from school.learning.lab.sheet import Sheet
from school.learning.wording.exercises import FORMATS, declarations
from school.learning.wording.speech import _
from school.web.language import current

UNITS: Mapping[str, str] = {"€": "\u202f€", "%": "\u202f%", "": ""}
_TIERS: Mapping[str, str] = {
    Tier.NANO: N_("Nano"),
    Tier.MICRO: N_("Micro"),
    Tier.MACRO: N_("Macro"),
    Tier.MEGA: N_("Mega"),
}
_DEALS: Mapping[str, str] = {
    "gift": N_("Products only"),
    "paid": N_("A fee"),
    "affiliation": N_("A commission on sales"),
}
_CHOICES: Mapping[str, str] = {
    "formats": N_("Formats"),
    "deal": N_("Paid with"),
    "mention": N_("What the posts announce"),
    "contract": N_("Written contract with each paid creator"),
    "preset": CONVERSION.label,
    "measure": N_("What the chart shows"),
    BY: N_("The creators are composed"),
    "who": N_("Name"),
}
_WAYS: Mapping[str, str] = {BY_TIER: N_("By size of account"), NAMED: N_("By name")}


_CHARTED: Mapping[str, str] = {
    "orders.incremental": N_("Orders"),
    "reach_net": N_("Reach"),
    "profit": N_("Gain"),
}


@dataclass(frozen=True)
class Level:
    """A named level of conversion as the page offers it, and where it comes from."""

    value: str
    name: str
    why: str
    sources: Sequence[Source]


def html_id(name: str) -> str:
    """The id of a field on the page."""
    return name.replace(".", "-")


def tier(name: str) -> str:
    """A size of account."""
    return _(_TIERS[name])


def tiers() -> Sequence[str]:
    """The sizes of account, smallest first."""
    return [tier(each) for each in Tier]


def deal(name: str) -> str:
    """How a creator is paid."""
    return _(_DEALS[name])


def format_name(name: str) -> str:
    """A format of publication."""
    return _(FORMATS[name])


def measure(name: str) -> str:
    """A measure of a campaign."""
    return measured.name(name)


def charted(name: str) -> str:
    """A measure that the chart can show, in a word."""
    return _(_CHARTED[name])


def levels() -> Iterator[Level]:
    """The named levels of conversion, lowest first."""
    for value, preset in zip(LEVELS, CONVERSION_LEVELS, strict=True):
        sources = [SOURCES[each] for each in preset.sources]
        yield Level(value, _level(value), _(preset.why), sources)


def field(name: str) -> str:
    """What a field is called where it stands alone."""
    kind, _dot, of_tier = name.partition(".")
    label = _(FIGURES[name].label if name in FIGURES else _CHOICES[kind])
    if not of_tier:
        return label
    of = numbered(int(of_tier)) if name in named.NAMES else tier(of_tier)
    return f"{of}, {label[:1].lower()}{label[1:]}"


def way(name: str) -> str:
    """A way to compose the creators."""
    return _(_WAYS[name])


def numbered(number: int) -> str:
    """A creator whose name is not known, or who stands in a row of this number."""
    return _("Creator %(number)d", number=number)


def creators(sheet: Sheet) -> Sequence[str]:
    """What each line of a plan is called: a size of account, or a creator's name."""
    if not sheet.named:
        return [tier(line.tier) for line in LINES]
    called = zip(sheet.rows, named.written(sheet.form), strict=True)
    return [name or numbered(row.number) for row, name in called]


def held(sheet: Sheet, name: str) -> str:
    """What a field holds: a figure with its unit, or what was chosen."""
    if name in FIGURES:
        text = sheet.text(name, current())
        return text + UNITS[FIGURES[name].unit] if text else _("none")
    if name == BY:
        return f"{way(NAMED)} ({_those(sheet)})" if sheet.named else way(BY_TIER)
    if name in CHOICES:
        return _choice(name, sheet.value(name))
    if name in named.NAMES:
        return sheet.value(name) or _("none")
    return ", ".join(format_name(each) for each in sheet.values(name)) or _("none")


def conversion(sheet: Sheet) -> str:
    """The level of conversion, by its name when it has one."""
    level = sheet.value(PRESET)
    return sheet.text(CONVERSION.name, current()) if level == OTHER else _level(level)


def _level(value: str) -> str:
    preset = next(each for each in CONVERSION_LEVELS if each.level == LEVELS[value])
    return f"{_(preset.name)} ({typed.write(CONVERSION, preset.level, current())})"


def _those(sheet: Sheet) -> str:
    return ", ".join(creators(sheet)) or _("none")


def _choice(name: str, value: str) -> str:
    if name.startswith("deal."):
        return deal(value)
    return next(dict(options)[value] for each, _legend, options in declarations() if each == name)
