"""What a back-up may be refused for."""

from __future__ import annotations


class BackupError(Exception):
    """A back-up that cannot be made, read or restored: where, why, and what to do."""
