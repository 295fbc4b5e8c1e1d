"""Most read: counted without following anybody, in batches, the newest reads first; robots and hidden stories left out."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from articles import popularity
from articles.models import Article, ReadCount
from articles.public import most_read, readers
from tests.public.stories import SECRET, hidden_stories, section, story

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (Linux; Android 15; CUBOT X70) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test's reads reach another."""
    monkeypatch.setattr(popularity, "_batch", popularity.Batch())
    monkeypatch.setattr(most_read, "_crowd", readers.Crowd())


def read(client: Client, article: Article, times: int = 1, **headers: str) -> Any:
    headers.setdefault("HTTP_USER_AGENT", BROWSER)
    for number in range(times):
        response = client.post(f"/read/{article.pk}", REMOTE_ADDR=f"192.0.2.{number}", **headers)
    return response


def counts() -> dict[str, int]:
    popularity.write_batch()
    return {row.article.headline: row.reads for row in ReadCount.objects.select_related("article")}


def rank(client: Client) -> list[str]:
    cache.clear()
    return re.findall(r"<h2><a href=\"/article/[^>]*>([^<]+)", client.get("/most-read/").content.decode())


def test_reads_are_counted_and_ranked(client: Client) -> None:
    first, second, third = (story(name) for name in ("أول", "ثان", "ثالث"))
    for article, times in ((second, 3), (first, 5), (third, 1)):
        response = read(client, article, times)
        assert response.status_code == 204
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
    assert counts() == {"أول": 5, "ثان": 3, "ثالث": 1}
    assert rank(client) == ["أول", "ثان", "ثالث"]


def test_nothing_of_a_reader_is_kept() -> None:
    assert {field.name for field in ReadCount._meta.get_fields()} == {"id", "article", "hour", "reads"}


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": GOOGLEBOT},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_USER_AGENT": "facebookexternalhit/1.1"},
        {"HTTP_USER_AGENT": "WhatsApp/2.23"},
        {"HTTP_USER_AGENT": "curl/8.0"},
        {"HTTP_USER_AGENT": "Mozilla/5.0 HeadlessChrome/142.0"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_robots_pages_loaded_ahead_and_other_sites_do_not_count(client: Client, headers: dict[str, str]) -> None:
    article = story()
    assert read(client, article, **headers).status_code == 204
    assert counts() == {}
    read(client, article, HTTP_SEC_FETCH_SITE="same-origin")
    assert counts() == {article.headline: 1}


def test_one_device_counts_only_so_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article, other = story("يُضغط"), story("آخر")
    monkeypatch.setattr(readers, "MOST_READS", 3)
    for _ in range(20):
        client.post(f"/read/{article.pk}", HTTP_USER_AGENT=BROWSER)
    client.post(f"/read/{other.pk}", HTTP_USER_AGENT=BROWSER)
    client.post(f"/read/{article.pk}", HTTP_USER_AGENT=BROWSER, HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert counts() == {"يُضغط": 4, "آخر": 1}


def test_the_crowd_is_forgotten_after_minutes_and_never_grows_beyond_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = readers.Crowd()
    monkeypatch.setattr(readers, "MOST_READS", 1)
    monkeypatch.setattr(readers, "MOST_REMEMBERED", 5)
    meta = {"REMOTE_ADDR": "192.0.2.1"}
    assert [crowd.admits(meta, 1), crowd.admits(meta, 1)] == [True, False]
    for pk in range(2, 50):
        crowd.admits(meta, pk)
    assert len(crowd._seen) <= 5
    crowd._ends = 0.0
    assert crowd.admits(meta, 1)


def test_only_the_story_s_own_page_tells_and_only_by_post(client: Client) -> None:
    article = story()
    assert client.get(f"/read/{article.pk}").status_code == 405
    html = client.get(article.get_absolute_url()).content.decode()
    assert f'data-read="/read/{article.pk}"' in html
    assert "data-read" not in client.get("/").content.decode()
    # The first request of a reader with a strict client: no token is asked for.
    assert read(Client(enforce_csrf_checks=True), article).status_code == 204


def test_hidden_and_unknown_stories_are_not_counted(client: Client) -> None:
    for hidden in hidden_stories():
        read(client, hidden)
    client.post("/read/999999", HTTP_USER_AGENT=BROWSER)
    assert counts() == {}


def test_what_is_withdrawn_leaves_the_list_at_once(client: Client) -> None:
    gone, kept = story(f"مسحوب {SECRET}"), story("باق")
    read(client, gone, 5)
    read(client, kept, 2)
    counts()
    cache.clear()
    assert SECRET in client.get("/most-read/").content.decode()
    gone.status = Article.Status.WITHDRAWN
    gone.save()
    # The ranking is still kept; what the public may see is asked anew.
    html = client.get("/most-read/").content.decode()
    assert SECRET not in html
    assert "باق" in html


def test_newer_reads_count_more_and_old_ones_not_at_all() -> None:
    hour = popularity.hour_of(timezone.now())
    ages = {"جديد": (2, 60), "نصف": (14, 100), "أقدم": (40, 300), "منسي": (50, 9000)}
    for name, (age, reads) in ages.items():
        ReadCount.objects.create(article=story(name), hour=hour - timedelta(hours=age), reads=reads)
    ranked = Article.objects.in_bulk(popularity.ranking())
    # Halved every twelve hours, in steps of four: 60 count as 60, 100 as 50, 300 as 30.
    assert [ranked[key].headline for key in popularity.ranking()] == ["جديد", "نصف", "أقدم"]
    with time_machine.travel(timezone.now() + timedelta(hours=45), tick=False):
        assert [ranked[key].headline for key in popularity.ranking()] == ["جديد"]


def test_reads_are_written_in_batches_and_added_up(client: Client, django_assert_num_queries: Any) -> None:
    articles = [story(f"خبر {number}") for number in range(6)]
    read(client, articles[0])  # the first is written at once
    with django_assert_num_queries(0):
        for article in articles:
            read(client, article, 3)
    assert counts()["خبر 0"] == 4
    read(client, articles[0], 2)
    assert counts()["خبر 0"] == 6
    # Another process adds to the same hour.
    other = popularity.Batch()
    other.add(articles[0].pk)
    assert other.write() == 1
    assert counts()["خبر 0"] == 7
    assert ReadCount.objects.filter(article=articles[0]).count() == 1


def test_each_hour_has_its_own_count() -> None:
    article = story(hours_ago=99)
    start = timezone.now()
    for number in range(3):
        with time_machine.travel(start + timedelta(hours=number), tick=False):
            popularity.count_read(article.pk)
    popularity.write_batch()
    assert sorted(ReadCount.objects.values_list("reads", flat=True)) == [1, 1, 1]


def test_nothing_is_lost_while_the_database_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    article = story()
    batch = popularity.Batch()
    batch.add(article.pk)
    plain = popularity._raise

    def fail(*args: Any) -> None:
        raise DatabaseError("down")

    monkeypatch.setattr(popularity, "_raise", fail)
    assert batch.write() == 0
    monkeypatch.setattr(popularity, "_raise", plain)
    batch.add(article.pk)
    assert batch.write() == 2


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(popularity, "MOST_WAITING", 4)
    batch = popularity.Batch()
    for key in range(100):
        batch.add(key)
    assert len(batch._reads) == 4


def test_old_counts_are_dropped() -> None:
    article, hour = story(), popularity.hour_of(timezone.now())
    for days in (1, 29, 31, 400):
        ReadCount.objects.create(article=article, hour=hour - timedelta(days=days), reads=1)
    assert popularity.drop_old(hour) == 2


def test_the_list_stands_on_the_front_page_and_beside_stories_once_it_is_a_list(client: Client) -> None:
    articles = [story(f"خبر {number}", section=section(f"قسم {number}")) for number in range(4)]
    for article in articles[:2]:
        read(client, article, 2)
    counts()
    cache.clear()
    assert "الأكثر قراءة</h2>" not in client.get("/").content.decode()
    for article in articles[2:]:
        read(client, article, 1)
    counts()
    cache.clear()
    assert "الأكثر قراءة</h2>" in client.get("/").content.decode()
    beside = client.get(articles[0].get_absolute_url()).content.decode()
    block = beside[beside.index('id="most-read"') :]
    block = block[: block.index("</section>")]
    assert "خبر 1" in block
    assert f"/article/{articles[0].pk}/" not in block


def test_the_list_costs_two_queries_at_most(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        ReadCount.objects.create(article=story(f"خبر {number}"), hour=popularity.hour_of(timezone.now()), reads=number + 1)
    with django_assert_max_num_queries(2):
        assert len(popularity.most_read(20)) == 20
    with django_assert_max_num_queries(1):
        popularity.most_read(5)


@pytest.mark.django_db(transaction=True)
def test_a_real_browser_tells_once_that_a_story_was_read(browser: Browser, live_server: Any) -> None:
    article = story()
    visitor = browser.new_context(user_agent=BROWSER)
    page = visitor.new_page()
    page.clock.install()
    told: list[Any] = []
    page.on("request", lambda request: told.append(request) if "/read/" in request.url and request.method == "POST" else None)
    page.goto(live_server.url + article.get_absolute_url())
    page.clock.run_for(3_000)
    assert told == []
    with page.expect_response("**/read/*") as response:
        page.clock.run_for(4_000)
    assert response.value.status == 204
    assert "cookie" not in told[0].all_headers()
    page.clock.run_for(60_000)
    assert len(told) == 1
    visitor.close()
    popularity.write_batch()
    assert ReadCount.objects.get().reads == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_loaded_again_is_no_new_read(browser: Browser, live_server: Any) -> None:
    visitor = browser.new_context(user_agent=BROWSER)
    page = visitor.new_page()
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    page.goto(live_server.url + story().get_absolute_url())
    page.reload()
    # The script waits five seconds; a clock of the test's own would hide from it how the page came.
    page.wait_for_timeout(5_800)
    visitor.close()
    assert told == []
