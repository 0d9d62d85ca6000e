"""What accounts refuse, each in a sentence for the person who asked."""

from __future__ import annotations


class AccountError(ValueError):
    """What was asked of an account cannot be done.

    Its text is an English sentence that pages translate; `field` names the value at fault.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class LinkRefused(Exception):  # noqa: N818  # a refusal, told to the person; not a fault
    """A link that was used, is too old, was replaced, or never was; which is not said."""


class SignInRefused(Exception):  # noqa: N818  # a refusal, told to the person; not a fault
    """No active account has this address and this password; which one is wrong is not said."""
