"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from articles.models import Article
from articles.public.listing import query_values, slice_of
from articles.public.pages import Page, show


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    q = query_values(request).get("q", "")
    rows = slice_of(request, Article.objects.public().filter(headline__icontains=q).newest_first().for_cards(), {"q": q})
    return show(request, "articles/search.html", Page(title="بحث"), {"q": q, "rows": rows, "stories": rows.items})
