"""What a reader and an editor meet while something is away, full or read-only: real servers, really taken away."""

import json
import os
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
        return port


class Browser:
    """Reads pages and keeps cookies; an answer is (status, headers, text) whatever the status."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = build_opener(HTTPCookieProcessor())

    def get(self, path: str, form: dict[str, str] | None = None) -> tuple[int, Any, str]:
        data = urlencode(form).encode() if form is not None else None
        request = Request(self.base + path, data, {"Referer": self.base + path})
        try:
            answer = self._opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error  # type: ignore[assignment]
        with answer:
            return answer.status, answer.headers, answer.read().decode()  # type: ignore[return-value]

    def sign_in(self, name: str, password: str) -> tuple[int, Any, str]:
        page = self.get("/admin/login/")[2]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        return self.get(
            "/admin/login/", {"csrfmiddlewaretoken": token[1], "username": name, "password": password, "next": "/admin/"}
        )


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """``serve(**environment)``: the production server on a small newsroom; ``largest``: how many bytes a file may have."""
    started: list[subprocess.Popen[bytes]] = []
    base = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    base |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    def manage(*words: str, **more: str) -> None:
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=base | more, check=True, capture_output=True)

    def _serve(largest: int = 0, fill: bool = True, **more: str) -> Browser:
        if fill and not (tmp_path / "newsroom.sqlite3").exists():
            manage("migrate", "-v0")
            story = {
                "headline": "خبر أول",
                "body": "نص الخبر الأول الذي يقرؤه القراء.",
                "sections": ["أخبار"],
                "status": "published",
            }
            (tmp_path / "a.jsonl").write_text(json.dumps(story), encoding="utf-8")
            manage("import_articles", str(tmp_path / "a.jsonl"))
            chief = {"USERNAME": "chief", "EMAIL": "chief@example.org", "PASSWORD": "chief-pass-1"}
            manage("createsuperuser", "--noinput", **{f"DJANGO_SUPERUSER_{key}": value for key, value in chief.items()})
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest else None
        server = subprocess.Popen(command, cwd=ROOT, env=base | more, preexec_fn=limit, stderr=(tmp_path / "log").open("ab"))
        started.append(server)
        browser = Browser(f"http://127.0.0.1:{port}")
        for _ in range(150):
            try:
                if browser.get("/healthz")[0] == 200:
                    return browser
            except OSError:
                time.sleep(0.1)
        raise AssertionError((tmp_path / "log").read_text())

    yield _serve
    for server in started:
        server.terminate()
        server.wait(20)


def ready(browser: Browser) -> tuple[int, dict[str, str]]:
    status, _headers, text = browser.get("/readyz")
    checks: dict[str, str] = json.loads(text)["checks"]
    return status, {name: told for name, told in checks.items() if told != "ok"}


def test_all_is_well_and_a_request_has_one_line_without_personal_data(serve: Any, tmp_path: Path) -> None:
    browser = serve(LOG_FORMAT="json")
    assert ready(browser) == (200, {})
    _status, headers, _text = browser.get("/search/?q=" + "secretword")
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    [line] = [line for line in lines if line.get("request") == headers["X-Request-ID"]]
    assert (line["route"], line["status"], line["method"]) == ("search/", 200, "GET")
    assert "secretword" not in (tmp_path / "log").read_text()


def test_without_redis_readers_read_and_editors_sign_in(serve: Any) -> None:
    browser = serve(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    started = time.monotonic()
    for path in ("/", "/section/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/", "/search/?q=%D8%AE%D8%A8%D8%B1", "/api/v1/stories/"):
        assert browser.get(path)[0] == 200, path
    assert time.monotonic() - started < 10, "a server that is away is not waited for again and again"
    status, _headers, page = browser.sign_in("chief", "chief-pass-1")
    assert status == 200 and "خروج" in page
    status, wrong = ready(browser)
    assert status == 200 and set(wrong) == {"cache"}


def test_without_the_database_a_page_says_when_to_come_back(serve: Any) -> None:
    browser = serve(fill=False, DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/none")
    status, headers, page = browser.get("/")
    assert status == 503 and headers["Retry-After"] == "30" and headers["Cache-Control"] == "no-store"
    assert 'lang="ar"' in page and "نصف دقيقة" in page and "Traceback" not in page
    status, wrong = ready(browser)
    assert status == 503 and set(wrong) == {"database", "migrations"}
    assert browser.get("/healthz")[0] == 200


def test_a_database_that_comes_back_is_used_again_without_a_restart(serve: Any, tmp_path: Path) -> None:
    browser = serve()
    assert browser.get("/")[0] == 200
    for name in ("newsroom.sqlite3", "newsroom.sqlite3-wal", "newsroom.sqlite3-shm"):
        if (tmp_path / name).exists():
            shutil.move(tmp_path / name, tmp_path / f"away-{name}")
    (tmp_path / "newsroom.sqlite3").mkdir()
    assert browser.get("/")[0] in (200, 503)
    (tmp_path / "newsroom.sqlite3").rmdir()
    for name in ("newsroom.sqlite3", "newsroom.sqlite3-wal", "newsroom.sqlite3-shm"):
        if (tmp_path / f"away-{name}").exists():
            shutil.move(tmp_path / f"away-{name}", tmp_path / name)
    assert browser.get("/")[0] == 200


def test_a_full_disk_loses_nothing_and_readers_go_on(serve: Any, tmp_path: Path) -> None:
    serve()  # fills it
    size = (tmp_path / "newsroom.sqlite3").stat().st_size
    browser = serve(largest=max(size, 16 * 1024) // 4)
    assert browser.get("/")[0] == 200
    status, _headers, page = browser.sign_in("chief", "chief-pass-1")
    assert status in (200, 503) and "Traceback" not in page
    assert browser.get("/")[0] == 200
    with sqlite3.connect(tmp_path / "newsroom.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT COUNT(*) FROM articles_article").fetchone() == (1,)


def test_migrations_that_wait_are_told(serve: Any, tmp_path: Path) -> None:
    browser = serve()
    with sqlite3.connect(tmp_path / "newsroom.sqlite3") as database:
        database.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT MAX(id) FROM django_migrations WHERE app='articles')"
        )
    status, wrong = ready(browser)
    assert status == 503 and "migrate" in wrong["migrations"]
