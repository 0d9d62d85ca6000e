"""What browsers fetch: vendored files are what they say, nothing is inline or elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from flask import Flask

from school.settings import ROOT
from school.web.static import FOLDER, digest

MANIFEST = FOLDER / "vendor" / "manifest.json"
TEMPLATES = sorted((ROOT / "school").glob("**/templates/**/*.html"))
CSS = (FOLDER / "css" / "school.css").read_text(encoding="utf-8")
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
    assert ELSEWHERE.search((FOLDER / "js" / "school.js").read_text(encoding="utf-8")) is None


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
    (tmp_path / "a.css.br").write_text("compressed")
    assert digest(tmp_path) == before
    (tmp_path / "a.css").write_text("b")
    assert digest(tmp_path) != before


def test_static_files_may_be_kept_for_good(app: Flask) -> None:
    with app.test_request_context():
        address = app.jinja_env.globals["static_url"]("css/school.css")  # type: ignore[operator]
    with app.test_client().get(address) as response:
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
