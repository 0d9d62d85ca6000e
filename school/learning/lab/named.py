"""What is typed about creators whom one knows by name, a row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from school.campaign import behaviour
from school.campaign.messages import N_
from school.campaign.plan import Deal
from school.exercises.contract import Form
from school.learning.lab.field import Field

MOST = 12
"""Creators that a plan may name: every choice among them is computed for the frontier."""

LONGEST = 40
"""Characters of a creator's name."""

ADD, REMOVE = "add", "remove"
"""Buttons that add a row, or remove that of a number."""


@dataclass(frozen=True)
class Row:
    """What is typed about one creator. What is left out of fee and share is as usual."""

    number: int
    followers: Field
    fee: Field
    authenticity: Field
    share: Field
    deal: Deal = Deal.PAID  # at the start

    @property
    def name_field(self) -> str:
        """The name of the field for the creator's name."""
        return f"who.{self.number}"

    @property
    def deal_field(self) -> str:
        """The name of the choice of a deal."""
        return f"deal.{self.number}"

    @property
    def figures(self) -> tuple[Field, ...]:
        """Every figure of the row."""
        return (self.followers, self.fee, self.authenticity, self.share)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields, in the order of the page."""
        figures = (each.name for each in (self.fee, self.authenticity, self.share))
        return (self.name_field, self.followers.name, self.deal_field, *figures)


def _row(number: int) -> Row:
    share = behaviour.TARGET_SHARE
    return Row(
        number,
        Field(f"followers.{number}", N_("Followers"), 1, 100_000_000, 30_000),
        Field(f"fee.{number}", N_("Fee, if there is one"), 0.0, 1e8, None, "€", optional=True),
        Field(f"authenticity.{number}", N_("Authenticity, out of 100"), 0.0, 100.0, 60.0),
        Field(f"share.{number}", N_("Share within the target"), 0.0, 1.0, None, "%", share, True),
    )


ROWS: tuple[Row, ...] = tuple(_row(number) for number in range(1, MOST + 1))
NAMES = frozenset(name for row in ROWS for name in row.names)


def present(form: Form) -> Sequence[Row]:
    """The rows that a form holds: those whose creator has a name to type."""
    return [row for row in ROWS if row.name_field in form]


def changed(form: Form) -> Form:
    """A form with a row more, or without the one that is to be removed; numbered without a gap."""
    removed = next(iter(form.get(REMOVE, ())), "")
    kept = [row for row in present(form) if str(row.number) != removed]
    others = {name: values for name, values in form.items() if name not in NAMES}
    renumbered = {
        new: form[old]
        for row, place in zip(kept, ROWS, strict=False)
        for old, new in zip(row.names, place.names, strict=True)
        if old in form
    }
    added = {}
    if ADD in form and len(kept) < MOST:
        added[ROWS[len(kept)].name_field] = [""]
    return {**others, **renumbered, **added}


def written(form: Form) -> Iterator[str]:
    """How the rows of a form call their creators: by their name, empty when they have none."""
    for row in present(form):
        yield " ".join(next(iter(form[row.name_field]), "").split())
