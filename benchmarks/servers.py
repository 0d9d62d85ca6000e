"""The servers that are compared: a bare Flask under gunicorn, the product under its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

BARE = ("gunicorn", "--workers", "2", "--worker-class", "sync", "--log-level", "error")
PRODUCT = (
    "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1",
    "--no-ws", "--log-level", "warning",
)  # fmt: skip


@contextmanager
def bare() -> Iterator[str]:
    """Serve the bare page; gives its address."""
    port = _free_port()
    with _serve((*BARE, "--bind", f"127.0.0.1:{port}", "benchmarks.bare:app"), port) as url:
        yield url


@contextmanager
def product(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve the product as `make run` does; gives its address."""
    port = _free_port()
    command = (*PRODUCT, "--host", "127.0.0.1", "--port", str(port), "wsgi:app")
    with _serve(command, port, environment) as url:
        yield url


@contextmanager
def _serve(
    command: tuple[str, ...], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    server = subprocess.Popen(
        (sys.executable, "-m", *command), env={**os.environ, **(environment or {})}
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing answers at {url} after 30 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
