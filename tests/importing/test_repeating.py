"""The same story never twice, a changed file updates it, an editor's work is never overwritten."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.importing.options import Options
from articles.importing.story import Story, told
from articles.importing.writer import Outcome, Writer
from articles.models import Article, Author, Correction, ImportRecord, Section, Tag
from tests.importing.helpers import Run, lines, read_lines, write_lines

pytestmark = pytest.mark.django_db

BODY = "وصلت القافلة الأولى صباح اليوم إلى المدينة محملة بالكتب والدفاتر.\n\nورحب بها الأهالي عند الجسر القديم."
RECORD: dict[str, Any] = {
    "external_id": "n-1",
    "source": {"name": "وكالة"},
    "headline": "قافلة الكتب تصل",
    "body": BODY,
    "sections": ["أخبار", "تعليم"],
    "tags": ["الكتب"],
    "authors": ["سلمى الحداد", "رامي دياب"],
    "published_at": "2026-11-20T10:00:00+03:00",
}


def write(*records: Any, **options: Any) -> list[Outcome]:
    writer = Writer(Options(**options))
    return [writer.write(item).outcome for item in read_lines(*records)]


def test_the_second_run_changes_nothing(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", RECORD, {"headline": "بلا معرّف", "body": BODY})
    assert Run(path).counts == {"created": 2}
    before = list(Article.objects.order_by("pk").values()), list(ImportRecord.objects.order_by("pk").values())
    assert Run(path).counts == {"unchanged": 2}
    assert (list(Article.objects.order_by("pk").values()), list(ImportRecord.objects.order_by("pk").values())) == before


def test_a_changed_record_updates_its_story() -> None:
    assert write(RECORD) == ["created"]
    changed = {**RECORD, "headline": "قافلة الكتب وصلت", "sections": ["محليات"], "tags": ["المدارس"], "authors": ["رامي دياب"]}
    assert write(changed) == ["updated"]
    article = Article.objects.get()
    assert (article.headline, article.slug) == ("قافلة الكتب وصلت", "قافلة-الكتب-وصلت")
    assert (article.section.name, article.further_sections.count()) == ("محليات", 0)  # type: ignore[union-attr]
    assert [tag.name for tag in article.tags.all()] == ["المدارس"]
    assert [author.name for author in article.byline_authors] == ["رامي دياب"]
    assert write(changed) == ["unchanged"]


def test_two_identical_files_are_one_story(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"عنوان واحد\n\n{BODY}", encoding="utf-8")
    assert Run(tmp_path).counts == {"created": 1, "unchanged": 1}
    assert Article.objects.count() == 1


def test_a_seed_file_moved_elsewhere_is_the_same_story(tmp_path: Path) -> None:
    first = tmp_path / "a.txt"
    first.write_text(f"عنوان واحد\n\n{BODY}", encoding="utf-8")
    Run(first)
    assert Run(first.rename(tmp_path / "b.txt")).counts == {"unchanged": 1}


def test_a_seed_file_with_another_text_updates_its_story(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"عنوان واحد\n\n{BODY}", encoding="utf-8")
    Run(path)
    path.write_text("عنوان جديد تماما\n\nنص آخر لا صلة له بما قبله.", encoding="utf-8")
    assert Run(path).counts == {"updated": 1}
    assert Article.objects.get().headline == "عنوان جديد تماما"


def test_lines_put_in_above_others_move_no_story(tmp_path: Path) -> None:
    one, two = {"headline": "خبر أول", "body": BODY}, {"headline": "خبر ثان", "body": "نص قصير مختلف."}
    path = write_lines(tmp_path / "a.jsonl", one, two)
    Run(path)
    keys = {article.headline: article.pk for article in Article.objects.all()}
    write_lines(path, {"headline": "خبر جديد", "body": "نص جديد لا يشبه غيره."}, one, {**two, "body": "نص قصير مختلف قليلا."})
    assert Run(path).counts == {"created": 1, "unchanged": 1, "updated": 1}
    assert keys.items() <= {article.headline: article.pk for article in Article.objects.all()}.items()


def test_a_line_without_id_whose_headline_changed_is_known_by_place_and_text(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"headline": "قبل", "body": BODY})
    Run(path)
    write_lines(path, {"headline": "بعد", "body": BODY})
    assert Run(path).counts == {"updated": 1}


def test_two_lines_of_one_headline_are_two_stories(tmp_path: Path) -> None:
    column = [{"headline": "عمود الأسبوع", "body": f"نص العدد {number} من العمود."} for number in (1, 2)]
    path = write_lines(tmp_path / "a.jsonl", *column)
    assert Run(path).counts == {"created": 2}
    assert Run(path).counts == {"unchanged": 2}


def test_one_id_with_two_texts_in_one_run_is_refused(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", RECORD, RECORD, {**RECORD, "body": "نص آخر"})
    run = Run(path)
    assert run.counts == {"created": 1, "unchanged": 1, "failed": 1}
    assert f"{path}:3: external_id 'n-1' stands at {path}:1 already, with another text" in run.err
    assert Run(path).counts == {"unchanged": 2, "failed": 1}


def test_the_same_id_of_two_sources_is_two_stories() -> None:
    assert write(RECORD, {**RECORD, "source": {"name": "صحيفة"}}) == ["created", "created"]


def edit(field: str) -> None:
    article = Article.objects.get()
    if field == "tags":
        article.tags.add("جديد")
    elif field == "authors":
        article.set_bylines([Author.objects.get_or_create_named("هدى مراد")[0]])
    elif field == "sections":
        article.further_sections.clear()
    else:
        setattr(article, field, {"published_at": timezone.now(), "status": "withdrawn"}.get(field, "ما كتبه المحرر"))
        article.save()


EDITS = ["headline", "body", "standfirst", "image_caption", "tags", "authors", "sections", "published_at", "status"]


@pytest.mark.parametrize("field", EDITS)
def test_an_editors_work_meets_a_changed_record_as_a_conflict(field: str) -> None:
    write(RECORD)
    edit(field)
    before = Article.objects.values().get()
    changed = {**RECORD, "standfirst": "جملة جديدة من المصدر."}
    (incoming,) = read_lines(changed)
    assert write(changed) == ["conflict"]
    assert Article.objects.values().get() == before
    assert isinstance(incoming, Story)
    assert ImportRecord.objects.get().conflict == told(incoming)
    assert write(changed) == ["conflict"], "it is reported until somebody decides"


@pytest.mark.parametrize("field", EDITS)
def test_an_editors_work_meets_the_same_record_in_peace(field: str) -> None:
    write(RECORD)
    edit(field)
    before = Article.objects.values().get()
    assert write(RECORD) == ["unchanged"]
    assert Article.objects.values().get() == before


def test_a_dismissed_conflict_is_silent_until_the_source_changes_again() -> None:
    write(RECORD)
    edit("body")
    changed = {**RECORD, "body": "نص أحدث من المصدر"}
    write(changed)
    ImportRecord.objects.update(conflict=None)
    assert write(changed) == ["unchanged"]
    assert write({**RECORD, "body": "نص أحدث منه"}) == ["conflict"]


def test_a_conflict_ends_when_the_source_takes_its_change_back() -> None:
    write(RECORD)
    edit("body")
    write({**RECORD, "body": "نص أحدث من المصدر"})
    assert write(RECORD) == ["unchanged"]
    assert ImportRecord.objects.get().conflict is None


def test_conflict_is_told_on_the_command_line(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", RECORD)
    Run(path)
    edit("body")
    write_lines(path, {**RECORD, "kicker": "جديد"})
    run = Run(path)
    assert (run.status, run.counts) == (1, {"conflicts": 1})
    assert f"{path}:1: conflict: changed in the file and by an editor: both texts are kept" in run.err


def test_saving_without_a_change_is_no_edit() -> None:
    write(RECORD)
    Article.objects.get().save()
    assert write({**RECORD, "kicker": "جديد"}) == ["updated"]


def test_state_and_date_of_a_story_stay_when_its_changed_record_tells_none() -> None:
    bare = {"external_id": "n-2", "headline": "عنوان", "body": BODY}
    write(bare, status="draft", published_at=timezone.now(), section="أخبار", author="سلمى الحداد")
    before = Article.objects.get()
    assert write({**bare, "kicker": "جديد"}) == ["updated"]
    article = Article.objects.get()
    assert (article.status, article.published_at, article.section) == ("draft", before.published_at, before.section)
    assert len(article.byline_authors) == 1


def test_an_option_fills_what_an_earlier_import_left_open() -> None:
    bare = {"external_id": "n-2", "headline": "عنوان", "body": BODY}
    write(bare)
    assert Article.objects.get().published_at is None
    moment = timezone.now()
    assert write(bare, published_at=moment, section="أخبار", author="سلمى الحداد") == ["updated"]
    article = Article.objects.get()
    assert (article.published_at, str(article.section), len(article.byline_authors)) == (moment, "أخبار", 1)
    assert write(bare) == ["unchanged"]
    edit("headline")
    assert write(bare, status="draft") == ["unchanged"], "not over an editor's work"


def test_options_serve_only_those_that_tell_none() -> None:
    write(RECORD, published_at=timezone.now(), section="رياضة", author="هدى مراد")
    article = Article.objects.get()
    assert str(article.section) == "أخبار"
    assert article.published_at.isoformat() == "2026-11-20T07:00:00+00:00"  # type: ignore[union-attr]
    assert not Section.objects.filter(name="رياضة").exists()
    assert not Author.objects.filter(name="هدى مراد").exists()


def test_names_in_other_spellings_are_the_same() -> None:
    record = {
        "sections": ["أخبار", "اخبار", "أخبــار"],
        "tags": ["الأمم المتحدة", "الامم المتحده"],
        "authors": ["أحمد", "احمد"],
    }
    write({**RECORD, **record})
    assert (Section.objects.count(), Tag.objects.count(), Author.objects.count()) == (1, 1, 1)
    assert Article.objects.get().further_sections.count() == 0


def test_corrections_come_once_and_editors_own_stay() -> None:
    note = {"kind": "correction", "date": "2026-11-21T10:00:00+03:00", "note": "صُحح الرقم."}
    write({**RECORD, "corrections": [note]})
    Correction.objects.create(article=Article.objects.get(), note="تصحيح من المحرر.")
    write({**RECORD, "kicker": "جديد", "corrections": [note]})
    assert sorted(Correction.objects.values_list("note", flat=True)) == ["تصحيح من المحرر.", "صُحح الرقم."]


def test_a_deleted_story_comes_again() -> None:
    write(RECORD)
    Article.objects.all().delete()
    assert write(RECORD) == ["created"]


def test_provenance_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n" + lines(RECORD), encoding="utf-8")
    Run(path)
    record = ImportRecord.objects.get()
    assert (record.path, record.position, record.source, record.external_id) == (str(path), 2, "وكالة", "n-1")
    assert len(record.record_hash) == 64
