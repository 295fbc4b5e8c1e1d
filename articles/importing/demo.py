"""The demo newsroom: the files of a folder into an empty database, as fresh as today's paper.

``newsroom.json`` tells sections, authors and the moment («anchor») at which the
texts were written; every time in ``stories.jsonl`` is moved by as much as has
passed since, so that «an hour ago» stays an hour ago.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from articles.importing import demo_fronts, demo_telling, newsroom
from articles.importing.files import collect
from articles.importing.story import Rejected, Story
from articles.importing.writer import Outcome, Result, Writer
from articles.models import Article


class DemoBroken(ValueError):
    """The demo's own files can't be used. ``str()`` says which and why (English)."""


def is_wanted() -> bool:
    """Whether the newsroom is empty: the demo never mixes with somebody's stories."""
    return not Article.objects.exists()


@transaction.atomic
def load(folder: Path, now: datetime, show: Callable[[Result], None]) -> int:
    """Fill the database from the folder; all of it or nothing. Returns how many stories. DemoBroken if a file is."""
    try:
        anchor = datetime.fromisoformat(newsroom.read(folder)["anchor"])
        newsroom.prepare(folder)
    except (newsroom.BadNewsroom, KeyError, TypeError, ValueError) as error:
        raise DemoBroken(f"{folder / newsroom.FILE_NAME}: {error}") from error
    shift = now.replace(second=0, microsecond=0) - anchor
    writer = Writer()
    stories = 0
    for source in collect([str(folder / "stories.jsonl"), str(folder / "seed")]):
        for item in source.items():
            result = writer.write(item if isinstance(item, Rejected) else shifted(item, shift))
            if result.outcome is not Outcome.CREATED:
                raise DemoBroken(f"{result.path}:{result.line}: {result.reason or result.outcome}")
            show(result)
            stories += 1
    try:
        demo_telling.load(folder, shift)
    except ValueError as error:
        raise DemoBroken(f"{folder / demo_telling.FILE_NAME}: {error}") from error
    try:
        demo_fronts.load(folder, shift)
    except ValueError as error:
        raise DemoBroken(f"{folder / demo_fronts.FILE_NAME}: {error}") from error
    return stories


def shifted(story: Story, by: timedelta) -> Story:
    """The story with all its times moved."""
    return replace(
        story,
        published_at=story.published_at and story.published_at + by,
        updated_at=story.updated_at and story.updated_at + by,
        embargo_until=story.embargo_until and story.embargo_until + by,
        unpublish_at=story.unpublish_at and story.unpublish_at + by,
        corrections=tuple(replace(note, date=note.date + by) for note in story.corrections),
    )
