"""The story list: found, filtered and counted, whatever stands in the address, at a fixed cost."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.base import LimitedPaginator
from articles.models import Article, Author, Image, Section, Tag

from .conftest import LIST


def found(desk: Client, query: str) -> list[str]:
    page = desk.get(f"{LIST}?{query}")
    assert page.status_code == 200, query
    return sorted(row.headline for row in page.context["cl"].result_list)


@pytest.fixture
def archive(make_story: Any, news: Section, author: Author, image: Image) -> dict[str, Article]:
    now = timezone.now()
    local = Section.objects.create(name="محليات", parent=news)
    sport = Section.objects.create(name="رياضة")
    stories = {
        "draft": make_story("الأُمم المتحدة تدعو إلى مشاورات"),
        "today": make_story("جسر المدينة يعود", status="published", published_at=now, section=local, image=image),
        "old": make_story("كأس قديمة", status="published", published_at=now - timedelta(days=60), section=sport),
        "later": make_story("خبر الغد", status="published", published_at=now + timedelta(days=1)),
        "gone": make_story("خبر مسحوب", status="withdrawn", section=None),
    }
    stories["old"].further_sections.add(local)
    stories["today"].set_bylines([author])
    stories["today"].tags.set(["الجسور"])
    return stories


def test_states_are_told_apart(desk: Client, archive: dict[str, Article]) -> None:
    assert found(desk, "state=draft") == [archive["draft"].headline]
    assert found(desk, "state=scheduled") == ["خبر الغد"]
    assert found(desk, "state=published") == ["جسر المدينة يعود", "كأس قديمة"]
    assert found(desk, "state=withdrawn") == ["خبر مسحوب"]
    page = desk.get(LIST).content.decode()
    assert 'class="nr-state nr-state-scheduled">مجدول' in page


def test_a_section_holds_what_stands_below_it(desk: Client, archive: dict[str, Article], news: Section) -> None:
    assert found(desk, f"section={news.pk}") == sorted([archive["draft"].headline, "جسر المدينة يعود", "خبر الغد", "كأس قديمة"])
    assert found(desk, "section=none") == ["خبر مسحوب"]


def test_filters_by_author_topic_day_and_gap(desk: Client, archive: dict[str, Article], author: Author) -> None:
    assert found(desk, f"author={author.pk}") == ["جسر المدينة يعود"]
    assert found(desk, f"topic={Tag.objects.get().pk}") == ["جسر المدينة يعود"]
    today = timezone.localdate()
    assert found(desk, f"since={today}&until={today}") == ["جسر المدينة يعود"]
    assert found(desk, f"until={today - timedelta(days=1)}") == ["كأس قديمة"]
    assert "جسر المدينة يعود" not in found(desk, "missing=picture")


def test_search_finds_any_spelling_and_half_a_word(desk: Client, archive: dict[str, Article]) -> None:
    for typed in ("الامم المتحده", "الأمم", "مشاور"):
        assert archive["draft"].headline in found(desk, f"q={quote(typed)}"), typed


def test_search_finds_words_of_the_body(desk: Client, make_story: Any) -> None:
    make_story("عنوان عام", body="<p>ذكر المؤرخون البرتقالة الزرقاء.</p>")
    assert found(desk, f"q={quote('البرتقالة')}") == ["عنوان عام"]


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "ا" * 60_000,
        "q=" + quote("كلمة " * 12_000),
        "q=%00",
        "q=%22%27)(*-",
        "o=garbage",
        "o=9.-99",
        "p=zz",
        "p=99999999999999999999",
        "headline__regex=(",
        "body__icontains=x",
        "section=zz",
        "section=99999999999999999999",
        "section=%00",
        "state=zz",
        "state=%00",
        "author=-1",
        "author=99999999999999999999",
        "author=%D9%A1",
        "topic=x",
        "since=2026-13-45",
        "since=0001-01-01",
        "until=9999-12-31",
        "since=%00",
        "missing=zz",
        "unknown=1",
        "_facets=True&section=1",
        "all=",
        "e=1",
    ],
)
def test_no_address_breaks_the_list(desk: Client, story: Article, query: str) -> None:
    answer = desk.get(f"{LIST}?{query}", follow=True)
    assert answer.status_code == 200
    assert 'id="changelist"' in answer.content.decode()


@pytest.mark.parametrize("address", ["auth/user", "auth/group", "articles/section", "articles/image", "articles/tag"])
@pytest.mark.parametrize("query", ["pk__regex=(", "q=%00", "q=" + "س" * 60_000, "o=x", "id__in=x", "password__startswith=a"])
def test_no_address_breaks_any_other_list(desk: Client, address: str, query: str) -> None:
    assert desk.get(f"/admin/{address}/?{query}", follow=True).status_code == 200


def test_an_unknown_filter_is_said_to_be_unknown(desk: Client, story: Article) -> None:
    answer = desk.get(f"{LIST}?headline__regex=(", follow=True)
    assert "تصفية غير معروفة" in answer.content.decode()


def test_counting_stops_at_a_limit(desk: Client, news: Section, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LimitedPaginator, "LIMIT", 60)
    Article.objects.bulk_create(Article(headline=f"خبر {n}", slug="خبر", section=news) for n in range(70))
    page = desk.get(LIST)
    assert page.context["cl"].result_count == 60
    assert "أكثر من 60" in page.content.decode()


def test_the_list_costs_as_many_queries_for_fifty_stories_as_for_two(
    desk: Client, make_story: Any, author: Author, image: Image, news: Section
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            row = make_story(f"خبر {number}", image=image, status="published", published_at=timezone.now())
            row.set_bylines([author, Author.objects.create(name=f"كاتب {row.pk}")])
            row.tags.set([f"موضوع {row.pk}", "مشترك"])

    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"{LIST}?{query}").status_code == 200
        return len(queries)

    fill(2)
    desk.get(LIST)
    queries = ("", f"section={news.pk}&author={author.pk}&state=published", "q=" + quote("خبر"))
    few = [cost(query) for query in queries]
    fill(48)
    assert [cost(query) for query in queries] == few
    assert max(few) <= 15


def test_html_in_names_and_headlines_is_only_text(desk: Client, news: Section, image: Image) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    image.alt = evil[:300]
    image.save()
    row = Article.objects.create(headline=evil, kicker=evil[:100], section=news, image=image, status="draft")
    row.tags.set(["<b>وسم</b>"])
    row.set_bylines([Author.objects.create(name="<i>كاتب</i>")])
    for address in ("", "articles/article/", f"articles/article/{row.pk}/change/", f"articles/article/{row.pk}/delete/",
                    f"articles/article/{row.pk}/history/", "articles/image/", f"articles/image/{image.pk}/change/",
                    "articles/tag/", "articles/author/"):  # fmt: skip
        page = desk.get(f"/admin/{address}").content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert "<b>وسم" not in page and "<i>كاتب" not in page, address


def test_a_reporter_sees_no_moves_and_no_deleting(client: Client, reporter: User, story: Article) -> None:
    client.force_login(reporter)
    page = client.get(LIST)
    assert page.status_code == 200
    names = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    assert names == ["change_together"], "which leaves foreign stories as they are"
