"""The demo newsroom: the files of a folder into an empty database, as fresh as today's paper.

``newsroom.json`` tells sections, authors and the moment («anchor») at which the
texts were written; every time in ``stories.jsonl`` is moved by as much as has
passed since, so that «an hour ago» stays an hour ago.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from articles.importing import lead_picture
from articles.importing.files import collect
from articles.importing.story import Picture, Rejected, Story
from articles.importing.writer import Outcome, Result, Writer
from articles.models import Article, Author, Section


class DemoBroken(ValueError):
    """The demo's own files can't be used. ``str()`` says which and why (English)."""


def is_wanted() -> bool:
    """Whether the newsroom is empty: the demo never mixes with somebody's stories."""
    return not Article.objects.exists()


@transaction.atomic
def load(folder: Path, now: datetime, show: Callable[[Result], None]) -> int:
    """Fill the database from the folder; all of it or nothing. Returns how many stories. DemoBroken if a file is."""
    newsroom = _newsroom(folder)
    shift = now.replace(second=0, microsecond=0) - datetime.fromisoformat(newsroom["anchor"])
    _make_sections(newsroom["sections"], None)
    _make_authors(newsroom["authors"], folder)
    writer = Writer()
    stories = 0
    for source in collect([str(folder / "stories.jsonl"), str(folder / "seed")]):
        for item in source.items():
            result = writer.write(item if isinstance(item, Rejected) else shifted(item, shift))
            if result.outcome is not Outcome.CREATED:
                raise DemoBroken(f"{result.path}:{result.line}: {result.reason or result.outcome}")
            show(result)
            stories += 1
    return stories


def shifted(story: Story, by: timedelta) -> Story:
    """The story with all its times moved."""
    return replace(
        story,
        published_at=story.published_at and story.published_at + by,
        updated_at=story.updated_at and story.updated_at + by,
        corrections=tuple(replace(note, date=note.date + by) for note in story.corrections),
    )


def _newsroom(folder: Path) -> dict[str, Any]:
    path = folder / "newsroom.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DemoBroken(f"{path}: {error}") from error


def _make_sections(entries: Iterable[dict[str, Any]], parent: Section | None) -> None:
    """In the order of the file: new sections go to the end of their row."""
    for entry in entries:
        section, _ = Section.objects.get_or_create_named(
            entry["name"],
            parent=parent,
            description=entry.get("description", ""),
            in_navigation=entry.get("in_navigation", True),
        )
        _make_sections(entry.get("children", ()), section)


def _make_authors(entries: Iterable[dict[str, Any]], folder: Path) -> None:
    for number, entry in enumerate(entries, 1):
        path = entry.get("picture") or f"pictures/author-{number:02}.jpg"
        portrait = Picture(path=path, alt=entry["name"])
        image = None
        if (folder / path).is_file():
            picture = lead_picture.load(Story(entry["name"], image=portrait, path=str(folder / "newsroom.json")))
            image = picture and lead_picture.store(picture, portrait)[0]
        Author.objects.get_or_create_named(
            entry["name"], job_title=entry.get("job_title", ""), bio=entry.get("bio", ""), image=image
        )
