"""How a story is told where it is more than one text: live updates, a gallery, a video, what it said before."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.exporting import told
from articles.models import Article


def telling(article: Article, *, everything: bool) -> dict[str, Any]:
    """The key ``telling`` of a story's line; {} for a plain article.

    Without ``everything``: neither updates whose time has not come nor texts that readers must not read again.
    """
    notes = sorted(note.pk for note in article.corrections.all())  # type: ignore[attr-defined]
    values: dict[str, Any] = {
        # Readers link to a note by its number; in the order of the key «corrections».
        "corrections": [{"id": pk} for pk in notes],
        "type": article.story_type if article.story_type != Article.StoryType.ARTICLE else "",
        "video_url": article.video_url,
        "coverage_ended_at": _moment(article.coverage_ended_at),
        "withdrawal_note": article.withdrawal_note,
        "gallery": _gallery(article),
        "live": _live(article, everything=everything),
        "versions": _versions(article, everything=everything),
        "breaking": [
            {"text": line.text, "since": _moment(line.since), "until": _moment(line.until)}
            for line in sorted(article.breaking_lines.all(), key=lambda line: line.pk)  # type: ignore[attr-defined]
        ],
    }
    return {key: value for key, value in values.items() if value}


def _gallery(article: Article) -> list[dict[str, Any]]:
    return [
        told.picture(item.image) | {"own_caption": item.own_caption, "own_credit": item.own_credit}
        for item in article.gallery_items.all()  # type: ignore[attr-defined]
    ]


def _live(article: Article, *, everything: bool) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "id": entry.pk,
            "at": _moment(entry.at),
            "headline": entry.headline,
            "body": entry.body,
            "author": entry.author.name if entry.author else "",
            "is_key": entry.is_key,
            "is_pinned": entry.is_pinned,
            "modified_at": _moment(entry.modified_at),
        }
        for entry in sorted(article.live_entries.all(), key=lambda entry: entry.pk)  # type: ignore[attr-defined]
        if everything or entry.at <= now
    ]


def _versions(article: Article, *, everything: bool) -> list[dict[str, Any]]:
    return [
        {
            "id": version.pk,
            "at": _moment(version.at),
            "note": version.note,
            "is_withheld": version.is_withheld,
        }
        | (
            {"headline": version.headline, "standfirst": version.standfirst, "body": version.body}
            if everything or not version.is_withheld
            else {}
        )
        for version in sorted(article.published_versions.all(), key=lambda version: version.pk)  # type: ignore[attr-defined]
    ]


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""
