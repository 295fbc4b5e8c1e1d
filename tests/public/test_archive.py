"""The archive: years, months and days of the newsroom's zone, and what has no date."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from articles.public import archive
from tests.public.stories import hidden_stories, story

pytestmark = pytest.mark.django_db


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.fixture
def years() -> None:
    story("شتاء", published_at=at(2018, 12, 2, 12))
    story("شتاء آخر", published_at=at(2018, 12, 2, 15))
    story("صيف", published_at=at(2018, 7, 1, 9))
    # 22:30 in London is the next day in Damascus.
    story("بعد منتصف الليل", published_at=at(2019, 12, 31, 22, 30))
    story("بلا تاريخ", hours_ago=None)


def test_years_months_and_days_lead_down_to_the_stories(client: Client, years: None) -> None:
    top = client.get("/archive/").content.decode()
    assert 'href="/archive/2018/"><b>2018</b> <span>3 مواد</span>' in top
    assert 'href="/archive/2020/"><b>2020</b> <span>مادة واحدة</span>' in top
    assert "/archive/2019/" not in top
    months = client.get("/archive/2018/").content.decode()
    assert "<b>كانون الأول/ديسمبر</b> <span>مادتان</span>" in months
    assert "/archive/2018/7/" in months and "/archive/2018/8/" not in months
    days = client.get("/archive/2018/12/").content.decode()
    assert "<b>الأحد 2 كانون الأول/ديسمبر 2018</b> <span>مادتان</span>" in days
    day = client.get("/archive/2018/12/2/").content.decode()
    assert day.index("شتاء آخر") < day.index(">شتاء<")
    assert 'rel="prev" href="/archive/2018/7/1/"' in day
    assert 'rel="next" href="/archive/2020/1/1/"' in day


def test_days_are_those_of_the_newsroom(client: Client, years: None) -> None:
    assert "بعد منتصف الليل" in client.get("/archive/2020/1/1/").content.decode()
    assert "بعد منتصف الليل" not in client.get("/archive/2019/12/31/").content.decode()


def test_undated_stories_have_a_list_of_their_own(client: Client, years: None) -> None:
    assert "/archive/undated/" in client.get("/archive/").content.decode()
    html = client.get("/archive/undated/").content.decode()
    assert "بلا تاريخ" in html and "شتاء" not in html


def test_a_day_without_stories_says_so_and_asks_not_to_be_indexed(client: Client, years: None) -> None:
    response = client.get("/archive/2018/12/3/")
    assert response.status_code == 200
    assert "لا مواد من هذا الوقت" in response.content.decode()
    assert 'content="noindex, follow"' in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        *("/archive/2018/13/", "/archive/2018/2/30/", "/archive/0/", "/archive/1/1/1/", "/archive/99999/"),
        *("/archive/2999/1/1/", "/archive/2018/12/2/?page=9"),
    ],
)
def test_what_is_no_day_or_still_to_come_is_not_found(client: Client, years: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_counts_stop_at_a_bound(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_COUNTED", 2)
    for number in range(4):
        story(f"خبر {number}", published_at=at(2018, 5, 1, number))
    assert "أكثر من 2 مادة" in client.get("/archive/").content.decode()


def test_it_costs_the_same_for_any_number_of_stories(client: Client, django_assert_max_num_queries: Any) -> None:
    for count in (3, 30):
        for number in range(count):
            story(f"خبر {count} {number}", published_at=at(2018, 1 + number % 12, 1 + number % 28, 9))
        for address in ("/archive/", "/archive/2018/", "/archive/2018/1/", "/archive/2018/1/1/"):
            client.get(address)
            with django_assert_max_num_queries(9):
                client.get(address)


def test_an_empty_newspaper_has_an_empty_archive(client: Client) -> None:
    hidden_stories()
    html = client.get("/archive/").content.decode()
    assert "لا مواد من هذا الوقت" in html
    assert 'class="periods"' not in html


def test_in_english_the_months_are_english(client: Client, years: None) -> None:
    client.cookies["django_language"] = "en"
    assert "<b>December</b> <span>2 stories</span>" in client.get("/archive/2018/").content.decode()
