"""What a page needs and where it leads, found in its text."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

_ATTRIBUTE = re.compile(r'\s(?:href|src|poster)="([^"]+)"')
_SRCSET = re.compile(r'\s(?:srcset|imagesrcset)="([^"]+)"')
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_LOCATION = re.compile(r"<(?:loc|image:loc|link|url)>([^<]+)</")


def in_html(text: str, page: str, base: str) -> set[str]:
    """Paths on this site (with query, without fragment) that the page links to or shows.

    ``page``: the page's own path, for relative links; ``base``: the site's address, for absolute ones.
    """
    found = [html.unescape(value) for value in _ATTRIBUTE.findall(text)]
    for candidates in _SRCSET.findall(text):
        found += [part.split()[0] for part in html.unescape(candidates).split(",") if part.split()]
    return set(_own([*found, *_absolute(text, base)], page, base))


def in_css(text: str, path: str) -> set[str]:
    """The same of a style sheet."""
    return set(_own([one or other for one, other in _IN_CSS.findall(text)], path, ""))


def in_text(text: str, base: str) -> set[str]:
    """The same of a feed, a sitemap or a robots file: absolute addresses only."""
    return set(_own([*map(html.unescape, _LOCATION.findall(text)), *_absolute(text, base)], "/", base))


def _absolute(text: str, base: str) -> Iterator[str]:
    """Addresses of this site wherever they stand: in meta elements, structured data, feeds."""
    for found in re.findall(rf"""{re.escape(base)}(/[^\s"'<>\\)]*)""", text) if base else []:
        yield html.unescape(found)


def _own(addresses: list[str], page: str, base: str) -> Iterator[str]:
    for address in addresses:
        try:
            path = urldefrag(urljoin(page, address.strip())).url
        except ValueError:
            continue  # «http://[» in a body: the reader's browser can't follow it either
        if base and (path == base or path.startswith(f"{base}/")):
            path = path.removeprefix(base) or "/"
        if path.startswith("/") and not path.startswith("//"):
            yield path
