"""The newsroom's addresses, and one that fails."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from newsroom import urls
from newsroom.urls import handler403, handler404, handler500

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def fails(request: HttpRequest) -> NoReturn:
    raise RuntimeError("the audit asked for this failure")


urlpatterns = [path("audit/fails/", fails), *urls.urlpatterns]
