"""Dossiers: what is planted can be seen, what only looks so can be explained, nothing is odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.authenticity import engagement_signal, growth_signals
from school.campaign.behaviour import BENCHMARKS
from school.campaign.dossiers import Anomaly, Case, Clue, Dossier, LookAlike, Note, draw
from school.campaign.dossiers.words import words
from school.campaign.formats import Format
from school.campaign.outcome import outcome
from school.campaign.plan import Brief, Creator, Plan
from school.campaign.tiers import Tier

EVERY = (*Anomaly, *LookAlike, None)
BRIEF = Brief(conversion_level=3.5, repeat_factor=1.8)

cases = st.builds(
    lambda seed, story, tier: draw(seed, [story], [tier])[0],
    st.integers(0, 2**64),
    st.sampled_from(EVERY),
    st.sampled_from(Tier),
)


def clues(dossier: Dossier) -> set[Clue]:
    """What an observer points at, with the teaching thresholds of the facts file (A2)."""
    known = BENCHMARKS[Format.POST].audience[dossier.tier]
    found = {
        Clue.GROWTH: any(each.alert for each in growth_signals(dossier.weekly_adds)),
        Clue.REACH: dossier.reach_rate < known.low * 0.6,
        Clue.ENGAGEMENT: engagement_signal(dossier.engagement_rate, dossier.tier).alert,
        Clue.COMMENTS: dossier.repeated_share > 0.4,
        Clue.CIRCLE: dossier.regulars_share > 0.4,
        Clue.GEOGRAPHY: dossier.home_share < 0.5,
    }
    return {clue for clue, alert in found.items() if alert}


def explained(dossier: Dossier) -> set[Clue]:
    """What a second look explains: a viral post, a contest, people who know what they talk of."""
    notes = {post.note for post in dossier.posts}
    talk = [len(comment.text) for comment in dossier.comments]
    found = {
        Clue.GROWTH: Note.VIRAL in notes,
        Clue.COMMENTS: Note.CONTEST in notes,
        Clue.ENGAGEMENT: engagement_signal(dossier.engagement_rate, dossier.tier).value > 0
        and sum(length > 30 for length in talk) > 0.7 * len(talk)
        and sum(post.comments for post in dossier.posts)
        > 0.05 * sum(post.engagements for post in dossier.posts),
    }
    return {clue for clue, reason in found.items() if reason}


@given(cases)
def test_what_is_planted_shows_and_what_is_innocent_is_explained(case: Case) -> None:
    assert clues(case.dossier) - explained(case.dossier) == case.evidence
    assert case.authentic is (case.evidence == frozenset())


@pytest.mark.parametrize(
    ("story", "clue"),
    [
        (LookAlike.VIRAL, Clue.GROWTH),
        (LookAlike.CONTEST, Clue.COMMENTS),
        (LookAlike.NICHE, Clue.ENGAGEMENT),
    ],
)
def test_an_innocent_account_looks_guilty_at_first(story: LookAlike, clue: Clue) -> None:
    for seed in range(40):
        (case,) = draw(seed, [story], [Tier.MICRO])
        assert clues(case.dossier) == {clue}


def test_a_diaspora_is_abroad_and_in_a_declared_market() -> None:
    for seed in range(40):
        (case,) = draw(seed, [LookAlike.DIASPORA], [Tier.NANO])
        home, second = case.dossier.markets
        shares = dict(case.dossier.audience)
        assert shares[home] < 0.6
        assert 0.2 < shares[second] < shares[home]


@given(cases)
def test_every_figure_can_be(case: Case) -> None:
    dossier = case.dossier
    assert len(dossier.followers) == 52
    assert min(dossier.followers) > 0
    assert [post.week for post in dossier.posts] == list(range(41, 53))
    assert all(post.reach > 0 and post.likes >= 0 and post.comments >= 0 for post in dossier.posts)
    assert all(post.engagements < post.reach for post in dossier.posts)
    assert 15 <= len(dossier.comments) <= 25
    assert all(comment.text and comment.minutes > 0 for comment in dossier.comments)
    assert sum(share for _, share in dossier.audience) == pytest.approx(1)
    assert all(share > 0 for _, share in dossier.audience)
    assert len({country for country, _ in dossier.audience}) == len(dossier.audience)
    assert 0 < dossier.following <= 7_500
    assert dossier.posts_per_week >= 1
    assert 0 <= case.hollow < 1


@given(cases)
def test_an_anomaly_hollows_what_is_paid_for_and_innocence_does_not(case: Case) -> None:
    assert (case.hollow > 0.3) is not case.authentic
    assert case.hollow == 0 or not case.authentic


@given(st.integers(0, 2**64), st.lists(st.sampled_from(EVERY), min_size=1, max_size=6, unique=True))
def test_the_same_seed_gives_the_same_dossiers(seed: int, stories: list[Anomaly]) -> None:
    drawn = draw(seed, stories, list(Tier))
    assert drawn == draw(seed, stories, list(Tier))
    assert sorted(str(case.story) for case in drawn) == sorted(map(str, stories))
    assert len({case.dossier.handle for case in drawn}) == len(stories)


def test_seeds_give_other_dossiers_in_other_orders() -> None:
    drawn = [draw(seed, EVERY[:5], [Tier.MICRO, Tier.NANO]) for seed in range(60)]
    assert len({case.dossier for cases in drawn for case in cases}) == 300
    assert {cases[0].story for cases in drawn} == set(EVERY[:5])
    assert {case.dossier.tier for cases in drawn for case in cases} == {Tier.MICRO, Tier.NANO}


@pytest.mark.parametrize("tier", Tier)
def test_an_account_is_of_the_tier_asked(tier: Tier) -> None:
    for seed in range(30):
        assert {case.dossier.tier for case in draw(seed, EVERY, [tier])} == {tier}


def test_stories_that_no_theme_can_tell_are_refused() -> None:
    with pytest.raises(ValueError, match="niche"):
        draw(1, [LookAlike.NICHE] * 5, [Tier.NANO])


def test_a_jump_of_bought_followers_reaches_nobody_more() -> None:
    for seed in range(40):
        (case,) = draw(seed, [Anomaly.BOUGHT_FOLLOWERS], [Tier.MACRO])
        dossier = case.dossier
        jump = max(range(51), key=dossier.weekly_adds.__getitem__) + 2
        before, after = (
            [post.reach for post in dossier.posts if (post.week < jump) is early]
            for early in (True, False)
        )
        assert dossier.followers[jump - 1] > 1.4 * dossier.followers[jump - 2]
        assert sum(after) / len(after) < 1.5 * sum(before) / len(before)


def test_a_viral_reel_is_seen_in_the_week_of_the_jump_and_fades() -> None:
    for seed in range(40):
        (case,) = draw(seed, [LookAlike.VIRAL], [Tier.MICRO])
        dossier, adds = case.dossier, case.dossier.weekly_adds
        (reel,) = (post for post in dossier.posts if post.note is Note.VIRAL)
        assert max(range(51), key=adds.__getitem__) + 2 == reel.week
        assert adds[reel.week - 1] < 0.7 * adds[reel.week - 2]
        assert reel.reach > 3 * dossier.reach_rate * dossier.followers[-1]


def test_the_wrong_verdict_has_its_price() -> None:
    for case in draw(7, EVERY, [Tier.MICRO]):
        fee, followers = case.usual_fee, case.dossier.followers[-1]
        alone = Creator(followers, fee=fee, product_cost=0)
        profit = outcome(Plan(BRIEF, (alone,), agency_rate=0)).profit
        paid_for_nothing = fee * case.hollow
        due = profit if case.authentic else paid_for_nothing
        assert case.cost_of_error(fee, BRIEF) == pytest.approx(due)
        assert due > 0


def test_discarding_who_would_not_pay_back_costs_nothing() -> None:
    (case,) = draw(7, [None], [Tier.MICRO])
    assert case.cost_of_error(1e6, BRIEF) == 0


def test_names_are_obviously_invented() -> None:
    for case in draw(3, EVERY, list(Tier)):
        assert case.dossier.handle.startswith("@fictif.")


def test_themes_are_enough_for_every_story_and_have_enough_to_say() -> None:
    themes = words().themes
    assert len({theme.handle for theme in themes}) == len(themes)
    assert all(len(set(theme.things)) >= 5 for theme in themes)
    assert all("{thing}" in text for text in words().sincere)
