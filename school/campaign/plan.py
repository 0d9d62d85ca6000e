"""What is decided before a campaign: the brief, the creators, the plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from school.campaign import behaviour
from school.campaign.formats import PLATFORM_FORMATS, USUAL_FORMATS, Format, Platform
from school.campaign.messages import N_
from school.campaign.tiers import Tier, tier_of
from school.campaign.validity import (
    CHOOSE_AMONG,
    UNKNOWN,
    WRITE_BETWEEN,
    PlanError,
    PlanProblem,
    chosen,
    problems_of,
    refuse,
    required,
    within,
)

__all__ = ["Brief", "Creator", "Deal", "Mention", "Niche", "Plan", "PlanError", "Sector"]

MAX_CREATORS = 5_000  # what a plan may hold, so that its draws stay within a request


class Deal(StrEnum):
    """How a creator is paid: product only, a fee, or a commission on code sales."""

    GIFT = "gift"
    PAID = "paid"
    AFFILIATION = "affiliation"


class Mention(StrEnum):
    """How the posts say they are commercial (law 2023-451, art. 5-2)."""

    ADVERTISING = "publicite"
    COLLABORATION = "collaboration_commerciale"
    EQUIVALENT = "equivalent"


class Sector(StrEnum):
    """What is promoted: an ordinary product, or one of those art. 4 forbids."""

    ORDINARY = "ordinary"
    AESTHETIC_ACTS = "aesthetic_acts"
    THERAPY_SUBSTITUTE = "therapy_substitute"
    NICOTINE = "nicotine"
    WILD_ANIMALS = "wild_animals"
    UNLICENSED_FINANCE = "unlicensed_finance"
    SPORTS_TIPS = "sports_tips"
    OPEN_GAMBLING = "open_gambling"  # where the platform cannot exclude minors


@dataclass(frozen=True, slots=True)
class Niche:
    """An audience that some creators share: its name and size in people."""

    name: str
    universe: int = required(1, 10**9)

    def __post_init__(self) -> None:
        refuse(problems_of(self))


@dataclass(frozen=True, slots=True)
class Brief:
    """The brand, its market and how its buyers behave. Rates are fractions (facts B1, B4)."""

    basket: float = within(58.0, 0.01, 100_000.0)  # € excluding VAT, level of S24
    margin: float = within(0.55, 0.0, 1.0)  # on variable costs, before influence
    return_rate: float = within(behaviour.RETURN_RATE.typical, 0.0, 1.0)
    code_discount: float = within(behaviour.CODE_DISCOUNT.typical, 0.0, 1.0)
    universe: int = within(400_000, 1, 10**9)  # people of the target
    repeat_factor: float = within(behaviour.REPEAT_FACTOR.typical, 1.0, 100.0)  # lifetime / first
    conversion_level: float = within(behaviour.CONVERSION_LEVEL.typical, 0.0, 20.0)
    halo: float = within(behaviour.HALO.typical, 0.0, 10.0)
    incremental_share: float = within(behaviour.INCREMENTAL_SHARE.typical, 0.0, 1.0)
    utm_visibility: float = within(behaviour.UTM_VISIBILITY.typical, 0.0, 1.0)
    code_share: float = within(behaviour.CODE_SHARE.typical, 0.0, 1.0)
    code_leak: float = within(behaviour.CODE_LEAK.typical, 0.0, 1.0)
    fatigue: float = within(behaviour.FATIGUE.typical, 0.0, 1.0)
    budget: float | None = within(None, 0.0, 1e9)  # €
    sector: Sector = Sector.ORDINARY
    niches: tuple[Niche, ...] = ()

    def __post_init__(self) -> None:
        refuse(self._problems())
        object.__setattr__(self, "sector", Sector(self.sector))

    def _problems(self) -> Iterator[PlanProblem]:
        yield from problems_of(self)
        yield from chosen(Sector, self.sector, "sector")
        for niche in self.niches:
            if niche.universe > self.universe:
                limits = {"low": "1", "high": f"{self.universe:g}"}
                what = N_("is larger than the target")
                yield PlanProblem(f"niches.{niche.name}", what, WRITE_BETWEEN, limits)

    def universe_of(self, cluster: str) -> int:
        """Return the people creators of this cluster share: their niche, or the whole target."""
        sizes = {niche.name: niche.universe for niche in self.niches}
        return sizes.get(cluster, self.universe)


@dataclass(frozen=True, slots=True)
class Creator:
    """Some identical creators, each with an audience of their own (facts B1).

    Left at None, `audience_quality` and `publication` take the tier's usual value,
    `fee` the usual price, `commission` and `product_cost` what the deal implies, and
    `formats` the platform's usual ones. Money is € excluding VAT for one creator.
    """

    followers: int = required(1, 10**9)
    count: int = within(1, 0, MAX_CREATORS)
    deal: Deal = Deal.PAID
    platform: Platform = Platform.INSTAGRAM
    formats: tuple[Format, ...] = ()
    authenticity: float = within(60.0, 0.0, 100.0)
    audience_quality: float | None = within(None, 0.0, 1.0)
    target_share: float = within(behaviour.TARGET_SHARE.typical, 0.0, 1.0)
    publication: float | None = within(None, 0.0, 1.0)
    fee: float | None = within(None, 0.0, 1e8)
    product_cost: float | None = within(None, 0.0, 1e6)
    rights: float = within(0.0, 0.0, 1e8)
    commission: float | None = within(None, 0.0, 1.0)  # share of code sales
    cluster: str = ""
    minor: bool = False
    authorised: bool = False  # for a minor: the authorisation of law 2020-1266

    def __post_init__(self) -> None:
        refuse(self._problems())
        platform = Platform(self.platform)
        formats = tuple(map(Format, self.formats)) or USUAL_FORMATS[platform]
        object.__setattr__(self, "deal", Deal(self.deal))
        object.__setattr__(self, "platform", platform)
        object.__setattr__(self, "formats", formats)

    def _problems(self) -> Iterator[PlanProblem]:
        yield from problems_of(self)
        yield from chosen(Deal, self.deal, "deal")
        yield from chosen(Platform, self.platform, "platform")
        yield from self._format_problems()
        if self.deal != Deal.PAID and self.fee:
            remedy = N_("Remove the fee, or make the deal paid.")
            yield PlanProblem("fee", N_("is not part of this deal"), remedy, {})

    def _format_problems(self) -> Iterator[PlanProblem]:
        offered = {str(p): tuple(map(str, f)) for p, f in PLATFORM_FORMATS.items()}
        choices = offered.get(str(self.platform), ())
        if choices and not all(each in choices for each in self.formats):
            known = {"choices": ", ".join(choices)}
            yield PlanProblem("formats", UNKNOWN, CHOOSE_AMONG, known)
        if len(set(map(str, self.formats))) < len(self.formats):
            remedy = N_("Name each format once.")
            yield PlanProblem("formats", N_("names a format twice"), remedy, {})

    @property
    def tier(self) -> Tier:
        """The size of the account."""
        return tier_of(self.followers)

    @property
    def quality(self) -> float:
        """Real and reachable share of followers: the creator's, else the tier's usual one."""
        usual = behaviour.AUDIENCE_QUALITY[self.tier].typical
        return usual if self.audience_quality is None else self.audience_quality

    @property
    def publication_rate(self) -> float:
        """Probability that the creator publishes: the creator's, else the deal's usual one."""
        if self.publication is not None:
            return self.publication
        if self.deal == Deal.GIFT:
            return behaviour.GIFT_PUBLICATION[self.tier].typical
        return behaviour.CONTRACT_PUBLICATION.typical

    @property
    def commission_rate(self) -> float:
        """Share of code sales the creator earns; affiliates' usual one unless said."""
        if self.commission is not None:
            return self.commission
        affiliated = self.deal == Deal.AFFILIATION
        return behaviour.AFFILIATE_COMMISSION.typical if affiliated else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A brief, the creators chosen for it, and how the campaign is run."""

    brief: Brief = field(default_factory=Brief)
    creators: tuple[Creator, ...] = ()
    agency_rate: float = within(behaviour.AGENCY_RATE.typical, 0.0, 1.0)  # on fees
    mention: Mention | None = Mention.COLLABORATION  # None: the posts say nothing
    contract: bool = True  # whether written contracts are signed

    def __post_init__(self) -> None:
        refuse(self._problems())
        if self.mention is not None:
            object.__setattr__(self, "mention", Mention(self.mention))

    def _problems(self) -> Iterator[PlanProblem]:
        yield from problems_of(self)
        if self.mention is not None:
            yield from chosen(Mention, self.mention, "mention")
        if sum(creator.count for creator in self.creators) > MAX_CREATORS:
            values = {"most": f"{MAX_CREATORS:g}"}
            remedy = N_("Keep at most %(most)s in all.")
            yield PlanProblem("creators", N_("holds too many people"), remedy, values)
