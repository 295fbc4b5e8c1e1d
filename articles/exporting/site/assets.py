"""Pictures, style sheets, fonts and scripts that pages show: the files themselves."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from articles.exporting.site.addresses import NoFile, safe


def source_of(address: str) -> tuple[str, Path] | None:
    """(path below the edition, file that it is made from) of a media or static address; None for any other.

    NoFile where there is no such file.
    """
    path = unquote(urlsplit(address).path)
    for prefix, finder in ((settings.MEDIA_URL, _media), (settings.STATIC_URL, _static)):
        if path.startswith(prefix):
            name = safe(path.removeprefix(prefix))
            source = finder(name)
            if source is None:
                raise NoFile(f"there is no file for {path[:200]}")
            return safe(path.lstrip("/")), source
    return None


def _media(name: str) -> Path | None:
    return _inside(Path(settings.MEDIA_ROOT), name)


def _static(name: str) -> Path | None:
    """As it was collected, or where it lies in the checkout as long as nothing was."""
    collected = _inside(Path(settings.STATIC_ROOT), name)
    found = collected or finders.find(name)
    return Path(found) if isinstance(found, str | Path) else None


def _inside(root: Path, name: str) -> Path | None:
    path = (root / name).resolve()
    return path if path.is_relative_to(root.resolve()) and path.is_file() else None
