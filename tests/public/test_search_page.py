"""The search page shows what is found, marks it, narrows it, and helps where nothing is found."""

import re
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Author
from tests.public.stories import section, story

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<h3><a href="/article/(\d+)/')


@pytest.fixture
def archive(db: None) -> dict[str, Any]:
    news, sport = section("أخبار"), section("رياضة")
    found = {
        "bridge": story(
            "جسر المدينة القديمة", hours_ago=2, section=section("محليات", news), body="<p>عاد الجسر إلى الناس.</p>"
        ),
        "river": story("نهر الصفصاف", hours_ago=900, section=news, body="<p>يعبر جسر النهر كل يوم ألف عابر.</p>"),
        "match": story("مباراة الجسر", hours_ago=30, section=sport),
        "other": story("معرض الكتاب", hours_ago=5, section=news),
    }
    call_command("rebuild_search", verbosity=0)
    return found


def results(html: str) -> list[int]:
    return [int(key) for key in LINK.findall(html)]


def test_hits_are_found_and_marked(client: Client, archive: dict[str, Any]) -> None:
    html = client.get("/search/?q=جسر").content.decode()
    assert set(results(html)) == {archive[name].pk for name in ("bridge", "river", "match")}
    assert "<mark>جسر</mark>" in html
    assert 'value="جسر"' in html
    assert "3 نتائج" in html


def test_results_are_narrowed_by_section_and_period(client: Client, archive: dict[str, Any]) -> None:
    html = client.get("/search/?q=جسر&section=أخبار").content.decode()
    assert set(results(html)) == {archive["bridge"].pk, archive["river"].pk}
    html = client.get("/search/?q=جسر&when=week").content.decode()
    assert set(results(html)) == {archive["bridge"].pk, archive["match"].pk}
    html = client.get("/search/?q=جسر&section=رياضة&when=week").content.decode()
    assert results(html) == [archive["match"].pk]


def test_facets_count_all_matches_whatever_is_chosen(client: Client, archive: dict[str, Any]) -> None:
    for address in ("/search/?q=جسر", "/search/?q=جسر&section=رياضة"):
        html = client.get(address).content.decode()
        assert re.search(r">أخبار <span>2</span>", html)
        assert re.search(r">رياضة <span>1</span>", html)


def test_results_are_narrowed_by_topic_author_and_days_with_counts(client: Client, archive: dict[str, Any]) -> None:
    archive["bridge"].tags.add("جسور", "ترميم")
    archive["river"].tags.add("جسور")
    archive["match"].set_bylines([Author.objects.get_or_create_named("ليلى حداد")[0]])
    html = client.get("/search/?q=جسر").content.decode()
    for label, count in (("جسور", 2), ("ترميم", 1), ("ليلى حداد", 1)):
        assert re.search(rf">{label} <span>{count}</span>", html), label
    html = client.get("/search/?q=جسر&topic=جسور").content.decode()
    assert set(results(html)) == {archive["bridge"].pk, archive["river"].pk}
    # Counts are of all that the words find: another topic is one click away.
    assert re.search(r">ترميم <span>1</span>", html)
    assert results(client.get("/search/?q=جسر&topic=جسور&when=week").content.decode()) == [archive["bridge"].pk]
    assert results(client.get("/search/?q=جسر&author=ليلى-حداد").content.decode()) == [archive["match"].pk]
    day = timezone.localdate(archive["river"].published_at).isoformat()
    html = client.get(f"/search/?q=جسر&since={day}&until={day}").content.decode()
    assert results(html) == [archive["river"].pk]
    assert f'value="{day}"' in html


def test_a_draft_is_in_no_count(client: Client, archive: dict[str, Any]) -> None:
    archive["river"].tags.add("جسور")
    hidden = story("جسر لم يعلن", section=archive["match"].section, status="draft", tags=["جسور", "سر"], authors=["كاتب السر"])
    html = client.get("/search/?q=جسر").content.decode()
    assert hidden.pk not in results(html)
    assert re.search(r">جسور <span>1</span>", html) and re.search(r">رياضة <span>1</span>", html)
    assert "سر<" not in html.replace("جسر<", "") and "كاتب السر" not in html


@pytest.mark.parametrize("address", ["topic=لا-شيء", "author=%00", "since=2018-99-99", "until=أمس", "topic=1&topic=2"])
def test_limits_that_mean_nothing_limit_nothing(client: Client, archive: dict[str, Any], address: str) -> None:
    response = client.get(f"/search/?q=جسر&{address}")
    assert response.status_code == 200 and len(results(response.content.decode())) == 3


def test_a_question_as_long_as_an_address_can_be_is_answered_soon(client: Client, archive: dict[str, Any]) -> None:
    for word in ("جسر ", "«جسر» ", "-جسر ", "ج", "\u064b"):
        started = time.monotonic()
        assert client.get("/search/", {"q": word * (60_000 // len(word))}).status_code == 200
        assert time.monotonic() - started < 1


def test_newest_first_when_asked(client: Client, archive: dict[str, Any]) -> None:
    html = client.get("/search/?q=جسر&order=newest").content.decode()
    assert results(html) == [archive[name].pk for name in ("bridge", "match", "river")]


def test_pages_of_results(client: Client, archive: dict[str, Any], settings: Any) -> None:
    settings.NEWSROOM = {**settings.NEWSROOM, "STORIES_PER_PAGE": 2}
    first = results(client.get("/search/?q=جسر").content.decode())
    second = results(client.get("/search/?q=جسر&page=2").content.decode())
    assert len(first) == 2 and len(second) == 1
    assert not set(first) & set(second)
    assert client.get("/search/?q=جسر&page=3").status_code == 404
    assert client.get("/search/?q=جسر&page=x").status_code == 404


def test_nothing_found_says_what_to_try_and_where_to_go(client: Client, archive: dict[str, Any]) -> None:
    archive["other"].tags.add("الكتب")
    html = client.get("/search/?q=زقزقفش").content.decode()
    assert "لا نتائج لعبارة «زقزقفش»" in html
    assert "تحقق من الإملاء" in html
    assert "/topic/" in html
    assert results(html) == []


def test_nothing_within_the_limits_offers_to_lift_them(client: Client, archive: dict[str, Any]) -> None:
    html = client.get("/search/?q=الصفصاف&section=رياضة").content.decode()
    assert "لا نتائج ضمن هذه الحدود" in html
    assert 'href="?q=%D8%A7%D9%84%D8%B5%D9%81%D8%B5%D8%A7%D9%81"' in html


@pytest.mark.parametrize(
    "q",
    [
        "",
        "%20%20",
        "ا" * 10_000,
        "كلمة%20" * 2000,
        "%00",
        "جسر%00نهر",
        "-",
        "-جسر",
        '"',
        '""',
        "AND OR NOT NEAR(",
        "* ^ ( ) : { }",
        "'; DROP TABLE articles_article; --",
        "<script>alert(1)</script>",
        "%D9",
        "%F0%9F%98%80",
        "و في من",
        "&section=%00&when=x&order=y",
    ],
)
def test_whatever_is_typed_gets_a_page(client: Client, archive: dict[str, Any], q: str) -> None:
    response = client.get(f"/search/?q={q}")
    assert response.status_code == 200
    html = response.content.decode()
    assert '<input class="field" id="q"' in html
    assert "<script>alert" not in html


def test_it_is_not_indexed(client: Client) -> None:
    assert '<meta name="robots" content="noindex, follow">' in client.get("/search/?q=جسر").content.decode()


def test_a_misspelt_word_is_put_right_as_an_offer(client: Client, archive: dict[str, Any]) -> None:
    html = client.get("/search/?q=الصفصاق").content.decode()
    assert "هل تقصد" in html
    assert "<bdi>الصفصاف</bdi>" in html
    assert 'href="?q=%D8%A7%D9%84%D8%B5%D9%81%D8%B5%D8%A7%D9%81"' in html
