"""Previews for the desk: the one place of this room that looks beyond what the public may see."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from articles.editorial import rights, unsaved
from articles.editorial.desk_versions import content_at
from articles.editorial.shown import story_shown
from articles.editorial.typed import content_from
from articles.models import Article, StoryVersion
from articles.public.stories import story_page, with_all_it_shows

# What is typed is shown in a frame of our own pages alone, and nothing runs there, whatever was typed.
FRAMED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' https:; media-src 'self' https:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A story exactly as readers see it or will see it, for those alone who may see it at the desk; never cached or indexed."""
    if not (request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article")):
        raise PermissionDenied
    story = get_object_or_404(with_all_it_shows(Article.objects.all()), pk=pk)
    if not rights.may(request.user, "view", story):
        raise PermissionDenied
    return private(story_page(request, story, is_preview=True))


@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """The story as its form would make it, from the form's fields; nothing is saved. For the frame beside that form alone.

    401 without a session; PermissionDenied for another person's form and for a story that this person may not change.
    """
    if not request.user.is_authenticated:
        return private(HttpResponse(status=401))
    key = unsaved.read_key(request.POST.get("form_key", ""))
    if key is None or key.user != request.user.pk:
        raise PermissionDenied
    story = get_object_or_404(with_all_it_shows(Article.objects.all()), pk=key.story) if key.story else None
    if not _works_on(request.user, story):
        raise PermissionDenied
    shown = story_shown(content_from(request.POST, story), story)
    response = private(story_page(request, shown, is_preview=True, bar={"kind": "typed"}))
    response["Content-Security-Policy"] = FRAMED
    return response


@require_safe
@login_required
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A kept version, as readers would see it."""
    story = get_object_or_404(with_all_it_shows(Article.objects.all()), pk=pk)
    if not rights.may(request.user, "view", story):
        raise PermissionDenied
    kept = get_object_or_404(StoryVersion, article=story, number=number)
    shown = story_shown(content_at(kept), story)
    return private(story_page(request, shown, is_preview=True, bar={"kind": "version", "version": kept}))


def private(response: HttpResponse) -> HttpResponse:
    """Kept nowhere, found by no search engine, and told to no other site by the links on it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _works_on(user: Any, story: Article | None) -> bool:
    if story is None:
        return bool(user.has_perm("articles.add_article"))
    return rights.may(user, "edit", story) or rights.may(user, "edit_pictures", story)
