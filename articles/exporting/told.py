"""Rows as the keys of our own files: JSON Lines stories (docs/importing.md) and ``newsroom.json``."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from articles.exporting.entries import Entry
from articles.models import Article, Image


def story(entry: Entry) -> dict[str, Any]:
    """One line of ``stories.jsonl``. Empty values are left out."""
    article = entry.article
    sections = [article.section, *article.further_sections.all()]
    values = {
        "id": article.pk,
        "external_id": entry.external_id,
        "source": _filled({"name": article.source_name, "url": article.source_url}),
        "headline": article.headline,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "body": article.body,
        "slug": article.slug,
        "genre": article.genre,
        "status": article.status,
        "published_at": _moment(article.published_at),
        "updated_at": _moment(article.updated_at),
        "embargo_until": _moment(article.embargo_until),
        "unpublish_at": _moment(article.unpublish_at),
        "sections": [section.name for section in sections if section is not None],
        "tags": [tag.name for tag in article.tags.all()],
        "authors": [author.name for author in article.byline_authors],
        "image": lead_picture(article),
        "related": [line.text for line in entry.related],
        "related_titles": {line.text: line.title for line in entry.related if line.title},
        "corrections": [
            {"kind": note.kind, "date": _moment(note.date), "note": note.note}
            for note in sorted(article.corrections.all(), key=lambda note: note.pk)  # type: ignore[attr-defined]
        ],
        "old_addresses": [_address(old.key) for old in article.old_addresses.all() if old.is_own],  # type: ignore[attr-defined]
        "as_is": True,
    }
    return _filled(values)


def lead_picture(article: Article) -> dict[str, Any]:
    """The lead picture with the words that this story shows."""
    told = picture(article.image) if article.image else {}
    return _filled(told | {"caption": article.caption, "credit": article.credit})


def picture(image: Image) -> dict[str, Any]:
    """A picture of the library; ``sha256`` is of the file that it once was made from: it names the picture for ever."""
    return _filled(
        {
            "path": picture_path(image),
            "alt": image.alt,
            "caption": image.caption,
            "credit": image.credit,
            "rights": image.rights,
            "focal_point": str(image.focal_point),
            "sha256": image.sha256 or "",
        }
    )


def picture_path(image: Image) -> str:
    """Where the picture stands beside the file of stories; "" for a row without a file."""
    return f"pictures/{image.file.name.rpartition('/')[2]}" if image.file else ""


def _address(key: str) -> str:
    """The address whose key (host, path and query, decoded) this is."""
    page, mark, query = key.partition("?")
    host, slash, path = page.partition("/")
    return f"https://{host}{slash}{quote(path)}{mark}{quote(query, safe='=&')}"


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
