"""State changes by the desk's buttons, through the workflow, for those who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from articles.models import Article

from .conftest import LIST, change_url


def press(client: Client, fields: dict[str, Any], story: Article, **buttons: str) -> Any:
    return client.post(change_url(story), {**fields, **buttons}, follow=True)


def test_publishing_saves_the_form_first_and_dates_the_story_now(desk: Client, story: Article, opened: Any) -> None:
    before = timezone.now()
    answer = press(desk, {**opened(story), "headline": "عنوان جديد"}, story, _move="publish")
    story.refresh_from_db()
    assert story.headline == "عنوان جديد"
    assert story.status == "published"
    assert story.published_at is not None and before <= story.published_at <= timezone.now()
    assert "نُشرت «" in answer.content.decode()
    assert story.get_absolute_url() in answer.content.decode()


def test_publishing_keeps_a_date_that_was_set(desk: Client, story: Article, opened: Any) -> None:
    fields = {**opened(story), "published_at": "2018-12-02T14:05"}
    press(desk, fields, story, _move="publish")
    story.refresh_from_db()
    assert timezone.localtime(story.published_at).strftime("%Y-%m-%d %H:%M") == "2018-12-02 14:05"


def test_scheduling_takes_a_time_to_come(desk: Client, story: Article, opened: Any) -> None:
    moment = timezone.localtime() + timedelta(days=2)
    fields = {**opened(story), "published_at": moment.strftime("%Y-%m-%dT%H:%M")}
    answer = press(desk, fields, story, _move="schedule")
    story.refresh_from_db()
    assert story.is_scheduled
    assert "جُدولت «" in answer.content.decode()


@pytest.mark.parametrize("moment", ["", "2018-12-02T14:05"])
def test_scheduling_without_a_time_to_come_changes_nothing(desk: Client, story: Article, opened: Any, moment: str) -> None:
    fields = {**opened(story), "published_at": moment, "headline": "لا يُحفظ"}
    answer = press(desk, fields, story, _move="schedule")
    story.refresh_from_db()
    assert story.status == "draft"
    assert story.headline != "لا يُحفظ"
    assert "اكتب موعدا لم يحن بعد." in answer.content.decode()


def test_withdrawing_and_going_back_to_draft(desk: Client, make_story: Any, opened: Any) -> None:
    story = make_story(status="published", published_at=timezone.now())
    asked = press(desk, opened(story), story, _move="withdraw")
    story.refresh_from_db()
    assert story.status == "published", "the note to the readers is asked for first"
    address = asked.redirect_chain[-1][0]
    assert "اكتب سبب سحب المادة" in desk.post(address, {"told": "1"}).content.decode()
    assert "سُحبت «" in desk.post(address, {"told": "1", "note": "الخبر غير صحيح."}, follow=True).content.decode()
    story.refresh_from_db()
    assert story.withdrawal_note == "الخبر غير صحيح."
    assert story.status == "withdrawn"
    press(desk, opened(story), story, _move="reopen")
    story.refresh_from_db()
    assert story.status == "draft"


def test_each_state_shows_the_buttons_that_are_open_to_it(desk: Client, make_story: Any) -> None:
    for status, names in [
        ("draft", {"submit", "approve", "publish", "schedule", "embargo", "spike"}),
        ("in_review", {"send_back", "approve", "publish", "schedule", "embargo", "spike"}),
        ("approved", {"send_back", "publish", "schedule", "embargo", "spike"}),
        ("embargoed", {"send_back", "publish", "schedule", "embargo", "lift_embargo", "spike"}),
        ("published", {"withdraw"}),
        ("withdrawn", {"publish", "reopen"}),
        ("spiked", {"reopen"}),
    ]:
        page = desk.get(change_url(make_story(f"خبر {status}", status=status)))
        assert {move["name"] for move in page.context["moves"]} == names, status


def test_the_state_is_no_field_that_can_be_forged(desk: Client, story: Article, opened: Any) -> None:
    desk.post(change_url(story), {**opened(story), "status": "published", "_save": "1"})
    story.refresh_from_db()
    assert story.status == "draft"


def test_a_reporter_writes_but_can_not_publish(client: Client, reporter: User, make_story: Any, opened: Any) -> None:
    story = make_story(created_by=reporter)
    client.force_login(reporter)
    page = client.get(change_url(story))
    assert [move["name"] for move in page.context["moves"]] == ["submit", "spike"]
    assert 'value="publish"' not in page.content.decode()
    answer = press(client, {**opened(story, client), "headline": "نص المراسلة"}, story, _move="publish")
    story.refresh_from_db()
    assert story.headline == "نص المراسلة"
    assert story.status == "draft"
    assert "ليست لديك صلاحية هذا الإجراء" in answer.content.decode()


def test_a_reporter_can_not_forge_a_date_or_touch_what_is_live(
    client: Client, reporter: User, make_story: Any, opened: Any
) -> None:
    story = make_story(created_by=reporter)
    client.force_login(reporter)
    client.post(change_url(story), {**opened(story, client), "published_at": "2018-12-02T14:05", "_save": "1"})
    story.refresh_from_db()
    assert story.published_at is None
    live = make_story("منشور", status="published", published_at=timezone.now())
    assert client.post(change_url(live), {"headline": "تخريب", "_save": "1"}).status_code == 403
    live.refresh_from_db()
    assert live.headline == "منشور"


def test_a_reporter_reads_what_is_live(client: Client, reporter: User, make_story: Any) -> None:
    live = make_story("منشور", status="published", published_at=timezone.now())
    client.force_login(reporter)
    page = client.get(change_url(live))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert page.context["moves"] == []


def test_an_unknown_move_is_refused(desk: Client, story: Article, opened: Any) -> None:
    answer = press(desk, opened(story), story, _move="explode")
    assert "هذا الإجراء غير معروف" in answer.content.decode()


def test_a_story_can_be_published_as_it_is_made(desk: Client, news: Any) -> None:
    fields = {name: "0" for kind in ("bylines", "gallery_items", "related_links", "corrections") for name in
              (f"{kind}-TOTAL_FORMS", f"{kind}-INITIAL_FORMS")}  # fmt: skip
    fields |= {"headline": "خبر وُلد منشورا", "genre": "news", "story_type": "article"}
    desk.post("/admin/articles/article/add/", {**fields, "_move": "publish"})
    assert Article.objects.public().get().headline == "خبر وُلد منشورا"


def test_preview_saves_and_leads_to_the_preview(desk: Client, story: Article, opened: Any) -> None:
    answer = desk.post(change_url(story), {**opened(story), "headline": "قبل المعاينة", "_preview": "1"})
    story.refresh_from_db()
    assert story.headline == "قبل المعاينة"
    assert answer["Location"] == f"/preview/{story.pk}/"


def test_only_public_stories_link_to_the_site(desk: Client, story: Article, make_story: Any) -> None:
    live = make_story("منشور", status="published", published_at=timezone.now())
    later = make_story("مجدول", status="published", published_at=timezone.now() + timedelta(days=1))
    assert "viewsitelink" in desk.get(change_url(live)).content.decode()
    for hidden in (story, later):
        assert "viewsitelink" not in desk.get(change_url(hidden)).content.decode()


def test_a_published_story_keeps_its_date(desk: Client, make_story: Any, opened: Any) -> None:
    later = make_story("مجدول", status="published", published_at=timezone.now() + timedelta(days=1))
    answer = press(desk, {**opened(later), "published_at": ""}, later, _save="1")
    later.refresh_from_db()
    assert later.is_scheduled
    assert "لا تبقى المادة المنشورة بلا تاريخ" in answer.content.decode()


def test_readers_are_told_when_a_public_text_changes(desk: Client, make_story: Any, opened: Any) -> None:
    live = make_story("منشور", status="published", published_at=timezone.now() - timedelta(days=1))
    desk.post(change_url(live), {**opened(live), "_save": "1"})
    live.refresh_from_db()
    assert live.updated_at is None, "nothing changed"
    desk.post(change_url(live), {**opened(live), "body": "<p>نص آخر.</p>", "_save": "1"})
    live.refresh_from_db()
    assert live.updated_at is not None
    assert timezone.now() - live.updated_at < timedelta(minutes=1)


def test_saving_unchanged_keeps_the_seconds_of_its_date(desk: Client, make_story: Any, opened: Any) -> None:
    moment = timezone.now() - timedelta(days=1)
    live = make_story("منشور", status="published", published_at=moment)
    desk.post(change_url(live), {**opened(live), "_save": "1"})
    live.refresh_from_db()
    assert live.published_at == moment


@pytest.mark.parametrize(
    ("action", "status", "told"),
    [
        ("approve", "approved", "اعتُمدت مادتان."),
        ("publish", "published", "نُشرت مادتان."),
        ("withdraw", "withdrawn", "سُحبت مادتان."),
        ("reopen", "draft", "أُعيدت مادتان إلى المسودات."),
    ],
)
def test_many_stories_at_once(desk: Client, make_story: Any, action: str, status: str, told: str) -> None:
    start = {"publish": "draft", "approve": "in_review", "withdraw": "published"}.get(action, "withdrawn")
    rows = [make_story(f"خبر {n}", status=start, published_at=timezone.now()) for n in range(2)]
    fields = {"action": action, "_selected_action": [row.pk for row in rows]}
    answer = desk.post(LIST, fields, follow=True)
    if action == "withdraw":
        assert {Article.objects.get(pk=row.pk).status for row in rows} == {start}, "the note is asked for first"
        answer = desk.post(LIST, {**fields, "told": "1", "note": "خبران غير صحيحين."}, follow=True)
    assert {Article.objects.get(pk=row.pk).status for row in rows} == {status}
    assert told in answer.content.decode()


def test_what_is_not_open_to_a_move_stays_and_is_named(desk: Client, make_story: Any) -> None:
    draft, gone = make_story("مسودة"), make_story("مسحوب", status="withdrawn")
    fields = {"action": "withdraw", "_selected_action": [draft.pk, gone.pk], "told": "1", "without_note": "1"}
    answer = desk.post(LIST, fields, follow=True)
    page = answer.content.decode()
    assert "«مسودة»" in page and "«مسحوب»" in page
    assert Article.objects.get(pk=draft.pk).status == "draft"


def test_bulk_moves_and_deletion_need_their_rights(client: Client, reporter: User, editor: User, story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    client.force_login(reporter)
    client.post(LIST, {"action": "publish", "_selected_action": [story.pk]})
    story.refresh_from_db()
    assert story.status == "draft"
    client.force_login(editor)
    page = client.get(LIST)
    names = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    assert names == ["approve", "publish", "withdraw", "spike", "reopen", "change_together"]
    client.post(LIST, {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"})
    assert Article.objects.filter(pk=story.pk).exists()
    assert client.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"}).status_code == 403


def test_deleting_what_is_live_takes_the_right_to_publish(client: Client, reporter: User, make_story: Any) -> None:
    reporter.user_permissions.add(Permission.objects.get(codename="delete_article"))
    live = make_story("منشور", status="published", published_at=timezone.now())
    client.force_login(reporter)
    assert client.post(f"/admin/articles/article/{live.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [live.pk], "post": "yes"})
    assert Article.objects.filter(pk=live.pk).exists()
