"""Two editors in one story: seen by each other, and no save ever goes over another's without a word."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Correction, Presence, RelatedLink, StoryVersion
from tests.admin.conftest import change_url, form_fields

PRESENCE = "/admin/articles/article/presence/"
THREE = "<p>الأولى.</p>\n<p>الثانية.</p>\n<p>الثالثة.</p>"


@pytest.fixture
def rami(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def long_story(story: Article) -> Article:
    story.body = THREE
    story.standfirst = "مقدمة."
    story.save()
    story.tags.set(["سوريا"])
    return story


def save(client: Client, story: Article, fields: dict[str, Any]) -> Any:
    return client.post(change_url(story), {**fields, "_continue": "1"})


def merge(client: Client, story: Article, refused: Any, **choices: str) -> Any:
    """Press «save the two together» on the page of a refused save, with the radios as they stand and as chosen."""
    fields = form_fields(refused.content.decode(), "article_form")
    version = refused.context["stale"]["version"]
    return client.post(change_url(story), {**fields, **choices, "_merge": version})


def conflict_names(refused: Any) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(merge-body-\w+)"', refused.content.decode())))


def test_changes_of_different_fields_and_paragraphs_are_put_together_by_one_press(
    desk: Client, rami: Client, long_story: Article, opened: Any
) -> None:
    mine = {**opened(long_story), "kicker": "لسلمى", "body": THREE.replace("الثالثة", "الثالثة لسلمى"), "tags": "سوريا، لبنان"}
    theirs = {"standfirst": "مقدمة رامي.", "body": THREE.replace("الأولى", "الأولى لرامي"), "tags": "سوريا، مصر"}
    save(rami, long_story, {**opened(long_story, rami), **theirs})
    refused = save(desk, long_story, mine)
    assert refused.status_code == 200 and not conflict_names(refused)
    story = Article.objects.get(pk=long_story.pk)
    assert story.kicker == "", "nothing is saved before it is decided"
    answer = merge(desk, long_story, refused)
    assert answer.status_code == 302, answer.context["errors"]
    story = Article.objects.get(pk=long_story.pk)
    assert (story.kicker, story.standfirst) == ("لسلمى", "مقدمة رامي.")
    assert story.body == "<p>الأولى لرامي.</p>\n<p>الثانية.</p>\n<p>الثالثة لسلمى.</p>"
    assert {tag.name for tag in story.tags.all()} == {"سوريا", "مصر", "لبنان"}
    newest = StoryVersion.objects.filter(article=story).first()
    assert newest is not None and (newest.cause, newest.by_name) == ("merged", "سلمى الحسن")


def test_what_both_changed_is_chosen_field_by_field_and_paragraph_by_paragraph(
    desk: Client, rami: Client, long_story: Article, opened: Any
) -> None:
    mine = {**opened(long_story), "headline": "عنوان سلمى", "slug": "", "body": THREE.replace("الثانية", "الثانية لسلمى")}
    theirs = {
        "headline": "عنوان رامي",
        "slug": "",
        "body": THREE.replace("الثانية", "الثانية لرامي").replace("الأولى", "الأولى لرامي"),
    }
    save(rami, long_story, {**opened(long_story, rami), **theirs})
    refused = save(desk, long_story, mine)
    page = refused.content.decode()
    for text in ("عنوان رامي", "عنوان سلمى", "الثانية لرامي.", "الثانية لسلمى.", "ما حفظه رامي دياب بعدك"):
        assert text in page, text
    undecided = merge(desk, long_story, refused)
    assert undecided.status_code == 200 and "اختر لكل مما يلي" in undecided.content.decode()
    assert Article.objects.get(pk=long_story.pk).headline == "عنوان رامي"
    [name] = conflict_names(undecided)
    half = merge(desk, long_story, undecided, **{name: "both"})
    assert half.status_code == 200 and f'name="{name}" value="both" checked' in half.content.decode(), "choices made stay made"
    answer = merge(desk, long_story, half, **{"merge-headline": "mine"})
    assert answer.status_code == 302
    story = Article.objects.get(pk=long_story.pk)
    assert story.headline == "عنوان سلمى"
    assert story.body == "<p>الأولى لرامي.</p>\n<p>الثانية لرامي.</p>\n<p>الثانية لسلمى.</p>\n<p>الثالثة.</p>"


def test_a_third_version_that_came_meanwhile_is_shown_before_anything_is_saved(
    desk: Client, rami: Client, long_story: Article, opened: Any
) -> None:
    mine = {**opened(long_story), "kicker": "لسلمى"}
    save(rami, long_story, {**opened(long_story, rami), "standfirst": "الأولى من رامي."})
    refused = save(desk, long_story, mine)
    save(rami, long_story, {**opened(long_story, rami), "standfirst": "الثانية من رامي."})
    again = merge(desk, long_story, refused)
    assert again.status_code == 200 and "الثانية من رامي." in again.content.decode()
    assert merge(desk, long_story, again).status_code == 302
    story = Article.objects.get(pk=long_story.pk)
    assert (story.kicker, story.standfirst) == ("لسلمى", "الثانية من رامي.")


def test_rows_of_authors_links_and_corrections_come_together(
    desk: Client, rami: Client, long_story: Article, opened: Any, make_story: Any
) -> None:
    first, second, third = (Author.objects.create(name=f"كاتب {number}") for number in range(3))
    long_story.set_bylines([first, second])
    gone = Correction.objects.create(article=long_story, note="يُحذف")
    kept = Correction.objects.create(article=long_story, note="يبقى")
    other, another = make_story("متعلق أول"), make_story("متعلق ثان")
    mine = opened(long_story) | {
        "kicker": "لسلمى", "bylines-TOTAL_FORMS": "3", "bylines-2-author": third.pk, "bylines-2-order": "3",
        "related_links-TOTAL_FORMS": "1", "related_links-0-target": other.pk, "related_links-0-order": "1",
    }  # fmt: skip
    save(rami, long_story, opened(long_story, rami) | {
        "bylines-0-DELETE": "on",
        "related_links-TOTAL_FORMS": "1", "related_links-0-target": another.pk, "related_links-0-order": "1",
    })  # fmt: skip
    gone.delete()
    refused = save(desk, long_story, mine)
    answer = merge(desk, long_story, refused)
    assert answer.status_code == 302, answer.context["errors"]
    story = Article.objects.get(pk=long_story.pk)
    assert story.byline_authors == [second, third]
    assert {link.target for link in RelatedLink.objects.filter(article=story)} == {other, another}
    assert list(Correction.objects.filter(article=story)) == [kept]
    assert story.kicker == "لسلمى"


def test_times_and_persons_are_never_overwritten_silently(
    desk: Client, rami: Client, long_story: Article, opened: Any, editor: User
) -> None:
    mine = {**opened(long_story), "kicker": "لسلمى"}
    due = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)
    save(rami, long_story, {
        **opened(long_story, rami), "assignee": editor.pk, "due_at": timezone.localtime(due).strftime("%Y-%m-%dT%H:%M"),
    })  # fmt: skip
    answer = merge(desk, long_story, save(desk, long_story, mine))
    assert answer.status_code == 302
    story = Article.objects.get(pk=long_story.pk)
    assert (story.kicker, story.assignee, story.due_at) == ("لسلمى", editor, due)


def test_without_the_version_on_which_one_began_everything_is_chosen(desk: Client, long_story: Article, opened: Any) -> None:
    mine = {**opened(long_story), "kicker": "لسلمى", "version": "2020-01-01T00:00:00+00:00"}
    Article.objects.get(pk=long_story.pk).save()
    refused = save(desk, long_story, mine)
    assert "لم تُحفظ النسخة التي بدأت منها" in refused.content.decode()
    assert merge(desk, long_story, refused).status_code == 200
    assert merge(desk, long_story, refused, **{"merge-kicker": "mine"}).status_code == 302
    assert Article.objects.get(pk=long_story.pk).kicker == "لسلمى"


def test_many_saves_at_once_keep_every_editors_paragraph(desk: Client, rami: Client, long_story: Article, opened: Any) -> None:
    paragraphs = [f"<p>فقرة {number}.</p>" for number in range(8)]
    long_story.body = "\n".join(paragraphs)
    long_story.save()
    for number in range(8):
        client = rami if number % 2 else desk
        mine = opened(long_story, client)
        # The other one saves between opening and saving.
        other = desk if number % 2 else rami
        theirs = opened(long_story, other)
        save(other, long_story, {**theirs, "kicker": f"مقدمة {number}"})
        body = mine["body"].replace(f"فقرة {number}.", f"فقرة {number} معدلة.")
        assert merge(client, long_story, save(client, long_story, {**mine, "body": body})).status_code == 302
    story = Article.objects.get(pk=long_story.pk)
    assert all(f"فقرة {number} معدلة." in story.body for number in range(8)) and story.kicker == "مقدمة 7"


def test_the_refused_page_costs_few_queries(desk: Client, rami: Client, long_story: Article, opened: Any) -> None:
    mine = {**opened(long_story), "headline": "عنوان سلمى", "body": "<p>لسلمى.</p>"}
    save(rami, long_story, {**opened(long_story, rami), "headline": "عنوان رامي", "body": "<p>لرامي.</p>"})
    with CaptureQueriesContext(connection) as queries:
        assert save(desk, long_story, mine).status_code == 200
    assert len(queries) <= 50, len(queries)


# Presence


def tell(client: Client, fields: dict[str, Any], **more: str) -> Any:
    return client.post(PRESENCE, {"form_key": fields["form_key"], "version": fields["version"], **more})


def test_the_second_editor_sees_who_is_in_the_story(desk: Client, rami: Client, story: Article, opened: Any) -> None:
    mine = opened(story)
    assert tell(desk, mine, has_changes="1").json() == {"others": [], "newer": None}
    page = rami.get(change_url(story)).content.decode()
    assert "سلمى الحسن في هذه المادة أيضا" in page and "فيها تعديلات لم تُحفظ" in page
    theirs = opened(story, rami)
    told = tell(rami, theirs).json()["others"]
    assert [(row["name"], row["has_changes"], row["is_self"]) for row in told] == [("سلمى الحسن", True, False)]
    tell(desk, mine, leave="1")
    assert tell(rami, theirs).json()["others"] == []


def test_a_form_that_fell_silent_is_forgotten(desk: Client, rami: Client, story: Article, opened: Any) -> None:
    tell(desk, opened(story))
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert tell(rami, opened(story, rami)).json()["others"] == []
    assert Presence.objects.count() == 1


def test_another_window_of_ones_own_is_told_as_such(desk: Client, story: Article, opened: Any) -> None:
    tell(desk, opened(story))
    told = tell(desk, opened(story)).json()["others"]
    assert [row["is_self"] for row in told] == [True]


def test_a_form_that_was_saved_is_open_no_more(desk: Client, rami: Client, story: Article, opened: Any) -> None:
    mine = opened(story)
    tell(desk, mine, has_changes="1")
    save(desk, story, {**mine, "kicker": "جديد"})
    assert tell(rami, opened(story, rami)).json()["others"] == []


def test_a_newer_version_is_told_before_one_saves(desk: Client, rami: Client, story: Article, opened: Any) -> None:
    mine = opened(story)
    save(rami, story, {**opened(story, rami), "kicker": "جديد"})
    assert tell(desk, mine).json()["newer"]["by"] == "رامي دياب"


def test_presence_is_closed_to_those_who_may_not_change_the_story(
    desk: Client, story: Article, opened: Any, reporter: User, editor: User
) -> None:
    mine = opened(story)
    stranger = Client()
    assert tell(stranger, mine).status_code == 401
    stranger.force_login(reporter)
    assert tell(stranger, mine).status_code == 403
    assert stranger.post(PRESENCE, {"form_key": "x"}).status_code == 403
    assert desk.get(PRESENCE).status_code == 405
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    fields = opened(story, stranger)
    assert tell(stranger, fields).status_code == 200
    Article.objects.filter(pk=story.pk).update(created_by=editor)
    assert tell(stranger, fields).status_code == 403
    assert not Presence.objects.exists()
