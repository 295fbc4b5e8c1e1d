"""Two imports of one archive at the same time make each story once, on either database."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from articles.importing.files import collect
from articles.importing.options import Options
from articles.importing.run import import_sources
from articles.importing.writer import Outcome
from articles.models import Article, Byline, ImportRecord
from tests.importing.helpers import write_lines

pytestmark = pytest.mark.django_db(transaction=True)

STORIES = 15


@pytest.mark.parametrize("key", ["external_id", "kicker"])
def test_each_story_is_made_once(tmp_path: Path, key: str) -> None:
    records = [
        {key: f"n-{n}", "headline": f"خبر {n}", "sections": ["أخبار"], "authors": [f"كاتب {n % 5}"]} for n in range(STORIES)
    ]
    path = write_lines(tmp_path / "a.jsonl", *records)
    outcomes: list[Outcome] = []
    in_threads(3, lambda: outcomes.extend(result.outcome for result, _ in import_sources(collect([str(path)]), Options())))
    assert len(outcomes) == 3 * STORIES
    assert outcomes.count(Outcome.CREATED) == STORIES
    assert outcomes.count(Outcome.UNCHANGED) == 2 * STORIES
    assert Article.objects.count() == ImportRecord.objects.count() == Byline.objects.count() == STORIES


def in_threads(count: int, work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
