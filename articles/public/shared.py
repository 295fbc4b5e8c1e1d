"""A story shown to an outsider by a signed link, before readers see it. Kept by nobody, found by no search engine."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.editorial import preview_links
from articles.editorial.desk_versions import content_at
from articles.editorial.shown import story_shown
from articles.models import Article
from articles.public.preview import private
from articles.public.stories import story_page, with_all_it_shows


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """404 for an address that was not made here, has run out or was revoked: which of these it is concerns no stranger."""
    link = preview_links.link_of(token)
    if link is None:
        return private(render(request, "articles/preview_over.html", status=404))
    story = get_object_or_404(with_all_it_shows(Article.objects.all()), pk=link.article_id)
    if link.version is not None:
        story = story_shown(content_at(link.version), story)
    if request.method == "GET":
        preview_links.count(link, request.headers.get("User-Agent", ""))
    response = story_page(request, story, is_preview=True, bar={"kind": "shared", "link": link})
    # Nothing runs, nothing is told to other sites, nothing of the page is framed elsewhere.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' https:; media-src 'self' https:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return private(response)
