"""Moves: what they set, what the clock makes of it, what they keep, and that two at once don't both win."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.editorial import roles, work, workflow
from articles.models import Article, DeskState, ReviewComment, Section, Transition
from tests.editorial.cast import newsroom, person
from tests.editorial.states import HOUR, bring
from tests.public.stories import section, story

pytestmark = pytest.mark.django_db


def draft(**fields: Any) -> Article:
    return story("مادة", status="draft", hours_ago=None, **fields)


@pytest.mark.parametrize("state", list(DeskState))
def test_one_row_and_many_are_in_the_same_state(state: DeskState) -> None:
    for other in DeskState:
        bring(draft(), other)
    for article in Article.objects.all():
        assert Article.objects.in_state(article.desk_state).filter(pk=article.pk).exists()
    assert [row.desk_state for row in Article.objects.in_state(state)] == [state]


# Embargo


def test_nobody_publishes_before_an_embargo_ends(chief: User) -> None:
    article = draft()
    ends = timezone.now() + 5 * HOUR
    workflow.move(article, "embargo", by=chief, until=ends)
    for name, told in (("publish", {}), ("schedule", {"at": ends - HOUR}), ("publish", {"at": ends - HOUR})):
        with pytest.raises(workflow.NotAllowed, match="تحت الحظر حتى"):
            workflow.move(article, name, by=chief, **told)  # type: ignore[arg-type]
    # Nor does a way that asks nobody.
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status="published", published_at=timezone.now())
    assert not Article.objects.public().exists()
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        workflow.move(article, "publish", by=chief)
        assert Article.objects.public().get() == article


def test_scheduled_for_a_time_after_it_a_story_is_embargoed_until_then_and_goes_out_by_itself(chief: User) -> None:
    article = draft()
    ends = timezone.now() + 5 * HOUR
    workflow.move(article, "embargo", by=chief, until=ends)
    workflow.move(article, "schedule", by=chief, at=ends + HOUR)
    assert article.desk_state == DeskState.EMBARGOED
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        assert Article.objects.get().desk_state == DeskState.SCHEDULED
    with time_machine.travel(ends + HOUR, tick=False):
        assert Article.objects.public().get() == article


def test_an_embargo_grows_and_never_shrinks_and_outlives_every_detour(chief: User) -> None:
    article = draft()
    ends = timezone.now() + 5 * HOUR
    workflow.move(article, "embargo", by=chief, until=ends)
    with pytest.raises(workflow.NotAllowed):
        workflow.move(article, "embargo", by=chief, until=ends - HOUR)
    workflow.move(article, "embargo", by=chief, until=ends + HOUR)
    workflow.move(article, "spike", by=chief)
    workflow.move(article, "reopen", by=chief)
    assert article.embargo_until == ends + HOUR
    with pytest.raises(workflow.NotAllowed):
        workflow.move(article, "publish", by=chief)
    workflow.move(article, "approve", by=chief)
    assert article.desk_state == DeskState.EMBARGOED, "approved under an embargo is embargoed"


def test_lifting_is_a_step_of_its_own_that_is_kept(chief: User) -> None:
    article = draft()
    workflow.move(article, "embargo", by=chief, until=timezone.now() + HOUR)
    workflow.move(article, "lift_embargo", by=chief, note="وافق المصدر.")
    assert (article.desk_state, article.embargo_until) == (DeskState.APPROVED, None)
    step = Transition.objects.latest("pk")
    assert (step.move, step.from_state, step.to_state, step.note, step.by) == (
        *("lift_embargo", "embargoed", "approved", "وافق المصدر."),
        chief,
    )
    assert "وافق المصدر." in LogEntry.objects.first().change_message  # type: ignore[union-attr]


# Taken off at a time


def test_a_story_leaves_at_its_time_with_nothing_running(client: Client, chief: User) -> None:
    news = section("أخبار")
    article = story("خبر عابر", section=news, unpublish_at=timezone.now() + HOUR)
    assert client.get(article.get_absolute_url()).status_code == 200
    with time_machine.travel(timezone.now() + HOUR + timedelta(seconds=1), tick=False):
        assert client.get(article.get_absolute_url()).status_code == 410
        for address in ("/", news.get_absolute_url(), "/feed/", "/search/?q=عابر"):
            assert "خبر عابر" not in client.get(address).content.decode(), address
        assert not Article.objects.get().is_public
        assert Article.objects.get().desk_state == DeskState.EXPIRED
        workflow.move(article, "publish", by=chief)
        assert article.unpublish_at is None
        assert client.get(article.get_absolute_url()).status_code == 200


def test_the_one_rule_stays_one_range_of_one_index() -> None:
    for number in range(30):
        story(f"خبر {number}")
    plan = Article.objects.public().newest_first().only("pk")[:20].explain()
    if connection.vendor == "sqlite":
        assert "USING INDEX article_newest (status=? AND sort_time<?)" in plan
        assert "TEMP B-TREE" not in plan


# Submitting, scheduling, logging


def test_a_story_without_a_section_is_not_submitted(chief: User) -> None:
    with pytest.raises(workflow.NotAllowed, match="اختر القسم"):
        workflow.move(draft(), "submit", by=chief)


def test_a_schedule_needs_a_time_to_come_and_can_be_cancelled(chief: User) -> None:
    article = draft()
    for at in (None, timezone.now() - HOUR):
        with pytest.raises(workflow.NotAllowed, match="لم يحن"):
            workflow.move(article, "schedule", by=chief, at=at)
    workflow.move(article, "schedule", by=chief, at=timezone.now() + HOUR)
    assert article.desk_state == DeskState.SCHEDULED
    workflow.move(article, "unschedule", by=chief)
    assert (article.desk_state, article.published_at) == (DeskState.APPROVED, None)
    workflow.move(article, "schedule", by=chief, at=timezone.now() + HOUR)
    workflow.move(article, "publish", by=chief)
    assert article.is_public, "publishing what is scheduled lets it out now"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_is_told_that_it_has_moved(chief: User) -> None:
    article = draft(section=section("أخبار"))
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def press() -> None:
        together.wait()
        try:
            workflow.move(Article.objects.get(pk=article.pk), "submit", by=chief)
            outcomes.append("moved")
        except workflow.NotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", "refused"]
    assert Transition.objects.count() == 1


# The command


def test_the_command_moves_with_the_rights_of_the_person_named(capsys: Any) -> None:
    sections = newsroom()
    person("section_editor", sections["news"])
    mine, other = draft(section=sections["local"]), draft(section=sections["sport"])
    with pytest.raises(CommandError, match="1 of 2 stories"):
        call_command("move_article", "approve", str(mine.pk), str(other.pk), "--by", "section_editor")
    assert [Article.objects.get(pk=row.pk).status for row in (mine, other)] == ["approved", "draft"]
    at = (timezone.localtime() + HOUR).strftime("%Y-%m-%dT%H:%M:%S")
    call_command("move_article", "schedule", str(mine.pk), "--by", "section_editor", "--at", at)
    assert Article.objects.get(pk=mine.pk).is_scheduled
    for wrong in (["--by", "nobody"], ["--by", "section_editor", "--at", "غدا"]):
        with pytest.raises(CommandError):
            call_command("move_article", "publish", str(mine.pk), *wrong)


# Work


def test_what_waits_for_whom() -> None:
    sections = newsroom()
    reporter, editor = person("reporter"), person("section_editor", sections["news"])
    begun = draft(created_by=reporter, section=sections["local"])
    given = draft(created_by=reporter, assignee=editor, section=sections["sport"])
    assert set(work.waiting_for(reporter)) == {begun}
    assert set(work.waiting_for(editor)) == {given}
    workflow.move(begun, "submit", by=reporter)
    assert set(work.waiting_for(reporter)) == set()
    assert set(work.waiting_for(editor)) == {given, begun}
    comment = ReviewComment.objects.create(article=begun, author=editor, addressee=reporter, text="أين المصدر؟")
    assert set(work.waiting_for(reporter)) == {begun}
    comment.resolved_at = timezone.now()
    comment.save()
    assert set(work.waiting_for(reporter)) == set()


def test_overdue_is_what_is_not_ready_when_its_time_has_passed() -> None:
    late = draft(due_at=timezone.now() - HOUR)
    draft(due_at=timezone.now() + HOUR)
    story("منشورة", due_at=timezone.now() - HOUR)
    assert set(work.overdue(Article.objects.all())) == {late}


# Roles


def test_a_role_that_was_changed_is_not_changed_back() -> None:
    reporters = Group.objects.get(name=roles.ROLES["reporter"].name)
    reporters.permissions.remove(Permission.objects.get(codename="add_tag", content_type__app_label="articles"))
    call_command("migrate", verbosity=0)
    assert not reporters.permissions.filter(codename="add_tag").exists()
    assert reporters.permissions.filter(codename="add_article").exists()


def test_the_chief_has_what_belongs_to_the_front_page_and_to_imports() -> None:
    chief, reporter = person("chief"), person("reporter")
    ours = Permission.objects.filter(content_type__app_label="articles").values_list("codename", flat=True)
    assert {"withdraw_article", "lift_embargo", "arrange_front"} <= set(ours)
    assert all(chief.has_perm(f"articles.{codename}") for codename in ours)
    assert not any(reporter.has_perm(f"articles.{name}") for name in ("arrange_front", "publish_article", "all_sections"))


def test_a_section_that_is_moved_takes_its_editors_reach_along() -> None:
    sections = newsroom()
    editor = person("section_editor", sections["news"])
    article = draft(section=sections["sport"])
    assert not workflow.may_move(User.objects.get(pk=editor.pk), "approve", article)
    Section.objects.filter(pk=sections["sport"].pk).update(parent=sections["local"])
    assert workflow.may_move(User.objects.get(pk=editor.pk), "approve", article)
