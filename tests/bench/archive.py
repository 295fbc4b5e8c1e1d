"""Writes a large archive with its search index: quickly, on all cores, and going on where it stopped.

The stories are made up by `stories.Writer` unless another source is named; the index rows come from the same analysis,
packing and engine that every save uses; only the one row at a time of daily work is left out. Each chunk is one
transaction: stories, index and counts of words together, so a run that was stopped has lost one chunk at most.
"""

# ruff: noqa: PLC0415  (models can be imported only once Django is set up on the database to measure)

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.stories import Story, Writer

SECTIONS = ("سياسة", "اقتصاد", "ثقافة", "رياضة", "علوم", "صحة")
TOPICS = [f"موضوع {number}" for number in range(200)]
CHUNK = 4_000

# (number of the chunk, stories of the whole archive) -> the chunk's stories; a function of a module, for other processes
Source = Callable[[int, int], Iterable[Story]]


class Prepared(NamedTuple):
    """A story with what the index keeps of it, as another process hands it over."""

    story: Story
    headline_key: str
    body: str
    packed: bytes
    stems: list[str]  # field by field, divided by blanks


class Chunk(NamedTuple):
    stories: list[Prepared]
    counts: Counter[str]  # folded word -> stories
    spelled: dict[str, tuple[str, str]]  # folded word -> (stem, spelling)


def section_of(number: int) -> str:
    return SECTIONS[number % len(SECTIONS)]


def topic_of(number: int) -> str:
    return TOPICS[number * 7 % len(TOPICS)]


def text_size(count: int) -> int:
    """Bytes of the text of the ``count`` stories in the database: headline, standfirst and body without its tags."""
    from django.db import connection

    length = "octet_length({})" if connection.vendor == "postgresql" else "length(CAST({} AS BLOB))"
    tags = "length('<p></p>') * (length(body) - length(replace(body, '<p>', 'p>')))"
    parts = " + ".join(length.format(name) for name in ("headline", "standfirst", "body"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({parts} - {tags}) FROM articles_article")
        return int(cursor.fetchone()[0])


def made_up(number: int, count: int) -> Iterator[Story]:
    first = number * CHUNK
    return Writer(part=number).stories(min(CHUNK, count - first), first)


def write(count: int, seconds: float = 0, source: Source = made_up) -> bool:
    """Write stories until ``count`` are there, or the time is over (0: no end); whether all are there."""
    from articles.models import Article

    begun, done = time.monotonic(), Article.objects.count()
    wanted = (number for number in range(done // CHUNK, -(-count // CHUNK)))
    if done < count:
        _hurry()
        for chunk in _prepared(wanted, count, source):
            _store(chunk)
            done += len(chunk.stories)
            print(f"\r{done:,} of {count:,} stories, {time.monotonic() - begun:.0f} s", end="", flush=True)
            if seconds and time.monotonic() - begun > seconds:
                break
        print()
        if done >= count:
            _tidy()
    return done >= count


def _hurry() -> None:
    """SQLite without its care for a power cut, and with more memory: what is lost is written again."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-600000")


def _tidy() -> None:
    """As `rebuild_search` leaves it, and with the statistics that PostgreSQL collects by itself within minutes."""
    from django.db import connection

    from articles.search.engines import engine

    engine().optimize()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL articles_searchterm")
            cursor.execute("ANALYZE")


def _prepared(numbers: Iterator[int], count: int, source: Source) -> Iterator[Chunk]:
    """The chunks in order, a few ahead of the one that is being stored."""
    yield from in_processes(prepare, ((number, count, source) for number in numbers))


def in_processes(work: Callable[..., Any], arguments: Iterator[tuple[Any, ...]]) -> Iterator[Any]:
    """What ``work`` makes of each, in their order, a few ahead; each core has a process with Django set up."""
    from django.db import connection

    cores, context = os.cpu_count() or 1, multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, _set_up, (connection.settings_dict["NAME"],)) as pool:
        try:
            waiting: list[Future[Any]] = [pool.submit(work, *each) for each in islice(arguments, cores + 1)]
            while waiting:
                done = waiting.pop(0).result()
                waiting += [pool.submit(work, *each) for each in islice(arguments, 1)]
                yield done
        finally:
            pool.shutdown(cancel_futures=True)


def _set_up(database: str | Path) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database


def prepare(number: int, count: int, source: Source) -> Chunk:
    """Chunk ``number`` of an archive of ``count`` stories: written, analysed and packed; asks no database."""
    from articles.models import Article
    from articles.search.documents import texts_with
    from articles.search.packing import pack
    from articles.search.vocabulary import spellings
    from articles.text.analysis import words
    from articles.text.arabic import fold_key
    from articles.text.markup import paragraphs_to_html

    counts: Counter[str] = Counter()
    spelled: dict[str, tuple[str, str]] = {}
    prepared = []
    for story in source(number, count):
        body = paragraphs_to_html(story.body.split("\n\n"))
        article = Article(headline=story.headline, standfirst=story.standfirst, body=body)
        fields = [words(text) for text in texts_with(article, (topic_of(story.number), section_of(story.number)))]
        found = spellings(word for field in fields for word in field)
        counts.update(found.keys())
        spelled |= found
        stems = [" ".join([word.stem for word in field]) for field in fields]
        prepared.append(Prepared(story._replace(body=""), fold_key(story.headline), body, pack(fields), stems))
    return Chunk(prepared, counts, spelled)


def _store(chunk: Chunk) -> None:
    from django.db import transaction

    from articles.models import Article, Section, Tag, TaggedArticle
    from articles.search import vocabulary
    from articles.search.asking import Row
    from articles.search.engines import engine

    sections: dict[str, Any] = {name: Section.objects.get_or_create_named(name)[0] for name in SECTIONS}
    topics: dict[str, Any] = {name: Tag.objects.get_or_create_named(name)[0] for name in TOPICS}
    with transaction.atomic():
        stories = Article.objects.bulk_create(
            [
                Article(
                    headline=one.story.headline,
                    headline_key=one.headline_key,
                    standfirst=one.story.standfirst,
                    body=one.body,
                    slug=f"s-{one.story.number}",
                    section=sections[section_of(one.story.number)],
                    status=Article.Status.PUBLISHED,
                    published_at=one.story.published_at,
                )
                for one in chunk.stories
            ],
            batch_size=500,
        )
        TaggedArticle.objects.bulk_create(
            (
                TaggedArticle(content_object=story, tag=topics[topic_of(one.story.number)])
                for story, one in zip(stories, chunk.stories, strict=True)
            ),
            batch_size=500,
        )
        engine().write(
            [
                Row(story.pk, one.packed, counted=True, stems=[line.split(" ") if line else [] for line in one.stems])
                for story, one in zip(stories, chunk.stories, strict=True)
            ]
        )
        vocabulary.apply_changes(dict(chunk.counts), chunk.spelled)
