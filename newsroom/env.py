"""Typed readers of the environment. Each refuses nonsense loudly, saying which variable and what to do.

All the variables that Newsroom knows are read in ``newsroom.settings`` and listed in README.md.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_env = environ.Env()

# Kept out of the web by its mode and of git by .gitignore.
SECRET_KEY_FILE = "secret_key"  # noqa: S105 (a file name)


def boolean(name: str, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is an error."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r}: write 1 or 0.")


def integer(name: str, default: int) -> int:
    """A whole number from 0 on."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not (raw.isascii() and raw.isdigit()):
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number.")
    return int(raw)


def choice(name: str, options: list[str]) -> str:
    """One of the options, the first where nothing is said."""
    raw = os.environ.get(name, "").strip().lower() or options[0]
    if raw not in options:
        raise ImproperlyConfigured(f"{name}={raw!r}: write one of {', '.join(options)}.")
    return raw


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list without empty items."""
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] or default


def folder(name: str, default: Path) -> Path:
    """A folder's absolute path (it need not exist yet)."""
    return Path(os.environ.get(name) or default).expanduser().resolve()


def secret_key(data_dir: Path) -> str:
    """``SECRET_KEY``, or a random key made once and kept in ``DATA_DIR``: never a default in the code."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = data_dir / SECRET_KEY_FILE
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Written under another name, then linked, so that two processes
        # starting at once agree on one whole key.
        draft = data_dir / f"{SECRET_KEY_FILE}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key(), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def database(data_dir: Path) -> dict[str, Any]:
    """``DATABASE_URL`` as Django's dictionary; a SQLite file in ``DATA_DIR`` where it is not set."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'newsroom.sqlite3'}"
    try:
        config = dict(_env.db_url_config(url))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL: {error}. Write postgres://user:password@host:5432/name or sqlite:////path."
        ) from error
    engine = config.get("ENGINE", "")
    if engine == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
    elif engine == "django.db.backends.postgresql":
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {"connect_timeout": 5, **config.get("OPTIONS", {})}
    else:
        raise ImproperlyConfigured("DATABASE_URL: Newsroom runs on SQLite and PostgreSQL only.")
    return config


def mail(data_dir: Path) -> dict[str, Any]:
    """``EMAIL_URL`` as Django's settings; files in ``DATA_DIR/mail`` where it is not set."""
    url = os.environ.get("EMAIL_URL") or f"filemail://{data_dir / 'mail'}"
    try:
        config = dict(_env.email_url_config(url))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"EMAIL_URL: {error}. Write smtp+tls://user:password@host:587 or consolemail://.") from error
    known = {name: value for name, value in config.items() if name.startswith("EMAIL_")}
    return {**known, "EMAIL_TIMEOUT": 20}


# WAL lets readers go on while an editor saves; FULL keeps a saved story over a
# power cut; IMMEDIATE takes the write lock at the start, so that two saves queue
# instead of failing half-way.
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
}
