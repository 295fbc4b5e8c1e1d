"""Stories to fill the readers' pages with."""

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image as PillowImage

from articles.models import Article, Author, Image, Section
from articles.pictures import read_picture, store_picture

# Words that stand in no other text: they show wherever a story leaks.
SECRET = "سرشتنبق"


def story(headline: str = "عنوان الخبر", *, hours_ago: float | None = 1, **fields: Any) -> Article:
    """A published story of ``hours_ago`` (negative: to come; None: undated). ``tags`` and ``authors`` by name."""
    tags, authors = fields.pop("tags", []), fields.pop("authors", [])
    fields.setdefault("status", Article.Status.PUBLISHED)
    fields.setdefault("body", f"<p>متن {headline}.</p>")
    if hours_ago is not None:
        fields.setdefault("published_at", timezone.now() - timedelta(hours=hours_ago))
    article = Article.objects.create(headline=headline, **fields)
    article.tags.add(*tags)
    article.set_bylines([Author.objects.get_or_create_named(name)[0] for name in authors])
    return article


def hidden_stories(**fields: Any) -> list[Article]:
    """A draft, a scheduled and a withdrawn story, all full of SECRET."""
    words = {"standfirst": f"تمهيد {SECRET}.", "body": f"<p>متن {SECRET}.</p>", "kicker": SECRET}
    return [
        story(f"مسودة {SECRET}", status=Article.Status.DRAFT, **words, **fields),
        story(f"مجدول {SECRET}", hours_ago=-24, **words, **fields),
        story(f"مسحوب {SECRET}", status=Article.Status.WITHDRAWN, **words, **fields),
    ]


def picture(colour: str = "#0b4f6c", size: tuple[int, int] = (1600, 900), **fields: str) -> Image:
    out = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(out, "JPEG")
    return store_picture(read_picture(out.getvalue()), **fields)[0]


def section(name: str, parent: Section | None = None, **fields: Any) -> Section:
    return Section.objects.create(name=name, parent=parent, **fields)
