"""`make test`: every check in turn, and at the end what was skipped and why."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests import chromium, postgresql

BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")


def main() -> int:
    """Run everything; the exit code is 1 when anything failed."""
    skipped: list[str] = []
    failed = [name for name, *command in CHECKS if not _run(name, *command)]
    browser = chromium.install()
    if browser:
        skipped.append(f"browser tests: {browser}")
    only = ("-m", "not browser") if browser else ()
    if not _run("tests, on SQLite", *PYTEST, *only):
        failed.append("tests, on SQLite")
    if postgresql.binaries() is None:
        skipped.append("database tests on PostgreSQL: no PostgreSQL server is installed")
    else:
        wanted = "database and not once" + (" and not browser" if browser else "")
        command = (*PYTEST, "-m", wanted, "--database", "postgresql")
        if not _run("database tests again, on PostgreSQL", *command):
            failed.append("tests, on PostgreSQL")
    print(_summary(failed, skipped))
    return 1 if failed else 0


CHECKS = (
    ("style", str(BIN / "ruff"), "check", "--quiet", "."),
    ("format", str(BIN / "ruff"), "format", "--quiet", "--check", "."),
    ("templates", str(BIN / "djlint"), "--quiet", "--lint", "school"),
    ("types", str(BIN / "mypy")),
    ("import contracts", str(BIN / "lint-imports")),
    ("curriculum", str(BIN / "flask"), "--app", "wsgi", "content", "check"),
)


def _run(name: str, *command: str) -> bool:
    print(f"\n→ {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, check=False, env={**os.environ, "SCHOOL_ENV": "test"})
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"  {name}: {verdict} ({time.monotonic() - started:.0f} s)", flush=True)
    return done.returncode == 0


def _summary(failed: list[str], skipped: list[str]) -> str:
    lines = ["", *(f"skipped: {reason}" for reason in skipped)]
    lines += ["nothing was skipped"] if not skipped else []
    lines += [f"FAILED: {name}" for name in failed] or ["everything that ran passed"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
