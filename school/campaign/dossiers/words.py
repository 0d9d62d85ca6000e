"""The words of the dossiers, from the file beside."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Theme:
    """What an account is about; `country` is its second market, `niche` a narrow subject."""

    handle: str
    bio: str
    things: tuple[str, ...]
    niche: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What accounts are about, and what is said under their publications."""

    sincere: tuple[str, ...]  # with a slot {thing}
    chat: tuple[str, ...]
    praise: tuple[str, ...]
    stock: tuple[str, ...]
    contest: tuple[str, ...]
    people: tuple[str, ...]
    themes: tuple[Theme, ...]


@cache
def words() -> Words:
    """The words, read once."""
    raw: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    themes = [Theme(**{**theme, "things": tuple(theme["things"])}) for theme in raw.pop("themes")]
    return Words(themes=tuple(themes), **{name: tuple(found) for name, found in raw.items()})
