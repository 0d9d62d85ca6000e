"""Plans of every kind, generated."""

from hypothesis import strategies as st

from school.campaign.formats import PLATFORM_FORMATS, Platform
from school.campaign.plan import Brief, Creator, Deal, Niche, Plan

share = st.floats(0, 1)
niche_names = ("", "baking", "travel")


@st.composite
def creators(draw: st.DrawFn, most: int = 40) -> Creator:
    platform = draw(st.sampled_from(Platform))
    deal = draw(st.sampled_from(Deal))
    formats = draw(st.lists(st.sampled_from(PLATFORM_FORMATS[platform]), unique=True))
    return Creator(
        followers=draw(st.integers(1, 50_000_000)),
        count=draw(st.integers(0, most)),
        deal=deal,
        platform=platform,
        formats=tuple(formats),
        authenticity=draw(st.floats(0, 100)),
        audience_quality=draw(st.none() | share),
        target_share=draw(share),
        publication=draw(st.none() | share),
        fee=draw(st.none() | st.floats(0, 1e5)) if deal == Deal.PAID else None,
        product_cost=draw(st.none() | st.floats(0, 500)),
        rights=draw(st.sampled_from((0.0, 250.0))),
        commission=draw(st.none() | st.floats(0, 0.5)),
        cluster=draw(st.sampled_from(niche_names)),
    )


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    universe = draw(st.integers(1_000, 50_000_000))
    size = st.integers(1, universe)
    return Brief(
        basket=draw(st.floats(0.01, 5_000)),
        margin=draw(share),
        return_rate=draw(share),
        code_discount=draw(share),
        universe=universe,
        repeat_factor=draw(st.floats(1, 5)),
        conversion_level=draw(st.floats(0, 10)),
        halo=draw(st.floats(0, 7)),
        incremental_share=draw(share),
        utm_visibility=draw(share),
        code_share=draw(share),
        code_leak=draw(share),
        fatigue=draw(share),
        niches=tuple(
            Niche(name, draw(size)) for name in draw(st.sets(st.sampled_from(niche_names)))
        ),
    )


def plans() -> st.SearchStrategy[Plan]:
    lines = st.lists(creators(), max_size=4).map(tuple)
    return st.builds(Plan, briefs(), lines, agency_rate=share)
