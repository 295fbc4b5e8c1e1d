"""One search over everything at the desk: stories, live updates, topics, sections, authors, pictures, pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.base import QUERY_LENGTH
from articles.admin.stories.states import state_mark
from articles.models import Article, Author, Image, LiveEntry, Page, Section, Tag
from articles.search import match

SEARCHED: list[Any] = [Article, LiveEntry, Tag, Section, Author, Image, Page]
# Of a kind; the kind's own list has the others.
ROWS = 6


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``rows`` are (address, text, note). ``more``: the kind's own list, where there are more."""

    title: Any
    rows: list[tuple[str, str, Any]]
    more: str


def groups(site: Any, request: HttpRequest, term: str) -> Iterator[Group]:
    """What this person may see and the words find, kind by kind; kinds without a find are left out."""
    for model in SEARCHED:
        model_admin = site._registry.get(model)
        if model_admin is None or not model_admin.has_view_permission(request):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        rows = _stories(model_admin, request, term) if model is Article else _rows(model_admin, request, term)
        if rows:
            shown = [
                (reverse(f"{name}_change", args=[row.pk]), str(row), state_mark(row) if model is Article else "")
                for row in rows[:ROWS]
            ]
            more = f"{reverse(f'{name}_changelist')}?{urlencode({'q': term})}" if len(rows) > ROWS else ""
            yield Group(model._meta.verbose_name_plural, shown, more)


def _stories(model_admin: Any, request: HttpRequest, term: str) -> list[Any]:
    """The most fitting first; where the index finds few, headlines that hold half a word follow."""
    allowed = model_admin.get_queryset(request)
    keys = list(match(term, queryset=allowed).pks)[: ROWS + 1]
    rows = allowed.select_related("section").defer("body", "standfirst").in_bulk(keys)
    found = [rows[key] for key in keys if key in rows]
    if len(found) <= ROWS:
        others, _distinct = model_admin.get_search_results(request, allowed, term)
        found += others.exclude(pk__in=keys).defer("body", "standfirst").order_by("-pk")[: ROWS + 1 - len(found)]
    return found


def _rows(model_admin: Any, request: HttpRequest, term: str) -> list[Any]:
    found, _distinct = model_admin.get_search_results(request, model_admin.get_queryset(request), term)
    return list(found.order_by(*(model_admin.get_ordering(request) or ["-pk"]))[: ROWS + 1])


def search_view(site: Any, request: HttpRequest) -> TemplateResponse:
    """The page of what was found; empty words find nothing."""
    term = " ".join(request.GET.get("q", "").replace("\x00", " ")[:QUERY_LENGTH].split())
    context = {
        **site.each_context(request),
        "title": _("Search the desk"),
        "term": term,
        "groups": list(groups(site, request, term)) if term else [],
    }
    return TemplateResponse(request, "admin/search.html", context)
