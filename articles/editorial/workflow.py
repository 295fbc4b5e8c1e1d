"""The story's states and the moves between them: one table, used by the admin, the commands and the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.editorial import desk_versions
from articles.models import Article, StoryVersion

Status = Article.Status


class NotAllowed(Exception):
    """The move is not open from the story's state, or not to this person. ``str()`` is for people to read."""


@dataclass(frozen=True)
class Move:
    """One verb of the desk: from which states, to which, with which permission."""

    label: Any
    sources: frozenset[str]
    target: str
    permission: str
    done: Any


MOVES: dict[str, Move] = {
    "publish": Move(
        _("Publish"),
        frozenset({Status.DRAFT, Status.WITHDRAWN}),
        Status.PUBLISHED,
        "articles.publish_article",
        _("published"),
    ),
    "withdraw": Move(
        _("Withdraw"),
        frozenset({Status.PUBLISHED}),
        Status.WITHDRAWN,
        "articles.publish_article",
        _("withdrawn"),
    ),
    "reopen": Move(
        _("Back to draft"),
        frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
        Status.DRAFT,
        "articles.publish_article",
        _("taken back to draft"),
    ),
}


def moves_open_to(user: Any, article: Article) -> list[str]:
    """Names of the moves that the user may make with the story as it stands."""
    return [name for name, move in MOVES.items() if article.status in move.sources and user.has_perm(move.permission)]


def publish(article: Article, *, by: Any, at: datetime | None = None) -> None:
    """Publish now, or at ``at`` (aware; a time to come schedules). The story's own date stays where it has one."""

    def set_date(story: Article) -> None:
        story.published_at = at or story.published_at or timezone.now()

    _move(article, "publish", by, set_date)


def withdraw(article: Article, *, by: Any) -> None:
    """Take a published (or scheduled) story off every public surface."""
    _move(article, "withdraw", by)


def reopen(article: Article, *, by: Any) -> None:
    """Back to draft."""
    _move(article, "reopen", by)


VERBS: dict[str, Callable[..., None]] = {"publish": publish, "withdraw": withdraw, "reopen": reopen}


def _move(article: Article, name: str, by: Any, prepare: Callable[[Article], None] | None = None) -> None:
    move = MOVES[name]
    if not by.has_perm(move.permission):
        raise NotAllowed(_("You have no right to do this: %(move)s.") % {"move": move.label})
    with transaction.atomic():
        # Two editors may press at once: the state is read again under the lock.
        current = Article.objects.select_for_update().get(pk=article.pk)
        if current.status not in move.sources:
            raise NotAllowed(
                _("«%(headline)s» is %(state)s now: this move is not open to it.")
                % {"headline": current.headline, "state": current.get_status_display()}
            )
        article.status = move.target
        if prepare is not None:
            prepare(article)
        article.save()
        desk_versions.keep(article, by=by, cause=StoryVersion.Cause.MOVED, note=str(move.done))
        LogEntry.objects.log_actions(
            user_id=by.pk, queryset=[article], action_flag=CHANGE, change_message=str(move.done), single_object=True
        )
