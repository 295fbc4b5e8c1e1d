"""Out and in again: the same public site, to the byte."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from articles.models import Article, DeskState, Image, PendingRelatedLink, RelatedLink, Section, Tag
from tests.editorial.states import HOUR, bring
from tests.exporting.newsroom import NOW, empty_newsroom, make_newsroom, media_files, public_pages, settle
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def out(folder: Path, *options: str) -> Run:
    run = Run(f"{folder}/", *options, command="export_articles")
    assert run.status == 0, run.err
    return run


def test_an_export_read_into_an_empty_newsroom_gives_the_same_public_pages(folder: Path) -> None:
    make_newsroom()
    settle()
    before, files = public_pages(), media_files()
    assert len(before) > 12
    out(folder, "--status", "all")
    empty_newsroom()
    run = Run(folder, command="import_articles")
    assert (run.status, run.err) == (0, "")
    settle()
    after = public_pages()
    assert set(after) == set(before)
    changed = [address for address in before if before[address] != after[address]]
    assert changed == []
    assert set(media_files()) == set(files)


def test_every_state_of_the_desk_comes_back_with_its_times(folder: Path) -> None:
    make_newsroom()
    stories = [bring(Article.objects.create(headline=f"مادة {state}"), state) for state in DeskState]
    out(folder, "--status", "all")
    empty_newsroom()
    run = Run(folder, command="import_articles")
    assert (run.status, run.err) == (0, "")
    for story in stories:
        back = Article.objects.get(pk=story.pk)
        for name in ("status", "published_at", "embargo_until", "unpublish_at", "desk_state"):
            assert getattr(back, name) == getattr(story, name), (name, story.headline)


def test_no_import_breaks_an_embargo(tmp_path: Path) -> None:
    told = {"headline": "تحت الحظر", "status": "published", "published_at": "2018-12-01T10:00:00Z"}
    path = tmp_path / "story.jsonl"
    path.write_text(json.dumps(told | {"embargo_until": (NOW + HOUR).isoformat()}) + "\n", encoding="utf-8")
    assert Run(path, command="import_articles").status == 0
    assert Article.objects.get().desk_state == DeskState.EMBARGOED


def test_states_in_the_words_of_wordpress(tmp_path: Path) -> None:
    states = {"in_review": "in_review", "scheduled": "published", "embargoed": "in_review", "withdrawn": "draft"}
    for state in states:
        bring(Article.objects.create(headline=f"مادة {state}", body="<p>نص.</p>"), state)
    target = tmp_path / "all.xml"
    assert Run(str(target), "--format", "wxr", "--status", "all", command="export_articles").status == 0
    empty_newsroom()
    assert Run(target, "--format", "wxr", command="import_articles").status == 0
    assert {row.headline.removeprefix("مادة "): row.status for row in Article.objects.all()} == states
    assert not Article.objects.public().exists()


def test_what_readers_do_not_see_comes_back_too(folder: Path) -> None:
    stories = make_newsroom()
    out(folder, "--status", "all")
    empty_newsroom()
    Run(folder, command="import_articles")
    for story in stories.values():
        back = Article.objects.get(pk=story.pk)
        for name in ("headline", "status", "published_at", "body", "slug", "genre", "image_caption", "section_id"):
            assert getattr(back, name) == getattr(story, name), (name, story.headline)
    image = Image.objects.get(alt="الجسر")
    assert (image.rights, str(image.focal_point), image.caption) == ("© الديوان", "0.1x0.9", "الجسر القديم")
    links = RelatedLink.objects.filter(article=stories["lead"].pk).values_list("target_id", "url", "title")
    assert list(links) == [
        (stories["opinion"].pk, "", "اقرأ أيضاً"),
        (None, "https://example.com/x?y=1", "من بعيد"),
        (stories["draft"].pk, "", ""),
    ]
    assert PendingRelatedLink.objects.get().title == "عنوان ينتظر"
    assert Tag.objects.named("أميركا").slug == "usa"
    assert Section.objects.named("رياضة").order == 7


def test_the_same_export_again_changes_nothing_and_a_second_export_is_the_first(folder: Path, tmp_path: Path) -> None:
    make_newsroom()
    out(folder, "--status", "all")
    first = (folder / "stories.jsonl").read_bytes()
    empty_newsroom()
    Run(folder, command="import_articles")
    assert Run(folder, command="import_articles").counts == {"unchanged": 9}
    out(tmp_path / "second", "--status", "all")
    second = (tmp_path / "second" / "stories.jsonl").read_bytes()
    for one, other in zip(first.split(b"\n"), second.split(b"\n"), strict=True):
        assert one.decode() == other.decode()


def test_a_number_that_another_story_has_here_is_left_to_it(folder: Path) -> None:
    stories = make_newsroom()
    out(folder)
    mine = stories["lead"].pk
    empty_newsroom()
    Article.objects.create(pk=mine, headline="خبر آخر تماماً")
    run = Run(folder, command="import_articles")
    assert run.status == 0
    assert f"id {mine} is another story's here" in run.err
    assert Article.objects.get(pk=mine).headline == "خبر آخر تماماً"
    fresh = Article.objects.create(headline="بعد الاستيراد")
    assert fresh.pk > mine


def test_published_stories_alone_tell_nothing_of_the_others(folder: Path) -> None:
    stories = make_newsroom()
    out(folder)
    told = (folder / "stories.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["id"] for line in told.splitlines()] == sorted(
        stories[name].pk for name in ("lead", "own", "rich", "undated", "bare", "opinion")
    )
    for name in ("draft", "later", "gone"):
        assert stories[name].headline not in told
        assert f"article-{stories[name].pk}" not in told
