"""Killed at any moment, an import is run again, and every story is there: once, and whole.

Real processes on a database file of their own, so that what survives is what a disk holds.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image as PillowImage

ROOT = Path(__file__).resolve().parent.parent.parent
STORIES = 3000
KILLS = 3


def manage(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def environment(data: Path) -> dict[str, str]:
    keep = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**keep, "DATA_DIR": str(data)}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for number in range(3):
        PillowImage.new("RGB", (64, 40), (80 * number, 90, 120)).save(folder / f"{number}.jpg")
    with (folder / "stories.jsonl").open("w", encoding="utf-8") as file:
        for number in range(STORIES):
            story = {
                "external_id": str(number),
                "source": {"name": "أرشيف"},
                "headline": f"خبر رقم {number}",
                "body": f"الفقرة الأولى من الخبر {number}.\n\nالفقرة الثانية.",
                "sections": ["أخبار", f"باب {number % 7}"],
                "tags": [f"وسم {number % 11}", f"وسم {number % 13} آخر"],
                "authors": [f"كاتب {number % 5}", f"كاتبة {number % 3}"],
                "related": [str((number + 1) % STORIES), f"خبر رقم {(number + 5) % STORIES}"],
            }
            if number % 500 == 7:
                story["image"] = {"path": f"{number // 500 % 3}.jpg", "alt": "صورة"}
            file.write(json.dumps(story, ensure_ascii=False) + "\n")
    return folder / "stories.jsonl"


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_after_kills_and_a_last_run_every_story_is_there_once_and_whole(tmp_path: Path, archive: Path) -> None:
    database = tmp_path / "newsroom.sqlite3"
    run = {"env": environment(tmp_path), "cwd": ROOT, "check": True, "capture_output": True}
    subprocess.run(manage(tmp_path, "migrate", "--verbosity", "0", "--skip-checks"), **run)  # type: ignore[call-overload]
    seen = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            manage(tmp_path, "import_articles", str(archive), "--skip-checks"),
            env=environment(tmp_path),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Some way beyond what the run before had done, so that each kill meets new stories.
        target = seen + random.randint(5, 700)
        while process.poll() is None and seen < target:
            time.sleep(0.01)
            seen = int(str(rows(database, "SELECT count(*) FROM articles_article")[0][0]))
        time.sleep(random.random() / 50)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "the import was over before it could be killed"
    assert 0 < seen < STORIES

    last = subprocess.run(manage(tmp_path, "import_articles", str(archive), "--skip-checks"), text=True, **run)  # type: ignore[call-overload]
    counts = dict(line.replace(",", "").split() for line in last.stdout.splitlines() if len(line.split()) == 2)
    assert int(counts["created"]) + int(counts["unchanged"]) == STORIES
    assert (counts["updated"], counts["conflicts"], counts["failed"]) == ("0", "0", "0")

    def count(query: str) -> int:
        return int(str(rows(database, f"SELECT count(*) FROM {query}")[0][0]))

    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert count("articles_article") == count("(SELECT DISTINCT headline FROM articles_article)") == STORIES
    assert count("articles_importrecord") == STORIES
    for table, each in (("byline", 2), ("taggedarticle", 2), ("relatedlink", 2), ("article_further_sections", 1)):
        assert count(f"articles_{table}") == each * STORIES, table
    assert count("articles_pendingrelatedlink") == 0
    pictures = {Path(str(name)).name for (name,) in rows(database, "SELECT file FROM articles_image")}
    assert {path.name for path in (tmp_path / "media" / "images").rglob("*") if path.is_file()} == pictures
    assert len(pictures) == 3

    again = subprocess.run(manage(tmp_path, "import_articles", str(archive), "--skip-checks"), text=True, **run)  # type: ignore[call-overload]
    assert f"unchanged {STORIES:>6,}" in again.stdout
