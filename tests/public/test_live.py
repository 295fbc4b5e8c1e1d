"""Live coverage: newest first, key points above, permanent addresses, updates that cost little; nothing hidden leaks."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import Article, Author, LiveEntry
from articles.public.live import PER_PAGE, told
from tests.public.stories import SECRET, hidden_stories, story

pytestmark = pytest.mark.django_db


def live_story(**fields: Any) -> Article:
    return story("مباشر: المؤتمر", hours_ago=9, story_type="live", body="<p>تغطية متواصلة.</p>", **fields)


def post(article: Article, headline: str, minutes_ago: float = 1, **fields: Any) -> LiveEntry:
    fields.setdefault("body", f"<p>نص {headline}.</p>")
    return LiveEntry.objects.create(
        article=article, headline=headline, at=timezone.now() - timedelta(minutes=minutes_ago), **fields
    )


def test_entries_stand_newest_first_with_their_own_addresses(client: Client) -> None:
    article = live_story()
    old, new = post(article, "الأول", 50, author=Author.objects.create(name="سلمى")), post(article, "الثاني", 5)
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.index(f'id="entry-{new.pk}"') < html.index(f'id="entry-{old.pk}"')
    assert f'href="/live/entry/{old.pk}/"' in html
    assert "<bdi>سلمى</bdi>" in html
    assert "حدّث الصفحة" in html
    assert client.get(f"/live/entry/{old.pk}/")["Location"] == f"{article.get_absolute_url()}#entry-{old.pk}"


def test_key_points_stand_above_and_lead_to_their_entries(client: Client) -> None:
    article = live_story()
    key, other = post(article, "تعهد بالتمويل", 30, is_key=True), post(article, "كلمة", 5)
    html = client.get(article.get_absolute_url()).content.decode()
    keys = html[html.index("data-keys") : html.index("data-entries")]
    assert f'<a href="#entry-{key.pk}">تعهد بالتمويل</a>' in keys
    assert other.headline not in keys


def test_a_pinned_entry_stands_first_and_once(client: Client) -> None:
    article = live_story()
    pinned, new = post(article, "ما نعرفه", 90, is_pinned=True), post(article, "جديد", 1)
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.index(f'id="entry-{pinned.pk}"') < html.index(f'id="entry-{new.pk}"')
    assert html.count(f'id="entry-{pinned.pk}"') == 1
    assert "<b>مثبّت</b>" in html


def test_older_entries_have_pages_and_their_addresses_find_them_there(client: Client) -> None:
    article = live_story()
    entries = [post(article, f"تحديث {number}", number + 1, is_key=number == PER_PAGE) for number in range(PER_PAGE + 3)]
    first = client.get(article.get_absolute_url()).content.decode()
    assert f'id="entry-{entries[-1].pk}"' not in first
    assert 'href="?page=2"' in first
    # A key point of an older page is reached by its permanent address.
    assert f'href="/live/entry/{entries[PER_PAGE].pk}/">' in first
    assert client.get(f"/live/entry/{entries[-1].pk}/")["Location"].endswith(f"?page=2#entry-{entries[-1].pk}")
    second = client.get(f"{article.get_absolute_url()}?page=2").content.decode()
    assert f'id="entry-{entries[-1].pk}"' in second
    assert "data-live=" not in second
    assert f'<link rel="canonical" href="http://testserver{article.get_absolute_url()}?page=2">' in second
    assert client.get(f"{article.get_absolute_url()}?page=3").status_code == 404


def test_an_entry_whose_time_has_not_come_waits(client: Client) -> None:
    article = live_story()
    waiting = post(article, SECRET, -30, is_key=True)
    assert SECRET not in client.get(article.get_absolute_url()).content.decode()
    assert SECRET not in client.get(f"/live/{article.pk}/").content.decode()
    assert client.get(f"/live/entry/{waiting.pk}/").status_code == 404


def test_open_pages_ask_one_answer_and_get_304_while_nothing_changed(client: Client) -> None:
    article = live_story()
    first = post(article, "أول", 9)
    answer = client.get(f"/live/{article.pk}/")
    data = answer.json()
    assert [entry["id"] for entry in data["entries"]] == [first.anchor]
    assert "أول" in data["entries"][0]["html"]
    assert data["over"] is False
    assert "max-age" in answer["Cache-Control"]
    again = client.get(f"/live/{article.pk}/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    post(article, "ثان")
    changed = client.get(f"/live/{article.pk}/", headers={"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200
    assert len(changed.json()["entries"]) == 2


def test_a_changed_entry_tells_by_its_stamp(client: Client) -> None:
    article = live_story()
    entry = post(article, "أول", 9)
    before = client.get(f"/live/{article.pk}/").json()["entries"][0]["stamp"]
    assert f'data-stamp="{before}"' in client.get(article.get_absolute_url()).content.decode()
    entry.headline = "أول مصحح"
    entry.save()
    assert client.get(f"/live/{article.pk}/").json()["entries"][0]["stamp"] != before


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "تحديث جديد"), (2, "تحديثان جديدان"), (3, "3 تحديثات جديدة"), (11, "11 تحديثا جديدا"), (100, "100 تحديث جديد")],
)
def test_how_many_are_new_is_said_with_the_right_plural(count: int, words: str) -> None:
    assert told(count) == words


def test_digits_of_the_notice_are_the_newsroom_s(settings: Any) -> None:
    settings.NEWSROOM = {**settings.NEWSROOM, "DIGITS": "arabic"}
    assert told(3) == "٣ تحديثات جديدة"


def test_finished_coverage_says_so_and_asks_no_more(client: Client) -> None:
    article = live_story(coverage_ended_at=timezone.now() - timedelta(minutes=5))
    post(article, "الختام", 9)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "انتهت التغطية المباشرة." in html
    assert "data-live=" not in html and "حدّث الصفحة" not in html
    assert client.get(f"/live/{article.pk}/").json()["over"] is True


def test_structured_data_is_a_live_blog(client: Client) -> None:
    article = live_story(coverage_ended_at=timezone.now(), authors=["سلمى الحداد"])
    post(article, "أول", 50)
    post(article, "", 5, body="<p>بلا عنوان لكن له نص.</p>")
    html = client.get(article.get_absolute_url()).content.decode()
    data = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    [blog] = [item for item in data if item["@type"] == "LiveBlogPosting"]
    assert not any(item["@type"] == "NewsArticle" for item in data)
    assert [entry["headline"] for entry in blog["liveBlogUpdate"]] == ["بلا عنوان لكن له نص.", "أول"]
    assert blog["coverageStartTime"] < blog["dateModified"] <= blog["coverageEndTime"]
    assert all("#entry-" in entry["url"] for entry in blog["liveBlogUpdate"])


def test_entries_of_hidden_stories_are_hidden(client: Client) -> None:
    for article in hidden_stories(story_type="live"):
        entry = post(article, SECRET)
        expected = 410 if article.status == Article.Status.WITHDRAWN else 404
        assert client.get(f"/live/{article.pk}/").status_code == expected
        assert client.get(f"/live/entry/{entry.pk}/").status_code == 404
    assert client.get(f"/live/{story('ليس مباشرا').pk}/").status_code == 404


def test_an_entry_needs_words_and_a_key_point_a_headline() -> None:
    article = live_story()
    with pytest.raises(ValidationError, match="عنوانا أو نصا"):
        LiveEntry(article=article).full_clean()
    with pytest.raises(ValidationError, match="لا بد من عنوان"):
        LiveEntry(article=article, body="<p>نص.</p>", is_key=True).full_clean()


def test_an_entry_s_html_is_cleaned(client: Client) -> None:
    article = live_story()
    post(article, "عنوان", body="<p onclick=x>نص</p><script>alert(1)</script>")
    assert "alert(1)" not in client.get(article.get_absolute_url()).content.decode()


def test_its_page_costs_the_same_for_any_number_of_entries(client: Client, django_assert_max_num_queries: Any) -> None:
    article = live_story()
    for count in (2, 30):
        for number in range(count):
            post(article, f"{count} {number}", number, is_key=True, is_pinned=number == 0)
        client.get(article.get_absolute_url())
        with django_assert_max_num_queries(18):
            client.get(article.get_absolute_url())
        with django_assert_max_num_queries(5):
            client.get(f"/live/{article.pk}/")
