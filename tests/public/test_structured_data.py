"""schema.org data: true, whole, and unable to end its own script element."""

import io
import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image as PillowImage

from articles.models import Article, Author, Correction
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in BLOCK.findall(client.get(address).content.decode())]


def pixels(size: dict[str, Any]) -> int:
    """The number of a width or height, which must be a quantity of pixels (E37)."""
    assert size == {"@type": "QuantitativeValue", "value": size["value"], "unitCode": "E37"}
    return int(size["value"])


def hours_ago(hours: float) -> datetime:
    return timezone.now() - timedelta(hours=hours)


def check_news_article(data: dict[str, Any]) -> None:
    """What search engines ask of a NewsArticle, and what schema.org says of each value."""
    assert data["@context"] == "https://schema.org"
    assert data["@type"].endswith("NewsArticle")
    assert 0 < len(data["headline"]) <= 110
    assert data["inLanguage"] == "ar"
    assert data["isAccessibleForFree"] is True
    for key in ("datePublished", "dateModified"):
        if key in data:
            assert datetime.fromisoformat(data[key]).utcoffset() is not None, key
    for author in data["author"] if isinstance(data["author"], list) else [data["author"]]:
        assert author["@type"] in {"Person", "NewsMediaOrganization"}
        assert author["name"]
        assert author["url"].startswith("http://testserver/")
    assert data["publisher"]["logo"]["url"].startswith("http://testserver/share/site/logo-")
    for image in data.get("image", []):
        assert image["@type"] == "ImageObject"
        assert pixels(image["width"]) * pixels(image["height"]) >= 50_000
    for note in data.get("correction", []):
        assert note["@type"] == "CorrectionComment"
        assert note["text"]
        assert datetime.fromisoformat(note["datePublished"]).utcoffset() is not None
    assert None not in data.values()


def test_a_story_is_a_news_article_with_breadcrumbs(client: Client) -> None:
    news = section("أخبار")
    arab = section("عربي", news)
    article = story(
        "عنوان", standfirst="تمهيد.", section=arab, image=picture(), tags=["ماء"], authors=["سلمى الحداد"], image_credit="رسم"
    )
    first, crumbs = data_of(client, article.get_absolute_url())
    check_news_article(first)
    address = f"http://testserver{article.get_absolute_url()}"
    assert first["@type"] == "NewsArticle"
    assert first["headline"] == "عنوان"
    assert first["mainEntityOfPage"] == first["url"] == address
    assert first["articleSection"] == ["أخبار", "عربي"]
    assert first["keywords"] == ["ماء"]
    assert first["author"][0]["name"] == "سلمى الحداد"
    assert first["datePublished"] == first["dateModified"]
    assert [step["name"] for step in crumbs["itemListElement"]] == ["الصفحة الأولى", "أخبار", "عربي"]
    assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2, 3]


def test_the_lead_picture_is_offered_in_three_shapes_that_are_there(client: Client) -> None:
    first, _crumbs = data_of(client, story(image=picture(), image_credit="رسم").get_absolute_url())
    check_news_article(first)
    shapes = [pixels(image["width"]) / pixels(image["height"]) for image in first["image"]]
    assert shapes == pytest.approx([16 / 9, 4 / 3, 1.0], rel=0.01)
    for image in first["image"]:
        assert image["creditText"] == "رسم"
        response = client.get(image["url"])
        assert PillowImage.open(io.BytesIO(response.content)).size == (pixels(image["width"]), pixels(image["height"]))


def test_a_correction_is_told_and_makes_the_story_newer_an_update_is_no_correction(client: Client) -> None:
    article = story(hours_ago=50)
    Correction.objects.create(article=article, kind=Correction.Kind.UPDATE, note="أضيف تصريح.", date=hours_ago(9))
    assert "correction" not in data_of(client, article.get_absolute_url())[0]
    Correction.objects.create(article=article, note="الصحيح 412.", date=hours_ago(3))
    first = data_of(client, article.get_absolute_url())[0]
    check_news_article(first)
    assert [note["text"] for note in first["correction"]] == ["الصحيح 412."]
    assert first["dateModified"] == first["correction"][0]["datePublished"] > first["datePublished"]


def test_a_long_headline_is_cut_at_a_word(client: Client) -> None:
    first = data_of(client, story("كلمة طويلة " * 25).get_absolute_url())[0]
    check_news_article(first)
    assert first["headline"].endswith("…")


def test_the_front_page_says_whose_it_is_and_how_to_search_it(client: Client) -> None:
    paper, site = data_of(client, "/")
    assert paper["@type"] == "NewsMediaOrganization"
    assert client.get(paper["logo"]["url"]).status_code == 200
    assert site["@type"] == "WebSite"
    assert site["publisher"]["@id"] == paper["@id"]
    action = site["potentialAction"]
    assert action["@type"] == "SearchAction"
    assert action["query-input"] == "required name=search_term_string"
    assert client.get(action["target"]["urlTemplate"].replace("{search_term_string}", "ماء")).status_code == 200


def test_lists_are_collections_in_their_order(client: Client) -> None:
    news = section("أخبار")
    articles = [story(f"خبر {number}", hours_ago=number + 1, section=news, tags=["ماء"]) for number in range(5)]
    for address in ("/section/أخبار/", "/topic/ماء/"):
        page = data_of(client, address)[-1]
        assert page["@type"] == "CollectionPage"
        items = page["mainEntity"]["itemListElement"]
        assert [item["name"] for item in items] == [article.headline for article in articles]
        assert [item["position"] for item in items] == [1, 2, 3, 4, 5]
        assert client.get(items[0]["url"]).status_code == 200


def test_an_author_s_page_is_a_profile(client: Client) -> None:
    story(authors=["سلمى الحداد"])
    Author.objects.update(job_title="مراسلة", bio="تكتب عن المدن.", image=picture())
    (page,) = data_of(client, "/author/سلمى-الحداد/")
    assert page["@type"] == "ProfilePage"
    person = page["mainEntity"]
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "سلمى الحداد", "مراسلة")
    assert person["description"] == "تكتب عن المدن."
    assert person["image"].startswith("http://testserver/media/")
    assert person["worksFor"]["@type"] == "NewsMediaOrganization"


@pytest.mark.parametrize("cookie", ["", "en"])
def test_every_page_has_one_address_and_claims_no_other_language(client: Client, cookie: str) -> None:
    # The interface's language is the reader's choice at the same address: no other address is there to be named.
    client.cookies["django_language"] = cookie
    article = story(section=section("أخبار"), tags=["ماء"], authors=["سلمى الحداد"])
    for address in ("/", article.get_absolute_url(), "/section/أخبار/", "/topic/ماء/", "/author/سلمى-الحداد/", "/feeds/"):
        html = client.get(address).content.decode()
        (canonical,) = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)">', html)
        assert unquote(canonical) == unquote(address)
        assert "hreflang" not in html


def test_nothing_unknown_is_claimed(client: Client) -> None:
    first, _crumbs = data_of(client, story(hours_ago=None).get_absolute_url())
    assert "datePublished" not in first
    assert "image" not in first
    assert first["author"]["@type"] == "NewsMediaOrganization"


def test_opinion_is_said_to_be_opinion(client: Client) -> None:
    first, _crumbs = data_of(client, story(genre=Article.Genre.OPINION).get_absolute_url())
    assert first["@type"] == "OpinionNewsArticle"


def test_no_text_ends_the_script_element(client: Client) -> None:
    evil = "</script><script>alert(1)</script><!-- \u2028"
    article = story(f"عنوان {evil}", standfirst=evil)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    first, _crumbs = data_of(client, article.get_absolute_url())
    assert "</script>" in first["headline"]
