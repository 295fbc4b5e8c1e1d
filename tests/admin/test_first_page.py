"""The first page tells what today needs, each figure linked to its list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import popularity
from articles.editorial import desk_versions, workflow
from articles.models import Article, Correction, Image, Section


@pytest.fixture
def board(desk: Client, make_story: Any, image: Image) -> dict[str, Article]:
    now = timezone.now()
    return {
        "draft": make_story("مسودة تنتظر", image=image),
        "today": make_story("منشور اليوم", image=image, status="published", published_at=now),
        "old": make_story("منشور قديم", image=image, status="published", published_at=now - timedelta(days=40)),
        "later": make_story("مجدول للغد", image=image, status="published", published_at=now + timedelta(days=1)),
        "bare": make_story("بلا قسم وبلا صورة", section=None),
    }


def module(page: str, key: str) -> str:
    """One box of the page."""
    found = re.search(rf'aria-labelledby="nr-{key}".*?</section>', page, re.DOTALL)
    assert found, key
    return found[0]


def test_each_story_stands_where_it_belongs(desk: Client, board: dict[str, Article]) -> None:
    page = desk.get("/admin/").content.decode()
    for key, inside, outside in [
        ("today", ["منشور اليوم"], ["منشور قديم", "مجدول للغد", "مسودة تنتظر"]),
        ("drafts", ["مسودة تنتظر", "بلا قسم وبلا صورة"], ["منشور اليوم"]),
        ("scheduled", ["مجدول للغد"], ["منشور اليوم", "مسودة تنتظر"]),
        ("gaps", ["بلا قسم وبلا صورة"], ["مسودة تنتظر", "منشور اليوم"]),
    ]:
        box = module(page, key)
        assert all(headline in box for headline in inside), key
        assert not any(headline in box for headline in outside), key


def test_each_figure_leads_to_a_list_of_as_many_stories(desk: Client, board: dict[str, Article]) -> None:
    page = desk.get("/admin/")
    figures = {str(tally["label"]): tally for tally in page.context["board"]["tallies"]}
    assert {label: tally["count"] for label, tally in figures.items()} == {
        "نُشرت اليوم": "1",
        "تنتظرني": "0",
        "متأخرة": "0",
        "مسودات": "2",
        "قيد المراجعة": "0",
        "معتمدة": "0",
        "تحت الحظر": "0",
        "مجدولة": "1",
        "مسحوبة": "0",
        "بلا صورة": "1",
        "بلا قسم": "1",
    }
    for tally in figures.values():
        assert desk.get(tally["url"]).context["cl"].result_count == int(tally["count"])


def test_the_latest_edits_say_who_did_what(desk: Client, board: dict[str, Article], chief: User) -> None:
    workflow.move(board["draft"], "publish", by=chief)
    edits = module(desk.get("/admin/").content.decode(), "edits")
    assert "مسودة تنتظر" in edits
    assert "سلمى الحسن" in edits


def test_counts_stop_where_they_would_grow_with_the_archive(desk: Client, news: Section) -> None:
    Article.objects.bulk_create(Article(headline=f"مسودة {n}", slug="س", section=news) for n in range(130))
    figures = {str(tally["label"]): tally["count"] for tally in desk.get("/admin/").context["board"]["tallies"]}
    assert figures["مسودات"] == "99+"


def test_the_page_costs_as_many_queries_for_many_stories_as_for_few(desk: Client, make_story: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/")
        return len(queries)

    make_story("خبر", status="published", published_at=timezone.now())
    desk.get("/admin/")
    few = cost()
    for number in range(20):
        make_story(f"خبر {number}", status="published", published_at=timezone.now(), image=None, section=None)
    assert cost() == few <= 20


@pytest.mark.django_db
def test_those_who_may_not_see_stories_see_no_board(client: Client) -> None:
    nobody = User.objects.create_user("nobody", password="nobody", is_staff=True)
    client.force_login(nobody)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert page.context["board"] is None


def test_what_is_read_corrected_and_saved_stands_there_for_those_who_may_see_it(
    desk: Client, client: Client, make_story: Any, chief: User
) -> None:
    read, corrected = (make_story(name, status="published", published_at=timezone.now()) for name in ("مقروء", "مصحَّح"))
    popularity.count_read(read.pk)
    popularity.write_batch()
    Correction.objects.create(article=corrected, note="صُحّح الرقم.")
    secret = make_story("مسودة سرية")
    desk_versions.keep(secret, by=chief, note="ملاحظة")
    page = desk.get("/admin/").content.decode()
    assert "مقروء" in module(page, "mostread")
    assert "صُحّح الرقم." in module(page, "corrections")
    assert "ملاحظة" in module(page, "latest-versions")
    other = User.objects.create_user("other", password="x", is_staff=True)
    other.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(other)
    page = client.get("/admin/").content.decode()
    assert "صُحّح الرقم." in module(page, "corrections"), "what is public is seen by all"
    assert "مسودة سرية" not in page
