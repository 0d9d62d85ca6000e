"""Translation as typed functions: the library has no types."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext
from flask_babel import ngettext as _ngettext

_: Callable[..., str] = gettext
ngettext: Callable[..., str] = _ngettext
