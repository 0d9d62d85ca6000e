"""What a person types in the laboratory: the figures, their units and limits, where they start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from school.campaign import behaviour
from school.campaign.formats import PLATFORM_FORMATS, USUAL_FORMATS, Platform
from school.campaign.messages import N_
from school.campaign.plan import Deal
from school.campaign.tiers import MACRO_FROM, MEGA_ABOVE, MICRO_FROM, Tier
from school.exercises.composition import CONTRACTS, MENTIONS
from school.exercises.contract import Form
from school.learning.lab.field import Field, of_model
from school.learning.lab.named import ROWS
from school.learning.lab.presets import CONVERSION_LEVELS

BUDGET = 10_000.0
"""The budget (€) that the page opens with: the school's reference campaign costs 9,884 €."""


@dataclass(frozen=True)
class Line:
    """What is typed about the creators of one tier."""

    tier: Tier
    count: Field
    followers: Field
    authenticity: Field
    quality: Field
    deal: Deal  # at the start

    @property
    def figures(self) -> tuple[Field, ...]:
        """Every figure of the line."""
        return (self.count, self.followers, self.authenticity, self.quality)

    @property
    def settings(self) -> tuple[str, ...]:
        """The names of the fields that say who the creators are: all but their number."""
        figures = (self.followers, self.authenticity, self.quality)
        return (self.deal_field, self.formats_field, *(field.name for field in figures))

    @property
    def deal_field(self) -> str:
        """The name of the choice of a deal."""
        return f"deal.{self.tier}"

    @property
    def formats_field(self) -> str:
        """The name of the choice of formats."""
        return f"formats.{self.tier}"


BRIEF: tuple[Field, ...] = (
    Field("budget", N_("Budget"), 0.0, 1e9, BUDGET, "€", optional=True),
    of_model("universe", N_("People in the target")),
    of_model("basket", N_("Average basket, excluding VAT"), "€"),
    of_model("margin", N_("Margin on variable costs"), "%"),
    of_model("return_rate", N_("Return rate"), "%"),
    of_model("code_discount", N_("Discount of the code"), "%"),
)

REPEAT = of_model("repeat_factor", N_("Repeat factor L"), "", behaviour.REPEAT_FACTOR)
CONVERSION = of_model(
    "conversion_level", N_("Conversion level of the brand, Γ"), "", behaviour.CONVERSION_LEVEL
)

ASSUMPTIONS: tuple[Field, ...] = (
    of_model("halo", N_("Halo: orders without a click, per order after one"), "", behaviour.HALO),
    of_model(
        "incremental_share",
        N_("Share of the orders due to the campaign"),
        "%",
        behaviour.INCREMENTAL_SHARE,
    ),
    of_model(
        "utm_visibility",
        N_("Orders after a click that links still see"),
        "%",
        behaviour.UTM_VISIBILITY,
    ),
    of_model("code_share", N_("Share of the orders that use the code"), "%", behaviour.CODE_SHARE),
    of_model("code_leak", N_("Uses of the code by others"), "%", behaviour.CODE_LEAK),
    of_model("fatigue", N_("Value of each further exposure"), "%", behaviour.FATIGUE),
    of_model(
        "target_share", N_("Share of audiences within the target"), "%", behaviour.TARGET_SHARE
    ),
    of_model("agency_rate", N_("Agency fee, on creators' fees"), "%", behaviour.AGENCY_RATE),
    of_model(
        "product_cost", N_("Product and shipping, for one creator"), "€", behaviour.PRODUCT_COST
    ),
)
"""What is supposed of audiences, buyers, trackers and costs, for the whole plan."""


def _line(tier: Tier, counts: tuple[int, int], followers: tuple[int, int, int]) -> Line:
    """A line: most creators and how many at the start; fewest, most and usual followers."""
    most, count = counts
    fewest, largest, usual = followers
    quality = behaviour.AUDIENCE_QUALITY[tier]
    return Line(
        tier,
        Field(f"count.{tier}", N_("Creators"), 0, most, count),
        Field(f"followers.{tier}", N_("Followers of each"), fewest, largest, usual),
        Field(f"authenticity.{tier}", N_("Authenticity, out of 100"), 0.0, 100.0, 60.0),
        Field(
            f"quality.{tier}",
            N_("Real and reachable followers"),
            0.0,
            1.0,
            quality.typical,
            "%",
            quality,
        ),
        Deal.GIFT if tier == Tier.NANO else Deal.PAID,
    )


LINES: tuple[Line, ...] = (
    _line(Tier.NANO, (100, 40), (500, MICRO_FROM - 1, 5_000)),
    _line(Tier.MICRO, (25, 8), (MICRO_FROM, MACRO_FROM - 1, 30_000)),
    _line(Tier.MACRO, (8, 1), (MACRO_FROM, MEGA_ABOVE, 200_000)),
    _line(Tier.MEGA, (3, 0), (MEGA_ABOVE + 1, 100_000_000, 2_000_000)),
)
"""One line a tier, as REF-1 (facts B7) at the start. They allow 94,536 mixes at most, so that
every one can be computed for the frontier."""


PRESET = "preset"
"""The choice of a level of conversion: that of a preset, or `OTHER` for the one that is typed."""

OTHER = "other"
LEVELS = {f"{preset.level:g}": preset.level for preset in CONVERSION_LEVELS}

MEASURE = "measure"
"""The choice of what the chart shows against the cost."""

BY = "by"
"""The choice of how the creators are composed."""

BY_TIER, NAMED = "tier", "named"

FORMATS = tuple(map(str, PLATFORM_FORMATS[Platform.INSTAGRAM]))
CHOICES: Mapping[str, Sequence[str]] = {
    "mention": tuple(MENTIONS),
    "contract": tuple(CONTRACTS),
    PRESET: (*LEVELS, OTHER),
    MEASURE: ("orders.incremental", "reach_net", "profit"),
    BY: (BY_TIER, NAMED),
    **{line.deal_field: tuple(map(str, Deal)) for line in LINES},
    **{row.deal_field: tuple(map(str, Deal)) for row in ROWS},
}
STARTS: Form = {
    "mention": ["collaboration"],
    "contract": ["yes"],
    PRESET: [f"{CONVERSION.start:g}"],
    MEASURE: ["orders.incremental"],
    BY: [BY_TIER],
    **{line.deal_field: [str(line.deal)] for line in LINES},
    **{line.formats_field: list(map(str, USUAL_FORMATS[Platform.INSTAGRAM])) for line in LINES},
}
"""Where the choices start; every creator publishes on Instagram."""


FIGURES: Mapping[str, Field] = {
    field.name: field
    for field in (
        *BRIEF,
        REPEAT,
        CONVERSION,
        *ASSUMPTIONS,
        *(figure for line in LINES for figure in line.figures),
        *(figure for row in ROWS for figure in row.figures),
    )
}
"""Every figure that can be typed, by name."""
