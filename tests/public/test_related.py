"""«أخبار متعلقة»: the editors' picks first, then kindred stories, never one that readers may not see."""

from typing import Any

import pytest
from django.test import Client

from articles import related
from articles.models import RelatedLink
from tests.public.stories import hidden_stories, section, story

pytestmark = pytest.mark.django_db


def test_picks_come_first_in_the_editors_order_with_their_own_titles() -> None:
    article, first, second = story("الأصل"), story("أول"), story("ثان")
    RelatedLink.objects.create(article=article, target=second, order=2)
    RelatedLink.objects.create(article=article, target=first, order=1, title="عنوان خاص")
    RelatedLink.objects.create(article=article, url="https://example.org/x", title="في الخارج", order=3)
    items = related.for_article(article)
    assert [item.headline for item in items] == ["عنوان خاص", "ثان", "في الخارج"]
    assert items[0].url == first.get_absolute_url()
    assert items[2].is_outside and items[2].host == "example.org"


def test_shared_topics_go_before_the_section_and_the_section_before_the_newest() -> None:
    here, elsewhere = section("هنا"), section("هناك")
    article = story("الأصل", section=here, tags=["ماء", "نهر"])
    two = story("موضوعان", section=elsewhere, hours_ago=100, tags=["ماء", "نهر"])
    one = story("موضوع", section=elsewhere, hours_ago=50, tags=["ماء"])
    same = story("قسم", section=here, hours_ago=60)
    newest = story("أحدث", section=elsewhere, hours_ago=0.1)
    assert [item.article for item in related.for_article(article)] == [two, one, same, newest]


def test_it_fills_up_to_four_where_so_many_stories_exist_and_not_beyond() -> None:
    article = story("الأصل")
    for number in range(3):
        story(f"خبر {number}")
    assert len(related.for_article(article)) == 3
    for number in range(5):
        story(f"آخر {number}")
    assert len(related.for_article(article)) == 4


def test_all_picks_are_shown_even_where_they_are_more() -> None:
    article = story("الأصل")
    for number in range(6):
        RelatedLink.objects.create(article=article, target=story(f"خبر {number}"), order=number)
    assert len(related.for_article(article)) == 6


def test_never_itself_never_twice_never_hidden() -> None:
    news = section("أخبار")
    article = story("الأصل", section=news, tags=["ماء"])
    picked = story("منتقى", section=news, tags=["ماء"])
    RelatedLink.objects.create(article=article, target=picked)
    for hidden in hidden_stories(section=news, tags=["ماء"]):
        RelatedLink.objects.create(article=article, target=hidden)
    others = [story(f"خبر {number}", section=news, tags=["ماء"]) for number in range(2)]
    found = [item.article for item in related.for_article(article)]
    assert found[0] == picked
    assert sorted(found, key=lambda item: item.pk) == [picked, *others]  # type: ignore[union-attr]


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    news = section("أخبار")
    article = story("الأصل", section=news, tags=["ماء", "نهر"])
    RelatedLink.objects.create(article=article, target=story("منتقى"))
    for number in range(40):
        story(f"خبر {number}", section=news if number % 2 else None, tags=["ماء"] if number == 7 else [])
    with django_assert_max_num_queries(7):
        assert len(related.for_article(article)) == 4


def test_the_page_shows_them_under_the_story(client: Client) -> None:
    article = story("الأصل")
    RelatedLink.objects.create(article=article, url="https://www.example.org/x", title="في الخارج")
    story("خبر آخر")
    html = client.get(article.get_absolute_url()).content.decode()
    block = html[html.index('aria-labelledby="related"') :]
    assert "أخبار متعلقة" in block
    assert '<a href="https://www.example.org/x" rel="external noopener">في الخارج</a>' in block
    assert '<bdi dir="ltr">example.org</bdi>' in block
    assert block.index("في الخارج") < block.index("خبر آخر")
