"""The load: wrk with 16 connections, each request signed in as one of the benchmark's students."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("requests.lua")
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s) *$", re.MULTILINE)
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Measure:
    """One run of the load: requests a second, latency in milliseconds, answers that were errors."""

    rps: float
    p50_ms: float
    p99_ms: float
    errors: int


def install() -> None:
    """Make sure that wrk is there; stop with a clear sentence when it cannot be."""
    if shutil.which("wrk"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "--yes", "--quiet=2", "wrk"], check=False)
    if not shutil.which("wrk"):
        raise SystemExit("the benchmark needs wrk: install the package `wrk` of your system")


def run(url: str, seconds: int, environment: Mapping[str, str] | None = None) -> Measure:
    """Load an address for some seconds."""
    script = ["-s", str(SCRIPT)] if environment else []
    done = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{seconds}s", "--timeout", "10s", "--latency", *script, url],
        env={**os.environ, **(environment or {})},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return read(done.stdout)


def read(report: str) -> Measure:
    """Read wrk's report."""
    latency = {p: float(n) * MILLISECONDS[unit] for p, n, unit in LATENCY.findall(report)}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    socket = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", report
    )
    if rate is None:
        raise ValueError(f"wrk's report could not be read:\n{report}")
    errors = int(refused[1]) if refused else 0
    errors += sum(map(int, socket.groups())) if socket else 0
    return Measure(float(rate[1]), latency["50"], latency["99"], errors)
