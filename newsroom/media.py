"""Media files where this process serves them itself: one machine needs no other server."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

# Their names are made of their content: what was read once need not be asked for again.
NAMED_BY_CONTENT = ("images/", "renditions/", "__processed__/")
YEAR_SECONDS = 365 * 24 * 3600


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder; Http404 where there is none."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if path.startswith(NAMED_BY_CONTENT):
        patch_cache_control(response, public=True, max_age=YEAR_SECONDS, immutable=True)
    return response
