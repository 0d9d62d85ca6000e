"""Passwords are kept by Argon2id, and those that guessers try first are refused."""

from __future__ import annotations

import time
import unicodedata

import pytest
from argon2 import extract_parameters

from school.accounts import passwords

KNOWN = ("camille.exemple@example.org", "Camille", "Exemple")


def test_a_password_is_recognised_and_another_is_not() -> None:
    kept = passwords.hash("quatre chevaux pour la mer")
    assert passwords.verify(kept, "quatre chevaux pour la mer")
    assert not passwords.verify(kept, "quatre chevaux pour la mere")
    assert not passwords.verify(kept, "Quatre chevaux pour la mer")


def test_accents_typed_on_another_keyboard_are_the_same_password() -> None:
    composed = "été à la forêt, l'hiver à la plage"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert passwords.verify(passwords.hash(composed), decomposed)
    assert passwords.verify(passwords.hash(decomposed), composed)


def test_an_unknown_account_costs_as_much_as_a_known_one() -> None:
    assert extract_parameters(passwords.NOBODY) == extract_parameters(passwords.hash("x"))
    parameters = extract_parameters(passwords.NOBODY)
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)


@pytest.mark.parametrize("hostile", ["a" * 2_000_000, "\u0327\u0301" * 500_000])
def test_a_hostile_text_is_refused_at_once(hostile: str) -> None:
    start = time.process_time()
    assert not passwords.verify(passwords.NOBODY, hostile)
    assert passwords.problem(hostile) is not None
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "password",
    [
        "quatre chevaux pour la mer",
        "correct horse battery staple",
        "Zk3$pq9!vR2x",
        "camille aime la soupe au potiron",
        "demonstration-2026",
        "le vent se lève, il faut",
        "한국어 비밀번호는 안전하게",
        "🐴" * 3 + " quatre 🐎 pour la 🌊",
        "x1!" * 3 + "d'une phrase que j'ai inventée",
    ],
)
def test_a_long_personal_phrase_is_accepted(password: str) -> None:
    assert passwords.problem(password, *KNOWN) is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "onze lettre",
        "e\u0301" * 10,
        "a" * 12,
        "abcabcabcabc",
        "bonjourbonjour",
        "password password",
        "121212121212",
        "123456789012",
        "azertyuiop12",
        "Azertyuiop!2026",
        "qwertyuiopasdf",
        "Motdepasse123!",
        "MOTDEPASSE-2026",
        "Marseille2026!",
        "1q2w3e4r5t6y",
        "ffollozz2026!",
        "camille.exemple@example.org",
        "camille.exemple1",
        "Camille-Exemple-26",
        "exemplecamille",
        "a" * 201,
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    assert passwords.problem(password, *KNOWN) is not None


def test_two_hundred_characters_are_accepted() -> None:
    words = "les quatre chevaux du cirque traversent la mer en chantant; "
    assert passwords.problem((words * 4)[:199] + "z", *KNOWN) is None
