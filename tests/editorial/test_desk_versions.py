"""Versions of stories: every save kept whole, nothing overwritten unkept, one restored without touching the workflow."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.editorial import comparing, desk_versions, restoring, workflow
from articles.editorial.content import changed_fields, content_of, pack, unpack
from articles.models import Article, Author, RelatedLink, Section, StoryVersion

Cause = StoryVersion.Cause


@pytest.fixture
def story(db: None) -> Article:
    return Article.objects.create(
        headline="مكتبة عامة تفتح أبوابها", body="<p>الفقرة الأولى.</p>\n<p>الفقرة الثانية.</p>", section=_section("أخبار")
    )


def _section(name: str) -> Section:
    return Section.objects.get_or_create_named(name)[0]


def kept(story: Article) -> list[tuple[int, str, list[str]]]:
    return [(row.number, row.cause, row.changed) for row in StoryVersion.objects.filter(article=story).order_by("number")]


def test_what_is_overwritten_was_kept_whoever_overwrites_it(story: Article) -> None:
    story.headline = "عنوان من أمر في الطرفية"
    story.save()
    [version] = StoryVersion.objects.filter(article=story)
    content = desk_versions.content_at(version)
    assert (version.cause, content["headline"], content["section"]["name"]) == (Cause.KEPT, "مكتبة عامة تفتح أبوابها", "أخبار")
    story.headline = "عنوان ثالث"
    story.save()
    rows = StoryVersion.objects.filter(article=story).order_by("number")
    assert [desk_versions.content_at(row)["headline"] for row in rows] == ["مكتبة عامة تفتح أبوابها", "عنوان من أمر في الطرفية"]


def test_a_version_holds_all_that_belongs_to_the_story(story: Article, editor: User) -> None:
    other = Article.objects.create(headline="خبر متعلق")
    story.tags.set(["سوريا", "الأمم المتحدة"])
    story.further_sections.set([_section("محليات")])
    story.set_bylines([Author.objects.create(name="سلمى الحسن")])
    RelatedLink.objects.create(article=story, target=other, order=1)
    RelatedLink.objects.create(article=story, url="https://example.org/a", title="مصدر", order=2)
    version = desk_versions.keep(story, by=editor, note="  أول   نسخة ")
    assert version is not None
    content = desk_versions.content_at(version)
    assert content["tags"] == ["الأمم المتحدة", "سوريا"]
    assert [row["name"] for row in content["further_sections"]] == ["محليات"]
    assert [row["name"] for row in content["bylines"]] == ["سلمى الحسن"]
    assert [(row["target"], row["url"]) for row in content["related_links"]] == [
        (other.pk, ""),
        (None, "https://example.org/a"),
    ]
    assert content["status"] == "draft"
    assert (version.note, version.by_name) == ("أول نسخة", "رامي دياب")


def test_a_save_that_changed_nothing_is_no_version_and_makes_no_form_outdated(story: Article, editor: User) -> None:
    desk_versions.keep(story, by=editor)
    stamp = story.modified_at
    story.save()
    assert story.modified_at != stamp
    assert desk_versions.keep(story, by=editor) is None
    story.refresh_from_db()
    assert story.modified_at == stamp
    assert desk_versions.version_at(story, stamp.isoformat()) is not None


def test_versions_are_never_rewritten_and_never_deleted(story: Article) -> None:
    version = desk_versions.keep(story)
    assert version is not None
    version.note = "تاريخ آخر"
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()
    story.delete()
    assert not StoryVersion.objects.exists()


def test_a_move_is_a_version_with_the_mover(story: Article, editor: User) -> None:
    desk_versions.keep(story)
    workflow.move(story, "publish", by=editor)
    version = desk_versions.newest(story)
    assert version is not None and (version.cause, version.by_name) == (Cause.MOVED, "رامي دياب")
    assert {"status", "published_at"} <= set(version.changed)


def test_an_import_that_updates_a_story_is_a_version(db: None, tmp_path: Any) -> None:
    path = tmp_path / "stories.jsonl"
    line = '{"external_id": "1", "headline": "%s", "body": "<p>نص.</p>", "status": "published"}\n'
    for headline in ("العنوان الأول", "العنوان الثاني"):
        path.write_text(line % headline, encoding="utf-8")
        call_command("import_articles", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    story = Article.objects.get()
    assert [(cause, "headline" in changed) for _n, cause, changed in kept(story)] == [
        (Cause.KEPT, False),
        (Cause.IMPORTED, True),
    ]


def test_restoring_brings_the_content_back_and_leaves_the_workflow_alone(story: Article, editor: User) -> None:
    story.tags.set(["سوريا"])
    author = Author.objects.create(name="سلمى الحسن")
    story.set_bylines([author])
    RelatedLink.objects.create(article=story, url="https://example.org/a", title="مصدر", order=1)
    first = desk_versions.keep(story, by=editor)
    story.body, story.section = "<p>نص آخر.</p>", _section("رياضة")
    story.save()
    story.tags.set(["مصر", "لبنان"])
    story.set_bylines([])
    RelatedLink.objects.filter(article=story).delete()
    desk_versions.keep(story, by=editor)
    workflow.move(story, "publish", by=editor)
    date = story.published_at
    assert first is not None
    assert restoring.restore(story, first, by=editor, seen=story.modified_at.isoformat(), note="عودة") == []
    story = Article.objects.get(pk=story.pk)
    assert story.body == "<p>الفقرة الأولى.</p>\n<p>الفقرة الثانية.</p>" and story.section is not None
    assert (story.section.name, story.status, story.published_at) == ("أخبار", "published", date)
    assert story.updated_at is not None and story.updated_at > date  # type: ignore[operator]
    assert [tag.name for tag in story.tags.all()] == ["سوريا"]
    assert story.byline_authors == [author]
    assert [link.url for link in RelatedLink.objects.filter(article=story)] == ["https://example.org/a"]
    newest = desk_versions.newest(story)
    assert newest is not None
    assert (newest.cause, newest.restored_from, newest.note) == (Cause.RESTORED, first.number, "عودة")
    differing = changed_fields(desk_versions.content_at(first), content_of(story))
    assert set(differing) == {"status", "published_at", "updated_at"}


def test_what_is_gone_is_told_and_the_rest_restored(story: Article, editor: User) -> None:
    author, other = Author.objects.create(name="كاتب رحل"), Article.objects.create(headline="خبر حُذف")
    story.set_bylines([author])
    RelatedLink.objects.create(article=story, target=other, order=1)
    first = desk_versions.keep(story)
    story.set_bylines([])
    other.delete()
    author.delete()
    story.headline = "آخر"
    story.save()
    assert first is not None
    missing = restoring.restore(story, first, by=editor, seen=story.modified_at.isoformat())
    assert len(missing) == 2 and "كاتب رحل" in missing[0] and "خبر حُذف" in missing[1]
    assert Article.objects.get(pk=story.pk).headline == "مكتبة عامة تفتح أبوابها"


def test_a_story_saved_meanwhile_is_not_restored_over(story: Article, editor: User) -> None:
    first = desk_versions.keep(story)
    seen = story.modified_at.isoformat()
    story.headline = "جديد"
    story.save()
    assert first is not None
    with pytest.raises(restoring.Outdated):
        restoring.restore(story, first, by=editor, seen=seen)
    assert Article.objects.get(pk=story.pk).headline == "جديد"


def test_a_comparison_tells_words_formatting_links_and_lists_apart(story: Article) -> None:
    story.body = '<p>قال الوزير إن <a href="https://example.org/a">الخطة</a> تبدأ اليوم.</p><p>فقرة باقية.</p>'
    story.tags.set(["سوريا", "مصر"])
    old = content_of(story)
    story.body = '<p>قال <strong>الوزير</strong> إن <a href="https://example.org/b">الخطة</a> تبدأ غدا.</p><p>فقرة باقية.</p>'
    story.genre = Article.Genre.REPORT
    story.published_at = timezone.now()
    story.tags.set(["سوريا", "لبنان"])
    changes = {change.name: change for change in comparing.compare(old, content_of(story))}
    assert set(changes) == {"body", "tags", "genre", "published_at"}
    kinds = [(str(piece.kind), piece.text.strip()) for piece in changes["body"].rows[0].change.pieces]  # type: ignore[union-attr]
    assert ("restyled", "الوزير") in kinds and ("restyled", "الخطة") in kinds
    assert ("removed", "اليوم") in kinds and ("added", "غدا") in kinds
    assert (changes["tags"].gone, changes["tags"].come, changes["tags"].stayed) == (["مصر"], ["لبنان"], 1)
    assert changes["genre"].old and changes["genre"].old != changes["genre"].new
    assert changes["published_at"].old == "" and changes["published_at"].new


def test_packed_content_is_small_and_comes_back_whole(story: Article) -> None:
    story.body = "".join(f"<p>جملة رقم {number} من نص طويل يتكرر فيه الكلام.</p>" for number in range(200))
    content = content_of(story)
    assert unpack(pack(content)) == content
    assert len(pack(content)) < len(story.body.encode()) / 8
