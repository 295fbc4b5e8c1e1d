"""Pictures for other sites: share pictures with the headline, crops for search engines, the newspaper's own sign."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles import share_pictures
from articles.models import Article
from articles.public.conditional import answer
from articles.public.errors import gone
from articles.public.share_paths import picture_path, site_card_path, site_icon_path, site_logo_path, site_words

# A day: a name tells what is shown, but a withdrawn story's picture must not stay in shared caches for ever.
KEPT_SECONDS = 86400

# Where it stands now, how it is made of the site's words.
Made = tuple[Callable[[], str], Callable[[str], bytes]]
# By (kind, extension).
_CARDS: dict[tuple[str, str], Made] = {
    ("card", "jpg"): (site_card_path, share_pictures.site_card),
    ("logo", "png"): (site_logo_path, share_pictures.site_logo),
}
_ICONS: dict[tuple[str, str], Made] = {
    (f"icon{side}", "png"): (partial(site_icon_path, side), partial(share_pictures.site_icon, side=side))
    for side in share_pictures.ICON_SIDES
}
SITE_PICTURES = _CARDS | _ICONS


@require_safe
def story_picture(request: HttpRequest, pk: int, shape: str, digest: str) -> HttpResponse:
    """A public story's picture; an older name leads to the present one. 410 or 404 where there is no public story."""
    story = Article.objects.public().select_related("section", "image").defer("body").filter(pk=pk).first()
    if story is None:
        return gone(request, pk)
    if shape not in share_pictures.shapes_of(story):
        raise Http404("no such picture")
    if digest != share_pictures.digest(story, shape):
        return redirect(picture_path(story, shape))
    try:
        data = share_pictures.made(story, shape)
    except FileNotFoundError as error:
        raise Http404("the picture is lost") from error
    return answer(request, data, "image/jpeg", seconds=KEPT_SECONDS)


@require_safe
def site_picture(request: HttpRequest, kind: str, digest: str, extension: str) -> HttpResponse:
    """The newspaper's own pictures, as SITE_PICTURES names them; an older name leads to the present one."""
    if (kind, extension) not in SITE_PICTURES:
        raise Http404("no such picture")
    path, made = SITE_PICTURES[kind, extension]
    words = site_words()
    if digest != share_pictures.site_digest(words):
        return redirect(path())
    return answer(request, made(words), f"image/{extension.replace('jpg', 'jpeg')}", seconds=KEPT_SECONDS)
