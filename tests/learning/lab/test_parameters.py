from __future__ import annotations

import pytest

from school.learning.lab import parameters
from school.learning.lab.fields import ASSUMPTIONS, CONVERSION, REPEAT

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]


def test_every_figure_that_is_supposed_says_what_it_rests_on() -> None:
    rows = list(parameters.adjustable())
    assert len(rows) == len((REPEAT, CONVERSION, *ASSUMPTIONS))
    for row in rows:
        assert len(row.cells) == 3
        assert any(words.startswith("hypothèse") for words, assumption in row.basis.trust)


def test_halo_is_an_assumption_and_conversion_has_sources() -> None:
    halo = parameters.of_field(ASSUMPTIONS[0])
    level = parameters.of_field(CONVERSION)
    assert halo
    assert level
    assert halo.cells == ["0,2", "0,6", "1,2"]
    assert halo.basis.trust == [("hypothèse", True)]
    assert not halo.basis.sources
    assert level.basis.sources


def test_parameters_of_a_size_have_a_cell_for_each() -> None:
    rows = list(parameters.by_tier())
    assert all(len(row.cells) == 4 for row in rows)
    assert len({row.name for row in rows}) == len(rows)
    assert rows[0].cells[0] == "70\u202f% / 90\u202f% / 97\u202f%"
    trusted = {words for row in parameters.fixed() for words, _ in row.basis.trust}
    assert "établi" in trusted
