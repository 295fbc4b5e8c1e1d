"""The preview beside the form: the public page of what is typed, with nothing saved; and of kept versions."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import desk_versions
from articles.models import Article, Author, Image, RelatedLink, Section, Tag, UnsavedWork
from articles.pictures import read_picture, store_picture
from tests.admin.conftest import change_url, form_fields, picture_bytes

pytestmark = pytest.mark.django_db
TYPED = "/preview/typed/"


@pytest.fixture
def image() -> Image:
    return store_picture(read_picture(picture_bytes()), alt="بوابة المكتبة", caption="البوابة", credit="الديوان")[0]


@pytest.fixture
def desk(client: Client, chief: User) -> Client:
    client.force_login(chief)
    return client


@pytest.fixture
def story() -> Article:
    story = Article.objects.create(
        headline="مكتبة عامة تفتح أبوابها", body="<p>الفقرة الأولى.</p>", section=Section.objects.create(name="أخبار")
    )
    story.tags.set(["ماء"])
    return story


def fields_of(client: Client, story: Article | None) -> dict[str, Any]:
    return form_fields(
        client.get(change_url(story) if story else "/admin/articles/article/add/").content.decode(), "article_form"
    )


def main_of(html: str) -> str:
    found = re.search(r"<main.*</main>", html, re.DOTALL)
    assert found
    return " ".join(found[0].split())


def test_it_is_the_very_page_that_saving_would_make(desk: Client, story: Article, image: Image) -> None:
    other = Article.objects.create(headline="خبر متعلق", status="published", published_at=timezone.now())
    local = Section.objects.create(name="محليات")
    authors = [Author.objects.create(name=name) for name in ("سلمى الحسن", "رامي دياب")]
    Tag.objects.create(name="سوريا")
    fields = fields_of(desk, story) | {
        "kicker": "ثقافة", "headline": "المكتبة   تعود", "standfirst": "جملة كاملة تقول ما لا يقوله المتن.",
        "body": "<p>نص <strong>عريض</strong>.</p><h2>عنوان</h2><script>x()</script>", "tags": "سوريا، ماء", "genre": "report",
        "image": image.pk, "image_caption": "أمام الباب", "section": local.pk, "further_sections": [story.section_id],
        "source_name": "وكالة", "source_url": "https://example.org/a",
        "bylines-TOTAL_FORMS": "2", "bylines-0-author": authors[0].pk, "bylines-1-author": authors[1].pk,
        "bylines-0-order": "2", "bylines-1-order": "1",
        "related_links-TOTAL_FORMS": "2", "related_links-0-target": other.pk, "related_links-0-order": "2",
        "related_links-1-url": "https://example.org/b", "related_links-1-title": "مصدر خارجي", "related_links-1-order": "1",
    }  # fmt: skip
    answer = desk.post(TYPED, fields)
    assert answer.status_code == 200
    seen = main_of(answer.content.decode())
    assert "المكتبة تعود" in seen and "<script>x" not in seen
    story.refresh_from_db()
    assert story.headline == "مكتبة عامة تفتح أبوابها" and not RelatedLink.objects.exists() and not story.versions.exists()  # type: ignore[attr-defined]
    saved = desk.post(change_url(story), {**fields, "slug": "", "_continue": "1"})
    assert saved.status_code == 302
    story.refresh_from_db()
    # The short way to the text is a public story's; addresses follow the slug.
    assert main_of(desk.get(f"/preview/{story.pk}/").content.decode()) == seen


def test_a_gallery_is_shown_as_it_is_typed(desk: Client, story: Article, image: Image) -> None:
    fields = fields_of(desk, story) | {
        "story_type": "gallery", "gallery_items-TOTAL_FORMS": "1", "gallery_items-0-image": image.pk,
        "gallery_items-0-own_caption": "تعليق جديد", "gallery_items-0-order": "1",
    }  # fmt: skip
    html = desk.post(TYPED, fields).content.decode()
    assert "gallery__reel" in html and "تعليق جديد" in html


@pytest.mark.parametrize("kind", ["article", "live", "gallery", "video"])
def test_a_new_story_is_shown_before_it_is_saved_once(desk: Client, kind: str) -> None:
    fields = fields_of(desk, None) | {
        "headline": "خبر جديد", "body": "<p>نص.</p>", "story_type": kind, "tags": "موضوع لم يكن",
        "video_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    }  # fmt: skip
    answer = desk.post(TYPED, fields)
    assert answer.status_code == 200 and "<h1>خبر جديد</h1>" in answer.content.decode()
    assert not Article.objects.exists() and not Tag.objects.exists() and not UnsavedWork.objects.exists()


def test_an_empty_form_is_no_error(desk: Client) -> None:
    assert desk.post(TYPED, {**fields_of(desk, None), "headline": "", "body": ""}).status_code == 200


def test_it_is_framed_by_our_own_pages_alone_runs_nothing_and_is_kept_nowhere(desk: Client, story: Article) -> None:
    answer = desk.post(TYPED, fields_of(desk, story))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "sandbox allow-same-origin" in policy and "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_only_the_forms_own_person_with_the_right_sees_it(
    desk: Client, client: Client, story: Article, reporter: User, editor: User
) -> None:
    fields = fields_of(desk, story)
    stranger = Client()
    assert stranger.post(TYPED, fields).status_code == 401
    stranger.force_login(editor)
    assert stranger.post(TYPED, fields).status_code == 403
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    other = Client()
    other.force_login(reporter)
    own = fields_of(other, story)
    assert other.post(TYPED, own).status_code == 200
    Article.objects.filter(pk=story.pk).update(created_by=None)
    assert other.post(TYPED, own).status_code == 403
    assert desk.post(TYPED, {"headline": "x"}).status_code == 403
    assert desk.get(TYPED).status_code == 405


def test_a_kept_version_is_shown_as_it_was(desk: Client, story: Article, reporter: User) -> None:
    desk_versions.keep(story)
    story.headline, story.body = "عنوان جديد", "<p>نص جديد.</p>"
    story.save()
    story.tags.set(["نار"])
    html = desk.get(f"/preview/{story.pk}/version/1/").content.decode()
    assert "<h1>مكتبة عامة تفتح أبوابها</h1>" in html and "ماء" in html and "نار" not in html and "النسخة 1" in html
    assert desk.get(f"/preview/{story.pk}/version/9/").status_code == 404
    other = Client()
    assert other.get(f"/preview/{story.pk}/version/1/").status_code == 302
    other.force_login(reporter)
    assert other.get(f"/preview/{story.pk}/version/1/").status_code == 403


def test_a_preview_costs_few_queries(desk: Client, story: Article, image: Image) -> None:
    fields = fields_of(desk, story) | {"image": image.pk, "related_links-TOTAL_FORMS": "9", "bylines-TOTAL_FORMS": "9"}
    for number in range(9):
        other = Article.objects.create(headline=f"متعلق {number}", status="published")
        fields |= {
            f"related_links-{number}-target": other.pk,
            f"bylines-{number}-author": Author.objects.create(name=f"ك{number}").pk,
        }
    with CaptureQueriesContext(connection) as queries:
        assert desk.post(TYPED, fields).status_code == 200
    assert len(queries) <= 36, len(queries)
