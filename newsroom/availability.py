"""What people are told while the database is away, read-only or full: a clear page, a time to come back, nothing lost."""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader

from articles.public import errors

logger = logging.getLogger(__name__)
RETRY_SECONDS = 30


class UnavailableMiddleware:
    """503 in the place of 500 where the database could not answer. What was being saved was rolled back whole."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return unavailable(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable(request, exception)
        return None


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody caught, a middleware's errors among them."""
    error = sys.exc_info()[1]
    return unavailable(request, error) if isinstance(error, OperationalError | InterfaceError) else errors.server_error(request)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page, made without the database and the session; to a form that was being sent it says what to do."""
    logger.error("The database could not answer: %s", error)
    # A connection that broke is opened anew by the next request.
    connections.close_all()
    template = "503-saving.html" if request.method == "POST" else "503.html"
    response = HttpResponse(loader.render_to_string(template), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
