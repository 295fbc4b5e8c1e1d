"""Where the site stands: paths made absolute for files that leave it."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

_OWN_PATH = re.compile(r'(\s(?:src|href)=")/(?!/)')
_OWN_PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")/(?!/)')
_LOCAL = {"localhost", "127.0.0.1", "[::1]", "*"}


class NoAddress(ValueError):
    """A text that is no site's address. ``str()`` says why (English)."""


@dataclass(frozen=True)
class SiteAddress:
    """``base`` as https://example.org, without a closing slash; "" leaves paths as they are."""

    base: str

    @classmethod
    def of(cls, text: str) -> "SiteAddress":
        """From what a person typed; where nothing was, from the first public host that the settings allow."""
        if not text:
            hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host not in _LOCAL]
            return cls(f"https://{hosts[0]}" if hosts else "http://localhost:8000")
        try:
            parts = urlsplit(text)
            parts.port  # noqa: B018 (a port that is none raises)
        except ValueError as error:
            raise NoAddress(f"{text!r} is no address of a site: {error}") from error
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.path.strip("/")
            or parts.query
            or parts.fragment
        ):
            raise NoAddress(f"{text!r} is no address of a site, like https://example.org")
        return cls(f"{parts.scheme}://{parts.netloc}")

    @property
    def scheme(self) -> str:
        return urlsplit(self.base).scheme

    @property
    def host(self) -> str:
        """With the port, where one is told."""
        return urlsplit(self.base).netloc

    def absolute(self, path: str) -> str:
        """The address of one of our paths (percent-encoded where it is not yet); other addresses as they are."""
        if not path.startswith("/") or path.startswith("//"):
            return path
        return self.base + quote(path, safe="/%?=&#:@!$'()*+,;~-._")

    def absolute_html(self, body: str) -> str:
        """A body whose pictures and links lead to the site from wherever it is shown."""
        return _OWN_PATH.sub(rf"\g<1>{self.base}/", body) if self.base else body

    def with_pictures(self, body: str) -> str:
        """A body whose pictures can be fetched from the site; links stay inside."""
        return _OWN_PICTURE.sub(rf"\g<1>{self.base}/", body) if self.base else body
