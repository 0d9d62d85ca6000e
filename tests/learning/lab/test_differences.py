from __future__ import annotations

import pytest

from school.learning.lab.differences import Difference, differences
from tests.learning.lab.plans import sheet_of

COLLABORATION = "«\u202fCollaboration commerciale\u202f»"
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]


def test_only_decisions_that_differ_are_told_in_words() -> None:
    other = sheet_of(
        budget="",
        margin="60",
        preset="other",
        conversion_level="2.5",
        count__nano="12",
        deal__nano="paid",
        mention="none",
        contract="no",
        measure="profit",
    )
    assert list(differences(sheet_of(), other)) == [
        Difference("Budget", "10\u202f000\u202f€", "aucun"),
        Difference("Marge sur coûts variables", "55\u202f%", "60\u202f%"),
        Difference("Nano, créateurs", "40", "12"),
        Difference(
            "Ce qu’annoncent les publications",
            "«\u202fCollaboration commerciale\u202f»",
            "Rien",
        ),
        Difference("Contrat écrit avec chaque créateur rémunéré", "Oui", "Non"),
        Difference("Nano, rémunération", "Des produits", "Un cachet"),
        Difference("Niveau de conversion de la marque, Γ", "Par défaut (2)", "2,5"),
    ]


def test_a_typed_level_that_is_not_chosen_sets_nothing_apart() -> None:
    assert list(differences(sheet_of(), sheet_of(conversion_level="7"))) == []


def test_formats_are_named() -> None:
    (found,) = differences(sheet_of(), sheet_of(formats__micro="reel"))
    assert found == Difference("Micro, formats", "post, stories", "réel")
