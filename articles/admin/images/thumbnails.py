"""How a picture is shown at the desk: thumbnails, and a choice that shows what it chose."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import KeyChoice
from articles.admin.chosen import is_key
from articles.models import Image


def thumbnail(image: Image) -> SafeString:
    """A small crop around the focal point; beside the words that say the same, so it needs none of its own."""
    return format_html(
        '<img class="nr-thumb" src="{}" width="80" height="60" alt="" loading="lazy">',
        image.thumbnail.url if image.file else "",
    )


class ImageChoice(KeyChoice):
    """An autocomplete over the library with the chosen picture under it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        key = (attrs or {}).get("id", "")
        # The script puts the chosen key in the place of the 0.
        pattern = reverse("admin:articles_image_thumb", args=[0])
        shown = format_html('src="{}"', reverse("admin:articles_image_thumb", args=[value])) if is_key(str(value)) else "hidden"
        preview = '{}<img class="nr-preview" data-nr-preview-of="{}" data-pattern="{}" alt="" {}>'
        return format_html(preview, box, key, pattern, shown)
