from __future__ import annotations

import pytest

from school.learning.lab.comparison import FIRST, NEITHER, SECOND, Comparison, compare
from school.learning.lab.queries import Saved
from school.learning.measured import name
from tests.learning.lab.plans import saved

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]

NANOS = saved("Nano", count__nano="90", count__micro="0", count__macro="0")
MEGA = saved("Méga", 2, count__nano="0", count__micro="0", count__macro="0", count__mega="1")
UNLAWFUL = saved("Sans mention", 3, mention="none", conversion_level="10", preset="10")


def compared(first: Saved, second: Saved) -> Comparison:
    found = compare(first, second, "fr")
    assert found
    return found


def winners(found: Comparison) -> dict[str, str]:
    return {duel.name: duel.winner for duel in found.duels}


def test_each_measure_is_won_in_its_own_direction() -> None:
    won = winners(compared(NANOS, MEGA))
    assert won[name("cost")] == FIRST
    assert won[name("cpm")] == FIRST
    assert won[name("roi")] == FIRST
    assert won[name("reach_net")] == SECOND
    mirrored = winners(compared(MEGA, NANOS))
    opposite = {FIRST: SECOND, SECOND: FIRST, NEITHER: NEITHER}
    assert mirrored == {name: opposite[side] for name, side in won.items()}


def test_the_conclusions_name_what_each_wins() -> None:
    first, second, doubt = compared(NANOS, MEGA).conclusions
    assert first.startswith("«\u202fNano\u202f» fait mieux sur\u202f: coût, commandes dues")
    assert "ROI complet" in first
    assert (
        second
        == "«\u202fMéga\u202f» fait mieux sur\u202f: portée nette, vues, engagements et clics."
    )
    assert "se recouvrent" in doubt


def test_ranges_that_do_not_overlap_are_said_so() -> None:
    rich = saved("Riche", 4, conversion_level="20", preset="other", code_share="0")
    assert "dépasse le hasard" in compared(rich, MEGA).conclusions[-1]


def test_an_unlawful_campaign_wins_nothing() -> None:
    found = compared(UNLAWFUL, NANOS)
    assert FIRST not in winners(found).values()
    assert next(each.difference for each in found.duels if each.name == name("roi")) == "–"
    sentences = compared(UNLAWFUL, NANOS).conclusions
    assert sentences[0].startswith("«\u202fSans mention\u202f» enfreint la loi")
    assert len(sentences) == 2


def test_equal_scenarios_win_nothing() -> None:
    found = compared(NANOS, NANOS)
    assert set(winners(found).values()) == {NEITHER}
    assert {duel.difference for duel in found.duels} == {"="}


def test_a_scenario_that_reads_no_more_is_not_compared() -> None:
    assert compare(saved("Cassé", basket="rien"), NANOS, "fr") is None
