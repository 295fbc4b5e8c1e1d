"""SQLite knows the sizes of its tables: public stories are looked up by their keys, not by walking through the archive."""

import itertools

import pytest
from django.db import connection

from articles import statistics
from articles.models import Article
from tests.public.stories import story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its statistics itself"),
]


def plan() -> str:
    return Article.objects.public().filter(pk__in=[1, 2, 3]).values_list("pk").explain()


def test_saving_stories_takes_them_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "_saves", itertools.count(1))
    # Of a handful of stories one way is as short as the other.
    Article.objects.bulk_create(Article(headline=f"قديم {n}", slug="قديم", status="published") for n in range(500))
    for number in range(24):
        story(f"خبر {number}")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
    story("الخامس والعشرون")
    # A new connection reads them.
    connection.close()
    assert "PRIMARY KEY" in plan()


def test_a_database_that_refuses_stops_no_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "SAMPLE", "'")
    statistics.refresh()
