"""Every import is kept as a batch: what it did can be told afterwards, even of one that was killed."""

from pathlib import Path

import pytest
from django.db import connection

from articles.importing import batches
from articles.importing.files import collect
from articles.importing.options import Options
from articles.importing.readers import NO_WISHES
from articles.importing.readers.wishes import Wishes
from articles.importing.results import Outcome, Result
from articles.importing.run import import_sources
from articles.importing.story import Story
from articles.importing.writer import Writer
from articles.models import Article, ImportBatch, ImportRecord, ImportResult

from .helpers import Run, write_lines

pytestmark = pytest.mark.django_db

STORIES = [
    {"headline": "بلدية الزهراء تفتح الجسر", "external_id": "a1", "body": "نص أول."},
    {"headline": "", "external_id": "a2"},
    {"headline": "مكتبة عامة جديدة", "external_id": "a3", "body": "نص ثان.", "tags": ["..."]},
]


def test_a_run_is_kept_with_what_became_of_every_record(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "stories.jsonl", *STORIES)
    Run(path, "--status", "draft")
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.sources, batch.options) == ("done", [str(path)], {"status": "draft"})
    counts = (batch.read, batch.created, batch.updated, batch.unchanged, batch.conflicts, batch.refused, batch.warnings)
    assert counts == (3, 2, 0, 0, 0, 1, 1)
    assert batch.ended_at is not None and batch.read_bytes == batch.total_bytes == path.stat().st_size
    told = [(row.outcome, row.position, row.external_id, row.reason, row.story is not None) for row in batch.results.all()]
    assert told == [
        ("created", 1, "a1", "", True),
        ("failed", 2, "", "no headline", False),
        ("created", 3, "a3", "", True),
    ]
    assert "left out" in batch.results.last().warnings
    assert set(ImportRecord.objects.values_list("batch", flat=True)) == {batch.pk}


def test_what_brings_nothing_new_is_counted_and_not_listed(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "stories.jsonl", *STORIES)
    Run(path)
    Run(path)
    batch = ImportBatch.objects.latest("pk")
    assert (batch.read, batch.created, batch.unchanged, batch.refused) == (3, 0, 2, 1)
    assert [row.outcome for row in batch.results.all()] == ["failed"]
    assert ImportRecord.objects.filter(batch=batch).count() == 0, "the run that created a story stays its own"


def test_updates_and_conflicts_are_told_with_the_story_as_it_was(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "stories.jsonl", STORIES[0], STORIES[2])
    Run(path)
    Article.objects.get(headline=STORIES[2]["headline"]).delete()
    edited = Article.objects.create(headline="عنوان", body="<p>نص.</p>")
    ImportRecord.objects.create(article=edited, external_id="a3", record_hash="x", article_hash="y")
    write_lines(path, {**STORIES[0], "body": "نص جديد."}, STORIES[2])
    Run(path)
    batch = ImportBatch.objects.latest("pk")
    assert (batch.updated, batch.conflicts) == (1, 1)
    updated, conflict = batch.results.all()
    assert updated.before["fields"]["body"] == "<p>نص أول.</p>"
    assert updated.record_hash == ImportRecord.objects.get(external_id="a1").record_hash
    assert conflict.story == edited.pk and conflict.reason and conflict.before is None


def test_a_dry_run_keeps_no_batch(tmp_path: Path) -> None:
    Run(write_lines(tmp_path / "stories.jsonl", *STORIES), "--dry-run")
    assert not ImportBatch.objects.exists() and not ImportResult.objects.exists()


def test_a_result_stands_or_falls_with_its_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = batches.begin(["x"], Options(), NO_WISHES, total_bytes=0)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("articles.importing.writer.after_write", broken)
    with pytest.raises(KeyboardInterrupt):
        Writer(Options(), ledger).write(Story("بلدية الزهراء", body="نص"))
    monkeypatch.undo()
    assert (Article.objects.count(), ImportResult.objects.count()) == (0, 0)
    Writer(Options(), ledger).write(Story("بلدية الزهراء", body="نص"))
    assert (Article.objects.count(), ImportResult.objects.count()) == (1, 1)


def test_a_killed_run_is_told_from_its_results(tmp_path: Path) -> None:
    """A kill leaves the batch as its last sign of life was; the results are those of the stories that are there."""
    path = write_lines(tmp_path / "stories.jsonl", *STORIES)
    ledger = batches.begin([str(path)], Options(), NO_WISHES, total_bytes=0)
    run = import_sources(collect([str(path)]), Options(), ledger)
    next(run)
    next(run)
    batches.recount(ledger.batch)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.created, batch.refused) == ("running", Article.objects.count(), 1)


def test_a_fault_stops_the_batch_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_lines(tmp_path / "stories.jsonl", *STORIES)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("articles.importing.console.Console.show", interrupted)
    assert Run(path).status == 130
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.message, batch.created) == ("stopped", "interrupted", Article.objects.count())


def test_a_run_stops_where_a_person_asks_for_it_or_another_process_has_it(tmp_path: Path) -> None:
    for change, reason in (({"is_stop_asked": True}, "person"), ({"holder": "else:1:x"}, "another process")):
        ledger = batches.begin(["x"], Options(), NO_WISHES, total_bytes=0)
        ledger.beat(0)
        ImportBatch.objects.filter(pk=ledger.batch.pk).update(**change)
        with pytest.raises(batches.Stopped, match=reason):
            ledger.beat(0)


def test_options_come_back_as_they_were() -> None:
    options = Options(status="draft", section="أخبار", fetch_pictures=False)
    wishes = Wishes({"headline": "العنوان"}, pages=True)
    assert batches.read_options(batches.stored_options(options, wishes, "csv")) == (options, wishes, "csv")


def test_results_cost_one_statement_however_many_are_told(django_assert_num_queries: pytest.FixtureRequest) -> None:
    ledger = batches.begin(["x"], Options(), NO_WISHES, total_bytes=0)
    results = [Result(Outcome.CREATED, "stories.jsonl", line, f"خبر {line}", article_id=line) for line in range(1, 60)]
    with django_assert_num_queries(1 if connection.features.has_bulk_insert else len(results)):  # type: ignore[operator]
        ledger.note(results)
