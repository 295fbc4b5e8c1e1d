"""Which language a page speaks: the reader's own choice, else the newspaper's."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

# What programs read is one answer for all of them.
FOR_PROGRAMS = "/api/"


class LanguageMiddleware(LocaleMiddleware):
    """The language chosen in the footer (a cookie), else Arabic.

    The browser's own list is not asked: many Arab readers, every crawler and
    every shared cache say «en» or nothing, and an Arabic newspaper must be one
    page at one address.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = "" if request.path.startswith(FOR_PROGRAMS) else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if not request.path.startswith(FOR_PROGRAMS):
            patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
