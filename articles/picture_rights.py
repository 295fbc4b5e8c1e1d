"""Pictures whose rights have ended leave every page that a reader sees; bodies keep them, should the rights be had again."""

import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone

from articles.models import Image

_IMG = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>')
_FIGURE = re.compile(r"<figure\b[^>]*>(?:(?!</figure>).)*</figure>\s*", re.DOTALL)


def file_name(source: str) -> str:
    """The name in the media folder of a picture's address; empty for pictures of elsewhere."""
    path = unquote(source)
    return path.removeprefix(settings.MEDIA_URL) if path.startswith(settings.MEDIA_URL) else ""


def without_files(body: str, names: Collection[str]) -> str:
    """Clean HTML without the figures and pictures that show one of these files."""
    if not names:
        return body

    def kept(match: re.Match[str]) -> str:
        return "" if any(file_name(source) in names for source in _IMG.findall(match[0])) else match[0]

    return _IMG.sub(kept, _FIGURE.sub(kept, body))


def shown_bodies(bodies: Sequence[str]) -> list[str]:
    """The bodies without pictures whose rights have ended. One query where they show pictures of ours, else none."""
    names = set(_names(bodies))
    ended = _ended(names) if names else set()
    return [without_files(body, ended) for body in bodies]


def _names(bodies: Iterable[str]) -> Iterable[str]:
    return (name for body in bodies for source in _IMG.findall(body) if (name := file_name(source)))


def _ended(names: set[str]) -> set[str]:
    found = Image.objects.filter(file__in=names, rights_end_at__lte=timezone.now())
    return set(found.values_list("file", flat=True))
