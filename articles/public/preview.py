"""Previews for the desk: the one place of this room that looks beyond what the public may see."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.editorial import rights
from articles.models import Article
from articles.public.stories import story_page, with_all_it_shows


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A story exactly as readers see it or will see it, for those alone who may see it at the desk; never cached or indexed."""
    if not (request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article")):
        raise PermissionDenied
    story = get_object_or_404(with_all_it_shows(Article.objects.all()), pk=pk)
    if not rights.may(request.user, "view", story):
        raise PermissionDenied
    response = story_page(request, story, is_preview=True)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
