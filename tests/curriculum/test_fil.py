"""The fil rouge: one brand for each student, kept all year; what is wrong with a row is said."""

from __future__ import annotations

from collections import Counter

import pytest

from school.curriculum.fil import Brand, Fil
from school.curriculum.reader import examine
from school.exercises.draw import parse_param
from tests.curriculum.texts import FILES, PROGRAMME, ROI, TODAY, problems

ROWS = """\
fil:
  words: {marque: Marque, ville: Ville}
  numbers:
    panier: {label: Panier moyen, format: eur}
    budget: {label: Budget, format: eur}
  brands:
    - {id: cirevane, marque: "L'Atelier", ville: Grasse, panier: 52, budget: 8000..11000 step 500}
    - {id: talonvire, marque: Talonvire, ville: Castres, panier: 43, budget: 9000}
---
Le programme.
"""
PROGRAMME_WITH_FIL = PROGRAMME.replace("---\nLe programme.\n", ROWS)
SEEDS = [f"student {number}".encode() for number in range(600)]


def brands(*ids: str) -> Fil:
    panier = {"panier": parse_param("20..90")}
    return Fil(brands=tuple(Brand(each, {"marque": each}, panier) for each in ids))


def kept(fil: Fil) -> list[str]:
    found = [fil.brand(seed) for seed in SEEDS]
    return [brand.id for brand in found if brand]


def test_every_brand_has_its_share_of_students() -> None:
    counts = Counter(kept(brands("a", "b", "c", "d")))
    assert min(counts[each] for each in "abcd") > 100


def test_a_brand_that_is_added_moves_its_share_and_nobody_else() -> None:
    before, after = kept(brands("a", "b", "c", "d")), kept(brands("e", "d", "a", "c", "b"))
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {new for _, new in moved} == {"e"}
    assert 60 < len(moved) < 180


def test_without_brands_nobody_has_one() -> None:
    assert Fil().brand(b"seed") is None


def test_the_numbers_of_a_brand_are_drawn_from_the_seed_and_set_as_typography_wants() -> None:
    programme = examine({**FILES, "programme.md": PROGRAMME_WITH_FIL}, None, TODAY).programme
    brand = programme.fil.brands[0]
    drawn = {brand.values(seed)["fil.budget"] for seed in SEEDS}
    assert drawn == set(range(8000, 11001, 500))
    assert brand.values(b"seed")["fil.marque"] == "L’Atelier"
    assert brand.values(b"seed")["fil.panier"] == 52


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", ville: Castres", "", "fil.brands.1.ville: is missing → add ville: and its value"),
        ("ville: Castres", "vile: Castres", "fil.brands.1.vile: is not a field here → write ville"),
        ("panier: 43", "panier: cher", "fil.brands.1.panier: “cher” is not a range"),
        ("ville: Grasse", "ville: 6", "fil.brands.0.ville: “6” is not a text"),
        ("id: talonvire", "id: cirevane", "fil.brands.1.id: “cirevane” is taken"),
        ("id: talonvire", "id: Talon Vire", "fil.brands.1.id: “Talon Vire” is not an id"),
        ("{marque: Marque, ", "{nom: Marque, ", "fil.words: has no marque"),
        ("panier: {label", "ville: {label", "fil.numbers.ville: is already a name"),
        ("format: eur}\n    budget", "format: euro}\n    budget", "fil.numbers.panier.format: “eu"),
    ],
)
def test_what_is_wrong_with_the_brands_is_said_with_its_line(old: str, new: str, said: str) -> None:
    text = PROGRAMME_WITH_FIL.replace(old, new, 1)
    (problem,) = problems({**FILES, "programme.md": text})
    assert f"{problem.field}: {problem.what} → {problem.remedy}".startswith(said)
    assert problem.file == "programme.md"
    assert 12 <= problem.line <= 18


def test_names_are_not_looked_for_in_a_fil_that_cannot_be_read() -> None:
    text = PROGRAMME_WITH_FIL.replace("panier: 43", "panier: cher")
    lesson = ROI.replace("La suite.", "Panier : {{ fil.paniers | eur }}.")
    found = problems({**FILES, "programme.md": text, "01-essentiel/01-roi.md": lesson})
    assert [problem.field for problem in found] == ["fil.brands.1.panier"]


def test_a_lesson_that_names_a_brand_needs_one() -> None:
    lesson = ROI.replace("La suite.", "Chez {{ fil.marque | text }}.")
    (problem,) = problems({**FILES, "01-essentiel/01-roi.md": lesson})
    assert (problem.what, problem.remedy) == (
        "no brand has “fil.marque”",
        "declare fil: in programme.md",
    )


def test_code_may_show_how_a_brand_is_written() -> None:
    lesson = ROI.replace("La suite.", "Écrivez `{{ fil.inconnu | text }}`.")
    assert problems({**FILES, "01-essentiel/01-roi.md": lesson}) == []
