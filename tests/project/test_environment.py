"""The environment configures it: safe defaults, loud refusals."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG"):
        monkeypatch.delenv(name, raising=False)


def settings_with(tmp_path: Path, expression: str, **environment: str) -> str:
    """Value of an expression on the settings of a fresh process."""
    code = f"from newsroom import settings; print({expression})"
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment},
    )
    return outcome.stdout.strip()


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = settings_with(tmp_path, "settings.SECRET_KEY")
    assert len(first) >= 50
    assert settings_with(tmp_path, "settings.SECRET_KEY") == first
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert settings_with(tmp_path, "settings.SECRET_KEY", SECRET_KEY="given") == "given"
    assert settings_with(tmp_path / "other", "settings.SECRET_KEY") != first


def test_defaults_are_safe_for_one_machine(tmp_path: Path) -> None:
    assert settings_with(tmp_path, "settings.DEBUG") == "False"
    assert settings_with(tmp_path, "settings.ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"
    assert settings_with(tmp_path, "settings.DATABASES['default']['NAME']") == str(tmp_path / "data" / "newsroom.sqlite3")
    assert "locmem" in settings_with(tmp_path, "settings.CACHES['default']['BACKEND']")


def test_redis_and_postgresql_come_by_address(tmp_path: Path) -> None:
    assert "Redis" in settings_with(tmp_path, "settings.CACHES['default']['BACKEND']", REDIS_URL="redis://127.0.0.1:6379/0")
    assert settings_with(tmp_path, "settings.SESSION_ENGINE", REDIS_URL="redis://127.0.0.1:6379/0").endswith("cached_db")
    database = settings_with(
        tmp_path, "settings.DATABASES['default']", DATABASE_URL="postgres://me:secret@db.example:5433/paper"
    )
    for part in ("'django.db.backends.postgresql'", "'me'", "'secret'", "'db.example'", "5433", "'paper'"):
        assert part in database


@pytest.mark.parametrize("url", ["mysql://root@localhost/paper", "nonsense", "http://example.org/"])
def test_other_databases_are_refused_with_an_example(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(tmp_path)


def test_a_word_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        env.boolean("DEBUG", default=False)
    monkeypatch.setenv("DEBUG", "Yes")
    assert env.boolean("DEBUG", default=False) is True


def test_hosts_are_divided_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "news.example, www.news.example,")
    assert env.words("ALLOWED_HOSTS", []) == ["news.example", "www.news.example"]
