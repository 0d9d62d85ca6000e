"""Static files, served under a digest of them all so that browsers may keep them for good.

One prefix for the whole folder keeps the relative addresses inside stylesheets and modules true
without rewriting them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
COMPRESSED = {".gz", ".br"}


def init_app(app: Flask) -> None:
    """Serve the static folder before the application; give templates `static_url`."""
    prefix = f"static/{digest(FOLDER)}"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way to wrap
        app.wsgi_app,
        root=FOLDER,
        prefix=prefix,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=_add_headers,
    )
    app.jinja_env.globals["static_url"] = lambda name: f"/{prefix}/{name}"


def digest(folder: Path) -> str:
    """Twelve hexadecimal digits that change whenever a file of the folder does."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in COMPRESSED:
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
