"""The side column's panel of versions: the newest, and the ways to the others."""

from typing import Any

from django.http import HttpRequest

from articles.admin.stories.versions import told
from articles.models import Article, StoryVersion

NEWEST = 8


def shown(request: HttpRequest, article: Article | None) -> bool:
    return article is not None


def context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    kept = StoryVersion.objects.filter(article=article).defer("content").order_by("-number")
    return {"versions": [told(row) for row in kept[:NEWEST]]}
