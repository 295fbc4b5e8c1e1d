"""What is due goes out with the first request after its time, on whichever machine that comes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles.editorial import due

# Whoever asks how the process is must not wait for the database, and files need none.
_LEFT_OUT = ("/healthz", "/readyz", "/media/", "/static/")


class DueChangesMiddleware:
    """Before the views: readers and editors see the story as it is from that moment on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(_LEFT_OUT):
            due.apply_if_due()
        return self._get_response(request)
