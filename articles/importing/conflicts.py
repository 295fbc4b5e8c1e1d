"""A file's newer text met an editor's work: the editor says which stays."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import desk_versions
from articles.importing import rows
from articles.importing.options import Options
from articles.importing.story import Amendment, Picture, Story
from articles.importing.writer import after_write
from articles.models import Article, ImportRecord, StoryVersion

_LISTS = ("sections", "tags", "authors", "related")
_TIMES = ("published_at", "updated_at")


class NothingToDecide(Exception):
    """The story waits for no decision (any more)."""


def story_of(told: dict[str, Any]) -> Story:
    """The story that `story.told` made these JSON values of."""
    values = dict(told)
    values |= {name: tuple(values[name]) for name in _LISTS if name in values}
    values |= {name: datetime.fromisoformat(values[name]) for name in _TIMES if name in values}
    values["image"] = Picture(**values.get("image", {}))
    notes = [{**note, "date": datetime.fromisoformat(note["date"])} for note in values.get("corrections", [])]
    values["corrections"] = tuple(Amendment(**note) for note in notes)
    return Story(**values)


@transaction.atomic
def keep_ours(article: Article, *, by: Any) -> None:
    """The editor's text stays; the same text of the file is not reported again. NothingToDecide where none waits."""
    record = _waiting(article)
    record.conflict = None
    record.save(update_fields=["conflict"])
    _log(article, by, _("kept the newsroom's text against a newer import"))


@transaction.atomic
def take_theirs(article: Article, *, by: Any) -> None:
    """The file's text replaces the editor's; state, picture and lists that the file does not tell stay.

    NothingToDecide where none waits.
    """
    record = _waiting(article)
    current = record.article
    story = replace(story_of(record.conflict or {}), path=record.path, line=record.position)
    rows.write_article(current, story, Options(status=current.status), current.image)
    if current.is_public:
        current.updated_at = story.updated_at or timezone.now()
        current.save()
    rows.write_record(current, record, story, record.conflict_hash)
    after_write(current, story)
    desk_versions.keep(current, by=by, cause=StoryVersion.Cause.IMPORTED)
    _log(current, by, _("took the newer imported text"))


def _waiting(article: Article) -> ImportRecord:
    current = Article.objects.select_for_update().get(pk=article.pk)
    record = ImportRecord.objects.select_for_update().filter(article=current, conflict__isnull=False).first()
    if record is None:
        raise NothingToDecide
    record.article = current
    return record


def _log(article: Article, by: Any, what: str) -> None:
    LogEntry.objects.log_actions(user_id=by.pk, queryset=[article], action_flag=CHANGE, change_message=what, single_object=True)
