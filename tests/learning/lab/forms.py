"""Forms of the laboratory, generated: those that can be read, and whatever a browser may send."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from school.exercises.contract import Form
from school.learning.lab import typed
from school.learning.lab.field import Field
from school.learning.lab.fields import CHOICES, FIGURES, FORMATS, LINES
from school.learning.lab.named import ROWS
from school.learning.lab.sheet import opening

NAMES = sorted([*opening(), *ROWS[0].names, *ROWS[1].names])


@st.composite
def figures(draw: st.DrawFn, field: Field) -> float | None:
    """A figure within the limits of its field."""
    if field.optional and draw(st.booleans()):
        return None
    if field.whole:
        return draw(st.integers(int(field.low), int(field.high)))
    low, high = Decimal(repr(field.low)), Decimal(repr(field.high))
    return float(draw(st.decimals(low, high, places=5)))


@st.composite
def readable(draw: st.DrawFn) -> Form:
    """A form without any problem, in no language."""
    form = {name: [typed.write(field, draw(figures(field)))] for name, field in FIGURES.items()}
    form |= {name: [draw(st.sampled_from(options))] for name, options in CHOICES.items()}
    boxes = st.lists(st.sampled_from(FORMATS), unique=True, min_size=1)
    form |= {line.formats_field: draw(boxes) for line in LINES}
    rows = draw(st.integers(0, len(ROWS)))
    return form | {row.name_field: [draw(st.text(max_size=9))] for row in ROWS[:rows]}


scraps = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "1,234", "1 234,5", "-1", "1e9", "١٢", "NaN", "9" * 41, "other", "post"]),
    st.floats().map(str),
)
names = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map("reading.".__add__),
    st.sampled_from(["was", "faulty", "boxes", "name", "add", "remove", "a", "b"]),
    st.text(max_size=20),
)
anything = st.dictionaries(names, st.lists(scraps, min_size=1, max_size=3), max_size=12)
"""Whatever a browser, or somebody else, may send."""
