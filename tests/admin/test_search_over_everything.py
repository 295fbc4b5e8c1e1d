"""One search over all that the desk holds; nobody finds there what they may not see."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Author, Image, Page, Section, Tag

SEARCH = "/admin/search/"


def found(desk: Client, term: str) -> dict[str, list[str]]:
    """Kind -> what was found of it, as the page's context tells."""
    groups = desk.get(SEARCH, {"q": term}).context["groups"]
    return {str(group.title): [text for _address, text, _note in group.rows] for group in groups}


def test_words_find_every_kind_in_any_spelling(desk: Client, make_story: Any, image: Image) -> None:
    make_story("الأمم المتحدة تدعو إلى هدنة")
    make_story("هدنة في حلب", status="published")
    Tag.objects.create(name="هدنة")
    Section.objects.create(name="الهدنة والسلام")
    Author.objects.create(name="سامي هدنة")
    Page.objects.create(title="عن هدنة", slug="truce", body="<p>نص.</p>")
    Image.objects.filter(pk=image.pk).update(alt="هدنة عند البوابة")
    assert found(desk, "هدنه") == {
        "المواد": ["هدنة في حلب", "الأمم المتحدة تدعو إلى هدنة"],
        "المواضيع": ["هدنة"],
        "الأقسام": ["الهدنة والسلام"],
        "الكتّاب": ["سامي هدنة"],
    }
    assert set(found(desk, "هدنة")) >= {"الصور", "الصفحات الثابتة"}


def test_half_a_word_of_a_headline_is_found_and_more_lead_to_the_list(desk: Client, make_story: Any) -> None:
    for number in range(9):
        make_story(f"واشنطن تستضيف الاجتماع {number}")
    page = desk.get(SEARCH, {"q": "واشنط"})
    assert len(found(desk, "واشنط")["المواد"]) == 6
    assert "/admin/articles/article/?q=" in page.content.decode()


def test_each_finds_what_they_may_see(client: Client, make_story: Any, news: Section) -> None:
    make_story("هدنة")
    Tag.objects.create(name="هدنة")
    someone = User.objects.create_user("someone", password="x", is_staff=True)
    someone.user_permissions.add(Permission.objects.get(codename="view_tag", content_type__app_label="articles"))
    client.force_login(someone)
    assert set(found(client, "هدنة")) == {"المواضيع"}


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(SEARCH, {"q": "هدنة"}).status_code == 302


@pytest.mark.parametrize(
    "term", ["", " ", "\x00", "«", '"' * 50, "%", "' OR 1=1 --", "ا" * 5000, "(" * 200, "NEAR AND OR", "😀"]
)
def test_odd_words_break_nothing(desk: Client, make_story: Any, term: str) -> None:
    make_story("خبر")
    answer = desk.get(SEARCH, {"q": term})
    assert answer.status_code == 200 and "المواد" in answer.content.decode()


def test_it_costs_the_same_for_few_and_for_many(desk: Client, make_story: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        make_story(f"هدنة {number}")
        Tag.objects.create(name=f"هدنة {number}")
        Author.objects.create(name=f"هدنة {number}")
    with django_assert_max_num_queries(20):
        assert desk.get(SEARCH, {"q": "هدنة"}).status_code == 200
