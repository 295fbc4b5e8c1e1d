"""Suggestions for a story as typed: related stories and why, topics that the text names, stories that tell the same."""

from typing import Any

from django.urls import reverse
from django.utils.formats import localize
from django.utils.timezone import localtime

from articles import likeness, topics
from articles.admin.stories.typed_story import TypedStory
from articles.editorial import rights
from articles.models import Article, Tag, TopicSynonym
from articles.text.arabic import fold_key
from articles.text.markup import plain_text
from articles.text.tags import tags_from_string

MOST = 8


def suggestions(story: TypedStory, user: Any) -> dict[str, Any]:
    """JSON-ready: ``related`` and ``topics`` with reasons, ``same`` with what is the same; stories for those who see any."""
    article = story.article
    article.normalise()
    carried = topics_named(story.tags)
    related = likeness.suggest_as_typed(article, carried, MOST, story.related)
    text = (article.headline, f"{article.kicker}\n{article.standfirst}", plain_text(article.body))
    named = topics.suggest_for_text(*text, limit=MOST, exclude=carried)
    return {
        "related": [_story(one.article) | {"reasons": one.reasons} for one in related if sees(user, one.article)],
        "topics": [{"name": one.tag.name, "reasons": one.reasons} for one in named],
        "same": [_story(one.article) | {"reasons": [str(one.reason)]} for one in same_in_words(article, user)],
    }


def same_in_words(article: Article, user: Any) -> list[likeness.NearDuplicate]:
    """Near-duplicates, as far as this person may see them: nobody learns of a draft from its copy."""
    return [one for one in likeness.near_duplicates(article) if sees(user, one.article)]


def sees(user: Any, article: Article) -> bool:
    """Whether this person may see that story."""
    return rights.has(user, "see", article)


def topics_named(line: str) -> set[int]:
    """Keys of the topics that the form's line names, by name or synonym."""
    keys = {key for key in map(fold_key, tags_from_string(line)) if key}
    if not keys:
        return set()
    by_name = Tag.objects.filter(name_key__in=keys).values_list("pk", flat=True)
    by_synonym = TopicSynonym.objects.filter(name_key__in=keys).values_list("tag_id", flat=True)
    return {*by_name, *by_synonym}


def _story(article: Article) -> dict[str, Any]:
    date = localize(localtime(article.published_at).date()) if article.published_at else ""
    return {
        "pk": article.pk,
        "headline": article.headline,
        "address": reverse("admin:articles_article_change", args=[article.pk]),
        "details": [str(part) for part in (article.section, date, article.desk_state.label) if part],
    }
