"""The breaking bar ends by itself; standing pages are found in the footer; the 410 page tells why."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, BreakingNews, Page
from tests.public.stories import SECRET, hidden_stories, section, story

pytestmark = pytest.mark.django_db


def line(text: str = "هزة أرضية خفيفة", *, minutes: int = 60, **fields: Any) -> BreakingNews:
    return BreakingNews.objects.create(text=text, until=timezone.now() + timedelta(minutes=minutes), **fields)


def test_it_stands_on_every_kind_of_page_with_its_age_and_its_story(client: Client) -> None:
    news = section("أخبار")
    article = story("خبر", section=news)
    line(article=article, since=timezone.now() - timedelta(minutes=6))
    for address in (
        "/",
        news.get_absolute_url(),
        article.get_absolute_url(),
        "/search/",
        "/archive/",
        "/corrections/",
        "/nothing/",
    ):
        html = client.get(address).content.decode()
        assert f'<strong>عاجل</strong> <a href="{article.get_absolute_url()}">هزة أرضية خفيفة</a>' in html, address
        assert "قبل 6 دقائق" in html


def test_it_leaves_by_itself_and_waits_for_its_time(client: Client) -> None:
    line(minutes=30)
    line("لاحقا", since=timezone.now() + timedelta(hours=1), minutes=200)
    html = client.get("/").content.decode()
    assert "هزة" in html and "لاحقا" not in html
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert "هزة" not in client.get("/").content.decode()


def test_it_leads_nowhere_while_its_story_is_hidden(client: Client) -> None:
    for article in hidden_stories():
        BreakingNews.objects.all().delete()
        line(article=article)
        html = client.get("/").content.decode()
        assert "هزة أرضية خفيفة" in html
        assert SECRET not in html and f"/article/{article.pk}/" not in html


def test_at_most_two_lines_break_at_once(client: Client) -> None:
    for number in range(4):
        line(f"عاجل {number}", since=timezone.now() - timedelta(minutes=10 - number))
    html = client.get("/").content.decode()
    assert html.count('class="breaking"') == 2
    assert "عاجل 3" in html and "عاجل 0" not in html


def test_a_standing_page_is_shown_and_found_in_the_footer(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        page = Page.objects.create(title="من نحن", slug="من-نحن", body="<p>نحن صحيفة.</p><script>x</script>")
        Page.objects.create(title="خفية", slug="خفية", in_footer=False)
    html = client.get("/").content.decode()
    assert f'href="{page.get_absolute_url()}">من نحن</a>' in html and "خفية" not in html
    shown = client.get(page.get_absolute_url()).content.decode()
    assert "<h1>من نحن</h1>" in shown and "نحن صحيفة." in shown and "<script>x" not in shown
    assert '<meta name="description" content="نحن صحيفة.">' in shown
    assert client.get("/page/لا-شيء/").status_code == 404


def test_the_newsletter_page_explains_feeds_and_asks_for_an_address_alone(client: Client) -> None:
    html = client.get("/newsletter/").content.decode()
    assert "http://testserver/feed/" in html
    form = html.partition("<main")[2].partition("</main>")[0].partition("<form")[2]
    assert form.count('type="email"') == 1 and 'name="name"' not in form and 'type="tel"' not in form


def test_the_410_page_tells_why(client: Client) -> None:
    article = story(f"مسحوب {SECRET}", status=Article.Status.WITHDRAWN, withdrawal_note="كان المصدر <غير> صحيح.")
    response = client.get(f"/a/{article.pk}")
    html = response.content.decode()
    assert response.status_code == 410
    assert "سبب السحب" in html and "كان المصدر &lt;غير&gt; صحيح." in html
    assert SECRET not in html
    silent = story("مسحوب بلا بيان", status=Article.Status.WITHDRAWN)
    assert "سبب السحب" not in client.get(f"/a/{silent.pk}").content.decode()


def test_a_note_of_a_story_that_is_not_withdrawn_is_not_told(client: Client) -> None:
    article = story("ظاهر", withdrawal_note=SECRET)
    assert SECRET not in client.get(article.get_absolute_url()).content.decode()
    draft = story("مسودة", status=Article.Status.DRAFT, withdrawal_note=SECRET)
    response = client.get(f"/a/{draft.pk}")
    assert response.status_code == 404 and SECRET not in response.content.decode()
