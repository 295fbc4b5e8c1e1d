"""The newspaper as an app on the reader's device: manifest, service worker, and the pages that stand in for the network.

All of it is an addition: pages are whole without any script.
"""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.public.conditional import answer
from articles.public.pages import Page, show
from articles.public.share_paths import site_icon_path

ICONS = (192, 512)
MANIFEST_SECONDS = 3600
# What a story needs to be read without the network, put aside when the reader comes first.
SHELL = (
    *(f"css/{name}.css" for name in ("site", "cards", "story", "kinds")),
    *(f"js/{name}.js" for name in ("app", "reader")),
    *(f"fonts/{name}.woff2" for name in ("vazirmatn-arabic", "vazirmatn-latin", "naskh-arabic", "naskh-latin")),
    "img/icon.svg",
)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest: Arabic whatever the reader's language, for it is read once and kept."""
    with translation.override("ar"):
        document = {
            "id": "/",
            "name": settings.NEWSROOM["NAME"]["ar"],
            "short_name": settings.NEWSROOM["NAME"]["ar"],
            "description": _("The front page: today's news, analysis and opinion."),
            "lang": "ar",
            "dir": "rtl",
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": "#ffffff",
            "categories": ["news"],
            "icons": [
                {"src": site_icon_path(side), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
                for side in ICONS
                for purpose in ("any", "maskable")
            ],
            "shortcuts": [
                {"name": _("Saved stories"), "url": reverse("saved")},
                {"name": _("Search"), "url": reverse("search")},
            ],
        }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return answer(request, body, "application/manifest+json", seconds=MANIFEST_SECONDS)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's address must be the root's; what it does stands in static/js/worker.js.

    Names of files carry their content's hash, so that these lines change when any of them does, and browsers take
    the new worker.
    """
    shell = [static(name) for name in SHELL]
    pages = [reverse("offline"), reverse("saved")]
    told = {"shell": shell, "pages": pages, "offline": pages[0]}
    told["version"] = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]
    lines = f'self.NEWSROOM = {json.dumps(told)};\nimportScripts("{static("js/worker.js")}");\n'
    response = HttpResponse(lines, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the device shows in the place of a page that it neither holds nor can fetch."""
    page = Page(
        title=_("No connection"),
        description=_("Without a connection you can read the stories that you read or saved on this device."),
        canonical=reverse("offline"),
        robots="noindex",
    )
    return show(request, "app/offline.html", page)


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The stories that the reader saved: only the device knows which, so its script fills the list."""
    page = Page(
        title=_("Saved stories"),
        description=_("The stories that you saved on this device, to be read even without a connection."),
        canonical=reverse("saved"),
        robots="noindex",
    )
    return show(request, "app/saved.html", page)
