"""A PostgreSQL server of the tests' own: on a free port, as a user who is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

VARIABLE = "TEST_POSTGRESQL_URL"  # not SCHOOL_…: the school refuses settings it does not know
_folder: Path | None = None


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: the newest installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def url(database: str) -> str:
    """The SQLAlchemy URL of a database of the running server."""
    return f"{os.environ[VARIABLE]}/{database}"


def start() -> None:
    """Start a server and tell this process and its children where it is."""
    global _folder
    bin_folder = binaries()
    if bin_folder is None:
        raise RuntimeError("no PostgreSQL server is installed: its tests cannot run")
    _folder = Path(tempfile.mkdtemp(prefix="school-postgresql-"))
    owner = _unprivileged()
    if owner:
        os.chown(_folder, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    data = _folder / "data"
    _run(
        bin_folder / "initdb", "-D", data, "-U", "school", "-A", "trust", "-E", "UTF8", "--no-sync"
    )
    place = f"-p {port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
    haste = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"{place} {haste}"  # nothing here outlives the tests
    _run(bin_folder / "pg_ctl", "-D", data, "-w", "-o", options, "-l", _folder / "log", "start")
    os.environ[VARIABLE] = f"postgresql+psycopg://school@127.0.0.1:{port}"


def stop() -> None:
    """Stop the server that this process started, if any, and remove its files."""
    global _folder
    bin_folder = binaries()
    if _folder is None or bin_folder is None:
        return
    _run(bin_folder / "pg_ctl", "-D", _folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(_folder, ignore_errors=True)
    _folder = None


def _version(path: Path) -> int:
    return int(path.parent.parent.name) if path.parent.parent.name.isdigit() else 0


def _unprivileged() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path) -> None:
    owner = _unprivileged()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=_folder,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
        env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(_folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}")
