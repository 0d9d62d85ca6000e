"""Drawing a set of cases from a seed."""

from __future__ import annotations

from collections.abc import Sequence

from school.campaign.behaviour import BENCHMARKS
from school.campaign.dossiers import traits
from school.campaign.dossiers.audiences import HOME, USUAL_HOME, Curve, curve, geography
from school.campaign.dossiers.case import Anomaly, Case, LookAlike, Story
from school.campaign.dossiers.chance import Chance
from school.campaign.dossiers.conversations import comments
from school.campaign.dossiers.dossier import Dossier
from school.campaign.dossiers.posts import Rates, posts
from school.campaign.dossiers.traits import TRAITS, Growth
from school.campaign.dossiers.words import Theme, words
from school.campaign.formats import Format
from school.campaign.tiers import Tier

MOST_FOLLOWED = 7_400  # a platform's limit is 7,500


def draw(seed: int, stories: Sequence[Story], tiers: Sequence[Tier]) -> tuple[Case, ...]:
    """A case for each story, in an order of chance, each about something else.

    The same seed, stories and tiers give the same cases. ValueError for more stories than
    there are themes for.
    """
    chance = Chance(seed)
    left = list(words().themes)
    cases = []
    # Stories that not every theme can tell choose first.
    for story in sorted(stories, key=lambda story: not isinstance(story, LookAlike)):
        fitting = [theme for theme in left if _fits(theme, story)]
        if not fitting:
            raise ValueError(f"no theme is left for {story}")
        theme = chance.one(fitting)
        left.remove(theme)
        cases.append(_case(chance, story, chance.one(tiers), theme))
    return tuple(chance.some(cases, len(cases)))


def _fits(theme: Theme, story: Story) -> bool:
    if story is LookAlike.NICHE:
        return theme.niche
    if story is LookAlike.DIASPORA:
        return bool(theme.country)
    return not (story is Anomaly.ELSEWHERE and theme.country)


def _case(chance: Chance, story: Story, tier: Tier, theme: Theme) -> Case:
    own = TRAITS[story]
    today = round(chance.between(*traits.FOLLOWERS[tier]))
    path = curve(chance, own.growth)
    rates = Rates(
        traits.reach(chance, own.reach, tier),
        traits.engagement(chance, own.engagement, tier),
        chance.between(*own.comments),
    )
    fading = own.growth is Growth.FADING
    dossier = Dossier(
        handle=f"@fictif.{theme.handle}",
        bio=theme.bio,
        markets=(HOME, theme.country) if theme.country else (HOME,),
        followers=path.followers(today),
        following=chance.whole(4_000, MOST_FOLLOWED) if fading else chance.whole(180, 1_300),
        posts_per_week=round(chance.between(1, 1.4) if fading else chance.between(1.6, 5), 1),
        posts=posts(chance, own, rates, path, today),
        comments=comments(chance, own.talk, theme),
        audience=geography(chance, theme.country, abroad=own.abroad),
    )
    return Case(dossier, story, _hollow(story, dossier, path, tier))


def _hollow(story: Story, dossier: Dossier, path: Curve, tier: Tier) -> float:
    """The share that is not there, from the very figures that the dossier shows."""
    usual = BENCHMARKS[Format.POST]
    engagement = usual.engagement[tier].typical
    match story:
        case Anomaly.BOUGHT_FOLLOWERS:
            return path.bought_share
        case Anomaly.POD | Anomaly.INFLATED_LIKES:
            return 1 - engagement / dossier.engagement_rate
        case Anomaly.SILENT:
            return 1 - dossier.engagement_rate / engagement
        case Anomaly.STALE:
            return 1 - dossier.reach_rate / usual.audience[tier].typical
        case Anomaly.COMMENT_BOTS:
            return dossier.repeated_share
        case Anomaly.ELSEWHERE:
            return 1 - dossier.home_share / USUAL_HOME
    return 0.0
