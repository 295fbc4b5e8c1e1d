"""Topics are suggested from the text; a synonym typed anywhere means its topic, and search knows it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from articles import search, topics
from articles.models import Article, Tag, TopicSynonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def states() -> Tag:
    """«الولايات المتحدة», also called «أمريكا»."""
    tag: Tag = Tag.objects.create(name="الولايات المتحدة")
    TopicSynonym.objects.create(tag=tag, name="أمريكا")
    return tag


def names(suggestions: list[topics.TopicSuggestion]) -> list[str]:
    return [suggestion.tag.name for suggestion in suggestions]


def test_topics_named_in_the_text_the_most_telling_first(states: Tag) -> None:
    for name in ("سوريا", "المياه", "الري", "الرياضة"):
        Tag.objects.create(name=name)
    article = Article.objects.create(
        headline="قمة في سوريا عن المياه",
        standfirst="تبحث القمة توزيع المياه.",
        body="شاركت أمريكا ووفد من سوريا. وبحثوا مياه الأنهار والري، ثم توزيع المياه.",
    )
    assert names(topics.suggest(article)) == ["المياه", "سوريا", "الولايات المتحدة", "الري"]
    assert names(topics.suggest(article, limit=1)) == ["المياه"]
    article.tags.add("سوريا")
    assert "سوريا" not in names(topics.suggest(article))


def test_reasons_are_told_in_the_editors_language(states: Tag) -> None:
    with override("en"):
        (found,) = topics.suggest_for_text("وفد إلى أمريكا", "", "عاد من الولايات المتحدة ثم زار أمريكا")
        assert found.reasons == ["in the headline", "2 times in the text"]
    with override("ar"):
        (found,) = topics.suggest_for_text("", "", "عاد من الولايات المتحدة ثم زار أمريكا")
        assert found.reasons == ["مرتان في النص"]


def test_nothing_is_suggested_for_an_empty_text_or_where_no_topic_is_named(states: Tag) -> None:
    assert topics.suggest_for_text("", "", "") == []
    assert topics.suggest_for_text("أمسية للعود", "", "عزف عازفان.") == []


def test_suggesting_takes_the_same_queries_for_any_text(states: Tag, django_assert_num_queries: Any) -> None:
    for number in range(20):
        Tag.objects.create(name=f"موضوع{number}")
    with django_assert_num_queries(3):
        topics.suggest_for_text("أمريكا", "", " ".join(f"موضوع{number}" for number in range(20)), limit=20)


@pytest.mark.parametrize("typed", ["أمريكا", "امريكا", "أَمريكا", "الولايات المتّحدة", "الولايات المتحده"])
def test_a_synonym_in_any_spelling_means_the_topic(states: Tag, typed: str) -> None:
    article = Article.objects.create(headline="خبر")
    article.tags.add(typed)
    assert list(article.tags.all()) == [states]
    article.tags.set([typed, "سوريا"])
    assert sorted(article.tags.names()) == ["الولايات المتحدة", "سوريا"]
    article.tags.remove(typed)
    assert list(article.tags.names()) == ["سوريا"]


def test_topic_and_synonym_typed_together_are_one(states: Tag) -> None:
    article = Article.objects.create(headline="خبر")
    article.tags.set(["أمريكا", "الولايات المتحدة"])
    assert list(article.tags.all()) == [states]
    assert Tag.objects.get_or_create_named("أمريكا") == (states, False)


def test_a_synonym_cannot_be_two_topics(states: Tag) -> None:
    other = Tag.objects.create(name="كندا")
    for wrong in (
        TopicSynonym(tag=other, name="امريكا"),
        TopicSynonym(tag=states, name="كندا"),
        TopicSynonym(tag=states, name="؟!"),
        TopicSynonym(tag=states, name="الولايات المتحدة"),
    ):
        with pytest.raises(ValidationError):
            wrong.full_clean()
    with pytest.raises(ValidationError):
        Tag(name="أمريكا").full_clean()
    states.full_clean()
    TopicSynonym.objects.get().full_clean()


def test_search_finds_a_story_by_its_topics_synonym(states: Tag) -> None:
    article = Article.objects.create(headline="قمة في نيويورك", status=Article.Status.PUBLISHED)
    article.tags.add(states)

    def found(text: str) -> list[int]:
        return search.find(text, queryset=Article.objects.public()).pks

    assert found("أمريكا") == [article.pk]
    synonym = TopicSynonym.objects.create(tag=states, name="بلاد العم سام")
    assert found("العم سام") == [article.pk]
    synonym.delete()
    assert found("العم سام") == []
    states.delete()
    assert found("أمريكا") == []
