"""How quickly stories come in, and with how much memory.

    python -m tests.bench.importing --stories 100000     made-up stories of JSON Lines, on SQLite and PostgreSQL
    python -m tests.bench.importing --only sqlite        on one of them
    python -m tests.bench.importing --control            also a plain loop of Django: get_or_create and save, story by story

The stories come through the command that newsrooms use, into a database file of their own, search index included;
for what is related they wait in the queue (`AwaitedRefresh`), which is part of the import and counted by the command.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from tests.bench.databases import urls
from tests.bench.results import record
from tests.bench.stories import Writer

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ("سياسة", "اقتصاد", "ثقافة", "رياضة", "علوم", "صحة")
# What must hold on two idle cores, on SQLite: stories a second, MB of both processes together.
QUICKEST, LARGEST = 1500, 300


def write_stories(path: Path, count: int) -> None:
    """Stories with all that newspapers have: sections, topics, bylines, addresses, related ones before and after."""
    with path.open("w", encoding="utf-8") as file:
        for story in Writer().stories(count):
            number = story.number
            told = {
                "external_id": f"n{number}",
                "source": {"name": "أرشيف", "url": f"https://archive.example.org/{number}"},
                "headline": story.headline,
                "standfirst": story.standfirst,
                "body": story.body,
                "published_at": story.published_at.isoformat(),
                "sections": [SECTIONS[number % len(SECTIONS)]],
                "tags": [f"موضوع {number % 200}", f"قضية {number % 77}"],
                "authors": [f"كاتب {number % 50}"],
                "related": [f"n{number - 7}", f"n{(number + 3) % count}"] if number % 10 == 9 else [],
            }
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


class Watch(threading.Thread):
    """The memory of a process and its children, and the processor time they took."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family(self.pid)))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> int:
    """Proportional bytes: what two processes share counts once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def measure(name: str, url: str, stories: Path, count: int, folder: Path) -> bool:
    """One database; whether it keeps within what must hold."""
    data = folder / name
    environment = {**os.environ, "DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        [*manage, "import_articles", str(stories)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watch = Watch(process.pid)
    watch.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    watch.over.set()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
    print(output if process.returncode else "\n".join(output.splitlines()[-7:]))
    print(
        f"{name}: {count:,} stories in {seconds:.0f} s: {count / seconds:,.0f} a second; "
        f"{busy / count * 1000:.2f} ms of processor a story (two cores at work: {2 * count / busy:,.0f} a second); "
        f"peak {watch.peak / 1e6:.0f} MB; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    more = {"on": name, "size": count}
    speed = record("importing", "stories a second", count / seconds, least=None if url else QUICKEST, **more)
    memory = record("importing", "memory, all processes", watch.peak / 1e6, "MB", most=LARGEST, **more)
    record("importing", "processor time a story", busy / count * 1000, "ms", **more)
    return process.returncode == 0 and speed.is_met and memory.is_met


PLAIN_LOOP = """
import itertools, json, sys, time
import django
django.setup()
from articles.models import Article, Author, Byline, ImportRecord, Section, Tag
started = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in itertools.islice(lines, int(sys.argv[2])):
        told = json.loads(line)
        if ImportRecord.objects.filter(source=told["source"]["name"], external_id=told["external_id"]).exists():
            continue
        section, _ = Section.objects.get_or_create(name=told["sections"][0])
        article = Article.objects.create(
            headline=told["headline"], standfirst=told["standfirst"], body=told["body"], section=section,
            published_at=told["published_at"].replace(" ", "T"), status="published",
        )
        article.tags.set([Tag.objects.get_or_create(name=name)[0] for name in told["tags"]])
        for name in told["authors"]:
            Byline.objects.create(article=article, author=Author.objects.get_or_create(name=name)[0])
        ImportRecord.objects.create(article=article, source=told["source"]["name"], external_id=told["external_id"])
print(int(sys.argv[2]) / (time.perf_counter() - started))
"""


def plain_loop(stories: Path, count: int, data: Path) -> None:
    """The control: what a newsroom's developer writes first, on the same models with their signals, one commit a row."""
    environment = {**os.environ, "DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"], env=environment, check=True)
    command = [sys.executable, "-c", PLAIN_LOOP, str(stories), str(count)]
    speed = float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    print(f"a plain loop: {speed:,.1f} stories a second ({count:,} stories)", flush=True)
    record("importing", "stories a second of a plain loop", speed, on="sqlite", size=count)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.importing")
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--control", action="store_true", help="measure a plain loop too, on the first 2,000 stories")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as place:
        folder = Path(place)
        stories = folder / "stories.jsonl"
        write_stories(stories, options.stories)
        print(f"{options.stories:,} stories, {stories.stat().st_size / 1e6:.0f} MB", flush=True)
        fine = True
        for name, server in urls().items():
            if options.only in (None, name):
                fine &= _measured(name, server, stories, options.stories, folder)
        if options.control:
            plain_loop(stories, min(options.stories, 2_000), folder / "plain")
    return 0 if fine else 1


def _measured(name: str, server: str, stories: Path, count: int, folder: Path) -> bool:
    if not server:
        return measure(name, "", stories, count, folder)
    database = f"bench_importing_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')  # type: ignore[arg-type]
        try:
            return measure(name, f"{server.rpartition('/')[0]}/{database}", stories, count, folder)
        finally:
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
