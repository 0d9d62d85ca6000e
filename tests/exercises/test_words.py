"""Words mean the same whatever their case, accents, hyphens and articles; near is one edit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.words import fold, is_near

LETTERS = "abcdeéèêëçàôùïœæ"
WORD = st.text(st.sampled_from(LETTERS), min_size=5, max_size=9)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉTÉ", "ete"),
        ("Cœur", "coeur"),
        ("ET CÆTERA", "et caetera"),
        ("l’audience", "audience"),
        ("L'audience", "audience"),
        ("aujourd'hui", "aujourd hui"),
        ("micro-influenceur", "micro influenceur"),
        ("nano\u2011\u2013 influenceur", "nano influenceur"),
        ("une  marge\u202fbrute", "marge brute"),
        ("The reach", "reach"),
        ("les", "les"),
        ("Lelong", "lelong"),
        ("le la", "la"),
        ("« Le “ROI” ».", "roi"),
        ("12 %", "12 %"),
        ("℡", "tel"),
        ("e\u0301te\u0301", "ete"),
        ("’", ""),
    ],
)
def test_folds_what_does_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(words=st.lists(WORD, min_size=1, max_size=3))
def test_case_hyphens_and_spaces_do_not_count(words: list[str]) -> None:
    assert fold("-".join(words).upper()) == fold("  ".join(words)) == fold(" ".join(words))


@given(word=WORD, place=st.integers(0, 8), letter=st.sampled_from("abz"), data=st.data())
def test_one_edit_is_near_in_both_senses(
    word: str, place: int, letter: str, data: st.DataObject
) -> None:
    head, tail = word[:place], word[place:]
    edited = data.draw(
        st.sampled_from(
            [
                head + letter + tail,
                head + tail[1:],
                head + letter + tail[1:],
                head + tail[1::-1] + tail[2:],
            ]
        )
    )
    assert is_near(edited, word)
    assert is_near(word, edited) or len(edited) < 5


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("cpc", "cpm"),
        ("roas", "roi"),
        ("portes", "portee s"),
        ("abcdef", "abcd"),
        ("badcef", "abcdef"),
    ],
)
def test_two_edits_or_a_few_letters_are_not_near(typed: str, right: str) -> None:
    assert not is_near(typed, right)


@given(word=WORD)
def test_two_letters_more_are_not_near(word: str) -> None:
    assert not is_near(word + "zz", word)
    assert not is_near(word, word + "zz")
