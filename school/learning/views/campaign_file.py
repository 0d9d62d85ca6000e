"""The student's campaign file, to read and to print."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template

from school.extensions import db
from school.learning import campaign_file, cards, queries
from school.learning.campaign_file import Section
from school.learning.card import Card
from school.learning.standing import Standing
from school.learning.views.blueprint import bp, published, student
from school.web import access, language, page_cache


@bp.get("/parcours/fil-rouge")
@access.signed_in
def fil_rouge() -> Response:
    """The brand of the year, and what was answered for it."""
    catalogue = published()
    kept = campaign_file.exercises(catalogue)
    ids = [each.exercise.id for each in kept]
    best = queries.best_tries(db.session(), student().id, ids) if ids else {}
    determined_by = (catalogue.version, frozenset(tried.id for tried in best.values()))
    sections = campaign_file.sections(kept, best)
    return page_cache.page(determined_by, lambda: _render(sections))


def _render(sections: Sequence[Section]) -> str:
    fil, locale = published().programme.fil, language.current()
    brand, values = student().brand(fil)
    return render_template(
        "learning/campaign_file.html",
        brand=brand,
        particulars=list(campaign_file.particulars(fil, values, locale)) if brand else [],
        sections=sections,
        cards=_cards(sections, locale),
    )


def _cards(sections: Sequence[Section], locale: str) -> dict[str, Card]:
    """The cards of the answered exercises, as at their best try."""
    return {
        entry.published.exercise.id: cards.make(
            db.session(),
            entry.published,
            student(),
            locale,
            Standing(entry.best),
            as_answered=True,
        )
        for section in sections
        for entry in section.answered
    }
