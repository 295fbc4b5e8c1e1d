"""Which addresses become files, and which files."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

# What only a running application can do. Everything else that a page links to is a page.
NOT_FILES = ("/admin/", "/i18n/", "/language/", "/preview/", "/api/", "/read/", "/healthz", "/readyz", "/media/", "/static/")
MAX_NAME_BYTES = 255
_EXTENSIONS = {"text/html": "html", "application/json": "json", "application/feed+json": "json", "text/plain": "txt"}
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_BAD_NAME = re.compile(r"[\x00-\x1f\x7f\\]")
# As the pages of lists write them, and nothing else does.
_PAGE_LINK = re.compile(r'href="\?page=([1-9][0-9]{0,5})"')


class NoFile(ValueError):
    """An address that no file can stand for. ``str()`` says why (English)."""


def page_of(address: str) -> str | None:
    """The address (path, perhaps with «?page=2») if it is to be a file; None if it is not."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/") or parts.path.startswith(NOT_FILES):
        return None
    if not parts.query:
        return parts.path
    values = parse_qsl(parts.query, keep_blank_values=True)
    is_page = len(values) == 1 and values[0][0] == "page" and _PAGE.fullmatch(values[0][1])
    if not is_page or not parts.path.endswith("/"):
        return None
    return parts.path if values[0][1] == "1" else f"{parts.path}?page={values[0][1]}"


def file_of(address: str, content_type: str) -> str:
    """Where the page stands below the edition's folder, names decoded. NoFile if it can stand nowhere."""
    parts = urlsplit(address)
    path = unquote(parts.path, errors="strict") if parts.path.isascii() else parts.path
    kind = content_type.partition(";")[0].strip().lower()
    extension = _EXTENSIONS.get(kind, "xml" if kind.endswith("xml") else "html")
    last = path.rpartition("/")[2]
    if not last:
        path += f"page-{parts.query.removeprefix('page=')}.html" if parts.query else f"index.{extension}"
    elif extension == "html" and kind == "text/html" and not last.endswith(".html"):
        path += "/index.html"
    return safe(path.lstrip("/"))


def safe(path: str) -> str:
    """The path, if it stays in its folder. NoFile if not."""
    names = path.split("/")
    if _BAD_NAME.search(path) or any(name in ("", ".", "..") or name.startswith(".") for name in names):
        raise NoFile(f"{path[:100]!r} is no path that a file may have")
    if any(len(name.encode()) > MAX_NAME_BYTES for name in names):
        raise NoFile(f"{path[:100]!r}: a name of more than {MAX_NAME_BYTES} bytes, which no file system takes")
    return path


def with_page_files(html: str) -> str:
    """A page whose links to other pages of its list lead to files: a server of files looks at no query."""
    return _PAGE_LINK.sub(r'href="page-\1.html"', html)
