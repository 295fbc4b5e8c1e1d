"""Pages over the wire: brotli for anonymous readers, gzip for others; static files come compressed from WhiteNoise.

A page compressed together with what a request holds can tell a secret by its
length (BREACH). Readers' pages hold none. Signed-in people get gzip, to which
Django adds bytes of random length.
"""

from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Twice as quick as 6 at almost its size; shorter answers fit into one packet anyway.
BROTLI_QUALITY = 5
LEAST_BYTES = 500
COMPRESSIBLE = ("text/", "application/json", "application/feed+json", "application/xml", "application/manifest+json")
ENDINGS = ("+xml", "javascript")


class CompressionMiddleware:
    """Compresses text that is whole in memory; streams (media files) go as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_worth_it(response):
            patch_vary_headers(response, ("Accept-Encoding",))
            encoding = _encoding(request)
            if encoding:
                _compress(response, encoding)
        return response


def _is_worth_it(response: HttpResponse) -> bool:
    if response.has_header("Content-Encoding") or len(response.content) < LEAST_BYTES:
        return False
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind.startswith(COMPRESSIBLE) or kind.endswith(ENDINGS)


def _encoding(request: HttpRequest) -> str:
    """The best that the client takes; empty for none."""
    taken = set()
    for part in request.headers.get("Accept-Encoding", "")[:200].lower().split(","):
        name, _, parameters = part.partition(";")
        if parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip())
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    if "br" in taken and not is_known:
        return "br"
    return "gzip" if "gzip" in taken else ""


def _compress(response: HttpResponse, encoding: str) -> None:
    if encoding == "br":
        response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
    else:
        response.content = compress_string(response.content, max_random_bytes=GZipMiddleware.max_random_bytes)
    response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(response.content))
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        # The same page, not the same bytes (RFC 9110, 8.8.1).
        response["ETag"] = f"W/{etag}"
