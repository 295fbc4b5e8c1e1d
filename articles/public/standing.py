"""Pages that are no news: the editors' standing pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Page as StandingPage
from articles.public.pages import Page, show
from articles.text.markup import excerpt, plain_text


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A standing page («من نحن»)."""
    found = get_object_or_404(StandingPage, slug=slug)
    head = Page(
        title=found.title,
        description=excerpt(plain_text(found.body), 200) or found.title,
        canonical=found.get_absolute_url(),
    )
    return show(request, "articles/page.html", head, {"standing": found})
