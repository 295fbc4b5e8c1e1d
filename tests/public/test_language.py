"""Arabic for everybody who has not chosen English; the same templates for both."""

import pytest
from django.test import Client

from tests.public.stories import section, story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("accept", ["en", "en-US,en;q=0.9", "fr", "", "*"])
def test_the_browser_s_languages_do_not_turn_an_arabic_newspaper(client: Client, accept: str) -> None:
    response = client.get("/", headers={"Accept-Language": accept})
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert response["Content-Language"] == "ar"


def test_a_reader_who_chooses_english_gets_it_on_every_page_and_back(client: Client) -> None:
    article = story("خبر عربي", section=section("أخبار"))
    response = client.post("/language/", {"language": "en", "next": article.get_absolute_url()})
    assert response.status_code == 302
    assert response["Location"] == article.get_absolute_url()
    html = client.get(article.get_absolute_url()).content.decode()
    assert '<html lang="en" dir="ltr">' in html
    assert "Published" in html and "Related news" not in html
    assert '<article lang="ar" dir="rtl">' in html
    for address in ("/", "/section/أخبار/", "/search/", "/nothing/"):
        assert '<html lang="en" dir="ltr">' in client.get(address).content.decode()
    client.post("/language/", {"language": "ar", "next": "/"})
    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_never_leads_elsewhere(client: Client, target: str) -> None:
    response = client.post("/language/", {"language": "en", "next": target})
    assert "evil" not in response.get("Location", "")
    assert "javascript" not in response.get("Location", "")


def test_reading_sets_no_cookie(client: Client) -> None:
    article = story("خبر", section=section("أخبار"))
    for address in ("/", article.get_absolute_url(), "/section/أخبار/", "/search/?q=خبر", "/nothing/"):
        assert not client.get(address).cookies
