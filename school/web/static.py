"""Static files, served under a digest of them all so that browsers may keep them for good.

The stylesheet is written in parts and served whole. It is joined, and every file compressed, when
a version is first started: into a folder of the instance named by the digest of what it is made
of, so that what is served can never be older than its source. One prefix for the whole folder
keeps the relative addresses inside stylesheets and modules true without rewriting them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from functools import lru_cache, partial
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from school.settings import Settings

FOLDER = Path(__file__).parent / "static"
ICONS = "icons/icons.svg"
ICON = Markup(
    '<svg class="icon" width="24" height="24" {}><use href="{}#{}" /></svg>'  # a shape of ICONS
)
STYLES = Path(__file__).parent / "styles"
PART = re.compile(r'^@import url\("([a-z/_]+\.css)"\);$', re.MULTILINE)


def init_app(app: Flask) -> None:
    """Serve the static files before the application; give templates `static_url`."""
    settings: Settings = app.extensions["settings"]
    folder = build(settings.instance / "static", compressed=settings.env != "test")
    prefix = f"static/{folder.name}"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way to wrap
        app.wsgi_app,
        root=folder,
        prefix=prefix,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=_add_headers,
    )
    app.jinja_env.globals["static_url"] = lambda name: f"/{prefix}/{name}"
    app.jinja_env.globals["icon_svg"] = lru_cache(maxsize=512)(partial(_icon, f"/{prefix}/{ICONS}"))


def build(parent: Path, compressed: bool) -> Path:
    """The folder to serve, made under `parent` unless this version already was."""
    built = parent / digest(FOLDER, STYLES)
    if built.is_dir():
        return built
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as workshop:
        making = Path(workshop) / "static"
        shutil.copytree(FOLDER, making)
        (making / "css").mkdir(exist_ok=True)  # a checkout of older versions has it, empty
        (making / "css" / "school.css").write_text(stylesheet(), encoding="utf-8")
        if compressed:
            _compress(making)
        try:
            making.rename(built)
        except OSError:
            if not built.is_dir():  # it is when another process was faster
                raise
    return built


def stylesheet() -> str:
    """The whole stylesheet: its parts in the order in which school.css imports them."""
    return PART.sub(
        lambda part: (STYLES / part[1]).read_text(encoding="utf-8"),
        (STYLES / "school.css").read_text(encoding="utf-8"),
    )


def digest(*folders: Path) -> str:
    """Twelve hexadecimal digits that change whenever a file of the folders does."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if compressor.should_compress(path.name):
            compressor.compress(str(path))


def _icon(file: str, name: str, label: str = "") -> Markup:
    """An icon. Pages hold so many that a macro, run for each, costs too much."""
    said = Markup('role="img" aria-label="{}"').format(label)
    return ICON.format(said if label else Markup('aria-hidden="true"'), file, name)


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
