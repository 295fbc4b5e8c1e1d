"""Structured data of the register of corrections."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Correction
from articles.public.jsonld import CONTEXT, Absolute, organization


def register(notes: Iterable[Correction], path: str, absolute: Absolute) -> dict[str, Any]:
    """The page as CollectionPage of CorrectionComment, each about its story."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": _("Corrections"),
        "url": absolute(path),
        "inLanguage": "ar",
        "publisher": organization(absolute),
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "item": _comment(note, absolute)}
                for place, note in enumerate(notes, start=1)
            ],
        },
    }


def _comment(note: Correction, absolute: Absolute) -> dict[str, Any]:
    address = absolute(note.article.get_absolute_url())
    return {
        "@type": "CorrectionComment",
        "@id": f"{address}#correction-{note.pk}",
        "text": note.note,
        "datePublished": timezone.localtime(note.date).isoformat(timespec="seconds"),
        "about": {"@type": "NewsArticle", "@id": f"{address}#story", "url": address, "headline": note.article.headline},
    }
