"""An import is taken back: what it made goes, what it changed is put back, what people have touched stays and is named."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from PIL import Image as PillowImage

from articles.importing import batch_runs, batches, undoing
from articles.models import (
    Article,
    Author,
    Image,
    ImportBatch,
    ImportRecord,
    ImportResult,
    OldAddress,
    PendingRelatedLink,
    RelatedLink,
    SearchDocument,
    Section,
    Tag,
)

from .helpers import Run, write_lines

pytestmark = pytest.mark.django_db


def story(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "external_id": f"s{number}",
        "headline": f"خبر رقم {number} عن الجسر",
        "body": f"نص الخبر {number}.",
        "published_at": "2026-01-01T10:00:00+03:00",
        "sections": ["أخبار"],
        **fields,
    }


def undone(batch: ImportBatch, *arguments: str) -> Run:
    return Run(batch.pk, "--yes", *arguments, command="undo_import")


def latest() -> ImportBatch:
    return ImportBatch.objects.latest("pk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        PillowImage.new("RGB", (64, 40), (60 * number, 90, 120)).save(tmp_path / f"{number}.jpg")
    return tmp_path


def test_stories_go_with_their_pictures_addresses_and_records(folder: Path, own_media: Path) -> None:
    own = Article.objects.create(headline="خبر المحرر", body="<p>نص</p>", status="published")
    first = story(1, image={"path": "1.jpg"}, old_addresses=["https://old.example.org/one"])
    path = write_lines(folder / "stories.jsonl", first, story(2, related=["خبر رقم 1 عن الجسر"]))
    Run(path)
    assert Article.objects.count() == 3 and any(own_media.rglob("*.jpeg"))
    run = undone(latest())
    assert run.status == 0 and "2 stories would be removed" in run.out
    assert list(Article.objects.all()) == [own]
    for model in (ImportRecord, Image, OldAddress, RelatedLink):
        assert not model.objects.exists(), model
    assert [row.article_id for row in SearchDocument.objects.all()] == [own.pk]
    assert latest().state == "undone"
    assert {row.undone_as for row in ImportResult.objects.all()} == {"removed"}


def test_pictures_that_something_else_shows_stay(folder: Path, django_capture_on_commit_callbacks: Any) -> None:
    pictured = [story(number, image={"path": f"{number}.jpg"}) for number in (1, 2, 3)]
    Run(write_lines(folder / "stories.jsonl", *pictured))
    one, two, three = Image.objects.order_by("pk")
    Article.objects.create(headline="خبر المحرر", body=f'<figure><img src="{one.file.url}" alt="صورة"></figure>')
    Author.objects.create(name="سلمى", image=two)
    with django_capture_on_commit_callbacks(execute=True):
        undone(latest())
    assert list(Image.objects.order_by("pk")) == [one, two]
    assert not three.file.storage.exists(three.file.name)


def test_a_picture_that_was_in_the_library_before_stays(folder: Path) -> None:
    path = write_lines(folder / "first.jsonl", story(1, image={"path": "1.jpg"}))
    Run(path)
    Article.objects.all().delete()
    Run(write_lines(folder / "second.jsonl", story(2, image={"path": "1.jpg"})))
    undone(latest())
    assert Image.objects.count() == 1


def test_what_people_have_touched_stays_and_is_named(folder: Path, editor: User) -> None:
    Run(write_lines(folder / "stories.jsonl", *(story(number) for number in range(1, 5))))
    batch = latest()
    saved, logged, changed, untouched = Article.objects.order_by("pk")
    saved.body = "<p>كتبه المحرر.</p>"
    saved.save()
    LogEntry.objects.log_actions(editor.pk, [logged], CHANGE, change_message="x", single_object=True)
    Article.objects.filter(pk=changed.pk).update(standfirst="غيّره أمر جماعي")
    run = undone(batch)
    assert run.status == 1
    assert set(Article.objects.all()) == {saved, logged, changed}
    stayed = [line for line in run.out.splitlines() if line.startswith("stayed:")]
    assert len(stayed) == 3 and all("worked on it" in line for line in stayed)
    kept = {row.story: row.undone_as for row in batch.results.all()}
    assert kept == {saved.pk: "edited", logged.pk: "edited", changed.pk: "edited", untouched.pk: "removed"}


def test_updated_stories_go_back_to_what_they_were(folder: Path) -> None:
    before = story(1, tags=["جسور"], authors=["سلمى"], image={"path": "1.jpg"}, kicker="عاجل")
    path = write_lines(folder / "stories.jsonl", before, story(2))
    Run(path)
    first = latest()
    fields = Article.objects.filter(headline=before["headline"]).values().get()
    after = story(1, headline="عنوان جديد", body="نص آخر.", tags=["طرق"], authors=["هدى"], image={"path": "2.jpg"})
    write_lines(path, {**after, "related": ["خبر لم يأت بعد"], "sections": ["اقتصاد", "أخبار"]}, story(2))
    Run(path)
    second = latest()
    assert (second.updated, second.unchanged) == (1, 1)
    assert undone(second).status == 0
    restored = Article.objects.filter(pk=fields["id"]).values().get()
    for name in ("modified_at",):
        restored.pop(name), fields.pop(name)
    assert restored == fields
    article = Article.objects.get(pk=fields["id"])
    assert [tag.name for tag in article.tags.all()] == ["جسور"]
    assert [author.name for author in article.byline_authors] == ["سلمى"]
    assert not article.further_sections.exists() and not PendingRelatedLink.objects.exists()
    assert Image.objects.count() == 1, "the picture that the update brought is gone"
    write_lines(path, before, story(2))
    Run(path)
    assert latest().unchanged == 2, "the file as it was before is again what the story says"
    assert undone(first).status == 0 and not Article.objects.exists()


def test_a_story_that_a_later_import_changed_stays_until_that_one_is_undone(folder: Path) -> None:
    path = write_lines(folder / "stories.jsonl", story(1))
    Run(path)
    first = latest()
    write_lines(path, story(1, body="نص آخر."))
    Run(path)
    second = latest()
    run = undone(first)
    assert run.status == 1 and "later import" in run.out and Article.objects.count() == 1
    assert undone(second).status == 0
    assert undone(first).status == 0 and not Article.objects.exists()


def test_a_conflict_that_waits_is_forgotten(folder: Path) -> None:
    path = write_lines(folder / "stories.jsonl", story(1))
    Run(path)
    article = Article.objects.get()
    article.body = "<p>كتبه المحرر.</p>"
    article.save()
    write_lines(path, story(1, body="نص آخر."))
    Run(path)
    assert ImportRecord.objects.get().conflict
    assert undone(latest()).status == 0
    record = ImportRecord.objects.get()
    assert record.conflict is None and record.conflict_hash == ""
    assert "كتبه المحرر" in Article.objects.get().body


def test_stories_that_stay_wait_again_for_what_went(folder: Path) -> None:
    Run(write_lines(folder / "one.jsonl", story(1, related=["خبر رقم 2 عن الجسر"])))
    Run(write_lines(folder / "two.jsonl", story(2)))
    assert RelatedLink.objects.count() == 1
    undone(latest())
    assert not RelatedLink.objects.exists() and PendingRelatedLink.objects.get().reference == "خبر رقم 2 عن الجسر"
    Run(folder / "two.jsonl")
    assert RelatedLink.objects.count() == 1


def test_an_undoing_that_was_stopped_goes_on_where_it_was(folder: Path) -> None:
    Run(write_lines(folder / "stories.jsonl", *(story(number) for number in range(1, 8))))
    batch = latest()
    undoing.ask(batch, by=None)
    taken = batch_runs.take(batch.pk)
    assert taken is not None
    seen: list[ImportResult] = []

    def killed(result: ImportResult) -> None:
        seen.append(result)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch_runs.run(taken, killed)
    assert Article.objects.count() == 4 and latest().state == "stopped"
    assert batch_runs.resume(latest())
    again = batch_runs.take(batch.pk)
    assert again is not None
    batch_runs.run(again)
    assert latest().state == "undone" and not Article.objects.exists()
    assert {row.undone_as for row in batch.results.all()} == {"removed"}


def test_a_plan_says_what_will_happen_in_a_fixed_number_of_queries(folder: Path, django_assert_max_num_queries: Any) -> None:
    Run(write_lines(folder / "stories.jsonl", *(story(number) for number in range(1, 30))))
    edited = Article.objects.first()
    assert edited is not None
    edited.save()
    with django_assert_max_num_queries(10):
        plan = undoing.plan(latest())
    assert (plan.remove, plan.restore, plan.stay) == (28, 0, 1)
    assert [article for article, _why in plan.named] == [edited]


def test_nothing_happens_without_a_yes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Run(write_lines(folder / "stories.jsonl", story(1)))
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert Run(latest().pk, command="undo_import").status == 2
    assert Run(latest().pk, "--dry-run", command="undo_import").status == 0
    assert Article.objects.count() == 1 and latest().state == "done"
    assert Run(999, command="undo_import").status == 2


def test_a_batch_that_runs_is_not_undone(folder: Path) -> None:
    Run(write_lines(folder / "stories.jsonl", story(1)))
    batch = latest()
    ImportBatch.objects.filter(pk=batch.pk).update(state="running", holder=batches.new_holder(), heartbeat_at=batch.ended_at)
    run = undone(batch)
    assert run.status == 2 and Article.objects.count() == 1


def test_sections_and_topics_stay(folder: Path) -> None:
    Run(write_lines(folder / "stories.jsonl", story(1, tags=["جسور"])))
    undone(latest())
    assert Section.objects.exists() and Tag.objects.exists()
    shutil.rmtree(folder)
