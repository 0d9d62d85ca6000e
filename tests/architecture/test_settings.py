"""Every setting is documented for those who deploy, and bad ones are all named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from school.settings import ROOT, Settings, SettingsError, from_environment


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_setting_is_explained_in_the_operations_guide(name: str) -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert f"`SCHOOL_{name.upper()}`" in guide
    assert Settings.model_fields[name].description


def test_every_bad_setting_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({"SCHOOL_ENV": "prod", "SCHOOL_PROXIES": "many", "SCHOOL_COLOUR": "red"})
    for name in ("SCHOOL_ENV", "SCHOOL_PROXIES", "SCHOOL_COLOUR"):
        assert name in str(caught.value)


def test_what_is_no_setting_is_told_from_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"SCHOOL_COLOUR is no setting.*SCHOOL_CONTENT"):
        from_environment({"SCHOOL_COLOUR": "red"})


@pytest.mark.parametrize(
    "url",
    [":::", " ", "mysql://me:hidden@host/school", "postgresql+absent://me:hidden@host/school"],
)
def test_a_database_that_is_not_an_address_is_refused(url: str) -> None:
    with pytest.raises(
        SettingsError, match=r"SCHOOL_DATABASE_URL.*postgresql\+psycopg://"
    ) as caught:
        from_environment({"SCHOOL_DATABASE_URL": url or " "})
    assert "hidden" not in str(caught.value)


def test_production_asks_for_a_secret_key(tmp_path: Path) -> None:
    settings = from_environment({"SCHOOL_ENV": "production", "SCHOOL_INSTANCE": str(tmp_path)})
    with pytest.raises(SettingsError, match="SCHOOL_SECRET_KEY"):
        settings.signing_key()


def test_the_generated_key_is_kept_and_private(tmp_path: Path) -> None:
    first, second = Settings(instance=tmp_path), Settings(instance=tmp_path)
    assert first.signing_key() == second.signing_key()
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
