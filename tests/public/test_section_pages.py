"""Sections: newest first, sub-sections' stories among them, in numbered pages, narrowed by topic and date."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.public.stories import section, story

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<h[23]><a href="/article/(\d+)/')


def listed(client: Client, address: str) -> list[int]:
    response = client.get(address)
    assert response.status_code == 200
    return [int(key) for key in LINK.findall(response.content.decode())]


def test_newest_first_undated_last_with_the_sub_sections_stories(client: Client) -> None:
    news = section("أخبار")
    arab = section("عربي", news)
    undated = story("بلا تاريخ", hours_ago=None, section=news)
    old = story("قديم", hours_ago=50, section=arab)
    new = story("جديد", hours_ago=1, section=news)
    further = story("قسم إضافي", hours_ago=20, section=section("رياضة"))
    further.further_sections.add(arab)
    story("قسم آخر", section=section("ثقافة"))
    assert listed(client, "/section/أخبار/") == [new.pk, further.pk, old.pk, undated.pk]
    assert listed(client, "/section/عربي/") == [further.pk, old.pk]


def test_pages_are_numbered_and_hold_every_story_once(client: Client, settings: Any) -> None:
    settings.NEWSROOM = {**settings.NEWSROOM, "STORIES_PER_PAGE": 5}
    news = section("أخبار")
    keys = [story(f"خبر {number}", hours_ago=number + 1, section=news).pk for number in range(12)]
    pages = [listed(client, f"/section/أخبار/?page={number}") for number in (1, 2, 3)]
    assert [key for page in pages for key in page] == keys
    assert listed(client, "/section/أخبار/") == pages[0]
    html = client.get("/section/أخبار/?page=2").content.decode()
    assert '<link rel="prev" href=".">' in html
    assert '<link rel="next" href="?page=3">' in html
    assert 'rel="canonical" href="http://testserver/section/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/?page=2"' in html
    assert "<title>أخبار، الصفحة 2 | الديوان</title>" in html


@pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999999999999", "9" * 5000, "x", "1.5", "٢", "", "%00", "1%00"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    section("أخبار")
    assert client.get(f"/section/أخبار/?page={page}").status_code == 404


def test_narrowing_by_topic_and_days_of_the_newsroom_s_zone(client: Client) -> None:
    news = section("أخبار")
    # 22:30 UTC of 1 March is half past midnight (or later) of 2 March in Damascus.
    night = story("ليل", section=news, published_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC), tags=["ماء"])
    noon = story("ظهر", section=news, published_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC))
    story("بلا تاريخ", section=news, hours_ago=None, tags=["ماء"])
    assert listed(client, "/section/أخبار/?since=2026-03-02&until=2026-03-02") == [noon.pk, night.pk]
    assert listed(client, "/section/أخبار/?until=2026-03-01") == []
    assert listed(client, "/section/أخبار/?tag=ماء&since=2026-01-01") == [night.pk]


def test_filters_in_use_are_named_and_can_be_taken_away_one_by_one(client: Client) -> None:
    story("خبر", section=section("أخبار"), tags=["ماء"], published_at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    html = client.get("/section/أخبار/?tag=ماء&since=2026-03-01").content.decode()
    assert '<a href="?since=2026-03-01">الموضوع: ماء' in html
    assert '<a href="?tag=%D9%85%D8%A7%D8%A1">من 1 آذار/مارس 2026' in html
    assert "مادة واحدة" in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert '<option value="ماء" selected>' in html


def test_pages_keep_the_filters(client: Client, settings: Any) -> None:
    settings.NEWSROOM = {**settings.NEWSROOM, "STORIES_PER_PAGE": 2}
    news = section("أخبار")
    for number in range(5):
        story(f"خبر {number}", section=news, tags=["ماء"])
    assert 'rel="next" href="?tag=%D9%85%D8%A7%D8%A1&amp;page=2"' in client.get("/section/أخبار/?tag=ماء").content.decode()
    assert len(listed(client, "/section/أخبار/?tag=ماء&page=3")) == 1


def test_a_mistyped_date_is_said_and_the_list_is_not_lost(client: Client) -> None:
    article = story("خبر", section=section("أخبار"))
    response = client.get("/section/أخبار/?since=أمس")
    assert "اكتب التاريخ هكذا" in response.content.decode()
    assert listed(client, "/section/أخبار/?since=أمس") == [article.pk]


@pytest.mark.parametrize(
    "query",
    [
        "tag=%00",
        "tag=لا-موضوع",
        "tag=" + "ا" * 9000,
        "since=0000-00-00",
        "since=0001-01-01",
        "until=9999-12-31",
        "since=%00",
        "since=2026-02-30&until=x",
        "tag=<script>alert(1)</script>",
        "since=" + "9" * 9000,
    ],
)
def test_hostile_filters_do_no_harm(client: Client, query: str) -> None:
    story("خبر", section=section("أخبار"), tags=["ماء"])
    response = client.get(f"/section/أخبار/?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_no_match_says_what_to_do_and_an_empty_section_too(client: Client) -> None:
    story("خبر", section=section("أخبار"), tags=["ماء"])
    assert "لا مادة توافق هذه المرشّحات" in client.get("/section/أخبار/?tag=ماء&until=2001-01-01").content.decode()
    section("ثقافة")
    assert "لا أخبار في هذا القسم بعد" in client.get("/section/ثقافة/").content.decode()


def test_it_costs_the_same_for_few_and_many(client: Client, django_assert_max_num_queries: Any) -> None:
    news = section("أخبار")
    arab = section("عربي", news)
    for count in (5, 40):
        for number in range(count):
            story(f"خبر {number} من {count}", section=arab, tags=["ماء", f"موضوع {number}"], authors=["سلمى الحداد"])
        with django_assert_max_num_queries(8):
            client.get("/section/أخبار/")
