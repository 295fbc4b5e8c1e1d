"""Related headlines, ids and addresses become links when their story is there, whichever comes first."""

from typing import Any

import pytest

from articles.awaited import link_awaited
from articles.importing.writer import Result, Writer
from articles.models import Article, PendingRelatedLink, RelatedLink
from tests.importing.helpers import read_lines

pytestmark = pytest.mark.django_db


def write(*records: Any) -> list[Result]:
    writer = Writer()
    return [writer.write(item) for item in read_lines(*records)]


def links(headline: str) -> list[str]:
    """What the story links to, in order."""
    rows = RelatedLink.objects.filter(article__headline=headline).select_related("target")
    return [row.target.headline if row.target else row.url for row in rows]


def record(name: str, *related: str, **more: Any) -> dict[str, Any]:
    return {
        "headline": f"خبر {name}",
        "external_id": f"id-{name}",
        "source": {"name": "وكالة"},
        "related": list(related),
        **more,
    }


def test_a_story_that_is_there_is_linked_at_once() -> None:
    write(record("أ"), record("ب", "خبر أ"))
    assert links("خبر ب") == ["خبر أ"]
    assert not PendingRelatedLink.objects.exists()


def test_a_story_that_comes_later_is_linked_then_and_the_order_stays() -> None:
    write(record("ب", "خبر أ", "id-ج", "خبر د"))
    assert links("خبر ب") == []
    assert [promise.reference for promise in PendingRelatedLink.objects.all()] == ["خبر أ", "id-ج", "خبر د"]
    write(record("د"), record("ج"), record("أ"))
    assert links("خبر ب") == ["خبر أ", "خبر ج", "خبر د"]
    assert not PendingRelatedLink.objects.exists()


def test_a_headline_in_another_spelling_is_found() -> None:
    write(record("ب", "«مُفاوضات» جنيف حول مياه النهر!"))
    write({"headline": "مفاوضات جنيف حول مياه النهر"})
    assert links("خبر ب") == ["مفاوضات جنيف حول مياه النهر"]


def test_an_editors_saving_links_too() -> None:
    write(record("ب", "عنوان يكتبه المحرر"))
    article = Article.objects.create(headline="عنوان يكتبه المحرّر", status=Article.Status.DRAFT)
    link_awaited(article)
    assert links("خبر ب") == ["عنوان يكتبه المحرّر"]


def test_never_to_itself_and_never_twice() -> None:
    write(record("أ"), record("ب", "خبر ب", "id-ب", "خبر أ", "id-أ", "خَبر أ"))
    assert links("خبر ب") == ["خبر أ"]
    write(record("ب", "خبر ب", "id-ب", "خبر أ", "id-أ", kicker="جديد"))
    assert links("خبر ب") == ["خبر أ"]
    assert links("خبر أ") == []


def test_two_promises_of_one_story_become_one_link() -> None:
    write(record("ب", "خبر أ", "id-أ"))
    write(record("أ"))
    assert links("خبر ب") == ["خبر أ"]
    assert not PendingRelatedLink.objects.exists()


def test_ids_are_looked_for_in_the_same_source_first() -> None:
    write(record("أ", source={"name": "صحيفة"}), {**record("أ"), "headline": "خبر أ من الوكالة"}, record("ب", "id-أ"))
    assert links("خبر ب") == ["خبر أ من الوكالة"]


def test_numbers_of_another_source_are_not_taken() -> None:
    writer = Writer()
    (ours,) = read_lines({"headline": "خبر ب", "external_id": "7", "source": {"name": "وكالة"}, "related": ["12"]})
    (theirs,) = read_lines({"headline": "خبر غيرنا", "external_id": "12", "source": {"name": "صحيفة"}})
    for story, path in ((ours, "a.jsonl"), (theirs, "b.jsonl")):
        writer.write(story.__class__(**{**story.__dict__, "path": path}))
    assert links("خبر ب") == []
    assert PendingRelatedLink.objects.get().reference == "12"


@pytest.mark.parametrize(
    "address", ["/article/{pk}/any-slug/", "/a/{pk}", "http://localhost/article/{pk}/x/", "https://127.0.0.1:8000/a/{pk}"]
)
def test_our_own_addresses_become_story_links(address: str) -> None:
    write(record("أ"))
    write(record("ب", address.format(pk=Article.objects.get().pk)))
    assert links("خبر ب") == ["خبر أ"]


def test_other_addresses_become_outside_links_with_their_host_as_title() -> None:
    write(record("ب", "https://example.org/article/1/x/", "https://example.org/article/1/x/"))
    link = RelatedLink.objects.get()
    assert (link.url, link.title, link.target) == ("https://example.org/article/1/x/", "example.org", None)


@pytest.mark.parametrize(
    "reference", ["/article/999999/x/", "http://", "https://[::1", "https://example.org/" + "x" * 500, "***", "كلمة " * 150]
)
def test_what_can_neither_be_linked_nor_awaited_is_a_warning(reference: str) -> None:
    (result,) = write(record("ب", reference))
    assert result.outcome == "created"
    assert result.warnings and result.warnings[0].startswith("related: ")
    assert not RelatedLink.objects.exists() and not PendingRelatedLink.objects.exists()


def test_an_editors_links_stay_when_the_record_changes() -> None:
    write(record("أ"), record("ج"), record("ب", "خبر أ", "لم يصل بعد"))
    story = Article.objects.get(headline="خبر ب")
    RelatedLink.objects.create(article=story, target=Article.objects.get(headline="خبر ج"), order=2)
    write(record("د"), record("ب", "خبر أ", "خبر د"))
    assert links("خبر ب") == ["خبر أ", "خبر ج", "خبر د"]
    assert not PendingRelatedLink.objects.exists(), "a promise that the record no longer holds goes"
