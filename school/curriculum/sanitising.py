"""The HTML that a text of the curriculum may contain. Everything else is dropped."""

from __future__ import annotations

import nh3

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"align-left", "align-center", "align-right"})
_CALLOUTS = frozenset({"admonition", "note", "tip", "important", "warning", "caution"})

_CLEANER = nh3.Cleaner(
    tags=_HEADINGS
    | {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "sup", "div", "a", "img"}
    | {"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"},
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "li": {"id"},
        "ol": {"start"},
        "sup": {"id"},
        **{heading: {"id"} for heading in _HEADINGS},
    },
    tag_attribute_values={
        "a": {"rel": {"noopener"}},
        "div": {"tabindex": {"0"}},
        "img": {"loading": {"lazy"}},
        "th": {"scope": {"col"}},
    },
    allowed_classes={
        "a": {"footnote-ref", "footnote-backref"},
        "div": _CALLOUTS | {"footnote", "table-scroll"},
        "p": {"admonition-title"},
        "td": _CELLS,
        "th": _CELLS,
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Only the allowed tags, attributes, classes and address schemes of an HTML text."""
    return _CLEANER.clean(html)
