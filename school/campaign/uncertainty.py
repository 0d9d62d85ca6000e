"""The same plan drawn many times: ranges, and the odds of a profit (facts B4).

Lognormal factors have mean 1, so the mean of the draws agrees with the expected
outcome, save where reach saturates: there, uneven audiences reach a little less.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from school.campaign import behaviour
from school.campaign.contribution import Luck, contribute
from school.campaign.costs import costs
from school.campaign.funnel import Funnel, funnel
from school.campaign.lines import Line
from school.campaign.measures import MEASURES
from school.campaign.metrics import MetricError
from school.campaign.plan import Brief, Creator, Plan
from school.campaign.reach import reach
from school.campaign.sales import Buyers

if TYPE_CHECKING:
    from numpy import float64
    from numpy.random import Generator
    from numpy.typing import NDArray

    Draws = NDArray[float64]

BLOCK = 500_000  # draws × creators held at once, so that memory stays small
MAX_DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Range:
    """Low, middle and high of the draws (5th, 50th, 95th percentiles) and their mean.

    Each is None where the measure does not exist (a cost per order without orders).
    """

    p5: float | None
    p50: float | None
    p95: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Ranges:
    """What may happen: a range per measure (dotted names), and P(margin > cost)."""

    draws: int
    seed: int
    by_measure: Mapping[str, Range]
    probability_of_profit: float


def simulate(plan: Plan, draws: int, seed: int) -> Ranges:
    """Draw a plan `draws` times. The same plan, draws and seed give the same ranges.

    ValueError unless 1 ≤ draws ≤ MAX_DRAWS and seed ≥ 0.
    """
    import numpy as np  # here because it takes a tenth of a second that most pages never need

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        campaign = _draw(plan, draws, seed)
        ranges = {name: _range(_figures(name, campaign)) for name in MEASURES}
    profitable = campaign.lifetime_margin > campaign.cost
    return Ranges(draws, seed, ranges, float(profitable.mean()))


def each_draw(plan: Plan, measure: str, draws: int, seed: int) -> tuple[float, ...]:
    """Return a measure in each draw of a plan, save those where it does not exist.

    The draws are those that `simulate` summarises. ValueError as `simulate`; KeyError when no
    measure has this name.
    """
    import numpy as np  # heavy, see simulate

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        figures = _figures(measure, _draw(plan, draws, seed))
    return tuple(map(float, figures[np.isfinite(figures)]))


def _draw(plan: Plan, draws: int, seed: int) -> "Funnel[Draws]":
    import numpy as np  # heavy, see simulate

    if not 1 <= draws <= MAX_DRAWS or seed < 0:
        raise ValueError(f"draws must lie between 1 and {MAX_DRAWS}, and seed be 0 or more")
    rng, brief, nothing = np.random.default_rng(seed), plan.brief, np.zeros(draws)
    buyers = _buyers(brief, draws, rng)
    fresh = [_line(each, brief, draws, rng) for each in plan.creators if each.count]
    people = reach(brief, fresh, nothing)
    wear = people.wear(brief.fatigue)
    shock = _factor(rng, behaviour.CAMPAIGN_SHOCK, (draws,))
    lines = [_counted(line.worn(wear), shock, rng) for line in fresh]
    fixed = sum(costs(each, plan.agency_rate).total for each in plan.creators)
    return funnel(brief, lines, people, buyers, nothing + fixed)


def _line(creator: Creator, brief: Brief, draws: int, rng: "Generator") -> "Line[Draws]":
    """Draw every creator of a line, some at a time, and add them up in each draw."""
    import numpy as np  # heavy, see simulate

    universe = brief.universe_of(creator.cluster)
    sums, missed = np.zeros((5, draws)), np.ones(draws)
    step = max(1, BLOCK // draws)
    for start in range(0, creator.count, step):
        size = (draws, min(step, creator.count - start))
        some = contribute(creator, brief, _luck(creator, size, rng))
        missed *= np.prod(1 - some.target_reach / universe, axis=1)
        drawn = (some.target_reach, some.views, some.engagements, some.clicks, some.orders)
        sums += [each.sum(axis=1) for each in drawn]
    gross, views, engagements, clicks, orders = sums
    return Line(creator, gross, missed, views, engagements, clicks, orders)


def _counted(line: "Line[Draws]", shock: "Draws", rng: "Generator") -> "Line[Draws]":
    """Return the line with whole orders around their mean, shaken by the campaign's shock.

    Poisson counts of several creators add up to the Poisson count of their sum.
    """
    return replace(line, orders=rng.poisson(line.orders * shock).astype(float))


def _luck(creator: Creator, size: tuple[int, int], rng: "Generator") -> "Luck[Draws]":
    return Luck(
        quality=_share(rng, creator.quality, behaviour.QUALITY_WEIGHT, size),
        published=(rng.random(size) < creator.publication_rate).astype(float),
        reach=_factor(rng, behaviour.REACH_NOISE[creator.platform], size),
        engagement=_factor(rng, behaviour.RATE_NOISE, size),
        clicks=_factor(rng, behaviour.RATE_NOISE, size),
        conversion=_factor(rng, behaviour.CONVERSION_NOISE, size),
    )


def _buyers(brief: Brief, draws: int, rng: "Generator") -> "Buyers[Draws]":
    size, weight = (draws,), behaviour.SHARE_WEIGHT
    halo = rng.triangular(*behaviour.HALO_LAW, size) / behaviour.HALO.typical * brief.halo
    return Buyers(
        halo=halo,
        incremental_share=_share(rng, brief.incremental_share, weight, size),
        utm_visibility=_share(rng, brief.utm_visibility, weight, size),
        code_share=_share(rng, brief.code_share, weight, size),
        code_leak=_share(rng, brief.code_leak, weight, size),
    )


def _factor(rng: "Generator", spread: float, size: tuple[int, ...]) -> "Draws":
    """Draw lognormal factors of mean 1."""
    return rng.lognormal(-(spread**2) / 2, spread, size)


def _share(rng: "Generator", mean: float, weight: float, size: tuple[int, ...]) -> "Draws":
    """Draw shares from a Beta law of this mean; a share surely 0 or 1 stays so."""
    import numpy as np  # heavy, see simulate

    if mean in (0, 1):
        return np.full(size, mean, dtype=float)
    return rng.beta(mean * weight, (1 - mean) * weight, size)


def _figures(name: str, campaign: "Funnel[Draws]") -> "Draws":
    """Return a measure in each draw: infinite or undefined where it does not exist."""
    import numpy as np  # heavy, see simulate

    try:
        figures = np.asarray(MEASURES[name].of(campaign), dtype=float)
    except MetricError:
        figures = np.asarray(np.nan)
    return np.broadcast_to(figures, campaign.cost.shape)


def _range(figures: "Draws") -> Range:
    """Summarise the draws where the measure is defined; an infinite summary is None."""
    import numpy as np  # heavy, see simulate

    known = figures[~np.isnan(figures)]
    if not known.size:
        return Range(None, None, None, None)
    # The nearest draw: interpolating towards an infinite one would be undefined.
    marks = np.percentile(known, (5, 50, 95), method="nearest")
    low, middle, high, mean = (
        float(each) if isfinite(each) else None for each in (*marks, known.mean())
    )
    return Range(low, middle, high, mean)
