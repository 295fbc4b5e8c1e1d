"""Where a picture is shown that only a text names: such a use is in no column, and protects the picture all the same.

Bodies name pictures by their file, whose name is a hash of its content: no other text holds it. All bodies are looked
through, which takes a while in a large archive; it is done when a picture is about to be deleted, and not before.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import ProtectedError, Q

from articles.models import Article, Image, LiveEntry, Page

# So many of each kind are named; one is enough to protect.
NAMED = 10


def shown_by_texts(images: Iterable[Image]) -> list[Any]:
    """Stories of any state, live entries and standing pages whose text shows one of the images; at most `NAMED` of each."""
    names = [image.file.name for image in images if image.file]
    if not names:
        return []
    shown = Q()
    for name in names:
        shown |= Q(body__contains=name)
    return [
        *Article.objects.filter(shown).defer("body").order_by("-pk")[:NAMED],
        *LiveEntry.objects.filter(shown).select_related("article").order_by("-pk")[:NAMED],
        *Page.objects.filter(shown).defer("body").order_by("-pk")[:NAMED],
    ]


def protect(image: Image) -> None:
    """ProtectedError where a text shows the image: the deletion's transaction is rolled back."""
    rows = shown_by_texts([image])
    if rows:
        raise ProtectedError(f"{image} is shown in the text of {len(rows)} or more.", set(rows))
