"""Real news of two outlets through the importer: nothing lost, nothing doubled, nothing refused without cause."""

import gzip
import json
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from articles.models import Article, ImportRecord
from articles.text.arabic import strip_invisible
from articles.text.markup import plain_text
from tests.importing.helpers import Run, write_lines

pytestmark = pytest.mark.django_db


def as_record(news: dict[str, Any]) -> dict[str, Any]:
    """A story of the corpus under the contract's keys; its paragraphs are divided by single line ends."""
    return {
        "external_id": news["id"],
        "source": {"name": news["source"], "url": news["url"]},
        "headline": news["title"],
        "standfirst": news["abstract"],
        "body": news["body"].replace("\n", "\n\n"),
        "sections": [news["category"]] if news["category"] else [],
        "authors": [news["author"]] if news["author"] else [],
        "published_at": news["date"] or None,
    }


def read(path: Path, most: int) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in islice(file, most)]


def test_two_hundred_stories(shared: Path, tmp_path: Path) -> None:
    news = read(shared / "data/news/ant1_jawhara.jsonl.gz", 100) + read(shared / "data/news/ant2_multisource.jsonl.gz", 100)
    path = write_lines(tmp_path / "news.jsonl", *map(as_record, news))
    run = Run(path)
    assert (run.status, run.counts) == (0, {"created": 200})
    assert Run(path).counts == {"unchanged": 200}
    stored = {record.external_id: record.article for record in ImportRecord.objects.select_related("article")}
    for item in news:
        article = stored[item["id"]]
        assert article.headline == " ".join(strip_invisible(item["title"]).split())
        assert plain_text(article.body).split() == strip_invisible(item["body"]).split()
        assert article.published_at.timestamp() == pytest.approx(  # type: ignore[union-attr]
            as_time(item["date"])
        ), "the moment is the source's own"


def as_time(text: str) -> float:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Damascus"))).timestamp()


def test_records_that_are_broken_in_known_ways(shared: Path, tmp_path: Path) -> None:
    news = read(shared / "data/news/traps.jsonl.gz", 1000)
    run = Run(write_lines(tmp_path / "traps.jsonl", *map(as_record, news)))
    without_title = [item for item in news if not item["title"].strip()]
    assert run.counts["failed"] == len(without_title)
    assert run.counts["created"] == len(news) - len(without_title) == Article.objects.count()
    assert run.err.count(": no headline\n") == len(without_title)
    assert not Article.objects.filter(body__contains="\ufeff").exists()
