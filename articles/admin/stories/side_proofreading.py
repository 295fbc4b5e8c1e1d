"""The panels that read along: proofreading and suggestions. What they show is asked by their scripts, as it is typed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article


def shown(request: HttpRequest, article: Article | None) -> bool:
    """Whoever may change this story (or add one) is read along with."""
    desk = admin.site.get_model_admin(Article)
    return desk.has_add_permission(request) if article is None else desk.has_change_permission(request, article)


def context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """The addresses that the scripts ask."""
    addresses = {name: reverse(f"admin:articles_article_{name}") for name in ("proofread", "suggest", "dictionary")}
    ignored = reverse("admin:articles_article_ignored", args=[article.pk]) if article is not None else ""
    return addresses | {"ignored": ignored, "story": article.pk if article is not None else ""}
