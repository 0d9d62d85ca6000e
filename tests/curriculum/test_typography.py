"""French typography, on text nodes only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.typography import french
from tests.curriculum.html import Html, page_html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Quel ROI ?", "Quel ROI_?"),
        ("Quel ROI?", "Quel ROI_?"),
        ("Un : deux ; trois !", "Un_: deux_; trois_!"),
        ("Quoi ?!", "Quoi_?!"),
        ("« mot »", "«_mot_»"),
        ("«mot»", "«_mot_»"),
        ('Le "mot" dit', "Le «_mot_» dit"),
        ("L'audience d'aujourd'hui", "L’audience d’aujourd’hui"),
        ("l'« audience »", "l’«_audience_»"),
        ("1 234 567 € et 12 %", "1_234_567_€ et 12_%"),
        ("12 000 abonnés", "12_000 abonnés"),
        ("en 2024 300 ventes", "en 2024 300 ventes"),
        ("5 k€, 10 M€", "5_k€, 10_M€"),
        ("à 12:30, un ratio de 16:9", "à 12:30, un ratio de 16:9"),
        ("https://example.org/l'x?a=1;b", "https://example.org/l'x?a=1;b"),
        ("Déjà\u00a0: oui", "Déjà_: oui"),
    ],
)
def test_text_is_set_as_a_french_reader_expects(typed: str, expected: str) -> None:
    assert french(typed) == expected.replace("_", "\u202f")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**Prix**: 30", "Prix_: 30"),
        ("*mot* ?", "mot_?"),
        ('"*mot*"', "«_mot_»"),
        ("l'*audience*", "l’audience"),
        ("« *mot* »", "«_mot_»"),
        ("`a ; b` ; 'c'", "a ; b_; 'c'"),
        ("`l'x`?", "l'x_?"),
        ("Fin.\n\n: 30", "Fin.\n: 30"),
    ],
)
def test_typography_crosses_emphasis_but_not_code(typed: str, expected: str) -> None:
    assert Html(page_html(typed)).text == expected.replace("_", "\u202f")


@given(st.text(alphabet="aé1 \u00a0\u202f'\"«»;:!?%€.,(", max_size=40))
def test_typography_touches_only_spaces_quotes_and_apostrophes(text: str) -> None:
    def bare(written: str) -> str:
        return "".join(c for c in written if c not in " \u00a0\u202f'’\"«»")

    assert bare(french(text)) == bare(text)
    assert french(french(text)) == french(text)
