"""Versions at the desk: listed, compared, restored, by those who may."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial import desk_versions
from articles.models import Article, StoryVersion
from tests.admin.conftest import change_url

VERSIONS = "/admin/articles/article/{}/versions/"


def save(client: Client, story: Article, fields: dict[str, Any]) -> None:
    assert client.post(change_url(story), {**fields, "_continue": "1"}).status_code == 302


def test_every_save_in_the_form_is_a_version_with_who_and_why(desk: Client, story: Article, opened: Any) -> None:
    save(desk, story, {**opened(story), "headline": "عنوان ثان", "tags": "سوريا", "version_note": "بعد اتصال بالبلدية"})
    save(desk, story, {**opened(story), "kicker": "ثقافة"})
    save(desk, story, opened(story))
    rows = [(row.cause, row.by_name, row.note, row.changed) for row in StoryVersion.objects.order_by("number")]
    assert rows == [
        ("kept", "", "", []),
        ("saved", "سلمى الحسن", "بعد اتصال بالبلدية", ["headline", "tags"]),
        ("saved", "سلمى الحسن", "", ["kicker"]),
    ]
    page = desk.get(VERSIONS.format(story.pk)).content.decode()
    for text in ("بعد اتصال بالبلدية", "سلمى الحسن", "العنوان، المواضيع"):
        assert text in page, text


def test_a_new_story_has_its_first_version_at_once(desk: Client, opened: Any, story: Article) -> None:
    fields = {**opened(story), "headline": "خبر جديد", "slug": "", "version": ""}
    desk.post("/admin/articles/article/add/", {**fields, "_continue": "1"})
    new = Article.objects.get(headline="خبر جديد")
    assert [row.cause for row in new.versions.all()] == ["created"]  # type: ignore[attr-defined]


def test_two_versions_are_compared_word_by_word_and_the_older_one_restored(desk: Client, story: Article, opened: Any) -> None:
    save(desk, story, {**opened(story), "body": "<p>الفقرة الأولى.</p><p>الفقرة <strong>الثالثة</strong>.</p>"})
    page = desk.get(VERSIONS.format(story.pk) + "compare/?old=1&new=2").content.decode()
    assert "<del>" in page and "الثانية" in page and "<ins>" in page and "الثالثة" in page
    seen = Article.objects.get(pk=story.pk).modified_at.isoformat()
    answer = desk.post(VERSIONS.format(story.pk) + "1/restore/", {"seen": seen, "note": "كان أصح"}, follow=True)
    assert "استُعيدت النسخة 1" in answer.content.decode()
    story.refresh_from_db()
    assert story.body == "<p>الفقرة الأولى.</p>\n<p>الفقرة الثانية.</p>"
    newest = desk_versions.newest(story)
    assert newest is not None and (newest.number, newest.restored_from, newest.note) == (3, 1, "كان أصح")


def test_an_outdated_restoration_changes_nothing_and_says_so(desk: Client, story: Article, opened: Any) -> None:
    save(desk, story, {**opened(story), "headline": "عنوان ثان"})
    answer = desk.post(VERSIONS.format(story.pk) + "1/restore/", {"seen": "2020-01-01T00:00:00+00:00"}, follow=True)
    assert "لم يُستعد شيء" in answer.content.decode()
    story.refresh_from_db()
    assert story.headline == "عنوان ثان"


@pytest.mark.parametrize("address", ["", "compare/", "compare/?old=1&new=current"])
def test_versions_are_closed_to_those_who_may_not_see_the_story(
    client: Client, story: Article, editor: User, address: str
) -> None:
    desk_versions.keep(story)
    stranger = User.objects.create_user("stranger", password="x", is_staff=True)
    stranger.user_permissions.set(Permission.objects.filter(codename="view_section"))
    client.force_login(stranger)
    assert client.get(VERSIONS.format(story.pk) + address).status_code == 403
    client.logout()
    assert client.get(VERSIONS.format(story.pk) + address).status_code == 302


def test_who_may_not_change_the_story_restores_nothing(client: Client, story: Article, reporter: User) -> None:
    desk_versions.keep(story)
    Article.objects.filter(pk=story.pk).update(status="published")
    client.force_login(reporter)
    page = client.get(VERSIONS.format(story.pk) + "compare/?old=1")
    assert page.status_code == 200 and "restore" not in page.content.decode()
    story.refresh_from_db()
    answer = client.post(VERSIONS.format(story.pk) + "1/restore/", {"seen": story.modified_at.isoformat()})
    assert answer.status_code == 403
    assert StoryVersion.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "compare/?old=99",
        "compare/?old=x&new=2",
        "compare/?old=²",
        "compare/?old=" + "9" * 40,
        "?before=" + "9" * 40,
        "?before=x",
    ],
)
def test_wrong_addresses_are_no_errors(desk: Client, story: Article, address: str) -> None:
    desk_versions.keep(story)
    assert desk.get(VERSIONS.format(story.pk) + address).status_code in {200, 404}
    assert desk.get("/admin/articles/article/999999/versions/").status_code == 404


def test_versions_of_another_story_are_not_shown(desk: Client, story: Article, make_story: Any) -> None:
    other = make_story("خبر آخر")
    desk_versions.keep(other)
    assert desk.get(VERSIONS.format(story.pk) + "compare/?old=1").status_code == 404


def test_the_pages_cost_few_queries_with_many_versions(desk: Client, story: Article) -> None:
    for number in range(70):
        story.kicker = f"مقدمة {number}"
        story.save()
        desk_versions.keep(story)
    for address in ("", "?before=30", "compare/", "compare/?old=3&new=60"):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(VERSIONS.format(story.pk) + address).status_code == 200
        assert len(queries) <= 20, (address, len(queries))
