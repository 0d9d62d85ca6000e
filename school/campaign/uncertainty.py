"""The same plan drawn many times: ranges, and the odds of a profit (facts B4).

Lognormal factors have mean 1, so the mean of the draws agrees with the expected
outcome, save where reach saturates: there, uneven audiences reach a little less.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
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
    Sample = Callable[[int, tuple[int, int]], tuple[Draws, Draws]]

BLOCK = 500_000  # draws × creators held at once, so that memory stays small
MAX_DRAWS = 20_000
TEN = 10  # creators drawn and kept together
PERCENTILES = (0.05, 0.5, 0.95)


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
    return _summary(draws, seed, lambda: _draw(plan, draws, seed))


def simulate_live(plan: Plan, draws: int, seed: int) -> Ranges:
    """The same, for plans that change little by little: other draws of the same laws.

    Creators are drawn by tens, each ten from a seed of its own, and kept: a plan that differs by
    a few creators from one just seen draws these alone. ValueError as `simulate`.
    """
    return _summary(draws, seed, lambda: _draw(plan, draws, seed, kept=True))


def each_draw(plan: Plan, measure: str, draws: int, seed: int) -> tuple[float, ...]:
    """Return a measure in each draw of a plan, save those where it does not exist.

    The draws are those that `simulate` summarises. ValueError as `simulate`; KeyError when no
    measure has this name.
    """
    import numpy as np  # heavy, see simulate

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        figures = _figures(measure, _draw(plan, draws, seed))
    return tuple(map(float, figures[np.isfinite(figures)]))


def _summary(draws: int, seed: int, draw: "Callable[[], Funnel[Draws]]") -> Ranges:
    import numpy as np  # here because it takes a tenth of a second that most pages never need

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        campaign = draw()
        ranges = _ranges(campaign)
    profitable = campaign.lifetime_margin > campaign.cost
    return Ranges(draws, seed, ranges, float(profitable.mean()))


def _draw(plan: Plan, draws: int, seed: int, *, kept: bool = False) -> "Funnel[Draws]":
    import numpy as np  # heavy, see simulate

    if not 1 <= draws <= MAX_DRAWS or seed < 0:
        raise ValueError(f"draws must lie between 1 and {MAX_DRAWS}, and seed be 0 or more")
    rng, brief, nothing = np.random.default_rng(seed), plan.brief, np.zeros(draws)
    buyers = _buyers(brief, draws, rng)
    fresh = []
    for place, creator in enumerate(plan.creators):
        if creator.count:
            sample = (
                _keeping(creator, brief, (seed, place)) if kept else _drawing(creator, brief, rng)
            )
            step = TEN if kept else max(1, BLOCK // draws)
            fresh.append(_line(creator, draws, step, sample))
    people = reach(brief, fresh, nothing)
    wear = people.wear(brief.fatigue)
    shock = _factor(rng, behaviour.CAMPAIGN_SHOCK, (draws,))
    lines = [_counted(line.worn(wear), shock, rng) for line in fresh]
    fixed = sum(costs(each, plan.agency_rate).total for each in plan.creators)
    return funnel(brief, lines, people, buyers, nothing + fixed)


def _line(creator: Creator, draws: int, step: int, sample: "Sample") -> "Line[Draws]":
    """Draw every creator of a line, some at a time, and add them up in each draw."""
    import numpy as np  # heavy, see simulate

    sums, missed = np.zeros((5, draws)), np.ones(draws)
    for start in range(0, creator.count, step):
        drawn, unseen = sample(start, (draws, min(step, creator.count - start)))
        sums += drawn
        missed *= unseen
    gross, views, engagements, clicks, orders = sums
    return Line(creator, gross, missed, views, engagements, clicks, orders)


def _drawing(creator: Creator, brief: Brief, rng: "Generator") -> "Sample":
    """What draws some creators of a line anew."""
    return lambda _start, size: _some(creator, brief, size, rng)


def _keeping(creator: Creator, brief: Brief, seed: tuple[int, int]) -> "Sample":
    """What draws some creators of a line from a seed of their own, once."""
    alone = replace(creator, count=1)
    market = Brief(  # all that creators depend on: a change of basket draws nothing anew
        universe=brief.universe, niches=brief.niches, conversion_level=brief.conversion_level
    )
    return lambda start, size: _kept(alone, market, size, (*seed, start))


@lru_cache(maxsize=256)
def _kept(
    creator: Creator, brief: Brief, size: tuple[int, int], seed: tuple[int, ...]
) -> "tuple[Draws, Draws]":
    import numpy as np  # heavy, see simulate

    # A seed is the same with zeros after it: the last figure keeps these from the campaign's own.
    return _some(creator, brief, size, np.random.default_rng((*seed, 1)))


def _some(
    creator: Creator, brief: Brief, size: tuple[int, int], rng: "Generator"
) -> "tuple[Draws, Draws]":
    """The sums of some creators of a line in each draw, and the share that all of them miss."""
    import numpy as np  # heavy, see simulate

    some = contribute(creator, brief, _luck(creator, size, rng))
    missed = np.prod(1 - some.target_reach / brief.universe_of(creator.cluster), axis=1)
    drawn = (some.target_reach, some.views, some.engagements, some.clicks, some.orders)
    return np.stack([each.sum(axis=1) for each in drawn]), missed


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
    import numpy as np  # heavy, see simulate

    return np.exp(rng.standard_normal(size) * spread - spread**2 / 2)


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


def _ranges(campaign: "Funnel[Draws]") -> Mapping[str, Range]:
    """Summarise each measure over the draws where it is defined; an infinite summary is None."""
    import numpy as np  # heavy, see simulate

    figures = np.stack([_figures(name, campaign) for name in MEASURES])
    undefined = np.isnan(figures)
    known = figures.shape[1] - undefined.sum(axis=1)
    means = np.where(undefined, 0, figures).sum(axis=1) / known
    # The nearest draw: interpolating towards an infinite one would be undefined.
    places = np.rint(np.outer(known - 1, PERCENTILES)).astype(int)
    marks = np.take_along_axis(np.sort(figures), np.maximum(places, 0), axis=1)  # undefined last
    columns = np.column_stack((marks, means)).tolist()
    return {
        name: Range(*(each if isfinite(each) else None for each in row))
        for name, row in zip(MEASURES, columns, strict=True)
    }
