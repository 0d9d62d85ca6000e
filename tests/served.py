"""The school as `make run` serves it: the production server, in processes that can be killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlencode

from flask.testing import FlaskClient

from school.cli.demo import server_command
from school.settings import PREFIX, ROOT, Settings

WORKERS = 2


class Served:
    """Serves an application's database on a free port, in a group of processes of its own."""

    def __init__(self, settings: Settings) -> None:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
        self._environment = inherited | {
            "SCHOOL_ENV": settings.env,
            "SCHOOL_INSTANCE": str(settings.instance),
            "SCHOOL_DATABASE_URL": settings.sqlalchemy_url,
            "SCHOOL_SECRET_KEY": settings.signing_key(),
        }
        self.port = _free_port()
        self._server: subprocess.Popen[str] | None = None

    def __enter__(self) -> Served:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start the server, and return once each of its workers has said that it serves."""
        self._server = subprocess.Popen(
            [*server_command(self.port), "--log-level", "info"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._server.stdout is not None
        said: list[str] = []
        for line in self._server.stdout:
            said.append(line)
            if "".join(said).count("Started worker") == WORKERS:
                return
        self.kill()
        raise AssertionError("the server ended before it served:\n" + "".join(said))

    def interrupt(self) -> None:
        """Stop the server as Ctrl+C in its terminal does; raises TimeoutExpired if it stays."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGINT)
        self._server.communicate(timeout=60)
        self._server = None

    def kill(self) -> None:
        """Kill the server and its workers without a warning."""
        if self._server is None:
            return
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.communicate()
        self._server = None


@dataclass(frozen=True)
class Visitor:
    """A browser's cookies and CSRF token, on a connection of its own."""

    cookie: str
    token: str

    @classmethod
    def of(cls, client: FlaskClient, token: str) -> Visitor:
        """The same visitor as a test client that is signed in."""
        kept = client.get_cookie("ffollozz")
        assert kept is not None
        return cls(f"{kept.key}={kept.value}", token)

    def post(self, port: int, path: str, form: Mapping[str, str]) -> int:
        """Send a form as htmx does and give the status. Raises OSError or HTTPException."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", path, urlencode(form), headers)
            reply = connection.getresponse()
            reply.read()
        finally:
            connection.close()
        return reply.status


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
