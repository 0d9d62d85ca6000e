"""Marking sentences for translation without translating them here."""


def N_(msgid: str) -> str:
    """Return the sentence unchanged; its presence tells the extractor to collect it."""
    return msgid
