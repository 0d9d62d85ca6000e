"""What anyone can see of a creator's account."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from school.campaign.metrics import engagement_rate, reach_rate
from school.campaign.tiers import Tier, tier_of

WEEKS = 52
POSTS = 12
OFTEN = 3
"""Comments by one person from which they are a regular of a sample."""


class Note(StrEnum):
    """What a publication says of itself, when it is out of the ordinary."""

    NONE = ""
    VIRAL = "viral"  # a reel taken up by many other accounts
    CONTEST = "contest"  # a prize for some of those who comment


@dataclass(frozen=True, slots=True)
class Post:
    """A publication: its week (1 to WEEKS), the accounts reached, and what they did."""

    week: int
    reach: int
    likes: int
    comments: int
    note: Note = Note.NONE

    @property
    def engagements(self) -> int:
        """Likes and comments."""
        return self.likes + self.comments


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, and how many minutes after the publication it came."""

    author: str
    text: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """The public face of an account; nothing here says whether its audience is authentic.

    `followers` counts people at the end of each of the last WEEKS weeks; `posts` holds one
    publication for each of the last POSTS weeks; `comments` is a sample over all of them;
    `audience` gives shares of the followers by country (ISO 3166, `other` for the rest), adding
    up to 1; `markets` are the countries that the creator declares to address.
    """

    handle: str
    bio: str
    markets: tuple[str, ...]
    followers: tuple[int, ...]
    following: int
    posts_per_week: float
    posts: tuple[Post, ...]
    comments: tuple[Comment, ...]
    audience: tuple[tuple[str, float], ...]

    @property
    def tier(self) -> Tier:
        """The size of the account today."""
        return tier_of(self.followers[-1])

    @property
    def engagement_rate(self) -> float:
        """Median engagements of the publications / followers today (facts A2)."""
        return engagement_rate(median(p.engagements for p in self.posts), self.followers[-1])

    @property
    def reach_rate(self) -> float:
        """Median reach of the publications / followers today."""
        return reach_rate(median(post.reach for post in self.posts), self.followers[-1])

    @property
    def weekly_adds(self) -> tuple[int, ...]:
        """Followers won or lost in each week but the first."""
        return tuple(b - a for a, b in zip(self.followers, self.followers[1:], strict=False))

    @property
    def repeated_share(self) -> float:
        """Share of the comments whose words stand more than once in the sample."""
        return _share_of_frequent([comment.text for comment in self.comments], 2)

    @property
    def regulars_share(self) -> float:
        """Share of the comments by people who comment OFTEN or more in the sample."""
        return _share_of_frequent([comment.author for comment in self.comments], OFTEN)

    @property
    def home_share(self) -> float:
        """Share of the followers in the markets that the creator declares."""
        return sum(share for country, share in self.audience if country in self.markets)


def _share_of_frequent(words: list[str], least: int) -> float:
    counts = Counter(words)
    return sum(count for count in counts.values() if count >= least) / len(words)
