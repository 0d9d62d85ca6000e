"""Everything that a student can reach by following links and sending forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.curriculum.html import Html

HTMX = {"HX-Request": "true"}
LINKS = re.compile(r"""(?:href|src|hx-get)="([^"]*)"|url\(["']?([^"')]*)|from ["']([^"']*)""")
TARGETS = ("action", "formaction", "hx-post", "data-place-url")


@dataclass(frozen=True)
class Reply:
    """What the server sent: for which request, its headers and its bytes."""

    request: str
    path: str
    status: int
    headers: Headers
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, whole or in part."""
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def text(self) -> str:
        """The bytes as text; what is not text is passed over."""
        return self.body.decode(errors="ignore")


def crawl(client: FlaskClient, *starts: str) -> Iterator[Reply]:
    """Follow every link from some pages on, once; each is asked as a page and as a part of one."""
    waiting, seen = list(starts), set()
    while waiting:
        path = waiting.pop()
        if (key := _key(path)) in seen:
            continue
        seen.add(key)
        for headers in ({}, HTMX):
            reply = _reply("GET", path, client.get(path, headers=headers, buffered=True))
            yield reply
            waiting += _links(reply)


def explore(client: FlaskClient, *starts: str) -> Iterator[Reply]:
    """Follow every link, and send every form as the page has it, each once.

    But for those that sign out or change the language. A try is sent for other numbers than those
    on the page: none counts.
    """
    sent = {"/deconnexion", "/langue", "/compte/langue"}
    for reply in crawl(client, *starts):
        yield reply
        for path, fields in forms(reply) if reply.is_page else ():
            if path not in sent:
                sent.add(path)
                other = {"draw": "9"} if path.endswith("/essais") else {}
                yield from send(client, path, {**fields, **other})


def forms(page: Reply) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address that a page sends something to, with the fields of the form around it."""
    fields: dict[str, str] = {}
    found: list[tuple[str, dict[str, str]]] = []
    for tag in Html(page.text).tags:
        values = tag.attributes
        if tag.name == "form":
            fields = {}
        found += [(values[name], fields) for name in TARGETS if name in values]
        ticked = values.get("type") not in ("radio", "checkbox") or "checked" in values
        if tag.name in ("input", "button") and "name" in values and ticked:
            fields.setdefault(values["name"], values.get("value", ""))
    yield from found


def send(client: FlaskClient, path: str, fields: Mapping[str, str]) -> Iterator[Reply]:
    """Send a form, as the page does by itself and as its script does."""
    for headers in ({}, HTMX):
        yield _reply("POST", path, client.post(path, data=dict(fields), headers=headers))


def _reply(method: str, path: str, response: TestResponse) -> Reply:
    name = f"{method} {path} {response.status_code}"
    return Reply(name, path, response.status_code, response.headers, response.data)


def _links(reply: Reply) -> Iterator[str]:
    found = [next(filter(None, groups), "") for groups in LINKS.findall(reply.text)]
    for link in (*found, reply.headers.get("Location", "")):
        target = urlsplit(urljoin(f"http://localhost{reply.path}", unescape(link)))
        if target.netloc == "localhost" and target.path:
            yield target.path + (f"?{target.query}" if target.query else "")


def _key(path: str) -> tuple[str, tuple[str, ...]]:
    """What makes an address another one: its path and the names in its query."""
    parts = urlsplit(path)
    return parts.path, tuple(sorted(parse_qs(parts.query)))
