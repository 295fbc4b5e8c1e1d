"""A change of a live story is kept until its time, then goes out once, whole, and over nobody's newer work."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.editorial import due, prepared, workflow
from articles.models import Article, PreparedChange, StoryVersion, Transition
from tests.public.stories import story

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=2)


@pytest.fixture
def live() -> Article:
    return story("العنوان المنشور", body="<p>النص المنشور.</p>", kicker="اليوم")


def prepare(article: Article, by: User, **values: Any) -> PreparedChange:
    made = prepared.prepare(article, {**prepared.values_of(article), **values}, due_at=timezone.now() + LATER, by=by)
    due.forget()
    return made


def test_the_change_goes_out_with_the_first_request_after_its_time(client: Client, live: Article, chief: User) -> None:
    change = prepare(live, chief, headline="العنوان الجديد", body="<p>النص الجديد.</p>")
    address = live.get_absolute_url()
    assert "العنوان المنشور" in client.get(address).content.decode()
    with time_machine.travel(change.due_at + timedelta(seconds=1), tick=False):
        # Any page will do; the story's own shows it at once.
        assert "العنوان الجديد" in client.get("/").content.decode()
        page = client.get(address, follow=True).content.decode()
        assert "النص الجديد" in page and "النص المنشور." not in page
    live.refresh_from_db()
    assert live.updated_at == change.due_at
    assert live.kicker == "اليوم", "what was not changed stays"
    change.refresh_from_db()
    assert change.state == PreparedChange.State.APPLIED
    assert StoryVersion.objects.filter(article=live).order_by("-number").first().by == chief  # type: ignore[union-attr]
    assert list(Transition.objects.values_list("move", "by")) == [("prepare", chief.pk), ("apply_change", chief.pk)]


def test_the_command_lets_it_out_too_and_once(live: Article, chief: User, capsys: Any) -> None:
    change = prepare(live, chief, headline="العنوان الجديد")
    with time_machine.travel(change.due_at + timedelta(seconds=1), tick=False):
        call_command("publish_due")
        call_command("publish_due")
    assert capsys.readouterr().out == "applied 1, refused 0\napplied 0, refused 0\n"
    live.refresh_from_db()
    assert live.headline == "العنوان الجديد"


def test_newer_work_is_never_overwritten(live: Article, chief: User) -> None:
    change = prepare(live, chief, headline="العنوان الجديد", kicker="غدا")
    live.headline = "تصحيح عاجل للعنوان"
    live.save()
    assert prepared.apply_due(change.due_at) == {"applied": 0, "refused": 1}
    live.refresh_from_db()
    change.refresh_from_db()
    assert (live.headline, live.kicker) == ("تصحيح عاجل للعنوان", "اليوم"), "whole or not at all"
    assert (change.state, change.reason) == (PreparedChange.State.REFUSED, "headline")


def test_work_in_other_fields_stays_beside_it(live: Article, chief: User) -> None:
    change = prepare(live, chief, headline="العنوان الجديد")
    live.standfirst = "تمهيد كُتب بعد ذلك."
    live.save()
    assert prepared.apply_due(change.due_at)["applied"] == 1
    live.refresh_from_db()
    assert (live.headline, live.standfirst) == ("العنوان الجديد", "تمهيد كُتب بعد ذلك.")


def test_a_story_that_was_withdrawn_meanwhile_stays_as_it_is(live: Article, chief: User) -> None:
    change = prepare(live, chief, headline="العنوان الجديد")
    workflow.move(live, "withdraw", by=chief, note="خطأ.")
    assert prepared.apply_due(change.due_at) == {"applied": 0, "refused": 1}
    change.refresh_from_db()
    live.refresh_from_db()
    assert change.reason == prepared.GONE and live.headline == "العنوان المنشور"


def test_one_change_waits_at_most_and_can_be_dropped(live: Article, chief: User) -> None:
    first = prepare(live, chief, headline="الأول")
    second = prepare(live, chief, headline="الثاني")
    first.refresh_from_db()
    assert first.state == PreparedChange.State.DROPPED
    assert prepared.pending(live) == second
    assert prepared.drop(live, by=chief)
    assert prepared.apply_due(second.due_at) == {"applied": 0, "refused": 0}


@pytest.mark.parametrize("when", [timedelta(hours=-1), timedelta(0)])
def test_a_time_that_has_passed_is_refused(live: Article, chief: User, when: timedelta) -> None:
    with pytest.raises(workflow.NotAllowed):
        prepared.prepare(live, {"headline": "آخر"}, due_at=timezone.now() + when, by=chief)


def test_only_live_stories_and_those_who_publish_them(live: Article, chief: User, reporter: User) -> None:
    draft = story("مسودة", status="draft")
    soon = timezone.now() + LATER
    for article, person in ((draft, chief), (live, reporter)):
        with pytest.raises(workflow.NotAllowed):
            prepared.prepare(article, {"headline": "آخر"}, due_at=soon, by=person)
    assert not PreparedChange.objects.exists()


def test_a_look_costs_one_query_now_and_then(client: Client, django_assert_num_queries: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(due, "LOOK_EVERY", timedelta(seconds=10))
    due.forget()
    with django_assert_num_queries(1):
        due.apply_if_due()
    with django_assert_num_queries(0):
        due.apply_if_due()
    with time_machine.travel(timezone.now() + timedelta(seconds=11), tick=False), django_assert_num_queries(1):
        due.apply_if_due()
    due.forget()
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_applies_it(live: Article, chief: User) -> None:
    change = prepare(live, chief, headline="العنوان الجديد")
    outcomes: list[str | None] = []
    together = threading.Barrier(4)

    def run() -> None:
        together.wait()
        try:
            outcomes.append(prepared.apply(change.pk, change.due_at))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["None", "None", "None", "applied"]
    assert Transition.objects.filter(move="apply_change").count() == 1
