"""Asking the site for a page, as a reader who is not signed in does, without a server in between."""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from articles.exporting.site_address import SiteAddress


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    location: str = ""


class _Request(WSGIRequest):
    """Its host is the one that the person named, allowed or not; templates see that it is for the static edition."""

    static_edition = True

    def __init__(self, environ: dict[str, Any], host: str) -> None:
        super().__init__(environ)
        self._host = host

    def get_host(self) -> str:
        return self._host


class Site:
    """The site, ready to answer."""

    def __init__(self, address: SiteAddress) -> None:
        self._address = address
        with warnings.catch_warnings():
            # That static files were not collected is no fault: they are found in the checkout.
            warnings.simplefilter("ignore", UserWarning)
            self._handler = WSGIHandler()

    def ask(self, address: str) -> Answer:
        """The answer to GET; ``address`` is a path, percent-encoded or not, perhaps with a query."""
        parts = urlsplit(address)
        host, _, port = self._address.host.partition(":")
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI wants the path's bytes as Latin-1.
            "PATH_INFO": unquote_to_bytes(parts.path).decode("iso-8859-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": host,
            "SERVER_PORT": port or ("443" if self._address.scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._address.host,
            "wsgi.url_scheme": self._address.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        } | ({"HTTP_X_FORWARDED_PROTO": "https"} if self._address.scheme == "https" else {})
        response = self._handler.get_response(_Request(environ, self._address.host))
        # Not closed: that would end the database connection, and with it the moment of which all pages are.
        body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
        return Answer(response.status_code, response.get("Content-Type", ""), body, response.get("Location", ""))


@contextmanager
def apart() -> Iterator[None]:
    """Pages made for the edition never get into the readers' cache, nor theirs into the edition.

    «Not found» is no news here: who asks says what was not.
    """
    usual, log = caches["default"], logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.ERROR)
    caches["default"] = LocMemCache("static-edition", {})
    caches["default"].clear()
    try:
        yield
    finally:
        caches["default"] = usual
        log.setLevel(level)
