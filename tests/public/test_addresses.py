"""Addresses last: the id decides, the slug is for people, every other spelling leads to the one address."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from tests.public.stories import SECRET, hidden_stories, section, story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["/article/{pk}", "/article/{pk}/", "/article/{pk}/عنوان-قديم/", "/a/{pk}", "/a/{pk}/"])
def test_every_other_spelling_redirects_for_good(client: Client, form: str) -> None:
    article = story("عنوان جديد")
    response = client.get(form.format(pk=article.pk))
    assert response.status_code == 301
    assert response["Location"] == article.get_absolute_url()
    assert client.get(response["Location"]).status_code == 200


def test_the_query_string_is_kept(client: Client) -> None:
    article = story()
    assert client.get(f"/a/{article.pk}?utm=x&q=%D8%A7")["Location"] == f"{article.get_absolute_url()}?utm=x&q=%D8%A7"


def test_a_new_headline_s_slug_leads_on_from_the_old_one(client: Client) -> None:
    article = story("عنوان قديم")
    old = article.get_absolute_url()
    article.slug = "عنوان-آخر"
    article.save()
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == article.get_absolute_url()


def test_a_withdrawn_story_answers_gone_and_says_nothing_of_its_text(client: Client) -> None:
    _draft, _scheduled, withdrawn = hidden_stories()
    for address in (withdrawn.get_absolute_url(), f"/a/{withdrawn.pk}", f"/article/{withdrawn.pk}/"):
        response = client.get(address)
        assert response.status_code == 410
        assert SECRET not in response.content.decode()
        assert "سُحب هذا الخبر" in response.content.decode()


def test_drafts_and_scheduled_stories_are_not_found(client: Client) -> None:
    draft, scheduled, _withdrawn = hidden_stories()
    for article in (draft, scheduled):
        for address in (article.get_absolute_url(), f"/a/{article.pk}", f"/article/{article.pk}/"):
            response = client.get(address)
            assert response.status_code == 404
            assert SECRET not in response.content.decode()


def test_a_story_withdrawn_before_its_time_was_never_there(client: Client) -> None:
    article = story(hours_ago=-5, status=Article.Status.WITHDRAWN)
    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/article/99999999/x/",
        "/article/999999999999999999/x/",
        "/article/99999999999999999999999/x/",
        "/article/x/y/",
        "/a/0",
        "/section/لا-قسم/",
        "/section/%00/",
        "/topic/%00/",
        "/topic/لا-موضوع/",
        "/author/%F0%9F%98%80/",
        "/author/..%2f..%2fetc/",
        "/section/" + "ا" * 3000 + "/",
        "/nothing",
    ],
)
def test_unknown_and_hostile_addresses_are_not_found_in_the_newspaper_s_look(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "لم نجد هذه الصفحة" in response.content.decode()


def test_only_reading_is_allowed(client: Client) -> None:
    section("أخبار")
    for path in ("/", "/section/أخبار/", "/search/", f"/a/{story().pk}"):
        assert client.post(path).status_code == 405
        assert client.head(path).status_code in {200, 301}


def test_robots_and_health(client: Client, django_assert_num_queries: Any) -> None:
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
