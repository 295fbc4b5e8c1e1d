"""After an undoing: pictures that the import brought and that nothing shows any more."""

import re
from collections.abc import Iterable
from itertools import chain
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError

from articles.importing import batches
from articles.models import Article, Author, GalleryItem, Image, ImportBatch, LiveEntry, Page, PublishedVersion

_SOURCE = re.compile(r"""<img\b[^>]*?\ssrc=["']([^"']+)["']""", re.IGNORECASE)


def remove(batch: ImportBatch) -> int:
    """Remove the pictures that came while the import ran, that nobody has touched at the desk and nothing shows.

    Bodies are gone through once, however many pictures there are. Returns how many went.
    """
    found = _brought(batch)
    if not found:
        return 0
    batches.say_alive(batch)
    shown = _shown_in_bodies()
    removed = 0
    for key, name in found.items():
        batches.say_alive(batch)
        removed += name not in shown and _remove(key)
    return removed


def _brought(batch: ImportBatch) -> dict[int, str]:
    """Key -> file of the pictures that may have come with the batch and hold no place of their own."""
    kind = ContentType.objects.get_for_model(Image)
    logged = LogEntry.objects.filter(content_type=kind, action_time__gte=batch.started_at).values_list("object_id", flat=True)
    told = {int(key) for key in logged if key and key.isdecimal()}
    images = Image.objects.filter(created_at__gte=batch.started_at, articles=None, gallery_items=None)
    images = images.exclude(pk__in=Author.objects.exclude(image=None).values("image"))
    if batch.ended_at is not None:
        images = images.filter(created_at__lte=batch.ended_at)
    return {key: name for key, name in images.values_list("pk", "file") if key not in told}


def _shown_in_bodies() -> set[str]:
    bodies: Iterable[str] = chain.from_iterable(
        model.objects.filter(body__contains="<img").order_by().values_list("body", flat=True).iterator()
        for model in (Article, LiveEntry, Page, PublishedVersion)
    )
    sources = (unquote(source) for body in bodies for source in _SOURCE.findall(body))
    return {source.removeprefix(settings.MEDIA_URL) for source in sources}


def _remove(key: int) -> bool:
    with transaction.atomic():
        image = Image.objects.select_for_update().filter(pk=key).first()
        if image is None or _has_place(image):
            return False
        try:
            image.delete()
        except ProtectedError:
            return False
    return True


def _has_place(image: Image) -> bool:
    return any(model.objects.filter(image=image).exists() for model in (Article, GalleryItem, Author))
