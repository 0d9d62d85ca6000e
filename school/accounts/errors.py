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


class CodeRefused(Exception):  # noqa: N818  # a refusal, told to the person; not a fault
    """This is no code of the moment, nor a recovery code that is left."""


class CodeNeeded(Exception):  # noqa: N818  # a question, asked of the person; not a fault
    """A person has given their password, and still has to give a code.

    `mark` changes with their password: what was proved before no longer counts then.
    """

    def __init__(self, person_id: int, mark: str) -> None:
        super().__init__(f"person {person_id}")
        self.person_id = person_id
        self.mark = mark


class SignInRefused(Exception):  # noqa: N818  # a refusal, told to the person; not a fault
    """No active account has this address and this password; which one is wrong is not said."""
