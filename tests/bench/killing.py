"""An import killed with SIGKILL at random moments, again and again: what is there after it was run once more.

    python -m tests.bench.killing                        50 kills, each in the import of 5,000 stories into a new database
    python -m tests.bench.killing --kills 6 --stories 600

The control is a naive importer, row by row and without an identity, under the same kills: it must fail, or the kills
prove nothing.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from PIL import Image as PillowImage

from tests.bench.results import record

ROOT = Path(__file__).resolve().parents[2]
PICTURES = 3
NAIVE = """
import json, sys
import django
django.setup()
from articles.models import Article, Author, Byline, Tag
for line in open(sys.argv[1], encoding="utf-8"):
    told = json.loads(line)
    article = Article.objects.create(headline=told["headline"], body=told["body"], status="published")
    for name in told["tags"]:
        article.tags.add(name)
    for name in told["authors"]:
        Byline.objects.create(article=article, author=Author.objects.get_or_create_named(name)[0])
"""


def write_archive(folder: Path, stories: int) -> Path:
    """Stories of two topics and two authors, each related to the next, some with one of a few pictures."""
    for number in range(PICTURES):
        PillowImage.new("RGB", (64, 40), (80 * number, 90, 120)).save(folder / f"{number}.jpg")
    path = folder / "stories.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(stories):
            told = {
                "external_id": str(number),
                "source": {"name": "أرشيف"},
                "headline": f"خبر رقم {number}",
                "body": f"الفقرة الأولى من الخبر {number}.\n\nالفقرة الثانية.",
                "tags": [f"وسم {number % 11}", f"وسم {number % 13} آخر"],
                "authors": [f"كاتب {number % 5}", f"كاتبة {number % 3}"],
                "related": [str((number + 1) % stories)],
            }
            if number % 400 == 7:
                told["image"] = {"path": f"{number // 400 % PICTURES}.jpg", "alt": "صورة"}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    return path


def faults(data: Path, stories: int, *, naive: bool = False) -> list[str]:
    """What is wrong with the database and the pictures; [] if every story is there once and whole."""
    found = []
    with closing(sqlite3.connect(data / "newsroom.sqlite3")) as database:

        def count(query: str) -> int:
            return int(database.execute(f"SELECT count(*) FROM {query}").fetchone()[0])

        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            found.append("the database is broken")
        wanted = {"article": 1, "taggedarticle": 2, "byline": 2}
        wanted |= {} if naive else {"importrecord": 1, "relatedlink": 1, "searchdocument": 1}
        for table, each in wanted.items():
            if (there := count(f"articles_{table}")) != each * stories:
                found.append(f"{table}: {there} instead of {each * stories}")
        if count("(SELECT DISTINCT headline FROM articles_article)") != stories:
            found.append("not every story is there")
        rows = {Path(name).name for (name,) in database.execute("SELECT file FROM articles_image")}
        unused = count("articles_image WHERE id NOT IN (SELECT image_id FROM articles_article WHERE image_id IS NOT NULL)")
    files = {path.name for path in (data / "media" / "images").rglob("*") if path.is_file()}
    if not naive and (files != rows or unused):
        found.append(f"orphan pictures: {len(files ^ rows)} files, {unused} rows")
    return found


class Trial:
    """One import into a new database, killed once or more, then run to its end."""

    def __init__(self, empty: Path, archive: Path, folder: Path, *, naive: bool) -> None:
        shutil.copytree(empty, folder)
        self.folder = folder
        self._environment = environment(folder)
        told = [sys.executable, "-c", NAIVE, str(archive)]
        ours = [sys.executable, str(ROOT / "manage.py"), "import_articles", str(archive), "--skip-checks"]
        self._command = told if naive else ours

    def run(self, seconds: float | None = None) -> float:
        """Run for so many seconds and kill; to the end without. How long it ran."""
        begun = time.perf_counter()
        process = subprocess.Popen(
            self._command, env=self._environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if seconds is not None:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        process.wait()
        return time.perf_counter() - begun


def environment(data: Path) -> dict[str, str]:
    told = {**os.environ, "DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    told.pop("DATABASE_URL", None)
    return told


def measure(kills: int, stories: int, *, naive: bool) -> int:
    """In how many of the trials something was wrong in the end."""
    name = "naive control" if naive else "import_articles"
    chance = random.Random(2026)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="newsroom-kills-") as place:
        folder = Path(place)
        archive, empty = write_archive(folder, stories), folder / "empty"
        empty.mkdir()
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment(empty), cwd=ROOT, check=True)
        whole = Trial(empty, archive, folder / "whole", naive=naive)
        seconds = whole.run()
        assert not faults(whole.folder, stories, naive=naive), "without a kill all is well"
        for number in range(kills):
            trial = Trial(empty, archive, folder / str(number), naive=naive)
            trial.run(chance.uniform(0.3, 1.0) * seconds)
            trial.run()
            if found := faults(trial.folder, stories, naive=naive):
                wrong += 1
                print(f"{name}, kill {number}: {'; '.join(found)}", flush=True)
            shutil.rmtree(trial.folder)
    print(f"{name}: after {kills} kills of imports of {stories:,} stories, wrong in {wrong}", flush=True)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.killing")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--stories", type=int, default=5_000)
    options = parser.parse_args()
    naive = measure(max(3, options.kills // 10), min(options.stories, 300), naive=True)
    ours = measure(options.kills, options.stories, naive=False)
    record("killing", "wrong after kill -9 and another run", ours, most=0, on="sqlite", size=options.stories)
    record("killing", "wrong of a naive importer (the control)", naive, least=1, on="sqlite")
    return int(ours > 0 or naive == 0)


if __name__ == "__main__":
    sys.exit(main())
