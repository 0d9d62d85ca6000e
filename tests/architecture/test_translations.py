"""No message of the interface lacks its French, and none of the French is left over."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from school.settings import ROOT

FRENCH = ROOT / "school/web/translations/fr/LC_MESSAGES/messages.po"
KEYWORDS = {
    "_": None, "gettext": None, "lazy_gettext": None, "N_": None, "ngettext": (1, 2),
}  # fmt: skip


@pytest.fixture(scope="module")
def french() -> Catalog:
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


@pytest.fixture(scope="module")
def used() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # the library has no types
    found = extract_from_dir(Path(ROOT), methods, options, KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_every_message_is_translated(french: Catalog, used: set[str]) -> None:
    translated = {_singular(m.id) for m in french if m.id and _complete(m.string) and not m.fuzzy}
    assert used - translated == set()


def test_no_translation_is_left_over(french: Catalog, used: set[str]) -> None:
    assert {_singular(message.id) for message in french if message.id} - used == set()


def test_placeholders_agree(french: Catalog) -> None:
    errors = [(m.id, str(e)) for m in french if m.id for e in m.check(french)]
    assert errors == []


def _singular(identity: str | list[str] | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _complete(string: str | list[str] | tuple[str, ...] | None) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)
