from __future__ import annotations

from school.learning import seeds

KEY = "k" * 40


def test_a_seed_depends_on_the_key_the_person_the_exercise_and_the_draw() -> None:
    given = [
        seeds.of_draw(KEY, 1, "roi", 1),
        seeds.of_draw("other" * 8, 1, "roi", 1),
        seeds.of_draw(KEY, 2, "roi", 1),
        seeds.of_draw(KEY, 1, "cpm", 1),
        seeds.of_draw(KEY, 1, "roi", 2),
        seeds.of_scenario(KEY, 1, "roi"),
    ]
    assert len(set(given)) == len(given)
    assert seeds.of_draw(KEY, 1, "roi", 1) == given[0]


def test_the_numbers_of_a_draw_never_change() -> None:
    """Attempts made before an upgrade must still be shown with their own numbers."""
    assert seeds.of_draw(KEY, 1, "roi", 1).hex()[:16] == "de462bec142dcf0e"


def test_each_try_has_its_own_submission_key() -> None:
    keys = {seeds.submission_key(KEY, 1, "roi", draw, n) for draw in (1, 2) for n in (1, 2, 3)}
    assert len(keys) == 6
