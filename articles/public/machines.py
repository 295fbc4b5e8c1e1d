"""Answers for programs: robots."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/
Disallow: /read/
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    maps = "".join(f"Sitemap: {request.build_absolute_uri(reverse(name))}\n" for name in ("sitemap-index", "news-sitemap"))
    return HttpResponse(f"{ROBOTS}\n{maps}", content_type="text/plain; charset=utf-8")
