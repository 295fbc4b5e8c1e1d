"""In a server no save waits until related stories are found; and what waits is never lost."""

import logging
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from articles import catching_up, likeness
from articles.likeness import soon
from articles.models import Article, AwaitedRefresh
from articles.workshop import Workshop
from tests.likeness.conftest import NOON, TEXTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def woken():
    """A server's wake, in whose place the calls are counted."""
    calls = []
    likeness.work_later(lambda: calls.append(1))
    yield calls
    likeness.work_later(None)


def publish(matter):
    headline, body = TEXTS[matter]
    return Article.objects.create(headline=headline, body=body, status=Article.Status.PUBLISHED)


def related(story):
    return [one.pk for one in likeness.related(story.pk)]


def test_a_save_only_says_that_the_story_waits(woken):
    dam, repair = publish("dam"), publish("repair")
    assert related(dam) == [] and len(woken) == 2
    assert likeness.refresh_awaiting() == 2
    assert related(dam) == [repair.pk] and related(repair) == [dam.pk]
    assert not AwaitedRefresh.objects.exists()


def test_what_is_undone_does_not_wait(woken):
    with transaction.atomic():
        publish("dam")
        transaction.set_rollback(True)
    assert not woken and not AwaitedRefresh.objects.exists()


def test_a_story_that_is_saved_while_it_is_looked_at_waits_again(woken, monkeypatch):
    dam = publish("dam")
    real, looked = soon.refresh, []

    def refresh(pk):
        looked.append(pk)
        real(pk)
        if len(looked) == 1:
            with time_machine.travel(NOON + timedelta(hours=2)):
                dam.save()

    monkeypatch.setattr(soon, "refresh", refresh)
    assert likeness.refresh_awaiting() == 2
    assert looked == [dam.pk, dam.pk] and not AwaitedRefresh.objects.exists()


def test_one_that_fails_holds_up_no_other_and_waits(woken, monkeypatch, caplog):
    dam, repair = publish("dam"), publish("repair")
    real = soon.refresh

    def refresh(pk):
        if pk == dam.pk:
            raise ValueError("broken")
        real(pk)

    monkeypatch.setattr(soon, "refresh", refresh)
    with caplog.at_level(logging.ERROR):
        assert likeness.refresh_awaiting() == 1
    assert "broken" in caplog.text
    assert [row.pk for row in AwaitedRefresh.objects.all()] == [dam.pk]
    monkeypatch.undo()
    assert likeness.refresh_awaiting() == 1
    assert related(repair) == [dam.pk]


def test_without_a_server_it_is_done_at_once():
    dam, repair = publish("dam"), publish("repair")
    assert related(dam) == [repair.pk] and not AwaitedRefresh.objects.exists()


def test_the_server_s_thread_finds_what_waits(monkeypatch):
    done = threading.Event()

    def work():
        catching_up.catch_up()
        done.set()

    workshop = Workshop("a test's", work, 600)
    monkeypatch.setattr(catching_up, "_workshop", workshop)
    likeness.work_later(workshop.wake)
    try:
        workshop.is_open = True
        dam = publish("dam")
        assert done.wait(30)
        done.clear()
        repair = publish("repair")
        assert done.wait(30)
    finally:
        workshop.is_open = False
        likeness.work_later(None)
    assert related(dam) == [repair.pk]
