"""schema.org data: true, whole, and unable to end its own script element."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Correction
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in BLOCK.findall(client.get(address).content.decode())]


def test_a_story_is_a_news_article_with_breadcrumbs(client: Client) -> None:
    news = section("أخبار")
    arab = section("عربي", news)
    article = story(
        "عنوان", standfirst="تمهيد.", section=arab, image=picture(), tags=["ماء"], authors=["سلمى الحداد"], image_credit="رسم"
    )
    Correction.objects.create(article=article, note="الصحيح 412.")
    first, crumbs = data_of(client, article.get_absolute_url())
    address = f"http://testserver{article.get_absolute_url()}"
    assert first["@type"] == "NewsArticle"
    assert first["headline"] == "عنوان"
    assert first["mainEntityOfPage"] == address
    assert first["articleSection"] == ["أخبار", "عربي"]
    assert first["keywords"] == ["ماء"]
    assert first["author"][0]["name"] == "سلمى الحداد"
    assert first["datePublished"] == first["dateModified"]
    assert first["image"]["url"].startswith("http://testserver/media/")
    assert first["correction"][0]["@type"] == "CorrectionComment"
    assert [step["name"] for step in crumbs["itemListElement"]] == ["الصفحة الأولى", "أخبار", "عربي"]


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
