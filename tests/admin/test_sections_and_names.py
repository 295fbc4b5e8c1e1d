"""Sections as a tree, and names that count as one however they are spelt."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Author, Section, Tag

from .conftest import change_url

LIST = "/admin/articles/section/"


@pytest.fixture
def tree(db: None) -> dict[str, Section]:
    news = Section.objects.create(name="أخبار")
    sport = Section.objects.create(name="رياضة")
    return {
        "news": news,
        "sport": sport,
        "local": Section.objects.create(name="محليات", parent=news),
        "world": Section.objects.create(name="دولي", parent=news),
    }


def listed(desk: Client) -> list[tuple[str, int]]:
    return [(row.name, row.depth) for row in desk.get(LIST).context["cl"].result_list]


def test_the_list_is_the_tree(desk: Client, tree: dict[str, Section]) -> None:
    assert listed(desk) == [("أخبار", 0), ("محليات", 1), ("دولي", 1), ("رياضة", 0)]


def test_sisters_change_places_by_button(desk: Client, tree: dict[str, Section]) -> None:
    desk.post(f"{LIST}{tree['world'].pk}/move/up/")
    desk.post(f"{LIST}{tree['sport'].pk}/move/up/")
    assert listed(desk) == [("رياضة", 0), ("أخبار", 0), ("دولي", 1), ("محليات", 1)]
    answer = desk.post(f"{LIST}{tree['sport'].pk}/move/up/", follow=True)
    assert "في طرف القائمة" in answer.content.decode()


def test_moving_takes_the_right_and_a_post(client: Client, desk: Client, reporter: User, tree: dict[str, Section]) -> None:
    assert desk.get(f"{LIST}{tree['world'].pk}/move/up/").status_code == 405
    assert desk.post(f"{LIST}{tree['world'].pk}/move/aside/").status_code == 404
    client.force_login(reporter)
    assert client.post(f"{LIST}{tree['world'].pk}/move/up/").status_code == 403


@pytest.mark.parametrize("name", ["أخبار", "اخبار", "أخْبار ", "أخبـار"])
def test_two_sections_of_one_name_are_refused(desk: Client, tree: dict[str, Section], name: str) -> None:
    answer = desk.post(f"{LIST}add/", {"name": name, "order": "0"})
    assert "«أخبار»" in answer.content.decode()
    assert Section.objects.count() == 4


@pytest.mark.parametrize(("field", "value"), [("slug", "..."), ("slug", "😀"), ("name", "؟!"), ("name", "س" * 101)])
def test_names_and_slugs_need_letters_and_a_limit(desk: Client, tree: dict[str, Section], field: str, value: str) -> None:
    answer = desk.post(f"{LIST}add/", {"name": "بيئة", "order": "0", field: value})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors[field]


def test_a_section_can_not_stand_under_itself(desk: Client, tree: dict[str, Section], opened: Any) -> None:
    answer = desk.post(change_url(tree["news"]), {**opened(tree["news"]), "parent": tree["local"].pk})
    assert answer.context["adminform"].form.errors["parent"]


def test_a_section_with_stories_or_children_is_kept(desk: Client, tree: dict[str, Section]) -> None:
    page = desk.get(f"{LIST}{tree['news'].pk}/delete/").content.decode()
    assert "لا يمكن حذف" in page


@pytest.mark.parametrize("kind", ["author", "tag"])
def test_authors_and_topics_are_found_in_any_spelling(desk: Client, kind: str) -> None:
    model = {"author": Author, "tag": Tag}[kind]
    model.objects.create(name="أُسامة الطائي")
    page = desk.get(f"/admin/articles/{kind}/?q=اسامه")
    assert page.context["cl"].result_count == 1
