"""Versions: each save's whole content is kept, and what is about to be overwritten is kept first, whoever overwrites it.

Whoever changes a story by a verb of the desk calls `keep` when all of its rows
stand. `keep_before` hangs on the save itself: a way in that knows nothing of
versions loses nothing either.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.editorial.content import Content, changed_fields, content_of, digest_of, pack, unpack
from articles.models import Article, StoryVersion
from articles.models.desk_versions import NOTE_LENGTH

Cause = StoryVersion.Cause


def keep(
    article: Article,
    *,
    by: Any = None,
    cause: str = Cause.SAVED,
    note: str = "",
    restored_from: int | None = None,
) -> StoryVersion | None:
    """Keep the story as it stands now. None where it stands as it was kept last, and nobody noted anything."""
    with transaction.atomic():
        last = newest(article)
        content = content_of(article)
        digest = digest_of(content)
        if last is not None and last.digest == digest and not note and restored_from is None:
            _unsave(article, last)
            return None
        return _write(article, content, digest, last, by=by, cause=cause, note=note, restored_from=restored_from)


def keep_before(article: Article) -> None:
    """Before a save: keep what stands in the database, where its last version is not of that very save."""
    if article._state.adding or not article.pk:
        return
    stamp = Article.objects.filter(pk=article.pk).values_list("modified_at", flat=True).first()
    last = newest(article)
    if stamp is None or (last is not None and last.stamp == stamp):
        return
    old = Article.objects.select_related("image", "section").get(pk=article.pk)
    content = content_of(old)
    digest = digest_of(content)
    if last is None or last.digest != digest:
        _write(old, content, digest, last, cause=Cause.KEPT, at=old.modified_at)


def _unsave(article: Article, last: StoryVersion) -> None:
    """A save that changed nothing is none: forms that are open on the version before it are not out of date."""
    if last.stamp is not None and last.stamp != article.modified_at:
        Article.objects.filter(pk=article.pk).update(modified_at=last.stamp)
        article.modified_at = last.stamp


def newest(article: Article) -> StoryVersion | None:
    return StoryVersion.objects.filter(article=article).defer("content").order_by("-number").first()


def version_at(article: Article, token: str) -> StoryVersion | None:
    """The version that a form was opened on; ``token`` is its story's ``modified_at`` in ISO form."""
    try:
        stamp = datetime.fromisoformat(token)
    except ValueError:
        return None
    found = StoryVersion.objects.filter(article=article, stamp=stamp).order_by("-number") if stamp.tzinfo else None
    return found.first() if found is not None else None


def content_at(version: StoryVersion) -> Content:
    return unpack(version.content)


def name_of(person: Any) -> str:
    """How a person is called wherever the desk tells who did something."""
    return str(person.get_full_name() or person) if person is not None else ""


def _write(
    article: Article,
    content: Content,
    digest: str,
    last: StoryVersion | None,
    *,
    by: Any = None,
    cause: str,
    note: str = "",
    at: datetime | None = None,
    restored_from: int | None = None,
) -> StoryVersion:
    # Numbers are given under the story's lock: of two at once the second waits.
    Article.objects.select_for_update().filter(pk=article.pk).values_list("pk").first()
    number = StoryVersion.objects.filter(article=article).aggregate(most=Max("number"))["most"] or 0
    return StoryVersion.objects.create(
        article=article,
        number=number + 1,
        at=at or timezone.now(),
        by=by,
        by_name=name_of(by)[:200],
        cause=cause,
        note=" ".join(note.split())[:NOTE_LENGTH],
        restored_from=restored_from,
        changed=changed_fields(unpack(last.content), content) if last is not None else [],
        content=pack(content),
        digest=digest,
        stamp=article.modified_at,
    )
