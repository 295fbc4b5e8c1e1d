"""Sitemaps: sound by their schema, whole, and without anything that the public may not see."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.models import Article, Correction, Page
from articles.public import sitemaps
from tests.public.stories import SECRET, hidden_stories, section, story

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).resolve().parent.parent / "samples" / "sitemap.xsd"
SITEMAP = f"{{{sitemaps.SITEMAP}}}"
NEWS = f"{{{sitemaps.NEWS}}}"


def tree_of(client: Client, address: str, *, may_be_empty: bool = False) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/xml")
    tree = etree.fromstring(response.content)
    if len(tree) or not may_be_empty:
        etree.XMLSchema(etree.parse(SCHEMA)).assertValid(tree)
    return tree


def locations(tree: Any) -> list[str]:
    return [unquote(urlsplit(node.text).path) for node in tree.iter(f"{SITEMAP}loc")]


def all_locations(client: Client) -> list[str]:
    """Every address that the index leads to."""
    return [path for page in locations(tree_of(client, "/sitemap.xml")) for path in locations(tree_of(client, page))]


def test_the_index_leads_to_every_public_page_once(client: Client) -> None:
    news = section("أخبار")
    shared: dict[str, Any] = {"section": section("عربي", news), "tags": ["ماء"], "authors": ["سلمى الحداد"]}
    about = Page.objects.create(title="من نحن", slug="من-نحن", body="<p>نحن.</p>")
    dated, undated = story("مؤرخ", **shared), story("بلا تاريخ", hours_ago=None, **shared)
    hidden_stories(tags=["مخفي"], authors=["مستتر"])
    found = all_locations(client)
    assert len(found) == len(set(found))
    assert {unquote(row.get_absolute_url()) for row in (dated, undated, news, about)} <= set(found)
    assert {
        "/",
        "/most-read/",
        "/feeds/",
        "/archive/",
        "/corrections/",
        "/newsletter/",
        "/section/عربي/",
        "/topic/ماء/",
        "/author/سلمى-الحداد/",
    } <= set(found)
    assert not {"/topic/مخفي/", "/author/مستتر/"} & set(found)
    assert SECRET not in "".join(found)
    for path in found:
        assert client.get(path).status_code == 200, path


def test_pages_hold_a_span_of_keys_each_and_spans_without_stories_are_not_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "SPAN", 3)
    first = story().pk
    spread = [first + 1, first + 2, first + 7, first + 3000]
    stories = [story(f"خبر {key}", pk=key) for key in spread]
    pages = [page for page in locations(tree_of(client, "/sitemap.xml")) if "stories" in page]
    assert len(pages) == len({key // 3 for key in (first, *spread)})
    found = [path for page in pages for path in locations(tree_of(client, page))]
    assert {unquote(row.get_absolute_url()) for row in stories} < set(found)
    assert len(found) == 5
    assert client.get("/sitemap-stories-999999.xml").status_code == 404
    assert client.get("/sitemap-nothing-0.xml").status_code == 404


def test_an_address_tells_when_its_story_changed_last(client: Client) -> None:
    plain, undated = story("عادي", hours_ago=30), story("بلا تاريخ", hours_ago=None)
    corrected = story("مصحح", hours_ago=30)
    noted = timezone.now() - timedelta(hours=2)
    Correction.objects.create(article=corrected, note="الصحيح 412.", date=noted)
    tree = tree_of(client, "/sitemap-stories-0.xml")
    told = {
        unquote(urlsplit(row.findtext(f"{SITEMAP}loc")).path): row.findtext(f"{SITEMAP}lastmod")
        for row in tree.iter(f"{SITEMAP}url")
    }
    assert told[unquote(undated.get_absolute_url())] is None
    assert told[unquote(corrected.get_absolute_url())] == timezone.localtime(noted).isoformat(timespec="seconds")
    assert told[unquote(plain.get_absolute_url())].endswith("+03:00")


def test_a_withdrawn_story_leaves_both_maps_at_once(client: Client) -> None:
    kept, gone = story("يبقى"), story("يذهب")
    for address in ("/sitemap-stories-0.xml", "/news-sitemap.xml"):
        had = client.get(address)
        assert client.get(address, HTTP_IF_NONE_MATCH=had["ETag"]).status_code == 304
        gone.status = Article.Status.WITHDRAWN
        gone.save()
        now = client.get(address, HTTP_IF_NONE_MATCH=had["ETag"])
        assert now.status_code == 200
        assert f"/article/{gone.pk}/" not in now.content.decode()
        assert f"/article/{kept.pk}/" in now.content.decode()
        gone.status = Article.Status.PUBLISHED
        gone.save()


def test_the_news_map_holds_two_days_newest_first(client: Client) -> None:
    hidden_stories()
    story("قديم", hours_ago=49)
    story("بلا تاريخ", hours_ago=None)
    older = story("أقدم بقليل", hours_ago=47)
    newest = story("«BBC» & <الأحدث>", hours_ago=1)
    tree = tree_of(client, "/news-sitemap.xml")
    assert [node.text for node in tree.iter(f"{NEWS}title")] == ["«BBC» & <الأحدث>", "أقدم بقليل"]
    assert locations(tree) == [unquote(row.get_absolute_url()) for row in (newest, older)]
    assert {node.text for node in tree.iter(f"{NEWS}name")} == {"الديوان"}
    assert {node.text for node in tree.iter(f"{NEWS}language")} == {"ar"}
    dates = [node.text for node in tree.iter(f"{NEWS}publication_date")]
    assert dates == [timezone.localtime(row.published_at).isoformat(timespec="seconds") for row in (newest, older)]
    with time_machine.travel(timezone.now() + timedelta(hours=60), tick=False):
        assert len(tree_of(client, "/news-sitemap.xml", may_be_empty=True)) == 1  # the one that was scheduled


def test_the_news_map_stays_below_google_s_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemaps.NEWS_STORIES <= 1000
    assert sitemaps.SPAN <= 5000
    monkeypatch.setattr(sitemaps, "NEWS_STORIES", 2)
    for number in range(4):
        story(f"خبر {number}", hours_ago=number + 1)
    titles = [node.text for node in tree_of(client, "/news-sitemap.xml").iter(f"{NEWS}title")]
    assert titles == ["خبر 0", "خبر 1"]


def test_robots_find_the_maps(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    named = [line.removeprefix("Sitemap: ") for line in text.splitlines() if line.startswith("Sitemap: ")]
    assert named == ["http://testserver/sitemap.xml", "http://testserver/news-sitemap.xml"]
    for address in named:
        assert client.get(address).status_code == 200


def test_maps_cost_the_same_for_few_and_many(client: Client, django_assert_max_num_queries: Any) -> None:
    for count in (2, 30):
        for number in range(count):
            story(f"خبر {count} {number}", tags=[f"موضوع {number}"], authors=[f"كاتب {number}"])
        for address, most in (
            ("/sitemap.xml", 8),
            ("/sitemap-stories-0.xml", 2),
            ("/sitemap-topics-0.xml", 1),
            ("/news-sitemap.xml", 1),
        ):
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code == 200
