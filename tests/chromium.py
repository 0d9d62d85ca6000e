"""The browser of the tests, and the watch kept on each of its pages."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import ConsoleMessage, Page, Request

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []),
]


def executable() -> str | None:
    """Debian's Chromium when it is installed; otherwise Playwright's own (None)."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Watch:
    """Notes what a page must never do: an error on the console, a request to another host.

    A refusal that the server means (4xx) is also written on the console by the browser; it is
    not an error of the page.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.errors: list[str] = []
        self._home = home
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            self.errors.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._home, "data:", "about:", "blob:")):
            self.errors.append(f"request elsewhere: {request.url}")
