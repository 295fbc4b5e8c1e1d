"""Preview links: an outsider reads by them what was meant, as long as was meant, and leaves no trace elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.editorial import preview_links
from articles.models import Article, PreviewLink

LINKS = "/admin/articles/article/{}/links/"


def address_of(link: PreviewLink) -> str:
    return reverse("preview-shared", args=[preview_links.token_of(link)])


@pytest.fixture
def link(story: Article, chief: User) -> PreviewLink:
    return preview_links.make(story, by=chief, days=3)


def test_a_link_is_made_at_the_desk_opened_by_an_outsider_and_counted(desk: Client, story: Article) -> None:
    page = desk.post(LINKS.format(story.pk), {"label": "المحامي", "days": "2", "shows": "now"}, follow=True).content.decode()
    link = PreviewLink.objects.get()
    assert "المحامي" in page and "سلمى الحسن" in page and address_of(link) in page and "لم يُفتح بعد" in page
    assert timedelta(days=1, hours=23) < link.expires_at - timezone.now() <= timedelta(days=2)
    outsider = Client()
    html = outsider.get(address_of(link)).content.decode()
    assert f"<h1>{story.headline}</h1>" in html and "/admin/articles/article/" not in html
    outsider.get(address_of(link))
    outsider.head(address_of(link))
    outsider.get(address_of(link), headers={"User-Agent": "WhatsApp/2.23"})
    link.refresh_from_db()
    assert link.opens == 2 and link.last_opened_at is not None
    assert "فُتح مرتين" in desk.get(LINKS.format(story.pk)).content.decode()


def test_it_is_kept_by_nobody_and_tells_no_other_site(client: Client, link: PreviewLink) -> None:
    answer = client.get(address_of(link))
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "script-src" not in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert 'name="robots" content="noindex"' in answer.content.decode()


def test_it_shows_the_story_of_now_or_the_version_for_which_it_was_made(
    desk: Client, client: Client, story: Article, link: PreviewLink
) -> None:
    desk.post(LINKS.format(story.pk), {"days": "2", "shows": "version"})
    of_version = PreviewLink.objects.get(version__isnull=False)
    story.headline = "عنوان جديد"
    story.save()
    outsider = Client()
    assert "<h1>عنوان جديد</h1>" in outsider.get(address_of(link)).content.decode()
    assert "<h1>مكتبة عامة تفتح أبوابها</h1>" in outsider.get(address_of(of_version)).content.decode()


def test_what_has_ended_opens_nothing_and_says_so_without_the_story(desk: Client, story: Article, link: PreviewLink) -> None:
    outsider = Client()
    address = address_of(link)
    assert desk.post(f"{LINKS.format(story.pk)}{link.pk}/end/").status_code == 302
    answer = outsider.get(address)
    assert answer.status_code == 404 and "انتهى هذا الرابط" in answer.content.decode()
    assert story.headline not in answer.content.decode() and "no-store" in answer["Cache-Control"]
    PreviewLink.objects.update(revoked_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert outsider.get(address).status_code == 404
    link.refresh_from_db()
    assert link.opens == 0


def test_a_link_ends_with_its_makers_account_and_with_the_story(story: Article, link: PreviewLink, chief: User) -> None:
    outsider = Client()
    address = address_of(link)
    assert outsider.get(address).status_code == 200
    for status in ("withdrawn", "spiked"):
        Article.objects.filter(pk=story.pk).update(status=status)
        assert outsider.get(address).status_code == 404, status
    Article.objects.filter(pk=story.pk).update(status="draft")
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert outsider.get(address).status_code == 404


def test_forged_addresses_open_nothing(client: Client, link: PreviewLink) -> None:
    token = preview_links.token_of(link)
    for forged in (token[:-1], token + "x", token.replace(token[3], "A" if token[3] != "A" else "B", 1), "x", "1:2:3"):
        assert client.get(reverse("preview-shared", args=[forged])).status_code == 404
    assert client.post(address_of(link)).status_code == 405


def test_links_are_made_seen_and_ended_by_those_alone_who_may_change_the_story(
    story: Article, link: PreviewLink, reporter: User, make_story: Any, chief: User
) -> None:
    other = Client()
    other.force_login(reporter)
    assert other.get(LINKS.format(story.pk)).status_code == 403
    assert other.post(LINKS.format(story.pk), {"days": "2", "shows": "now"}).status_code == 403
    assert other.post(f"{LINKS.format(story.pk)}{link.pk}/end/").status_code == 403
    # One's own story opens no other story's link.
    own = make_story("خبر هدى", created_by=reporter)
    assert other.post(f"{LINKS.format(own.pk)}{link.pk}/end/").status_code == 404
    assert other.post(LINKS.format(own.pk), {"days": "2", "shows": "now"}).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is None
    assert Client().get(LINKS.format(story.pk)).status_code == 302


@pytest.mark.parametrize("days", ["0", "-1", "31", "x", "", "9" * 30])
def test_days_that_are_none_make_no_link(desk: Client, story: Article, days: str) -> None:
    answer = desk.post(LINKS.format(story.pk), {"days": days, "shows": "now"})
    assert answer.status_code == 200 and not PreviewLink.objects.exists()


def test_the_list_costs_few_queries(desk: Client, story: Article, chief: User) -> None:
    for _number in range(12):
        preview_links.make(story, by=chief, days=1)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(LINKS.format(story.pk)).status_code == 200
    assert len(queries) <= 20
