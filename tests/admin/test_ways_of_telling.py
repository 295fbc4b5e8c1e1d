"""Live updates, galleries, videos, breaking lines, standing pages and kept versions at the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Author, BreakingNews, GalleryItem, Image, LiveEntry, Page, PublishedVersion

from .conftest import form_fields


@pytest.fixture
def live(make_story: Any) -> Article:
    return make_story("مباشر: المؤتمر", story_type="live", status="published", published_at=timezone.now())


def add_form(client: Client, model: str, query: str = "") -> dict[str, Any]:
    page = client.get(f"/admin/articles/{model}/add/{query}")
    assert page.status_code == 200
    return form_fields(page.content.decode(), f"{model}_form")


def errors(answer: Any) -> str:
    return str(answer.context["errors"]) if answer.context and "errors" in answer.context else ""


def test_lists_and_forms_open(desk: Client, live: Article, image: Image) -> None:
    rows = [
        LiveEntry.objects.create(article=live, headline="تحديث"),
        BreakingNews.objects.create(text="عاجل", until=timezone.now() + timedelta(hours=1)),
        Page.objects.create(title="من نحن", slug="من-نحن"),
        PublishedVersion.objects.create(article=live, at=timezone.now(), headline="كان"),
    ]
    for row in rows:
        model = row._meta.model_name
        for address in ("", f"{row.pk}/change/", f"{row.pk}/history/"):
            assert desk.get(f"/admin/articles/{model}/{address}").status_code == 200, (model, address)
    page = desk.get("/admin/").content.decode()
    for name in ("التحديثات المباشرة", "الأخبار العاجلة", "الصفحات الثابتة", "النسخ المنشورة"):
        assert name in page


def test_one_update_follows_the_other_without_choosing_again(desk: Client, live: Article, author: Author) -> None:
    fields = add_form(desk, "liveentry")
    # There is one coverage that goes on: it is chosen.
    assert fields["article"] == str(live.pk)
    fields |= {"headline": "تعهد بالتمويل", "body": "<p>نص.</p>", "author": author.pk, "is_key": "on", "_addanother": "1"}
    answer = desk.post("/admin/articles/liveentry/add/", fields)
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/articles/liveentry/add/?article={live.pk}&author={author.pk}"
    entry = LiveEntry.objects.get()
    assert (entry.headline, entry.body, entry.is_key) == ("تعهد بالتمويل", "<p>نص.</p>", True)
    again = add_form(desk, "liveentry", f"?article={live.pk}&author={author.pk}")
    assert (again["article"], again["author"]) == (str(live.pk), str(author.pk))


def test_only_live_stories_take_updates(desk: Client, live: Article, story: Article) -> None:
    fields = add_form(desk, "liveentry") | {"article": story.pk, "headline": "تحديث"}
    assert desk.post("/admin/articles/liveentry/add/", fields).status_code == 200
    assert not LiveEntry.objects.exists()


def test_an_empty_update_is_refused_in_words(desk: Client, live: Article) -> None:
    answer = desk.post("/admin/articles/liveentry/add/", add_form(desk, "liveentry"))
    assert "اكتب عنوانا أو نصا" in answer.content.decode()


def test_updates_are_written_by_those_who_may_publish(client: Client, editor: User, reporter: User, live: Article) -> None:
    client.force_login(editor)
    assert client.get("/admin/articles/liveentry/add/").status_code == 200
    client.force_login(reporter)
    assert client.get("/admin/articles/liveentry/add/").status_code == 403


def test_a_live_story_s_form_leads_to_its_updates(desk: Client, live: Article, story: Article) -> None:
    page = desk.get(f"/admin/articles/article/{live.pk}/change/").content.decode()
    assert f"/admin/articles/liveentry/add/?article={live.pk}" in page
    assert (
        "/admin/articles/liveentry/add/?article="
        not in desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    )


def test_a_story_becomes_a_gallery_with_pictures_in_order(desk: Client, story: Article, opened: Any, image: Image) -> None:
    fields = opened(story) | {
        "story_type": "gallery",
        "gallery_items-TOTAL_FORMS": "1",
        "gallery_items-0-image": image.pk,
        "gallery_items-0-order": "1",
        "gallery_items-0-own_caption": "تعليق خاص",
    }
    answer = desk.post(f"/admin/articles/article/{story.pk}/change/", {**fields, "_continue": "1"}, follow=True)
    assert "حُفظت التعديلات" in answer.content.decode(), errors(answer)
    story.refresh_from_db()
    item = GalleryItem.objects.get()
    assert (story.story_type, item.article, item.image, item.caption) == ("gallery", story, image, "تعليق خاص")


def test_a_video_needs_an_address_of_a_known_host(desk: Client, story: Article, opened: Any) -> None:
    address = f"/admin/articles/article/{story.pk}/change/"
    fields = opened(story) | {"story_type": "video"}
    assert "تحتاج إلى رابط الفيديو" in desk.post(address, fields).content.decode()
    fields["video_url"] = "https://evil.example/watch?v=1"
    assert "لا فيديو معروفا في هذا الرابط" in desk.post(address, fields).content.decode()
    fields["video_url"] = "https://youtu.be/dQw4w9WgXcQ"
    assert desk.post(address, fields).status_code == 302
    story.refresh_from_db()
    assert story.video is not None and story.video.host == "YouTube"


def test_a_breaking_line_is_offered_an_end_and_its_story_s_headline(desk: Client, story: Article) -> None:
    fields = add_form(desk, "breakingnews", f"?article={story.pk}")
    assert fields["text"] == story.headline
    assert fields["until"]
    assert desk.post("/admin/articles/breakingnews/add/", fields).status_code == 302
    line = BreakingNews.objects.active().get()
    assert timedelta(minutes=110) < line.until - timezone.now() < timedelta(minutes=121)


@pytest.mark.parametrize("article", ["x", "999999", "9" * 40])
def test_a_strange_address_still_opens_the_form(desk: Client, article: str) -> None:
    assert desk.get(f"/admin/articles/breakingnews/add/?article={article}").status_code == 200


def test_a_standing_page_is_written(desk: Client) -> None:
    fields = add_form(desk, "page") | {"title": "من نحن", "slug": "من-نحن", "body": "<p>نص.</p>"}
    assert desk.post("/admin/articles/page/add/", fields).status_code == 302
    assert Page.objects.get().get_absolute_url().endswith("/page/%D9%85%D9%86-%D9%86%D8%AD%D9%86/")


def test_kept_versions_are_explained_or_withheld_never_rewritten(desk: Client, live: Article) -> None:
    version = PublishedVersion.objects.create(article=live, at=timezone.now(), headline="كان", body="<p>نص.</p>")
    address = f"/admin/articles/publishedversion/{version.pk}/"
    assert desk.get("/admin/articles/publishedversion/add/").status_code == 403
    assert desk.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    answer = desk.post(f"{address}change/", {"note": "صُحح الاسم.", "is_withheld": "on", "headline": "غيره"})
    assert answer.status_code == 302
    version.refresh_from_db()
    assert (version.note, version.is_withheld, version.headline) == ("صُحح الاسم.", True, "كان")


def test_the_note_on_a_withdrawal_is_for_those_who_publish(client: Client, reporter: User, story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    client.force_login(reporter)
    page = client.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert 'name="withdrawal_note"' not in page and "بيان السحب" in page


def test_the_list_of_updates_names_no_more_coverages_than_fit(desk: Client, make_story: Any) -> None:
    first, *_others = (make_story(f"تغطية {number}", story_type="live") for number in range(20))
    LiveEntry.objects.create(article=first, headline="تحديث", body="<p>نص.</p>")
    page = desk.get("/admin/articles/liveentry/")
    assert page.content.decode().count("article__id__exact=") <= 14
    answer = desk.get(f"/admin/articles/liveentry/?article__id__exact={first.pk}")
    assert [row.article_id for row in answer.context["cl"].result_list] == [first.pk], "any story can be asked for by address"
    assert desk.get("/admin/articles/liveentry/?article__id__exact=x").status_code == 302
