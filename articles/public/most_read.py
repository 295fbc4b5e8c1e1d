"""«الأكثر قراءة»: a small script tells that a story was read, and a page lists what was read most.

A read is told by the browser and not counted when a page is made, so that
pages may come from any cache. The story's number is all that is kept.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles import popularity
from articles.public.jsonld import collection
from articles.public.pages import Page, show
from articles.public.readers import Crowd

# Programs that say what they are; few run scripts, and those that do mean no reading.
ROBOTS = re.compile(
    # Cubot makes telephones.
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|scrap|monitor|lighthouse|headless|phantom|pingdom|facebookexternalhit"
    r"|^whatsapp|curl|wget|python|java/|go-http|okhttp|axios|node|libwww|archive|validator|mediapartners",
    re.IGNORECASE,
)
# Said by browsers that load a page before anybody asked for it.
AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)

_crowd = Crowd()


@csrf_exempt  # There is no session to abuse: all that a forged request could do is count, which `_is_reader` refuses.
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A story was read. 204 whatever follows: who is left out need not know. Any body is ignored."""
    if _is_reader(request) and _crowd.admits(request.META, pk):
        popularity.count_read(pk)
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response


def _is_reader(request: HttpRequest) -> bool:
    """A browser on one of our own pages, as far as it tells."""
    agent = request.headers.get("User-Agent", "")
    if not agent or ROBOTS.search(agent):
        return False
    if any(AHEAD.search(request.headers.get(name, "")) for name in ("Sec-Purpose", "Purpose", "X-Moz")):
        return False
    # Old browsers say nothing of the kind.
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


@require_safe
def most_read(request: HttpRequest) -> HttpResponse:
    """What was read most these two days."""
    stories = popularity.most_read(popularity.RANKED)
    page = Page(
        title=_("Most read"),
        description=_("The stories that our readers read most in the last two days."),
        canonical=reverse("most-read"),
        robots="" if stories else "noindex",
    )
    page.json_ld = [collection(page.title, page.canonical, stories, request.build_absolute_uri)]
    return show(request, "articles/most_read.html", page, {"stories": stories})
