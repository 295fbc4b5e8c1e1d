"""The read API tells what readers may see, whole and no more, in answers that programs can rely on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import AnonRateThrottle

from articles.models import Article, Author, Byline, Correction, Image, RelatedLink, Section, Tag
from articles.pictures import read_picture, store_picture
from tests.admin.conftest import picture_bytes

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture
def news(db: None) -> Section:
    return Section.objects.create(name="أخبار")


@pytest.fixture
def story(news: Section) -> Callable[..., Article]:
    """``story(headline, **fields)``: published an hour ago unless told otherwise."""
    hour_ago = timezone.now() - timedelta(hours=1)

    def _story(headline: str, **fields: Any) -> Article:
        told = {"section": news, "status": "published", "published_at": hour_ago, "body": "<p>نص <b>الخبر</b>.</p>"}
        return Article.objects.create(headline=headline, **{**told, **fields})

    return _story


def get(client: Client, path: str, status: int = 200, **params: Any) -> Any:
    answer = client.get(API + path, params)
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/json"
    return answer.json()


def headlines(told: Any) -> list[str]:
    return [row["headline"] for row in told["results"]]


def test_a_story_is_told_whole(client: Client, story: Any, news: Section) -> None:
    image = store_picture(read_picture(picture_bytes()), alt="بوابة", caption="البوابة", credit="الديوان")[0]
    article = story("هدنة في حلب", image=image, standfirst="مقدمة.", source_name="وكالة")
    article.tags.add("هدنة")
    Byline.objects.create(article=article, author=Author.objects.create(name="سلمى"))
    Correction.objects.create(article=article, note="صُحّح الاسم.")
    RelatedLink.objects.create(article=article, url="https://example.org/a", title="خارجي")
    told = get(client, f"stories/{article.pk}/")
    assert told["url"] == f"http://testserver{article.get_absolute_url()}"
    assert told["api_url"] == f"http://testserver{API}stories/{article.pk}/"
    assert (told["headline"], told["standfirst"], told["language"]) == ("هدنة في حلب", "مقدمة.", "ar")
    assert told["body_html"] == article.body and told["body_text"] == "نص الخبر." and told["word_count"] == 2
    assert told["section"]["slug"] == news.slug and told["section"]["parent"] is None
    assert [row["name"] for row in told["authors"]] == ["سلمى"]
    assert [row["name"] for row in told["topics"]] == ["هدنة"]
    assert [row["note"] for row in told["corrections"]] == ["صُحّح الاسم."]
    assert told["picture"]["alt"] == "بوابة" and told["picture"]["url"].startswith("http://testserver/media/")
    assert told["related"][0] == {"id": None, "headline": "خارجي", "url": "https://example.org/a"}


def test_lists_are_paged_by_key_and_none_is_lost_while_stories_are_added(client: Client, story: Any) -> None:
    now = timezone.now()
    for number in range(7):
        story(f"خبر {number}", published_at=now - timedelta(hours=number + 1))
    first = get(client, "stories/", page_size=3)
    assert headlines(first) == ["خبر 0", "خبر 1", "خبر 2"]
    story("خبر جديد", published_at=now)
    second = client.get(first["next"]).json()
    assert headlines(second) == ["خبر 3", "خبر 4", "خبر 5"]
    assert headlines(client.get(second["next"]).json()) == ["خبر 6"]


def test_lists_are_narrowed_by_section_topic_author_genre_and_time(client: Client, story: Any, news: Section) -> None:
    below = Section.objects.create(name="سوريا", parent=news)
    other = Section.objects.create(name="رياضة")
    old = timezone.now() - timedelta(days=40)
    story("عام")
    deep = story("فرعي", section=below, genre="opinion")
    story("مباراة", section=other, published_at=old)
    deep.tags.add("هدنة")
    Byline.objects.create(article=deep, author=Author.objects.create(name="سلمى"))
    assert set(headlines(get(client, "stories/", section=news.slug))) == {"عام", "فرعي"}
    for narrowed in ({"topic": "هدنة"}, {"author": "سلمى"}, {"genre": "opinion"}, {"section": below.slug}):
        assert headlines(get(client, "stories/", **narrowed)) == ["فرعي"], narrowed
    assert headlines(get(client, "stories/", until=(old + timedelta(days=1)).isoformat())) == ["مباراة"]
    assert headlines(get(client, "stories/", since=old.isoformat(), until=(old + timedelta(seconds=1)).isoformat())) == [
        "مباراة"
    ]


HIDDEN: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "approved"},
    {"status": "embargoed", "embargo_until": timezone.now() + timedelta(days=9)},
    {"published_at": timezone.now() + timedelta(days=9)},
    {"unpublish_at": timezone.now() - timedelta(minutes=5)},
    {"status": "withdrawn"},
    {"status": "spiked"},
]


def test_nothing_hidden_is_told_anywhere(client: Client, story: Any) -> None:
    shown = story("ظاهر")
    for number, fields in enumerate(HIDDEN):
        hidden = story(f"سري{number} كلمةخفية", section=Section.objects.create(name=f"قسم {number}"), **fields)
        hidden.tags.add(f"وسم{number}")
        Byline.objects.create(article=hidden, author=Author.objects.create(name=f"كاتب{number}"))
        RelatedLink.objects.create(article=shown, target=hidden, order=number)
        assert client.get(f"{API}stories/{hidden.pk}/").status_code in (404, 410)
        assert client.get(f"{API}topics/وسم{number}/").status_code == 404
        assert client.get(f"{API}authors/كاتب{number}/").status_code == 404
    assert headlines(get(client, "stories/")) == ["ظاهر"]
    assert get(client, "topics/")["results"] == get(client, "authors/")["results"] == []
    assert get(client, "search/", q="كلمةخفية")["count"] == 0
    assert "سري" not in client.get(f"{API}stories/{shown.pk}/").content.decode()


def test_a_withdrawn_story_is_gone_and_only_the_newsroom_s_note_is_told(client: Client, story: Any) -> None:
    article = story("خبر خاطئ", status="withdrawn", withdrawal_note="سُحب لخطأ في المصدر.")
    told = get(client, f"stories/{article.pk}/", status=410)
    assert told == {"detail": "سُحب لخطأ في المصدر."}


def test_a_picture_whose_rights_ended_is_not_told(client: Client, story: Any) -> None:
    image = store_picture(read_picture(picture_bytes()), alt="بوابة")[0]
    article = story("خبر", image=image)
    Image.objects.filter(pk=image.pk).update(rights_end_at=timezone.now())
    assert get(client, f"stories/{article.pk}/")["picture"] is None


def test_search_finds_any_spelling_and_marks_what_it_found(client: Client, story: Any) -> None:
    story("الولايات المتحدة الأمريكية")
    story("خبر آخر")
    told = get(client, "search/", q="الامريكيه")
    assert told["count"] == 1
    [row] = told["results"]
    assert row["story"]["headline"] == "الولايات المتحدة الأمريكية"
    assert [piece["text"].strip() for piece in row["headline"] if piece["hit"]] == ["الأمريكية"]


def test_sections_topics_and_authors_are_listed(client: Client, story: Any, news: Section) -> None:
    Section.objects.create(name="سوريا", parent=news)
    article = story("خبر")
    article.tags.add("هدنة")
    Tag.objects.create(name="وسم بلا أخبار")
    Byline.objects.create(article=article, author=Author.objects.create(name="سلمى", bio="كاتبة."))
    assert [(row["name"], row["parent"]) for row in get(client, "sections/")] == [("أخبار", None), ("سوريا", news.slug)]
    assert [row["name"] for row in get(client, "topics/")["results"]] == ["هدنة"]
    assert [row["name"] for row in get(client, "authors/")["results"]] == ["سلمى"]
    assert get(client, "authors/سلمى/")["bio"] == "كاتبة."


@pytest.mark.parametrize(
    ("path", "params", "named"),
    [
        ("stories/", {"sektion": "x"}, "sektion"),
        ("stories/", {"section": "لا-يوجد"}, "section"),
        ("stories/", {"since": "أمس"}, "since"),
        ("stories/", {"genre": "\x00"}, "genre"),
        ("stories/1/", {"field__regex": "("}, "field__regex"),
        ("search/", {}, "q"),
        ("search/", {"q": "خبر", "page": "٢"}, "page"),
        ("search/", {"q": "خبر", "page": "9999"}, "page"),
        ("search/", {"q": "خبر", "order": "random"}, "order"),
    ],
)
def test_what_means_nothing_is_refused_and_named(client: Client, path: str, params: Any, named: str) -> None:
    assert named in get(client, path, status=400, **params)


@pytest.mark.parametrize("path", ["stories/999999999999999999/", "topics/%00/", "authors/x%0A/", "stories/x/", "nothing/"])
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    assert client.get(API + path).status_code == 404


@pytest.mark.parametrize("cursor", ["x", "cD0yMDE4", "%00", "a" * 900])
def test_a_broken_cursor_is_no_error_of_ours(client: Client, story: Any, cursor: str) -> None:
    story("خبر")
    assert client.get(f"{API}stories/?cursor={cursor}").status_code in (200, 400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(client: Client, story: Any, method: str) -> None:
    article = story("خبر")
    for path in ("stories/", f"stories/{article.pk}/", "search/"):
        assert getattr(client, method)(API + path).status_code == 405
    assert Article.objects.get(pk=article.pk).headline == "خبر"


def test_an_unchanged_answer_is_not_sent_again_and_depends_on_nobody(client: Client, story: Any, chief: Any) -> None:
    story("خبر")
    first = client.get(f"{API}stories/")
    assert first["ETag"] and "public" in first["Cache-Control"] and "Cookie" not in first.get("Vary", "")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{API}stories/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    client.force_login(chief)
    again = client.get(f"{API}stories/")
    assert again.content == first.content and not again.cookies


def test_too_many_requests_are_told_when_to_come_again(client: Client, story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "3/min"})
    answers = [client.get(f"{API}sections/", headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["stories/", "search/?q=خبر", "topics/", "authors/", "sections/"])
def test_the_cost_does_not_grow_with_the_answer(
    client: Client, story: Any, path: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        article = story(f"خبر {number}")
        article.tags.add(f"وسم {number}", "عام")
        Byline.objects.create(article=article, author=Author.objects.create(name=f"كاتب {number}"))
    with django_assert_max_num_queries(15):
        assert client.get(API + path).status_code == 200
