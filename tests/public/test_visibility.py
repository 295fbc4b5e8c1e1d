"""A draft, a scheduled and a withdrawn story show on no public address."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, BreakingNews, Correction, LiveEntry, PublishedVersion, RelatedLink
from tests.public.stories import SECRET, hidden_stories, picture, section, story

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/section/أخبار/",
    "/section/أخبار/?tag=موضوع",
    "/section/عربي/",
    "/topic/موضوع/",
    "/author/سلمى-الحداد/",
    f"/search/?q={SECRET}",
    f"/search/?q={SECRET}&section=أخبار&when=week",
    "/search/?q=عنوان",
    "/archive/",
    "/archive/{year}/",
    "/archive/{year}/{month}/",
    "/archive/{year}/{month}/{day}/",
    "/archive/undated/",
    "/corrections/",
    "/corrections/feed/",
    "/corrections/feed/json/",
    "/text/",
    "/text/?section=أخبار",
    "/article/{hidden}/text/",
    "/article/{hidden}/سر/text/",
    "/article/{hidden}/سر/versions/",
    "/live/{hidden}/",
    "/live/entry/{entry}/",
    "/nothing/",
    "/healthz",
    "/robots.txt",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_hidden_stories_show_nowhere(client: Client, address: str) -> None:
    news = section("أخبار")
    arab = section("عربي", news)
    shared = {"section": arab, "tags": ["موضوع"], "authors": ["سلمى الحداد"]}
    hidden = hidden_stories(**shared, image=picture())
    visible = story("عنوان ظاهر", **shared)
    for article in hidden:
        article.further_sections.add(news)
        RelatedLink.objects.create(article=visible, target=article)
        Correction.objects.create(article=article, note=SECRET)
        BreakingNews.objects.create(text="عاجل", article=article, until=timezone.now() + timedelta(hours=1))
        LiveEntry.objects.create(article=article, headline=SECRET)
        for hour in (1, 2):
            at = timezone.now() - timedelta(hours=hour)
            PublishedVersion.objects.create(article=article, at=at, headline=f"{SECRET} {hour}")
    call_command("rebuild_search", verbosity=0)
    today = timezone.localdate()
    for article in hidden:
        keys = {"hidden": article.pk, "entry": article.live_entries.get().pk}
        _shows_nothing(client, address.format(year=today.year, month=today.month, day=today.day, **keys), hidden)
    page = client.get(visible.get_absolute_url()).content.decode()
    assert SECRET not in page


def _shows_nothing(client: Client, address: str, hidden: list[Article]) -> None:
    html = client.get(address).content.decode()
    # The search page repeats the reader's own words; a story would bring its headline.
    for article in hidden:
        assert article.headline not in html
        # A page that is not there repeats its own address alone.
        assert f"/{article.pk}/" in address or f"/article/{article.pk}/" not in html
    if SECRET not in address:
        assert SECRET not in html


def test_a_scheduled_story_appears_at_its_time_by_itself(client: Client) -> None:
    news = section("أخبار")
    article = story("خبر الغد", hours_ago=-24, section=news)
    assert "خبر الغد" not in client.get("/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        for address in ("/", news.get_absolute_url(), article.get_absolute_url()):
            response = client.get(address)
            assert response.status_code == 200
            assert "خبر الغد" in response.content.decode()


def test_topics_and_authors_without_public_stories_ask_not_to_be_indexed(client: Client) -> None:
    hidden_stories(tags=["موضوع"], authors=["سلمى الحداد"])
    for address in ("/topic/موضوع/", "/author/سلمى-الحداد/"):
        assert '<meta name="robots" content="noindex">' in client.get(address).content.decode()
