"""Topics by day, authors with what they wrote."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from articles.models import Author
from tests.public.stories import picture, story

pytestmark = pytest.mark.django_db


def test_a_topic_is_told_by_days_of_the_newsroom_s_zone(client: Client) -> None:
    story("أول", published_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC), tags=["ماء"])
    story("ثان", published_at=datetime(2026, 3, 1, 10, 0, tzinfo=UTC), tags=["ماء", "نهر"])
    story("بلا تاريخ", hours_ago=None, tags=["ماء"])
    story("غيره", tags=["نهر"])
    html = client.get("/topic/ماء/").content.decode()
    order = ["الإثنين 2 آذار/مارس 2026", "أول</a>", "الأحد 1 آذار/مارس 2026", "ثان</a>", ">بلا تاريخ</h2>", "بلا تاريخ</a>"]
    places = [html.index(text) for text in order]
    assert places == sorted(places)
    assert "غيره" not in html
    assert "3 مواد" in html
    assert ">نهر</a>" in html


def test_an_author_is_introduced_with_face_and_stories(client: Client) -> None:
    story("مقال", authors=["سلمى الحداد"])
    story("غيره", authors=["نادر العطار"])
    Author.objects.filter(name="سلمى الحداد").update(job_title="مراسلة", bio="تكتب عن المدن.", image=picture())
    html = client.get("/author/سلمى-الحداد/").content.decode()
    for expected in ("<h1>سلمى الحداد", "مراسلة", "تكتب عن المدن.", 'class="face"', "مقال</a>", "مادة واحدة"):
        assert expected in html
    assert "غيره" not in html


@pytest.mark.parametrize("address", ["/topic/ماء/", "/author/سلمى-الحداد/"])
def test_they_are_paged_and_cost_the_same_for_few_and_many(
    client: Client, settings: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    settings.NEWSROOM = {**settings.NEWSROOM, "STORIES_PER_PAGE": 10}
    for number in range(25):
        story(f"خبر {number}", tags=["ماء"], authors=["سلمى الحداد"])
    with django_assert_max_num_queries(9):
        assert 'href="?page=2"' in client.get(address).content.decode()
    assert client.get(f"{address}?page=3").status_code == 200
    assert client.get(f"{address}?page=4").status_code == 404
