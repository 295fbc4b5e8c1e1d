"""What the body's editor asks when something of elsewhere is put in: stories to link to, addresses of embeds.

POST …/article/stories/   {"term"} -> {"stories": [{"headline", "address", "details"}]}
POST …/article/embed/     {"address"} -> {"page", "host"}; 400 where no host is known
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.admin.base import QUERY_LENGTH, folded_search
from articles.admin.json_views import json_of, json_view
from articles.editorial import rights
from articles.models import Article
from articles.search import match
from articles.text.embeds import HOST_NAMES, embed_of

MOST = 8


class InsertingMixin:
    """For the story's admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("stories/", wrap(json_view(stories_view)), name="articles_article_stories"),
            path("embed/", wrap(json_view(embed_view)), name="articles_article_embed"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]


def stories_view(request: HttpRequest) -> dict[str, Any]:
    """Published stories (now or at a time to come) that hold the words: those in the headline first, then the best."""
    if not _writes(request):
        raise PermissionDenied
    term = str(json_of(request).get("term", "")).replace("\x00", " ").strip()[:QUERY_LENGTH]
    if not term:
        return {"stories": []}
    linkable = rights.visible_to(request.user, Article.objects.filter(status=Article.Status.PUBLISHED))
    titled = list(folded_search(linkable, "headline_key", term).order_by("-pk").values_list("pk", flat=True)[:MOST])
    found = list(match(term, queryset=linkable).pks[:MOST])
    keys = list(dict.fromkeys([*titled, *found]))[:MOST]
    stories = linkable.select_related("section").defer("body").in_bulk(keys)
    return {"stories": [_row(stories[key]) for key in keys if key in stories]}


def embed_view(request: HttpRequest) -> dict[str, Any]:
    if not _writes(request):
        raise PermissionDenied
    embed = embed_of(str(json_of(request).get("address", "")))
    if embed is None:
        hosts = "، ".join(HOST_NAMES)
        raise ValidationError(_("No post and no video is known at this address. Hosts: %(hosts)s.") % {"hosts": hosts})
    return {"page": embed.page, "host": embed.host}


def _writes(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.add_article") or request.user.has_perm("articles.change_article")


def _row(article: Article) -> dict[str, Any]:
    date = localize(localtime(article.published_at).date()) if article.published_at else ""
    details = [str(part) for part in (article.section, date, "" if article.is_public else article.desk_state.label) if part]
    return {"headline": article.headline, "address": article.get_absolute_url(), "details": details}
