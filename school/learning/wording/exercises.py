"""What the pages say of an exercise: where it stands, what a mark was worth, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from school.campaign.messages import N_
from school.exercises.contract import AnswerError
from school.exercises.figures import format_value, write_reading
from school.learning.card import Card
from school.learning.wording.speech import _, ngettext
from school.web.formats import moment
from school.web.language import current

FORMATS: Mapping[str, str] = {
    "post": N_("post"),
    "reel": N_("reel"),
    "stories": N_("stories"),
    "video": N_("video"),
    "integration": N_("integration"),
}
DEALS: Mapping[str, str] = {
    "gift": N_("paid in products"),
    "paid": N_("a fee of %(fee)s"),
    "affiliation": N_("paid on sales"),
}


def state(card: Card) -> str:
    """Where the student stands."""
    if card.state == "handed":
        return _("handed in")
    if card.state == "passed":
        return _("passed")
    if card.state == "shown":
        return _("solution seen")
    return _("to do") if card.state == "todo" else attempt(card)


def attempt(card: Card) -> str:
    """Which try comes next, out of how many."""
    tries = card.published.exercise.settings.tries
    if not tries:
        return _("try %(number)d", number=card.try_number)
    return _("try %(number)d of %(tries)d", number=card.try_number, tries=tries)


def points(card: Card) -> str:
    """What the exercise is worth; once tried, the best score so far."""
    settings = card.published.exercise.settings
    if not settings.graded:
        return _("free play")
    if not card.standing.summary.attempts or card.handed_in:
        return points_of(settings.points, card.locale)
    return score(card, card.standing.summary.best_score)


def points_of(points: float, locale: str) -> str:
    """A number of points."""
    figure = format_value(points, "number", locale)
    return ngettext("%(points)s point", "%(points)s points", int(points), points=figure)


def score(card: Card, share: float) -> str:
    """A share of the exercise's points, out of all of them."""
    total = card.published.exercise.settings.points
    return ngettext(
        "%(points)s point out of %(total)s",
        "%(points)s points out of %(total)s",
        int(share * total),
        points=format_value(share * total, "number", card.locale),
        total=format_value(total, "number", card.locale),
    )


def worth(card: Card) -> str:
    """What the last try earned, or that it is not marked yet."""
    if card.last is None or card.handed_in:
        return _("not marked yet")
    return score(card, card.last.score)


def verdict(card: Card) -> str:
    """What the last try was worth, in a word or two; when it was handed in, if it was."""
    if card.last and card.handed_in:
        return _("Handed in on %(moment)s", moment=moment(card.last.at))
    if card.verdict == "right":
        return _("That is right.")
    if card.verdict == "partial":
        passed = card.last is not None and card.last.passed
        return _("Passed. There is better still.") if passed else _("Partly right.")
    return _("Not this time.") if card.closed else _("Not yet.")


def next_try(card: Card) -> str:
    """How many tries are left with these numbers."""
    if card.handed_in:
        return _("You may hand in another version until it is marked; each one is kept.")
    tries = card.published.exercise.settings.tries
    if not tries:
        return _("You may try as often as you like.")
    left = tries + 1 - card.try_number
    return ngettext("%(num)d try left.", "%(num)d tries left.", left)


def again(card: Card) -> str:
    """What one does to answer again; kinds that bring something else than numbers say what."""
    return _("Try again with new numbers") if card.draws_numbers else _("Start again")


def option(card: Card, number: int, ticked: bool) -> tuple[str, str]:
    """The look of an option of a choice, and what is said of it; nothing before an answer."""
    if card.closed:
        if number in card.solution["right"]:
            return "is-right", _("right") if ticked else _("to be ticked")
        return ("is-wrong", _("not to be ticked")) if ticked else ("", "")
    marked = {each["option"]: each["right"] for each in card.details.get("ticked", ())}
    if not ticked or number not in marked:
        return "", ""
    return ("is-right", _("right")) if marked[number] else ("is-wrong", _("to be reconsidered"))


def stale(card: Card) -> str:
    """Why an answer was not counted, and what to do."""
    if card.stale == "revision":
        return _("The exercise was revised meanwhile. Check your answer against the new text.")
    if card.stale == "draw":
        return _(
            "You had moved on to other numbers, in another window. These are the present ones."
        )
    if card.stale == "numbers":
        return _(
            "Its numbers follow an answer of yours or your brand, which changed meanwhile. "
            "Check your answer against the present ones."
        )
    if card.stale == "same" and card.handed_in:
        return _("You have already handed in this very version.")
    if card.stale == "same":
        return _("You have already answered this. Read what was said of it, then answer otherwise.")
    return _("Another answer was sent from the same page. Read its mark, then answer again.")


def problem(error: AnswerError) -> str:
    """Why an answer could not be read, and how to write it."""
    part = error.field.partition(".")[0]
    if error.code == "empty" and part in _MISSING:
        return _(_MISSING[part])
    return _(_PROBLEMS.get(error.code, _UNREADABLE))


_UNREADABLE = N_("This answer cannot be read.")
_MISSING: Mapping[str, str] = {
    "count": N_("Compose a campaign first: add at least one creator."),
    "formats": N_("Choose at least one format for each kind of creator you take."),
    "mention": N_("Say what the posts announce, then validate."),
    "contract": N_("Say whether you sign a contract, then validate."),
    "option": N_("Tick an answer, then check."),
}
_PROBLEMS: Mapping[str, str] = {
    "empty": N_("Type a figure, then check."),
    "ambiguous": N_("This figure can be read in two ways. Which one do you mean?"),
    "not-a-number": N_("This is not a figure. Write it with digits alone: 1250 or 12,5."),
    "wrong-unit": N_("This is not the unit asked for. Leave it out, or write the one shown."),
    "not-an-option": N_("Choose among what is offered."),
    "out-of-range": N_("This value is outside what is offered."),
    "out-of-order": N_("The first of these figures is above the second: swap or correct them."),
    "too-long": N_("This is too long for a figure."),
}


def reading(text: str) -> str:
    """A possible reading of what was typed, to pick."""
    return write_reading(text, current())


def creator(choice: Mapping[str, Any], locale: str) -> str:
    """What one creator on offer costs and whom it reaches."""
    fee = format_value(choice["fee"], "eur0", locale)
    reach = format_value(choice["reach"], "people", locale)
    message = DEALS[choice["deal"]]
    deal = _(message, fee=fee)
    return _("%(deal)s, about %(reach)s people of the target each", deal=deal, reach=reach)


def formats(names: Sequence[str]) -> str:
    """Formats of publication, in a row."""
    return ", ".join(_(FORMATS[name]) if name in FORMATS else name for name in names)


def declarations() -> Iterator[tuple[str, str, Sequence[tuple[str, str]]]]:
    """What a campaign declares of the law: field, question, and the answers to choose from."""
    yield (
        "mention",
        _("What do the posts announce?"),
        (
            ("none", _("Nothing")),
            ("publicite", _("“Publicité”")),
            ("collaboration", _("“Collaboration commerciale”")),
            ("equivalent", _("Another mention, just as clear")),
        ),
    )
    yield (
        "contract",
        _("Do you sign a written contract with each paid creator?"),
        (("yes", _("Yes")), ("no", _("No"))),
    )


def share(card: Card) -> str:
    """How near a plan comes to the best one, in whole per cent."""
    return format_value(int(card.details["frontier"] * 100) / 100, "pct", card.locale)
