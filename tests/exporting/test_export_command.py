"""The command: what it writes where, what it says, how it ends."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from articles.exporting import stories as exporting
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.models import Article, Image
from tests.exporting.newsroom import NOW, make_newsroom
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def out(*arguments: object) -> Run:
    return Run(*arguments, command="export_articles")


def ids(path: Path) -> list[int]:
    return [json.loads(line)["id"] for line in path.read_bytes().split(b"\n") if line]


def test_section_and_days_choose_stories(tmp_path: Path) -> None:
    stories = make_newsroom()
    target = tmp_path / "some.jsonl"
    assert out(target, "--section", "رياضة").status == 0
    assert ids(target) == [stories["lead"].pk, stories["opinion"].pk]
    assert out(target, "--section", "al-balad").status == 0
    assert ids(target) == [stories["lead"].pk]
    day = (NOW - timedelta(days=3)).date().isoformat()
    assert out(target, "--since", day, "--until", day).status == 0
    assert ids(target) == [stories["opinion"].pk]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["x.jsonl", "--section", "لا قسم"], "there is no section"),
        (["nowhere/x.jsonl"], "there is no such folder"),
        (["x.xml", "--format", "rss", "--status", "all"], "for readers"),
        (["x.jsonl", "--base-url", "example.org"], "no address of a site"),
        (["x.jsonl", "--base-url", "http://["], "no address of a site"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line(
    arguments: list[str], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = out(*arguments)
    assert run.status == 2
    assert reason in run.err
    assert run.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_picture_is_named_and_the_stories_come(tmp_path: Path) -> None:
    make_newsroom()
    Path(Image.objects.get(alt="الجسر").file.path).unlink()
    run = out(f"{tmp_path}/")
    assert run.status == 1
    assert "picture's file is missing" in run.err
    assert len(ids(tmp_path / "stories.jsonl")) == 6


def test_a_fault_in_the_middle_leaves_the_earlier_export_as_it_was(tmp_path: Path) -> None:
    make_newsroom()
    target = tmp_path / "stories.jsonl"
    out(target)
    before = target.read_bytes()

    def stop(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.export(str(target), "jsonl", Selection(), SiteAddress(""), stop)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_standard_output_takes_lines_alone(tmp_path: Path) -> None:
    make_newsroom()
    environment = os.environ | {"DATABASE_URL": _url(), "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "export_articles", "-", "--base-url", "https://news.example.org"]
    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in io.BytesIO(run.stdout)]
    pictures = [line["image"].get("url", "") for line in lines if "image" in line]
    assert all(url.startswith("https://news.example.org/media/") for url in pictures if url)
    assert "path" not in json.dumps([line.get("image") for line in lines])
    assert b"stories" in run.stderr


def _url() -> str:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def test_an_empty_newsroom_gives_an_empty_file(tmp_path: Path) -> None:
    assert not Article.objects.exists()
    assert out(tmp_path / "none.jsonl").status == 0
    assert (tmp_path / "none.jsonl").read_bytes() == b""
