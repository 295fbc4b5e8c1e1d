"""What a story is besides one text: what goes out to whom, and what is refused on the way in."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from articles.models import Article, GalleryItem, LiveEntry, PublishedVersion
from tests.exporting.newsroom import NOW, empty_newsroom, make_newsroom
from tests.importing.helpers import Run, write_lines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def told(folder: Path, *options: str) -> dict[int, dict[str, Any]]:
    run = Run(f"{folder}/", *options, command="export_articles")
    assert run.status == 0, run.err
    lines = map(json.loads, (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["id"]: line.get("telling", {}) for line in lines}


def test_an_update_whose_time_has_not_come_goes_out_only_with_everything(tmp_path: Path) -> None:
    lead = make_newsroom()["lead"]
    assert len(told(tmp_path / "public")[lead.pk]["live"]) == 2
    assert len(told(tmp_path / "all", "--status", "all")[lead.pk]["live"]) == 3


def test_a_withheld_text_goes_out_only_with_everything(tmp_path: Path) -> None:
    rich = make_newsroom()["rich"]
    PublishedVersion.objects.filter(article=rich, headline="العنوان الأول").update(is_withheld=True)
    told(tmp_path / "public")
    assert "العنوان الأول" not in (tmp_path / "public" / "stories.jsonl").read_text(encoding="utf-8")
    assert told(tmp_path / "all", "--status", "all")[rich.pk]["versions"][0]["headline"] == "العنوان الأول"


def test_a_second_import_doubles_nothing_and_leaves_what_editors_added(tmp_path: Path) -> None:
    stories = make_newsroom()
    told(tmp_path, "--status", "all")
    empty_newsroom()
    Run(tmp_path, command="import_articles")
    lead = Article.objects.get(pk=stories["lead"].pk)
    LiveEntry.objects.create(article=lead, at=NOW - timedelta(minutes=5), headline="بعد الاستيراد")
    assert Run(tmp_path, command="import_articles").counts == {"unchanged": 9}
    assert LiveEntry.objects.filter(article=lead).count() == 4
    assert GalleryItem.objects.count() == 2
    assert PublishedVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("telling", "reason"),
    [
        ({"type": "opera"}, "unknown"),
        ({"video_url": "https://example.org/page"}, "no video is known"),
        ({"live": [{"headline": "بلا وقت"}]}, "time"),
        ({"live": "x"}, "a list is wanted"),
        ({"versions": [{"at": "yesterday"}]}, "ISO 8601"),
        ([], "an object is wanted"),
    ],
)
def test_what_can_not_be_told_so_is_refused_with_its_reason(telling: Any, reason: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "stories.jsonl", {"headline": "خبر", "body": "نص", "telling": telling})
    run = Run(path, command="import_articles")
    assert run.status == 1
    assert reason in run.err
    assert not Article.objects.exists()
