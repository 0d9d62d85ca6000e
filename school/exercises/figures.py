"""Reading and writing figures, in French and in English. What is shown is what is marked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from school.exercises.contract import AnswerError

MAX_TYPED = 40
NO_FIGURE = "–"

_THIN = "\u202f"
_FIXED = "\u00a0"
_MINUS = "−"
_EXACT = Context(prec=400)


@dataclass(frozen=True)
class Style:
    """How a language writes figures."""

    decimal: str
    thousands: str


FRENCH = Style(decimal=",", thousands=_THIN)
ENGLISH = Style(decimal=".", thousands=",")


@dataclass(frozen=True)
class Format:
    """A way to show a value: most and least decimals, unit, what the value is multiplied by."""

    decimals: int
    least: int = 0
    bare_whole: bool = False
    unit: str = ""
    scale: int = 1
    grouped: bool = True


FORMATS: Mapping[str, Format] = {
    "eur": Format(decimals=2, least=2, bare_whole=True, unit="€"),
    "eur0": Format(decimals=0, unit="€"),
    "pct": Format(decimals=2, unit="%", scale=100),
    "number": Format(decimals=2),
    "int": Format(decimals=0, grouped=False),
    "ratio": Format(decimals=2, least=2),
    "people": Format(decimals=0),
}


TEXT = "text"
"""The format of a word. No figure takes it."""


@dataclass(frozen=True)
class Figure:
    """A figure that a person typed, and its value in the unit asked."""

    value: Decimal
    typed: str


def style_of(locale: str) -> Style:
    """The style of a locale: English for `en`, French for any other."""
    return ENGLISH if locale[:2] == "en" else FRENCH


def round_half_up(value: float | Decimal, decimals: int) -> Decimal:
    """Round as people do. A float counts for its 15 first digits: the rest is binary dust."""
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return rounded if rounded else rounded.copy_abs()


def rounded(value: float | Decimal, fmt: str) -> Decimal:
    """The value that the format shows, in the value's own unit (a fraction for `pct`)."""
    shape = FORMATS[fmt]
    places = shape.decimals + len(str(shape.scale)) - 1
    return round_half_up(value, places)


def format_value(value: float | Decimal | None, fmt: str, locale: str) -> str:
    """A value in one of FORMATS; a dash when there is none. `pct` takes a fraction."""
    if value is None or not math.isfinite(value):
        return NO_FIGURE
    shape = FORMATS[fmt]
    shown = _EXACT.multiply(rounded(value, fmt), Decimal(shape.scale))
    text = _digits(shown, shape.least, shape.bare_whole)
    return _dressed(text, shape.unit, style_of(locale), grouped=shape.grouped)


def write_figure(value: Decimal, unit: str, locale: str) -> str:
    """A figure said back with all its digits and its unit."""
    return _dressed(_digits(value, least=0), unit, style_of(locale), grouped=True)


def write_clearly(value: Decimal, locale: str) -> str:
    """A figure without unit, written so that it has one reading: never asked back."""
    return _reading(value, style_of(locale))


def write_reading(reading: str, locale: str) -> str:
    """A reading of an ambiguous figure as the language writes it: `1 234`, or `1,234`."""
    return write_figure(read_figure(reading, locale).value, "", locale)


def _digits(value: Decimal, least: int, bare_whole: bool = False) -> str:
    """Plain digits with a point, without useless zeros beyond the `least` decimals."""
    whole, _, decimals = f"{value:f}".partition(".")
    needed = decimals.rstrip("0")
    if needed or not bare_whole:
        needed = needed.ljust(least, "0")
    return f"{whole}.{needed}" if needed else whole


def _dressed(digits: str, unit: str, style: Style, grouped: bool) -> str:
    """Digits with the language's separators, sign and unit."""
    sign = _MINUS if digits.startswith("-") else ""
    whole, _, decimals = digits.lstrip("-").partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", style.thousands)
    text = whole + (style.decimal + decimals if decimals else "")
    if style is ENGLISH and unit == "€":
        return f"{sign}€{text}"
    if style is ENGLISH and unit == "%":
        return f"{sign}{text}%"
    space = _THIN if unit in ("€", "%") else _FIXED
    return f"{sign}{text}{space}{unit}" if unit else f"{sign}{text}"


_TYPED = re.compile(r"([-+−–]?) ?(€?) ?([0-9.,][0-9., ]*) ?([^0-9]*)")
_SYMBOLS = {"€": "€", "eur": "€", "euro": "€", "euros": "€", "%": "%"}
_WRITINGS = ((",", " "), (".", " "), (".", ","), (",", "."))
"""Decimal and thousands separators of the ways to write that exist."""


def read_figure(text: str, locale: str, unit: str | None = None, field: str = "answer") -> Figure:
    """The figure that a person typed, with or without its unit; € or % when `unit` is None.

    Clear are: one separator that can only be decimal (`12,5`, `0.125`, `1234,567`), spaces between
    thousands (`1 234,5`), a separator seen twice (`1,234,567`: thousands), and what the language
    itself writes (`1,234.50` in English). Ambiguous, hence asked back: one separator before just
    three digits (`1,234`), both separators otherwise. Raises AnswerError: `empty`, `too-long`,
    `not-a-number`, `wrong-unit`, `ambiguous` with readings that are clear when posted.
    """
    if len(text) > MAX_TYPED:
        raise AnswerError("too-long", field)
    flat = " ".join(text.split())
    if not flat:
        raise AnswerError("empty", field)
    match = _TYPED.fullmatch(flat)
    if not match:
        raise AnswerError("not-a-number", field)
    sign, before, body, after = match.groups()
    _check_unit(before + after.strip(), unit, field)
    value = _clear_value(body.strip(), style_of(locale), "" if sign in ("", "+") else "-", field)
    return Figure(value, text)


def _check_unit(typed: str, unit: str | None, field: str) -> None:
    word = typed.casefold()
    symbol = _SYMBOLS.get(word, "")
    wanted = symbol if unit is None else unit.casefold()
    if not word or word == wanted or word + "s" == wanted or (symbol and wanted[:1] == symbol):
        return
    raise AnswerError("wrong-unit" if symbol else "not-a-number", field)


def _clear_value(body: str, style: Style, sign: str, field: str) -> Decimal:
    """The one value of the digits typed; asks back when there are two, or both separators."""
    found = {
        writing: Decimal(sign + digits)
        for writing in _WRITINGS
        if (digits := _as_written(body, *writing))
    }
    if not found:
        raise AnswerError("not-a-number", field)
    values = sorted(set(found.values()))
    mixed = "," in body and "." in body
    if len(values) > 1 or (mixed and (style.decimal, style.thousands) not in found):
        raise AnswerError("ambiguous", field, [_reading(value, style) for value in values])
    return values[0]


def _as_written(body: str, decimal: str, thousands: str) -> str:
    """Plain digits with a point, if the text follows this way of writing; otherwise nothing."""
    group, point = re.escape(thousands), re.escape(decimal)
    grouped = rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+"
    if not re.fullmatch(rf"(?:{grouped}|[0-9]*)(?:{point}[0-9]+)?", body):
        return ""
    return body.replace(thousands, "").replace(decimal, ".")


def _reading(value: Decimal, style: Style) -> str:
    """A possible reading, written so that it is clear: no thousands, never three decimals."""
    whole, _, decimals = f"{value:f}".partition(".")
    if len(decimals) == 3:
        decimals += "0"
    return whole.replace("-", _MINUS) + (style.decimal + decimals if decimals else "")
