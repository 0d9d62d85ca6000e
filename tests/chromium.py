"""The browser of the tests, and the watch kept on each of its pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

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


def install() -> str | None:
    """Make sure that there is a Chromium; None when there is, otherwise why there is not."""
    if executable() or _own_is_there():
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("→ installing Debian's Chromium", flush=True)
        _quietly("apt-get", "update")
        if _quietly("apt-get", "install", "--yes", "--no-install-recommends", "chromium"):
            return None
    print("→ installing Playwright's Chromium", flush=True)
    if _quietly(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    return (
        "no Chromium could be installed: install the package `chromium` of your system, "
        "or run `playwright install chromium` where the network allows it"
    )


def _own_is_there() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _quietly(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    return done.returncode == 0


_MEANT = (
    "the server responded with a status of 4",
    "net::ERR_INTERNET_DISCONNECTED",
    "htmx:error: Failed to fetch",
)


class Watch:
    """Notes what a page must never do: an error on the console, a request to another host.

    A refusal that the server means (4xx), and a network that a test cut, are also written on the
    console by the browser; they are not errors of the page.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.errors: list[str] = []
        self._home = home
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in _MEANT):
            self.errors.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._home, "data:", "about:", "blob:")):
            self.errors.append(f"request elsewhere: {request.url}")
