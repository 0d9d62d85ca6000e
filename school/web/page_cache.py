"""Pages that would come out the same are not rendered again.

Rendering costs more than everything else in a request. A page is kept, in this process, under all
that determines it; the caller names what it read, and who is asking, in which language and theme,
is added here. Only the request's own CSRF token differs, and is put in its place each time.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import Flask, current_app, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from school.web.language import current

MOST_PAGES = 256
"""Pages kept in each process: about 12 MB of lessons."""


class PageCache:
    """The pages last shown, by what determines them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()
        self._token = f"csrf-{secrets.token_hex(16)}".encode()

    def page(self, key: Hashable, csrf: str, render: Callable[[], str]) -> bytes:
        """The page of a key, with this request's CSRF token in it."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
        token = csrf.encode()
        if kept is not None:
            return kept.replace(self._token, token)
        page = render().encode()
        with self._lock:
            self._pages[key] = page.replace(token, self._token)
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return page


def init_app(app: Flask) -> None:
    """Give an application its own cache."""
    app.extensions["page_cache"] = PageCache()


def page(determined_by: Hashable, render: Callable[[], str]) -> bytes:
    """A page for the person asking, rendered unless it was already under the same conditions.

    `determined_by` holds whatever the page shows that was read for it. A page that also carries a
    message about what was just done is rendered, and not kept.
    """
    if "_flashes" in session:
        return render().encode()
    person = current_user._get_current_object()
    key = (person, current(), request.cookies.get("theme"), request.path, determined_by)
    cache: PageCache = current_app.extensions["page_cache"]
    return cache.page(key, generate_csrf(), render)
