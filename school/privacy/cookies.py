"""Every cookie that the school sets: none but those without which it could not answer."""

from __future__ import annotations

from dataclasses import dataclass

from school.campaign.messages import N_


@dataclass(frozen=True)
class Cookie:
    """A cookie, as the public page tells it."""

    name: str
    why: str
    how_long: str


COOKIES = (
    Cookie(
        "ffollozz",
        N_("Keeps you signed in, and your forms safe from other sites."),
        N_("Until you sign out; thirty days at most, unless the school chose otherwise."),
    ),
    Cookie("locale", N_("The language that you chose on this device."), N_("One year.")),
    Cookie("theme", N_("Light or dark, as you chose on this device."), N_("One year.")),
)
