"""The two words of every wording: a message, and a message about a number."""

from __future__ import annotations

from school.web.language import gettext as _
from school.web.language import ngettext

__all__ = ["_", "ngettext"]
