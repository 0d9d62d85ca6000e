"""What is said under the publications of an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from school.campaign.dossiers.chance import Chance
from school.campaign.dossiers.dossier import Comment
from school.campaign.dossiers.traits import Talk
from school.campaign.dossiers.words import Theme, words

A_DAY = 1440


def comments(chance: Chance, talk: Talk, theme: Theme) -> tuple[Comment, ...]:
    """A sample of comments, the quickest first."""
    count = chance.whole(16, 22)
    says = _TALKS[talk]
    return tuple(sorted(says(chance, theme, count), key=lambda comment: comment.minutes))


def _ordinary(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    """Some speak of the subject, others only greet; nobody comes back often."""
    about = round(count * chance.between(0.5, 0.65))
    yield from _sincere(chance, theme, about)
    yield from _said(chance, chance.some(words().chat, count - about))


def _expert(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    """Nearly all speak of the subject."""
    yield from _sincere(chance, theme, count - 1)
    yield from _said(chance, chance.some(words().chat, 1))


def _pod(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    """A few other accounts praise at once, each several times; some people come after."""
    others = [each for each in words().themes if each != theme]
    circle = [f"@fictif.{each.handle}" for each in chance.some(others, 4)]
    quick = round(count * chance.between(0.75, 0.85))
    for place, text in enumerate(chance.some(words().praise, quick)):
        yield Comment(circle[place % len(circle)], text, chance.whole(1, 8))
    yield from _ordinary(chance, theme, count - quick)


def _bots(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    """The same few words, under names that a machine gave."""
    fixed = round(count * chance.between(0.58, 0.7))
    stock = chance.some(words().stock, 4)
    for place in range(fixed):
        author = f"@user{chance.whole(10_000_000, 99_999_999)}"
        yield Comment(author, stock[place % len(stock)], chance.whole(2, A_DAY))
    yield from _ordinary(chance, theme, count - fixed)


def _contest(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    """Many people enter the contest in the same words; the others talk as usual."""
    entries = round(count * chance.between(0.5, 0.6))
    texts = [words().contest[place % len(words().contest)] for place in range(entries)]
    yield from _said(chance, texts)
    yield from _ordinary(chance, theme, count - entries)


def _sincere(chance: Chance, theme: Theme, count: int) -> Iterator[Comment]:
    texts = chance.some(words().sincere, count)
    yield from _said(chance, [text.format(thing=chance.one(theme.things)) for text in texts])


def _said(chance: Chance, texts: Sequence[str]) -> Iterator[Comment]:
    """Texts by as many different people, within a day."""
    names = chance.some(words().people, len(texts))
    for name, text in zip(names, texts, strict=True):
        yield Comment(f"@{name}.{chance.whole(10, 99)}", text, chance.whole(4, A_DAY))


_TALKS: dict[Talk, Callable[[Chance, Theme, int], Iterator[Comment]]] = {
    Talk.ORDINARY: _ordinary,
    Talk.EXPERT: _expert,
    Talk.POD: _pod,
    Talk.BOTS: _bots,
    Talk.CONTEST: _contest,
}
