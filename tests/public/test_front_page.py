"""The front page: a living newspaper with one, three or fifty stories, none of them twice."""

import re
from typing import Any

import pytest
from django.test import Client

from articles.fronts import Front, Layout, compose
from articles.models import Article, RelatedLink, Section
from articles.section_tree import SectionTree
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db


def arrange(tree: SectionTree) -> Front:
    """The page that nobody has arranged."""
    return compose(Layout.empty(home=True), tree)


LINK = re.compile(r'href="/article/(\d+)/')


def fill(count: int, sections: list[Section]) -> None:
    images = [picture("#0b4f6c"), picture("#b3182b")]
    genres = [Article.Genre.NEWS, Article.Genre.OPINION, Article.Genre.NEWS, Article.Genre.FEATURE, Article.Genre.NEWS]
    for number in range(count):
        story(
            f"خبر رقم {number}",
            hours_ago=number + 1 if number % 9 else None,
            section=sections[number % len(sections)] if sections and number % 7 else None,
            image=images[number % 2] if number % 3 else None,
            genre=genres[number % 5],
            authors=["سلمى الحداد"] if number % 5 == 1 else [],
            standfirst="" if number % 4 else "تمهيد من جملة واحدة.",
        )


@pytest.mark.parametrize("count", [0, 1, 3, 12, 50])
@pytest.mark.parametrize("sectioned", [True, False])
def test_it_holds_any_number_of_stories_and_none_twice(client: Client, count: int, sectioned: bool) -> None:
    sections = [section(name) for name in ("أخبار", "اقتصاد", "ثقافة", "رياضة")] if sectioned else []
    fill(count, sections)
    response = client.get("/")
    assert response.status_code == 200
    links = LINK.findall(response.content.decode())
    assert len(links) == len(set(links))
    assert len(links) == count if count <= 3 else len(links) > 9


def test_an_empty_newspaper_says_so(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "لم يُنشر أي خبر بعد" in html
    assert html.count("<h1") == 1


def test_the_newest_story_with_a_picture_leads() -> None:
    story("أحدث بلا صورة", hours_ago=1)
    lead = story("بصورة", hours_ago=2, image=picture())
    story("أقدم بصورة", hours_ago=3, image=picture())
    assert arrange(SectionTree()).lead == lead


def test_an_old_picture_does_not_lead_over_today_s_news() -> None:
    story("قديم بصورة", hours_ago=9000, image=picture())
    newest = [story(f"خبر {number}", hours_ago=number) for number in range(1, 15)]
    assert arrange(SectionTree()).lead == newest[0]


def test_opinion_never_leads_and_stands_with_its_author_s_face() -> None:
    image = picture()
    opinion = story("رأي", hours_ago=0.1, image=image, genre=Article.Genre.OPINION, authors=["سلمى الحداد"])
    news = story("خبر", hours_ago=5)
    front = arrange(SectionTree())
    assert front.lead == news
    assert [block.stories for block in front.shown() if block.kind == "opinion"] == [[opinion]]


def test_undated_stories_are_never_among_the_latest(client: Client) -> None:
    for number in range(6):
        story(f"مؤرخ {number}", hours_ago=number + 1)
    for number in range(6):
        story(f"بلا تاريخ {number}", hours_ago=None)
    latest = arrange(SectionTree()).latest
    assert latest
    assert all(article.published_at for article in latest)
    html = client.get("/").content.decode()
    block = html[html.index('id="latest"') :]
    assert "بلا تاريخ" not in block[: block.index("</section>")]


def test_section_blocks_follow_the_navigation_and_hold_the_sub_sections_stories() -> None:
    hidden = section("أرشيف", in_navigation=False)
    news, sport = section("أخبار"), section("رياضة")
    football = section("كرة القدم", sport)
    for place in (hidden, sport, football, news):
        for number in range(12):
            story(f"{place} {number}", hours_ago=500 + number, section=place)
    fill(30, [])
    blocks = [block for row in arrange(SectionTree()).rows() for block in row if block.section]
    assert [block.section for block in blocks] == [news, sport]
    assert {article.section for article in blocks[1].stories} <= {sport, football}
    assert blocks[1].children == [football]


def test_a_quiet_section_keeps_its_block_under_a_flood_of_other_news() -> None:
    quiet, loud = section("علوم"), section("أخبار")
    for number in range(4):
        story(f"علم {number}", hours_ago=2000 + number, section=quiet)
    for number in range(60):
        story(f"خبر {number}", hours_ago=number + 1, section=loud)
    blocks = {block.section: block for row in arrange(SectionTree()).rows() for block in row}
    assert [article.headline for article in blocks[quiet].stories] == ["علم 0", "علم 1", "علم 2", "علم 3"]


def test_the_lead_s_picked_stories_stand_under_it() -> None:
    lead = story("القائد", image=picture())
    picked = story("منتقى", hours_ago=400)
    RelatedLink.objects.create(article=lead, target=picked, title="عنوان خاص")
    front = arrange(SectionTree())
    assert [item.headline for item in front.sidelights] == ["عنوان خاص"]
    assert picked not in front.stories[2:]


def test_it_costs_the_same_for_few_and_many(client: Client, django_assert_max_num_queries: Any) -> None:
    sections = [section(f"قسم {number}") for number in range(6)]
    for number in range(12):
        section(f"فرع {number}", sections[number % 6])
    for count in (10, 60):
        fill(count, sections)
        with django_assert_max_num_queries(10):
            client.get("/")
