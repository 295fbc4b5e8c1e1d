"""What browsers may load and do on our pages: the content security policy and its kin, on every answer.

Two policies: readers' pages hold no script and no style of their own and so
allow none; the desk's editor brings an import map (allowed by a nonce) and sets
styles on what it draws. Same directive names as Django 6's own middleware,
which will take this one's place.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.text.video import FRAME_ORIGINS

HEADER = "Content-Security-Policy"

READERS: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
    "object-src": ("'none'",),
    # Pictures and films of stories that were brought in may live elsewhere.
    "img-src": ("'self'", "https:"),
    "media-src": ("'self'", "https:"),
    # Videos of other hosts, after the reader's click.
    "frame-src": ("'self'", *FRAME_ORIGINS),
}
DESK: dict[str, tuple[str, ...]] = READERS | {
    "script-src": ("'self'",),
    # A cut of what was just chosen is shown before it is sent.
    "img-src": ("'self'", "https:", "data:", "blob:"),
    # The editor (Tiptap) adds a style element and sets widths of table columns; styles alone run nothing.
    "style-src": ("'self'", "'unsafe-inline'"),
}
OTHERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-site",
}


class SecurityHeadersMiddleware:
    """Sets the policies; ``request.csp_nonce`` lets a desk page allow a script element of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault(HEADER, policy(DESK, nonce) if _is_desk(request) else policy(READERS))
        for name, value in OTHERS.items():
            response.headers.setdefault(name, value)
        return response


def policy(directives: dict[str, tuple[str, ...]], nonce: str = "") -> str:
    """The header's value; the nonce is added to what scripts may run."""
    allowed: dict[str, Any] = dict(directives)
    if nonce:
        allowed["script-src"] = (*allowed["script-src"], f"'nonce-{nonce}'")
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def _is_desk(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "admin" in request.resolver_match.app_names
