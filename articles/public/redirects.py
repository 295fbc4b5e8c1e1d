"""Former addresses lead on: of a former site's stories, of renamed and merged sections, topics, authors.

Asked only where nothing else is found.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Article, Author, FormerSlug, OldAddress, Section, Tag
from articles.models.redirects import KEY_LENGTH
from articles.text.addresses import address_key, path_key

NAMED: dict[str, Any] = {"section": Section, "topic": Tag, "author": Author}
_NAMED = re.compile(rf"/(?P<kind>{'|'.join(NAMED)})/(?P<slug>[^/\x00]{{1,200}})/(?P<rest>[^\x00]*)\Z")

# What WordPress calls a post by before it has a better address: `/?p=17`.
_NUMBERED = ("p", "page_id")


class OldAddressMiddleware:
    """One query, and only for a page that is not there (or a bare number of a post)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and any(name in request.GET for name in _NUMBERED):
            return _led_on(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return _renamed(request) or _led_on(request) or response
        return response


def _renamed(request: HttpRequest) -> HttpResponse | None:
    """A permanent redirect to where the section, topic or author stands now, its feed or archive alike."""
    match = _NAMED.match(request.path)
    if match is None:
        return None
    model = NAMED[match["kind"]]
    former = FormerSlug.objects.filter(kind=model._meta.model_name, slug=match["slug"]).first()
    row = model._default_manager.filter(pk=former.target).first() if former else None
    if row is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    address = row.get_absolute_url() + quote(match["rest"], safe="/-")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _led_on(request: HttpRequest) -> HttpResponse | None:
    """A permanent redirect to the public story that stood at this path; None if there is none, or it is not sure."""
    query = request.META.get("QUERY_STRING", "")
    paths = {path_key(request.path, query) or "/", path_key(request.path)} - {"", "/"}
    if request.path == "/":
        paths = {f"/{path_key('', query)}"}
    paths = {path for path in paths if len(path) <= KEY_LENGTH and "\x00" not in path}
    if not paths:
        return None
    rows = OldAddress.objects.filter(path__in=paths, is_own=True, article__in=Article.objects.public()).select_related(
        "article"
    )
    found = list(rows.defer("article__body")[:20])
    # With its query an address is another page; a former host that still comes here is the better witness.
    here = address_key(request.build_absolute_uri())
    found.sort(key=lambda row: (row.key != here, "?" not in row.path))
    exact = [row for row in found if row.path == found[0].path]
    if not found or (found[0].key != here and len({row.article_id for row in exact}) > 1):
        return None
    return HttpResponsePermanentRedirect(found[0].article.get_absolute_url())
