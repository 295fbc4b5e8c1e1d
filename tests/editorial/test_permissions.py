"""Who may do what with whose story in which state: the table beside this file, every cell through the rules and the desk.

``permissions.tsv`` is written by people: a line a role, whose story, and state;
a column an action. «+» may, «.» may not.
"""

import csv
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.editorial import prepared, rights, workflow
from articles.editorial.roles import ROLES
from articles.models import Article, DeskState, PreparedChange, ReviewComment, Section, Transition
from tests.admin.conftest import form_fields
from tests.editorial.cast import WHOSE, newsroom, person, story_for
from tests.editorial.states import HOUR, bring

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.tsv")
ACTIONS = (*rights.ACTIONS, *workflow.MOVES)


@cache
def table() -> dict[tuple[str, str, str], dict[str, bool]]:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    signs = {"+": True, ".": False}
    return {
        (row.pop("role"), row.pop("whose"), row.pop("state")): {action: signs[cell] for action, cell in row.items()}
        for row in rows
    }


ROWS = [(role, whose, state.value) for role in ROLES for whose in WHOSE for state in DeskState]


def test_no_cell_is_missing_and_none_is_too_many() -> None:
    assert sorted(table()) == sorted(ROWS), "a line for each role × whose story × state"
    for row, cells in table().items():
        assert tuple(cells) == ACTIONS, row
    assert len(ROWS) * len(ACTIONS) == len(ROLES) * len(WHOSE) * len(DeskState) * (len(rights.ACTIONS) + len(workflow.MOVES))


@pytest.fixture
def sections(db: None) -> dict[str, Section]:
    return newsroom()


@pytest.fixture
def other(db: None) -> User:
    return person("reporter", username="other")


def somebody(role: str, sections: dict[str, Section]) -> User:
    return person(role, sections["news"])


@pytest.mark.parametrize(("role", "whose", "state"), ROWS)
def test_the_rules_say_so(role: str, whose: str, state: str, sections: dict[str, Section], other: User) -> None:
    user = somebody(role, sections)
    story = bring(story_for(user, whose, sections, other), state)
    said = {action: rights.may(user, action, story) for action in rights.ACTIONS}
    said |= {name: workflow.may_move(user, name, story) for name in workflow.MOVES}
    assert said == table()[role, whose, state]
    assert rights.visible_to(user).filter(pk=story.pk).exists() == said["view"], "the list shows what one row's rule says"
    assert set(workflow.moves_open_to(user, story)) == {name for name in workflow.MOVES if said[name]}
    for name in workflow.MOVES:
        _moves_or_is_refused(user, story, name, allowed=said[name])


def _told(state: str, name: str) -> dict[str, Any]:
    at = timezone.now() + 6 * HOUR
    return {"note": "سبب"} | ({"at": at} if name == "schedule" else {}) | ({"until": at} if name == "embargo" else {})


def _moves_or_is_refused(user: User, story: Article, name: str, *, allowed: bool) -> None:
    state = story.desk_state
    with transaction.atomic():
        again = Article.objects.get(pk=story.pk)
        told = _told(state, name)
        if allowed and not (state == DeskState.EMBARGOED and name == "publish"):
            step = workflow.move(again, name, by=user, **told)
            assert (step.from_state, step.by) == (state, user)
        else:
            with pytest.raises(workflow.NotAllowed):
                workflow.move(again, name, by=user, **told)
            assert Article.objects.get(pk=story.pk).desk_state == state
        transaction.set_rollback(True)


@pytest.mark.parametrize(("role", "whose", "state"), ROWS)
def test_the_desk_does_so(client: Client, role: str, whose: str, state: str, sections: dict[str, Section], other: User) -> None:
    user = somebody(role, sections)
    story = bring(story_for(user, whose, sections, other), state)
    client.force_login(user)
    expected = table()[role, whose, state]
    page = _looks(client, story, expected)
    _saves(client, story, page, expected)
    _prepares(client, story, page, expected)
    _comments(client, story, expected)
    for name in workflow.MOVES:
        _presses(client, story, name, allowed=expected[name])
    _deletes(client, story, expected)


def _address(story: Article, rest: str) -> str:
    return f"/admin/articles/article/{story.pk}/{rest}"


def _looks(client: Client, story: Article, expected: dict[str, bool]) -> str:
    """Every way to look at it: form, history, versions, preview, list, autocomplete."""
    answer = client.get(_address(story, "change/"))
    assert (answer.status_code == 200) == expected["view"]
    for address in (_address(story, "history/"), _address(story, "versions/"), f"/preview/{story.pk}/"):
        assert (client.get(address).status_code == 200) == expected["view"], address
    listed = client.get("/admin/articles/article/").content.decode()
    assert (story.headline in listed) == expected["view"]
    found = client.get(
        "/admin/autocomplete/", {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "مادة"}
    )
    assert (story.headline in str(found.json())) == expected["view"]
    page = answer.content.decode() if expected["view"] else ""
    if page:
        shown = {move["name"] for move in answer.context["moves"]}
        assert shown == {name for name in workflow.MOVES if expected[name]}, "buttons are those of the table"
    return page


def _form(story: Article, page: str, **typed: Any) -> dict[str, Any]:
    """The form as the browser holds it, with fields put in by force whether or not it shows them."""
    rows = ("bylines", "gallery_items", "related_links", "corrections")
    counts = {f"{name}-{kind}_FORMS": "0" for name in rows for kind in ("TOTAL", "INITIAL")}
    own = {
        "headline": story.headline,
        "body": story.body,
        "genre": "news",
        "story_type": "article",
        "section": story.section_id,
    }
    held = form_fields(page, "article_form")
    return {**counts, **own, **{name: value for name, value in held.items() if not name.startswith("_")}, **typed}


def _saves(client: Client, story: Article, page: str, expected: dict[str, bool]) -> None:
    due = (timezone.localtime() + timedelta(days=3)).replace(second=0, microsecond=0)
    typed = {
        "headline": "عنوان آخر",
        "image_caption": "شرح آخر",
        "due_at": due.strftime("%Y-%m-%dT%H:%M"),
        "status": "published",
    }
    with transaction.atomic():
        client.post(_address(story, "change/"), _form(story, page, **typed, created_by=1, _save="1"))
        after = Article.objects.get(pk=story.pk)
        assert (after.headline == "عنوان آخر") == expected["edit"]
        assert (after.image_caption == "شرح آخر") == expected["edit_pictures"]
        # Work is given out in the form of those who edit the story.
        assert (after.due_at == due) == expected["assign"]
        assert (after.status, after.created_by_id) == (story.status, story.created_by_id), "nobody posts what the form lacks"
        transaction.set_rollback(True)


def _prepares(client: Client, story: Article, page: str, expected: dict[str, bool]) -> None:
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    with transaction.atomic():
        typed = {"headline": "عنوان مؤجل", "change_at": later, "_prepare": "1"}
        client.post(_address(story, "change/"), _form(story, page, **typed))
        assert PreparedChange.objects.filter(article=story).exists() == expected["prepare"]
        if expected["prepare"]:
            assert Article.objects.get(pk=story.pk).headline == story.headline, "the story itself stays as it is"
        transaction.set_rollback(True)
    with transaction.atomic():
        PreparedChange.objects.create(
            article=story, due_at=timezone.now() + HOUR, values={"kicker": "غدا"}, base={"kicker": ""}
        )
        assert (client.get(_address(story, "prepared/")).status_code == 200) == expected["prepare"]
        client.post(_address(story, "prepared/"), {"do": "now"})
        assert (Article.objects.get(pk=story.pk).kicker == "غدا") == expected["prepare"]
        assert (prepared.pending(story) is None) == expected["prepare"]
        transaction.set_rollback(True)


def _comments(client: Client, story: Article, expected: dict[str, bool]) -> None:
    client.post(_address(story, "comments/"), {"text": "ملاحظة"})
    mine = ReviewComment.objects.filter(article=story)
    assert mine.exists() == expected["comment"]
    row = ReviewComment.objects.create(article=story, text="أخرى")
    client.post(_address(story, f"comments/{row.pk}/"), {"done": "1"})
    row.refresh_from_db()
    assert (not row.is_open) == expected["comment"]


def _presses(client: Client, story: Article, name: str, *, allowed: bool) -> None:
    state = story.desk_state
    at = (timezone.localtime() + 6 * HOUR).strftime("%Y-%m-%dT%H:%M")
    with transaction.atomic():
        steps = Transition.objects.filter(article=story).count()
        answer = client.post(_address(story, f"move/{name}/"), {"told": "1", "note": "سبب", "at": at, "until": at})
        moved = Transition.objects.filter(article=story).count() - steps
        held = state == DeskState.EMBARGOED and name == "publish"
        assert bool(moved) == (allowed and not held)
        assert (answer.status_code in (403, 404)) == (not allowed)
        if not moved:
            assert Article.objects.get(pk=story.pk).desk_state == state
        transaction.set_rollback(True)


def _deletes(client: Client, story: Article, expected: dict[str, bool]) -> None:
    for address, fields in (
        (_address(story, "delete/"), {"post": "yes"}),
        ("/admin/articles/article/", {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}),
    ):
        with transaction.atomic():
            client.post(address, fields)
            assert (not Article.objects.filter(pk=story.pk).exists()) == expected["delete"], address
            transaction.set_rollback(True)
