"""Structured data of galleries (ImageGallery) and videos (VideoObject)."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from articles.models import Article, GalleryItem
from articles.public.jsonld import CONTEXT, Absolute, pixels
from articles.text.markup import excerpt


def gallery(article: Article, items: Iterable[GalleryItem], absolute: Absolute) -> dict[str, Any]:
    """The story's pictures in their order."""
    address = absolute(article.get_absolute_url())
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "ImageGallery",
            "@id": f"{address}#gallery",
            "url": address,
            "name": article.headline,
            "inLanguage": "ar",
            "isPartOf": {"@id": f"{address}#story"},
            "image": [_picture(item, absolute) for item in items if item.image.file],
        }
    )


def _picture(item: GalleryItem, absolute: Absolute) -> dict[str, Any]:
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": absolute(item.image.file.url),
            "width": pixels(item.image.width),
            "height": pixels(item.image.height),
            "caption": item.caption,
            "creditText": item.credit,
        }
    )


def video(article: Article, still: str, absolute: Absolute) -> dict[str, Any]:
    """The story's video; ``still`` is the path of its picture. Call it where the story has one."""
    shown, address = article.video, absolute(article.get_absolute_url())
    if shown is None:
        return {}
    published = article.published_at
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "VideoObject",
            "@id": f"{address}#video",
            "name": article.headline,
            "description": excerpt(article.summary or article.headline, 200),
            "thumbnailUrl": absolute(still) if still else "",
            "uploadDate": timezone.localtime(published).isoformat(timespec="seconds") if published else "",
            "embedUrl": shown.frame.partition("?")[0] if "?video=" not in shown.frame else shown.frame,
            "contentUrl": shown.file,
            "encodingFormat": shown.media_type,
            "inLanguage": "ar",
        }
    )


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}
