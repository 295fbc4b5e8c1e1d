"""Errors in the newspaper's look: «not found» helps on, «went wrong» needs nothing that may be broken."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from articles.public import views
from articles.public.errors import server_error
from tests.public.stories import story


@pytest.mark.django_db
def test_not_found_offers_search_and_the_newest_stories(client: Client) -> None:
    article = story("أحدث خبر")
    response = client.get("/nothing/")
    assert response.status_code == 404
    html = response.content.decode()
    assert 'role="search"' in html
    assert article.get_absolute_url() in html
    assert '<meta name="robots" content="noindex">' in html
    assert html.count("<h1") == 1


def test_went_wrong_needs_no_database() -> None:
    # Without the `db` fixture any query fails this test.
    response = server_error(RequestFactory().get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "حدث خطأ من جهتنا" in html
    assert '<html lang="ar" dir="rtl">' in html
    assert html.count("<h1") == 1


def test_a_failing_view_shows_it(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(views, "SectionTree", fail)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    assert response.status_code == 500
    assert "حدث خطأ من جهتنا" in response.content.decode()
    assert "broken" not in response.content.decode()
