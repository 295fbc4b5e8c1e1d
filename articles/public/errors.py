"""Pages for what is not there: 400, 403, 404, 410, 500."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from articles.models import Article
from articles.public.pages import Page, show
from articles.tombstones import withdrawal_note

# How many newest stories a «not found» page offers.
OFFERED = 4


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: says so, offers search and the newest stories."""
    newest = Article.objects.public().newest_first().for_cards()[:OFFERED]
    page = Page(title=_("Page not found"), robots="noindex")
    return show(request, "404.html", page, {"stories": newest}, status=404)


def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for a story that was public and was withdrawn; Http404 for any other key.

    Not a word of its text is shown, only what the newsroom says of the withdrawal.
    """
    note = withdrawal_note(pk)
    if note is None:
        raise Http404("no such story")
    page = Page(title=_("Story withdrawn"), robots="noindex")
    return show(request, "410.html", page, {"note": note}, status=410)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but without the right."""
    return show(request, "403.html", Page(title=_("Not allowed"), robots="noindex"), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the database, the session and the request, any of which may be what failed."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
