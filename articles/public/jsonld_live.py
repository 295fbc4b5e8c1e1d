"""Structured data of live coverage: LiveBlogPosting with the entries that the page shows."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from articles.models import Article, LiveEntry
from articles.public.jsonld import Absolute, organization, person
from articles.text.markup import excerpt, plain_text

# Entries without a headline of their own are named by their first words.
NAME_LENGTH = 110
BODY_LENGTH = 5000


def live_blog(facts: dict[str, Any], article: Article, entries: Iterable[LiveEntry], absolute: Absolute) -> dict[str, Any]:
    """What `jsonld.news_article` says of the story, as LiveBlogPosting with its entries, the newest first."""
    shown = sorted(entries, key=lambda entry: (entry.at, entry.pk), reverse=True)
    started = article.published_at or article.created_at
    changed = max([started, *(moment for moment in (article.updated_at,) if moment), *(entry.at for entry in shown)])
    found = facts | {
        "@type": "LiveBlogPosting",
        "coverageStartTime": _moment(started),
        "dateModified": _moment(changed),
        "liveBlogUpdate": [_update(entry, article, absolute) for entry in shown],
    }
    if article.coverage_ended_at is not None:
        found["coverageEndTime"] = _moment(article.coverage_ended_at)
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _update(entry: LiveEntry, article: Article, absolute: Absolute) -> dict[str, Any]:
    address = f"{absolute(article.get_absolute_url())}#{entry.anchor}"
    text = " ".join(plain_text(entry.body).split())
    return {
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "headline": excerpt(entry.headline or text, NAME_LENGTH),
        "articleBody": excerpt(text, BODY_LENGTH) or entry.headline,
        "datePublished": _moment(entry.at),
        "dateModified": _moment(max(entry.at, entry.modified_at)),
        "author": person(entry.author, absolute) if entry.author else organization(absolute),
    }


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
