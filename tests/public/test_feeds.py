"""Feeds: what any reader program understands, of everything that has one, and nothing that the public may not see."""

import json
import re
from datetime import timedelta
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction
from tests.public.stories import SECRET, hidden_stories, picture, section, story

pytestmark = pytest.mark.django_db

OWNERS = ["/", "/section/أخبار/", "/topic/ماء/", "/author/سلمى-الحداد/"]
XML = ["feed/", "feed/atom/"]
LATEST_STORY = "واشنطن تستضيف اجتماعا"


@pytest.fixture
def paper() -> Article:
    """Three stories everywhere, hidden ones among them; the newest has all that a story can have."""
    news = section("أخبار")
    arab = section("عربي", news)
    shared: dict[str, Any] = {"section": arab, "tags": ["ماء"], "authors": ["سلمى الحداد", "نادر العطار"]}
    hidden_stories(**shared)
    story("خبر أقدم", hours_ago=9, **shared)
    story("خبر بلا تاريخ", hours_ago=None, **shared)
    story("خبر أوسط", hours_ago=5, **shared)
    return story(
        LATEST_STORY,
        hours_ago=1,
        standfirst="تمهيد لا يبدأ به المتن.",
        body='<p>المتن كله، <a href="/a/1">هنا</a> &amp; هناك.</p>',
        image=picture(alt="رسم"),
        image_caption="تعليق",
        image_credit="الديوان",
        **shared,
    )


def parsed(client: Client, address: str) -> Any:
    feed = feedparser.parse(client.get(address).content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("form", XML)
def test_a_feed_holds_the_newest_dated_public_stories(client: Client, paper: Article, owner: str, form: str) -> None:
    feed = parsed(client, owner + form)
    assert [entry.title for entry in feed.entries] == [LATEST_STORY, "خبر أوسط", "خبر أقدم"]
    assert feed.version == ("rss20" if form == "feed/" else "atom10")
    assert feed.feed.language == "ar"
    assert feed.feed.link.startswith("http://testserver/")


@pytest.mark.parametrize("owner", OWNERS)
def test_json_feeds_hold_the_same(client: Client, paper: Article, owner: str) -> None:
    response = client.get(owner + "feed/json/")
    assert response["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "ar"
    assert client.get(feed["feed_url"]).status_code == 200
    assert client.get(feed["home_page_url"]).status_code == 200
    assert [item["title"] for item in feed["items"]] == [LATEST_STORY, "خبر أوسط", "خبر أقدم"]
    first = feed["items"][0]
    assert {"id", "url", "content_html", "date_published", "image", "authors", "tags", "attachments"} <= set(first)
    assert [author["name"] for author in first["authors"]] == ["سلمى الحداد", "نادر العطار"]
    assert first["tags"] == ["أخبار", "عربي", "ماء"]
    assert first["attachments"][0]["size_in_bytes"] > 1000


@pytest.mark.parametrize("form", XML)
def test_an_entry_tells_who_wrote_it_where_it_stands_and_what_is_in_the_picture(
    client: Client, paper: Article, form: str
) -> None:
    entry = parsed(client, f"/{form}").entries[0]
    assert entry.link == f"http://testserver{paper.get_absolute_url()}"
    assert [author.name for author in entry.authors] == ["سلمى الحداد", "نادر العطار"]
    assert [tag.term for tag in entry.tags] == ["أخبار", "عربي", "ماء"]
    assert entry.enclosures[0].type == "image/jpeg"
    assert int(entry.enclosures[0].length) > 1000
    assert entry.media_content[0]["medium"] == "image"
    assert entry.media_content[0]["url"].startswith("http://testserver/media/")
    assert entry.media_credit[0]["content"] == "الديوان"


@pytest.mark.parametrize("form", XML)
def test_summaries_by_default_whole_stories_when_asked_for(client: Client, paper: Article, form: str) -> None:
    short = parsed(client, f"/{form}").entries[0]
    assert "تمهيد لا يبدأ به المتن." in short.summary
    assert "المتن كله" not in str(short)
    Correction.objects.create(article=paper, note="الصحيح 412.")
    feed = parsed(client, f"/{form}?full=1")
    whole = feed.entries[0].content[-1].value
    assert 'المتن كله، <a href="http://testserver/a/1"' in whole
    assert "الصحيح 412." in whole
    assert "<figcaption>تعليق (الديوان)</figcaption>" in whole
    assert any(link.rel == "self" and link.href.endswith("?full=1") for link in feed.feed.links)


@pytest.mark.parametrize("form", [*XML, "feed/json/"])
@pytest.mark.parametrize("full", ["", "?full=1"])
def test_html_says_its_direction_itself(client: Client, paper: Article, form: str, full: str) -> None:
    text = client.get(f"/{form}{full}").content.decode()
    opened = r"<div dir=\"rtl\" lang=\"ar\">" if "json" in form else '&lt;div dir="rtl" lang="ar"&gt;'
    assert text.count(opened) >= 3


@pytest.mark.parametrize("form", XML)
def test_latin_names_in_titles_are_isolated(client: Client, form: str) -> None:
    story("BBC: إطلاق iPhone 17 اليوم")
    assert parsed(client, f"/{form}").entries[0].title == "\u2068BBC\u2069: إطلاق \u2068iPhone 17\u2069 اليوم"


@pytest.mark.parametrize("form", XML)
def test_an_entry_stays_the_same_under_a_new_headline_and_over_https(client: Client, paper: Article, form: str) -> None:
    before = parsed(client, f"/{form}").entries[0]
    paper.headline, paper.slug = "عنوان آخر", ""
    paper.save()
    after = parsed(client, f"/{form}").entries[0]
    assert after.link != before.link
    assert after.id == before.id
    assert feedparser.parse(client.get(f"/{form}", secure=True).content).entries[0].id == before.id
    assert str(paper.pk) in before.id
    assert re.fullmatch(r"tag:testserver,2026:article/\d+", before.id)


@pytest.mark.parametrize("form", XML)
def test_a_correction_makes_an_entry_newer_but_not_published_anew(client: Client, paper: Article, form: str) -> None:
    before = parsed(client, f"/{form}").entries[0]
    noted = timezone.now() + timedelta(minutes=3)
    with time_machine.travel(noted + timedelta(minutes=1), tick=False):
        Correction.objects.create(article=paper, note="الصحيح 412.", date=noted)
        after = parsed(client, f"/{form}").entries[0]
    assert after.published == before.published
    assert after.updated_parsed > before.updated_parsed
    assert after.updated_parsed[:5] == noted.utctimetuple()[:5]


@pytest.mark.parametrize("form", [*XML, "feed/json/"])
def test_a_withdrawn_story_is_gone_at_once_for_clients_that_had_it(client: Client, paper: Article, form: str) -> None:
    had = client.get(f"/{form}")
    tag, date = {"HTTP_IF_NONE_MATCH": had["ETag"]}, {"HTTP_IF_MODIFIED_SINCE": had["Last-Modified"]}
    for known in (tag, date):
        same = client.get(f"/{form}", **known)
        assert same.status_code == 304
        assert same.content == b""
    with time_machine.travel(timezone.now() + timedelta(seconds=2), tick=False):
        paper.status = Article.Status.WITHDRAWN
        paper.save()
        for known in (tag, date, {}):
            now = client.get(f"/{form}", **known)
            assert now.status_code == 200
            assert LATEST_STORY not in now.content.decode()


def test_a_scheduled_story_appears_at_its_time(client: Client) -> None:
    story("خبر الغد", hours_ago=-24)
    had = client.get("/feed/")
    assert "خبر الغد" not in had.content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        now = client.get("/feed/", HTTP_IF_MODIFIED_SINCE=had["Last-Modified"])
        assert "خبر الغد" in now.content.decode()


@pytest.mark.parametrize("form", [*XML, "feed/json/"])
def test_empty_and_hostile_contents_make_sound_feeds(client: Client, form: str) -> None:
    assert client.get(f"/{form}").status_code == 200
    evil = "<script>alert(1)</script> ]]> & \x0b \ufffe “"
    story(f"عنوان {evil}", body="<p>متن</p>", standfirst=evil, tags=["وسم & <b>"], authors=["كاتب <i>"], source_name=evil)
    for full in ("", "?full=1"):
        content = client.get(f"/{form}{full}").content
        if "json" in form:
            assert json.loads(content)["items"][0]["title"].startswith("عنوان")
        else:
            entry = parsed(client, f"/{form}{full}").entries[0]
            assert "<script>" not in str(entry.get("content", entry.summary))


def test_feeds_are_arabic_for_every_reader_and_of_one_kind(client: Client, paper: Article) -> None:
    client.cookies["django_language"] = "en"
    response = client.get("/feed/")
    assert response["Content-Language"] == "ar"
    assert "أحدث ما تنشره" in response.content.decode()
    assert SECRET not in response.content.decode()
    for address in ("/feed/rss/", "/feed/x/", "/section/nothing/feed/", "/topic/nothing/feed/", "/author/nothing/feed/json/"):
        assert client.get(address).status_code == 404, address
    assert client.post("/feed/").status_code == 405


@pytest.mark.parametrize("owner", OWNERS)
def test_pages_tell_programs_where_their_feeds_are(client: Client, paper: Article, owner: str) -> None:
    html = client.get(owner).content.decode()
    links = re.findall(r'<link rel="alternate" type="application/([a-z+]+)" title="([^"]+)" href="([^"]+)">', html)
    assert len(links) == (3 if owner == "/" else 6)
    for kind, _title, address in links:
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"].startswith(f"application/{kind}")


def test_the_page_of_feeds_lists_them(client: Client, paper: Article) -> None:
    html = client.get("/feeds/").content.decode()
    assert "<h1>خلاصات</h1>" in html
    links = re.findall(r'href="([^"]*/feed/[a-z/]*)"', html)
    assert len(set(links)) >= 3 * 4
    for address in set(links):
        assert client.get(address).status_code == 200, address


def test_a_feed_costs_the_same_however_much_it_holds(client: Client, django_assert_max_num_queries: Any) -> None:
    news = section("أخبار")
    for count in (3, 40):
        for number in range(count):
            story(f"خبر {count} {number}", section=news, tags=["ماء"], authors=["سلمى الحداد"], hours_ago=number + 1)
        for address in ("/feed/", "/section/أخبار/feed/atom/?full=1", "/topic/ماء/feed/json/", "/author/سلمى-الحداد/feed/"):
            with django_assert_max_num_queries(10):
                client.get(address)
    assert len(parsed(client, "/feed/").entries) == 30
