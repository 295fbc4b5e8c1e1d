"""«اقرأ أيضا» within long stories, and the next story below each."""

from typing import Any

import pytest
from django.test import Client

from articles.models import RelatedArticle, RelatedLink
from tests.public.stories import section, story

pytestmark = pytest.mark.django_db

LONG = "".join(f"<p>الفقرة {number}.</p>" for number in range(1, 9))


def test_a_long_story_carries_a_box_of_its_related_stories_once(client: Client) -> None:
    article = story("طويلة", body=LONG)
    picked = [story(f"متعلق {number}", hours_ago=50 + number) for number in range(3)]
    for number, target in enumerate(picked):
        RelatedLink.objects.create(article=article, target=target, order=number)
    for number in range(6):
        story(f"آخر {number}", hours_ago=90 + number)
    html = client.get(article.get_absolute_url()).content.decode()
    box = html[html.index('class="inset"') : html.index("</section>", html.index('class="inset"'))]
    assert html.index("الفقرة 3.") < html.index('class="inset"') < html.index("الفقرة 4.")
    assert "متعلق 0" in box and "متعلق 1" in box and "متعلق 2" not in box
    foot = html[html.index('id="related"') :]
    assert "متعلق 2" in foot and "متعلق 0" not in foot


def test_a_short_one_and_a_live_one_do_not(client: Client) -> None:
    story("آخر")
    for article in (story("قصيرة"), story("مباشر", body=LONG, story_type="live")):
        assert 'class="inset"' not in client.get(article.get_absolute_url()).content.decode()


def test_the_next_story_is_the_one_before_in_the_section(client: Client) -> None:
    news, sport = section("أخبار"), section("رياضة")
    older = story("الأقدم", hours_ago=9, section=news)
    middle = story("الأوسط", hours_ago=5, section=news)
    story("رياضي", hours_ago=6, section=sport)
    newest = story("الأحدث", hours_ago=1, section=news)

    def following(article: Any) -> str:
        html = client.get(article.get_absolute_url()).content.decode()
        return html[html.index('class="next"') :].partition("</nav>")[0] if 'class="next"' in html else ""

    assert "الأوسط" in following(newest)
    assert "الأقدم" in following(middle)
    assert following(older) == ""


def test_undated_stories_follow_each_other(client: Client) -> None:
    first, second = story("بلا تاريخ 1", hours_ago=None), story("بلا تاريخ 2", hours_ago=None)
    assert "بلا تاريخ 1" in client.get(second.get_absolute_url()).content.decode().partition('class="next"')[2][:400]
    assert 'class="next"' not in client.get(first.get_absolute_url()).content.decode()


def test_a_story_costs_the_same_in_any_archive(client: Client, django_assert_max_num_queries: Any) -> None:
    news = section("أخبار")
    article = story("طويلة", body=LONG, section=news, tags=["موضوع"], authors=["سلمى الحداد"])
    for count in (3, 30):
        for number in range(count):
            story(f"خبر {count} {number}", hours_ago=number + 2, section=news, tags=["موضوع"])
        client.get(article.get_absolute_url())
        # Eight once enough related stories are kept, up to four more to find them while none are.
        with django_assert_max_num_queries(12):
            client.get(article.get_absolute_url())


def test_a_story_with_enough_kin_costs_eight_queries_and_live_coverage_twelve(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    news = section("أخبار")
    kin = [story(f"خبر {number}", hours_ago=number + 2, section=news, tags=["موضوع"]) for number in range(8)]
    for kind, most in (("article", 8), ("live", 12)):
        article = story(f"قصة {kind}", body=LONG, section=news, tags=["موضوع"], authors=["سلمى الحداد"], story_type=kind)
        RelatedArticle.objects.filter(article=article).delete()
        for position, other in enumerate(kin):
            RelatedArticle.objects.create(article=article, related=other, score=1, position=position)
        client.get(article.get_absolute_url())
        with django_assert_max_num_queries(most):
            assert client.get(article.get_absolute_url()).status_code == 200
