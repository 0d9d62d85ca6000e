"""`make bench`: one JSON object a line, each route as a ratio to the bare page of the same run."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import load, servers
from benchmarks.site import Route, Site

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))


def main() -> None:
    """Measure each route in turn with the bare page, several rounds, and print the medians."""
    load.install()
    with tempfile.TemporaryDirectory(prefix="school-bench-") as folder:
        site = Site(Path(folder))
        for route in site.routes():
            print(json.dumps(measure(site, route)), flush=True)


def measure(site: Site, route: Route) -> dict[str, str | float | int]:
    """The medians of one route's rounds; each round loads the bare page, then the product."""
    environment = {"STUDENTS": str(site.students(route))}
    bare: list[float] = []
    rounds: list[load.Measure] = []
    for turn in range(ROUNDS):
        print(f"{route.name}: round {turn + 1} of {ROUNDS}", file=sys.stderr)
        with servers.bare() as url:
            bare.append(load.run(f"{url}/", SECONDS).rps)
        with servers.product(site.environment) as url:
            load.run(f"{url}{route.path}", 3, environment)
            rounds.append(load.run(f"{url}{route.path}", SECONDS, environment))
    return {
        "name": route.name,
        "rps": round(statistics.median(m.rps for m in rounds), 1),
        "p50_ms": round(statistics.median(m.p50_ms for m in rounds), 2),
        "p99_ms": round(statistics.median(m.p99_ms for m in rounds), 2),
        "bare_rps": round(statistics.median(bare), 1),
        "ratio": round(statistics.median(m.rps / b for m, b in zip(rounds, bare, strict=True)), 3),
        "statements": site.statements(route),
        "errors": sum(m.errors for m in rounds),
    }


if __name__ == "__main__":
    main()
