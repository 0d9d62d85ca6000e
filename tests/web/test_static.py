"""What browsers fetch: vendored files are what they say, nothing is inline or elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from flask import Flask

from school.app import create_app
from school.settings import ROOT, Settings
from school.web.static import FOLDER, STYLES, build, digest, stylesheet

MANIFEST = FOLDER / "vendor" / "manifest.json"
TEMPLATES = sorted((ROOT / "school").glob("**/templates/**/*.html"))
CSS = stylesheet()
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.IGNORECASE)
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-fA-F]{6}), (#[0-9a-fA-F]{6})\)")
TEXT_COLOURS = ("ink", "muted", "violet", "coral", "mint", "gold")
GROUNDS = ("paper", "card", "sand", "violet-wash", "coral-wash", "mint-wash", "gold-wash")
OTHER_PAIRS = [
    ("on-violet", "violet"),
    ("on-deep", "deep"),
    ("deep-muted", "deep"),
    ("sun", "deep"),
    ("on-sun", "sun"),
]
KILOBYTE = 1024


def test_vendored_files_are_those_of_the_manifest() -> None:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    listed = {name: entry for part in manifest for name, entry in part["files"].items()}
    for name, expected in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected, name
    for part in manifest:
        assert part["version"]
        assert (FOLDER / part["licence_text"]).stat().st_size > 500, part["name"]
    kept = {p.relative_to(FOLDER).as_posix() for p in FOLDER.glob("fonts/*.woff2")}
    kept |= {p.relative_to(FOLDER).as_posix() for p in FOLDER.glob("vendor/**/*.js")}
    assert kept | {"icons/icons.svg"} == set(listed)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert INLINE.search(text) is None
    assert ELSEWHERE.search(text) is None


def test_stylesheet_and_scripts_fetch_nothing_elsewhere() -> None:
    assert ELSEWHERE.search(CSS) is None
    for script in FOLDER.glob("js/*.js"):
        assert ELSEWHERE.search(script.read_text(encoding="utf-8")) is None, script.name


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "ground"), [(c, g) for c in TEXT_COLOURS for g in GROUNDS] + OTHER_PAIRS
)
def test_text_has_contrast_on_its_grounds(colour: str, ground: str, scheme: int) -> None:
    tokens = {name: values for name, *values in PAIR.findall(CSS)}
    assert contrast(tokens[colour][scheme], tokens[ground][scheme]) >= 4.5


def test_the_fonts_are_light() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("fonts/*")) <= 60 * KILOBYTE


def test_any_change_changes_the_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    before = digest(tmp_path)
    (tmp_path / "a.css").write_text("b")
    assert digest(tmp_path) != before


def test_the_stylesheet_holds_each_of_its_parts_once() -> None:
    assert "@import" not in CSS
    for part in STYLES.rglob("*.css"):
        if part.name != "school.css":
            assert CSS.count(part.read_text(encoding="utf-8")) == 1, part


def test_every_address_of_the_stylesheet_is_a_file() -> None:
    named = re.findall(r'url\("\.\./([^"]+)"\)', CSS)
    assert named
    assert len(named) == CSS.count("url(")
    assert all((FOLDER / name).is_file() for name in named)


def test_what_is_compressed_is_what_is_served(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"env": "development"}))
    for name in ("css/school.css", "js/school.js", "icons/icons.svg"):
        plain, gzipped = fetch(app, name, "identity"), fetch(app, name, "gzip")
        assert gzip.decompress(gzipped) == plain
        assert len(gzipped) < len(plain) / 2
        assert len(fetch(app, name, "br")) <= len(gzipped)
    assert fetch(app, "css/school.css", "identity") == CSS.encode()


def test_what_was_made_for_another_version_is_not_served(tmp_path: Path) -> None:
    stale = tmp_path / "0123456789ab" / "css"
    stale.mkdir(parents=True)
    (stale / "school.css").write_text("old")
    built = build(tmp_path, compressed=False)
    assert (built / "css" / "school.css").read_text(encoding="utf-8") == CSS
    assert not list(built.rglob("*.br"))
    assert build(tmp_path, compressed=True) == built, "a version is made once"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["0123456789ab", built.name])


def test_static_files_may_be_kept_for_good(app: Flask) -> None:
    with app.test_request_context():
        address = app.jinja_env.globals["static_url"]("css/school.css")  # type: ignore[operator]
    with app.test_client().get(address) as response:
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def fetch(app: Flask, name: str, encoding: str) -> bytes:
    """What a browser that takes one encoding receives for a static file."""
    address = app.jinja_env.globals["static_url"](name)  # type: ignore[operator]
    with app.test_client().get(address, headers={"Accept-Encoding": encoding}) as response:
        assert response.headers.get("Content-Encoding", "identity") == encoding
        body: bytes = response.data
        return body


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
