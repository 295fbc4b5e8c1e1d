"""Unsaved work: kept per form, offered to its own author alone, filled in again, dropped when saved or refused."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial import unsaved
from articles.models import Article, Author, RelatedLink, UnsavedWork
from tests.admin.conftest import change_url, form_fields

SENT_TO = "/admin/articles/article/autosave/"
ADD = "/admin/articles/article/add/"


def send(client: Client, fields: dict[str, Any]) -> Any:
    return client.post(SENT_TO, fields)


def test_what_is_typed_is_kept_offered_compared_and_filled_in_again(desk: Client, story: Article, opened: Any) -> None:
    fields = {**opened(story), "headline": "عنوان لم يُحفظ", "tags": "سوريا، مصر", "body": "<p>الفقرة الأولى.</p><p>جديدة.</p>"}
    assert send(desk, fields).json()["kept"] is True
    page = desk.get(change_url(story)).content.decode()
    assert "استعادة ما لم يُحفظ" in page and "عنوان لم يُحفظ" in page
    work = UnsavedWork.objects.get()
    assert work.changed == ["headline", "body", "tags"]
    compared = desk.get(f"/admin/articles/article/unsaved/{work.form_key}/").content.decode()
    assert "جديدة" in compared and "<del>" in compared
    again = desk.get(f"{change_url(story)}?recover={work.form_key}").content.decode()
    filled = form_fields(again, "article_form")
    assert (filled["headline"], filled["tags"]) == ("عنوان لم يُحفظ", "سوريا، مصر")
    story.refresh_from_db()
    assert story.headline == "مكتبة عامة تفتح أبوابها", "nothing is saved by looking"
    desk.post(change_url(story), {**filled, "_continue": "1"})
    story.refresh_from_db()
    assert story.headline == "عنوان لم يُحفظ" and {tag.name for tag in story.tags.all()} == {"سوريا", "مصر"}
    assert not UnsavedWork.objects.exists()


def test_a_form_that_holds_nothing_new_keeps_nothing(desk: Client, story: Article, opened: Any, author: Author) -> None:
    story.set_bylines([author])
    story.tags.set(["سوريا", "أمم متحدة"])
    story.standfirst = "سطر\nوسطر"
    story.save()
    RelatedLink.objects.create(article=story, url="https://example.org/a", title="مصدر", order=1)
    fields = opened(story)
    assert send(desk, {**fields, "kicker": "ثقافة"}).json()["kept"] is True
    windows = {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in fields.items()}
    assert send(desk, windows).json()["kept"] is False
    assert not UnsavedWork.objects.exists()


def test_a_new_story_that_was_never_saved_is_offered_on_the_next_new_form(desk: Client, image: Any) -> None:
    fields = form_fields(desk.get(ADD).content.decode(), "article_form")
    assert send(desk, {**fields, "headline": "خبر عاجل", "body": "<p>نص.</p>", "image": image.pk}).json()["kept"] is True
    page = desk.get(ADD).content.decode()
    assert "خبر عاجل" in page
    work = UnsavedWork.objects.get()
    filled = form_fields(desk.get(f"{ADD}?recover={work.form_key}").content.decode(), "article_form")
    assert (filled["headline"], filled["image"]) == ("خبر عاجل", str(image.pk))
    desk.post(ADD, {**filled, "_continue": "1"})
    assert Article.objects.get(headline="خبر عاجل").image == image
    assert not UnsavedWork.objects.exists()


def test_typing_on_does_not_overwrite_work_that_waits_for_a_decision(desk: Client, story: Article, opened: Any) -> None:
    send(desk, {**opened(story), "headline": "قبل الانقطاع"})
    send(desk, {**opened(story), "headline": "بعد الانقطاع"})
    assert set(UnsavedWork.objects.values_list("headline", flat=True)) == {"قبل الانقطاع", "بعد الانقطاع"}


def test_refused_work_is_dropped(desk: Client, story: Article, opened: Any) -> None:
    send(desk, {**opened(story), "headline": "لا حاجة إليه"})
    work = UnsavedWork.objects.get()
    assert desk.get(f"/admin/articles/article/unsaved/{work.form_key}/discard/").status_code == 405
    desk.post(f"/admin/articles/article/unsaved/{work.form_key}/discard/")
    assert not UnsavedWork.objects.exists()
    answer = desk.get(f"{change_url(story)}?recover={work.form_key}", follow=True)
    assert "لم يبق هنا عمل غير محفوظ" in answer.content.decode()


def test_rows_of_the_form_are_filled_in_again_whatever_became_of_the_storys_own(
    desk: Client, story: Article, opened: Any, author: Author, make_story: Any
) -> None:
    other, gone = make_story("خبر متعلق"), Author.objects.create(name="كاتب آخر")
    story.set_bylines([gone])
    fields = opened(story) | {
        "bylines-TOTAL_FORMS": "2", "bylines-1-author": author.pk, "bylines-0-order": "2", "bylines-1-order": "1",
        "related_links-TOTAL_FORMS": "1", "related_links-0-target": other.pk, "related_links-0-order": "1",
    }  # fmt: skip
    send(desk, fields)
    # Meanwhile somebody writes the byline anew: its rows have other keys now.
    story.set_bylines([])
    story.set_bylines([gone])
    work = UnsavedWork.objects.get()
    filled = form_fields(desk.get(f"{change_url(story)}?recover={work.form_key}").content.decode(), "article_form")
    desk.post(change_url(story), {**filled, "_continue": "1"})
    story = Article.objects.get(pk=story.pk)
    assert story.byline_authors == [author, gone]
    assert [link.target for link in RelatedLink.objects.filter(article=story)] == [other]


def test_nobody_sees_or_writes_anothers_unsaved_work(desk: Client, story: Article, opened: Any, editor: User) -> None:
    fields = {**opened(story), "headline": "سر سلمى"}
    send(desk, fields)
    work = UnsavedWork.objects.get()
    other = Client()
    other.force_login(editor)
    assert "سر سلمى" not in other.get(change_url(story)).content.decode()
    assert other.get(f"/admin/articles/article/unsaved/{work.form_key}/").status_code == 404
    assert other.post(f"/admin/articles/article/unsaved/{work.form_key}/discard/").status_code == 404
    assert other.get(f"{change_url(story)}?recover={work.form_key}").status_code == 302
    assert send(other, fields).status_code == 403
    assert send(other, {**fields, "form_key": fields["form_key"].replace(":", "؛")}).status_code == 403


def test_who_may_no_longer_change_the_story_keeps_nothing(client: Client, story: Article, reporter: User, opened: Any) -> None:
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    client.force_login(reporter)
    fields = {**opened(story, client), "headline": "بعد النشر"}
    Article.objects.filter(pk=story.pk).update(status="published")
    assert send(client, fields).status_code == 403
    Article.objects.filter(pk=story.pk).delete()
    assert send(client, fields).status_code == 410


def test_after_the_session_has_ended_the_script_is_told_and_a_save_is_kept(
    client: Client, story: Article, reporter: User, opened: Any
) -> None:
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    client.force_login(reporter)
    fields = {**opened(story, client), "headline": "كتبته هدى"}
    client.logout()
    answer = send(client, fields)
    assert (answer.status_code, answer.json()) == (401, {"reason": "signed-out"})
    answer = client.post(change_url(story), {**fields, "_continue": "1"})
    assert answer.status_code == 302 and "/admin/login/" in answer.url
    page = client.get(answer.url).content.decode()
    assert "ما كتبته محفوظ" in page
    story.refresh_from_db()
    assert story.headline == "مكتبة عامة تفتح أبوابها"
    answer = client.post(answer.url, {"username": "reporter", "password": "reporter"}, follow=True)
    filled = form_fields(answer.content.decode(), "article_form")
    assert filled["headline"] == "كتبته هدى"
    client.post(change_url(story), {**filled, "_continue": "1"})
    story.refresh_from_db()
    assert story.headline == "كتبته هدى"


def test_without_a_key_signed_here_a_strangers_form_is_kept_nowhere(client: Client, story: Article, editor: User) -> None:
    for key in ("", "x", f"{editor.pk}:{story.pk}:abc", f"{editor.pk}:{story.pk}:abc:1abc:{'A' * 43}"):
        answer = client.post(change_url(story), {"headline": "دس", "form_key": key})
        assert answer.status_code == 302
    # A key of one story opens no other.
    client.post(ADD, {"headline": "دس", "form_key": str(unsaved.new_key(editor, story))})
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("value", ["-1", "²", "9" * 30, "x", ""])
def test_forged_numbers_of_rows_are_no_errors(desk: Client, story: Article, opened: Any, value: str) -> None:
    forged = {"related_links-TOTAL_FORMS": value, "image": value, "section": value, "published_at": value}
    assert send(desk, {**opened(story), "kicker": "جديد", **forged}).json()["kept"] is True
    work = UnsavedWork.objects.get()
    assert desk.get(f"{change_url(story)}?recover={work.form_key}").status_code == 200


def test_pages_with_unsaved_work_cost_few_queries(desk: Client, story: Article, opened: Any) -> None:
    for number in range(5):
        send(desk, {**opened(story), "headline": f"محاولة {number}"})
    work = UnsavedWork.objects.first()
    assert work is not None
    for address in (
        change_url(story),
        f"{change_url(story)}?recover={work.form_key}",
        f"/admin/articles/article/unsaved/{work.form_key}/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        assert len(queries) <= 20, (address, len(queries))
