"""Pages that would come out the same are not rendered again.

Rendering costs more than everything else in a request. A page is kept, in this process, under all
that determines it; the caller names what it read, and who is asking, in which session, language
and theme, is added here: the CSRF token of its forms belongs to the session.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from flask import Flask, Response, current_app, make_response, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from school.web import compression
from school.web.language import current

MOST_PAGES = 256
"""Pages kept in each process: about 15 MB of lessons."""


@dataclass(frozen=True)
class Kept:
    """A page, and the same compressed once somebody asked for it so."""

    plain: bytes

    @cached_property
    def packed(self) -> bytes:
        """The page, compressed."""
        return compression.packed(self.plain)


class PageCache:
    """The pages last shown, by what determines them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def page(self, key: Hashable, render: Callable[[], str]) -> Kept:
        """The page of a key, rendered when it is not among those kept."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
                return kept
        page = Kept(render().encode())
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return page


def init_app(app: Flask) -> None:
    """Give an application its own cache."""
    app.extensions["page_cache"] = PageCache()


def page(determined_by: Hashable, render: Callable[[], str]) -> Response:
    """A page for the person asking, rendered unless it was already under the same conditions.

    `determined_by` holds whatever the page shows that was read for it. A page that also carries a
    message about what was just done is rendered, and not kept.
    """
    if "_flashes" in session:
        return make_response(render())
    if "csrf_token" not in session:
        generate_csrf()
    person = current_user._get_current_object()
    asker = (person, session["csrf_token"], current(), request.cookies.get("theme"), request.path)
    cache: PageCache = current_app.extensions["page_cache"]
    kept = cache.page((asker, determined_by), render)
    if compression.wanted():
        return compression.as_packed(make_response(), kept.packed)
    return make_response(kept.plain)
