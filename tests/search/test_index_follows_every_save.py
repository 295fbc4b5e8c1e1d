"""Whoever changes a story, or a name that it carries, the next search knows."""

import pytest
from django.db import IntegrityError, transaction

from articles import search
from articles.models import Article, Author, Byline, Section, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    return Article.objects.create(headline="افتتاح الجسر الحجري", body="تفاصيل", status=Article.Status.PUBLISHED)


def found(text: str) -> list[int]:
    return [result.article_id for result in search.find(text, queryset=Article.objects.public()).results]


def test_a_new_headline_is_found_and_the_old_one_no_more(story: Article) -> None:
    assert found("الجسر") == [story.pk]
    story.headline = "ترميم القلعة"
    story.save()
    assert found("القلعة") == [story.pk]
    assert found("الجسر") == []


def test_topics_sections_and_authors_are_found(story: Article) -> None:
    story.tags.add("الآثار")
    assert found("الآثار") == [story.pk]
    story.tags.clear()
    assert found("الآثار") == []
    story.further_sections.add(Section.objects.create(name="محليات"))
    assert found("محليات") == [story.pk]
    byline = Byline.objects.create(article=story, author=Author.objects.create(name="ليان العطار"))
    assert found("العطار") == [story.pk]
    byline.delete()
    assert found("العطار") == []


def test_a_renamed_topic_author_or_section_is_found_by_its_new_name(story: Article) -> None:
    section = Section.objects.create(name="محليات")
    story.section = section
    story.save()
    story.tags.add("الآثار")
    story.set_bylines([Author.objects.create(name="ليان العطار")])
    for row, name in ((section, "جهات"), (Tag.objects.get(), "التنقيب"), (Author.objects.get(), "سمير")):
        row.name = name
        row.save()
        assert found(name) == [story.pk], name
    assert found("محليات") == found("العطار") == []


def test_a_deleted_story_leaves_the_index(story: Article) -> None:
    story.tags.add("الآثار")
    story.set_bylines([Author.objects.create(name="ليان العطار")])
    story.delete()
    assert found("الجسر") == []


def test_a_story_that_could_not_be_saved_is_not_in_the_index(story: Article) -> None:
    twin = Article(pk=story.pk, headline="نسخة غريبة")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    assert found("غريبة") == []
    assert found("الجسر") == [story.pk]
