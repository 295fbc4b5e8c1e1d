"""Stories for searching: published unless told otherwise, indexed by the signals as in daily work."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article, Author, Section, Tag

Story = Callable[..., Article]


@pytest.fixture
def story(db: None) -> Story:
    """Make a story: ``story(headline, body, status=..., published_at=..., section=..., tags=[...], authors=[...])``."""

    def make(headline: str, body: str = "", **fields: Any) -> Article:
        tags, authors = fields.pop("tags", []), fields.pop("authors", [])
        fields.setdefault("status", Article.Status.PUBLISHED)
        if fields["status"] == Article.Status.PUBLISHED:
            fields.setdefault("published_at", timezone.make_aware(datetime(2018, 12, 4, 9, 0)))
        if isinstance(fields.get("section"), str):
            fields["section"] = Section.objects.get_or_create_named(fields["section"])[0]
        article = Article.objects.create(headline=headline, body=body, **fields)
        if tags:
            article.tags.set([Tag.objects.get_or_create_named(name)[0] for name in tags])
        if authors:
            article.set_bylines([Author.objects.get_or_create_named(name)[0] for name in authors])
            search.index(article)
        return article

    return make


@pytest.fixture
def ask(db: None) -> Callable[..., list[str]]:
    """Headlines that a reader finds, in order."""

    def headlines(text: str, queryset: Any = None, **options: Any) -> list[str]:
        page = search.find(text, queryset=Article.objects.public() if queryset is None else queryset, **options)
        return [result.article.headline for result in page.results]

    return headlines
