"""Answers that programs fetch again and again: a validator on each, 304 where nothing changed."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date


def answer(
    request: HttpRequest, body: bytes, content_type: str, *, seconds: int, changed: datetime | None = None
) -> HttpResponse:
    """The body with its hash as ETag and ``changed`` as Last-Modified, to be kept for so many seconds; or 304 without it.

    The hash is of the body itself: whatever it is made of, a change is seen.
    """
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, max_age=seconds)
    moment = int(changed.timestamp()) if changed is not None else None
    found = get_conditional_response(request, response["ETag"], moment, response)
    return response if found is None else found  # type: ignore[return-value]
