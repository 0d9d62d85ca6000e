"""Plans that several tests compute."""

from school.campaign.plan import Brief, Creator, Deal, Plan

NANO, MICRO, MACRO, MEGA = 5_000, 30_000, 200_000, 2_000_000


def gifted_nano(count: int, publication: float | None = None) -> Creator:
    return Creator(NANO, count, Deal.GIFT, publication=publication)


def reference_creators(gift_publication: float | None = None) -> tuple[Creator, ...]:
    """REF-1 of the facts file: 40 gifted nanos, 8 paid micros, one paid macro."""
    return (gifted_nano(40, gift_publication), Creator(MICRO, 8), Creator(MACRO))


def reference(**brief: float) -> Plan:
    return Plan(Brief(**brief), reference_creators())  # type: ignore[arg-type]


def plan(*creators: Creator) -> Plan:
    return Plan(Brief(), creators)
