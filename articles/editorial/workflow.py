"""The story's states and the moves between them: one table, used by the admin, the commands and the tests."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from articles.editorial import desk_versions, readiness, rights
from articles.models import Article, DeskState, StoryVersion, Transition

S = DeskState
Status = Article.Status


class NotAllowed(Exception):
    """The move is not open from the story's state, or not to this person. ``str()`` is for people to read."""


@dataclass(frozen=True)
class Told:
    """What is said along with a move: words, a time of publication, an embargo's end (times are aware)."""

    note: str = ""
    at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Move:
    """One verb of the desk.

    ``sources``: the desk's state -> the right (`rights.RIGHTS`) that the move takes from there.
    ``target``: the stored state that it leads to. ``prepare`` sees the story as it was: it checks what is told, sets what
    else changes, and may name another target.
    """

    label: Any
    sources: Mapping[str, str]
    target: str
    done: Any
    prepare: Callable[[Article, Told], str | None] | None = None


def _sets_date(story: Article, told: Told) -> None:
    """Now, or the story's own date where it has one: a time to come schedules. What was scheduled goes out now."""
    _is_ready(story)
    now = timezone.now()
    story.published_at = told.at or (None if story.is_scheduled else story.published_at) or now
    if story.unpublish_at is not None and story.unpublish_at <= max(story.published_at, now):
        story.unpublish_at = None
    _keeps_embargo(story)


def _schedules(story: Article, told: Told) -> None:
    _is_ready(story)
    story.published_at = told.at or story.published_at
    if story.published_at is None or story.published_at <= timezone.now():
        raise NotAllowed(_("Write a time that is still to come."))
    if story.unpublish_at is not None and story.unpublish_at <= story.published_at:
        raise NotAllowed(_("The story would be taken off the site before it is published."))
    _keeps_embargo(story)


def _is_ready(story: Article) -> None:
    """NotAllowed where something is missing that readers must not miss."""
    lacking = readiness.lacks(story)
    if lacking:
        raise NotAllowed(" ".join(lacking))


def _keeps_embargo(story: Article) -> None:
    """NotAllowed where the story would go out before its embargo ends."""
    ends = story.embargo_until
    if ends is None or (story.published_at is not None and story.published_at >= ends):
        return
    if story.is_under_embargo:
        raise NotAllowed(
            _("«%(headline)s» is under embargo until %(time)s: it can't be published before that.")
            % {"headline": story.headline, "time": localize(timezone.localtime(ends))}
        )
    # It has ended: a date before it, a source's or an archive's, moves to the end.
    story.published_at = ends


def _holds(story: Article, told: Told) -> None:
    until = told.until or story.embargo_until
    if until is None or until <= timezone.now():
        raise NotAllowed(_("Write the time at which the embargo ends; it must be still to come."))
    if story.embargo_until is not None and story.is_under_embargo and until < story.embargo_until:
        raise NotAllowed(_("An embargo is not shortened: it is lifted, by those who may."))
    story.embargo_until = until
    if story.is_scheduled:
        story.published_at = None


def _lifts(story: Article, told: Told) -> str | None:
    story.embargo_until = None
    # What was set to go out at a time still is.
    return Status.PUBLISHED if story.is_scheduled else None


def _approves(story: Article, told: Told) -> str | None:
    return Status.EMBARGOED if story.is_under_embargo else None


def _submits(story: Article, told: Told) -> None:
    if story.section_id is None:
        raise NotAllowed(_("Choose a section first: without one no editor gets to see the story."))


def _unschedules(story: Article, told: Told) -> None:
    story.published_at = None


def _withdraws(story: Article, told: Told) -> None:
    if told.note:
        story.withdrawal_note = told.note


_BEFORE: dict[str, str] = dict.fromkeys((S.DRAFT, S.IN_REVIEW, S.APPROVED), "publish")

MOVES: dict[str, Move] = {
    "submit": Move(_("Submit for review"), {S.DRAFT: "write"}, Status.IN_REVIEW, _("submitted for review"), _submits),
    "recall": Move(_("Take back from review"), {S.IN_REVIEW: "own"}, Status.DRAFT, _("taken back from review")),
    "send_back": Move(
        _("Send back"),
        {S.IN_REVIEW: "desk", S.APPROVED: "desk", S.EMBARGOED: "publish"},
        Status.DRAFT,
        _("sent back"),
    ),
    "approve": Move(_("Approve"), {S.DRAFT: "desk", S.IN_REVIEW: "desk"}, Status.APPROVED, _("approved"), _approves),
    "publish": Move(
        _("Publish"),
        {
            **_BEFORE,
            S.EMBARGOED: "publish",
            S.SCHEDULED: "publish",
            S.EXPIRED: "publish",
            # What was taken back in public returns by the hand that may take back.
            S.WITHDRAWN: "withdraw",
        },
        Status.PUBLISHED,
        _("published"),
        _sets_date,
    ),
    "schedule": Move(
        _("Schedule"),
        {**_BEFORE, S.EMBARGOED: "publish", S.SCHEDULED: "publish"},
        Status.PUBLISHED,
        _("scheduled"),
        _schedules,
    ),
    "unschedule": Move(
        _("Cancel the schedule"), {S.SCHEDULED: "publish"}, Status.APPROVED, _("taken off the schedule"), _unschedules
    ),
    "embargo": Move(
        _("Put under embargo"),
        {**_BEFORE, S.EMBARGOED: "publish", S.SCHEDULED: "publish"},
        Status.EMBARGOED,
        _("put under embargo"),
        _holds,
    ),
    "lift_embargo": Move(_("Lift the embargo"), {S.EMBARGOED: "lift"}, Status.APPROVED, _("embargo lifted"), _lifts),
    "withdraw": Move(
        _("Withdraw"), {S.PUBLISHED: "withdraw", S.EXPIRED: "withdraw"}, Status.WITHDRAWN, _("withdrawn"), _withdraws
    ),
    "spike": Move(
        _("Spike"),
        {S.DRAFT: "write", S.IN_REVIEW: "desk", S.APPROVED: "desk", S.EMBARGOED: "publish"},
        Status.SPIKED,
        _("spiked"),
    ),
    "reopen": Move(_("Back to draft"), {S.WITHDRAWN: "withdraw", S.SPIKED: "desk"}, Status.DRAFT, _("taken back to draft")),
}

# What a move may change of a story besides its text.
_CHANGED = ("status", "published_at", "embargo_until", "unpublish_at", "withdrawal_note", "modified_at", "slug", "headline_key")


def may_move(user: Any, name: str, article: Article) -> bool:
    """Whether the move is open from the story's state, and to this person."""
    right = MOVES[name].sources.get(article.desk_state)
    return right is not None and rights.has(user, right, article)


def moves_open_to(user: Any, article: Article) -> list[str]:
    """Names of the moves that the user may make with the story as it stands."""
    return [name for name in MOVES if may_move(user, name, article)]


def foresee(article: Article, name: str, *, by: Any, note: str = "") -> DeskState:
    """The state to which `move` would lead; NotAllowed as there. Changes nothing."""
    verb, seen = MOVES[name], copy(article)
    _check(verb, seen.desk_state, seen, by)
    target = verb.prepare(seen, Told(note.strip())) if verb.prepare is not None else None
    seen.status = target or verb.target
    return seen.desk_state


def move(
    article: Article, name: str, *, by: Any, note: str = "", at: datetime | None = None, until: datetime | None = None
) -> Transition:
    """Make the move: checked under a lock, saved, logged. NotAllowed changes nothing.

    ``note`` is for the history (and for readers, where a story is withdrawn). ``at`` is the
    time of publication, ``until`` the embargo's end. The instance shows the outcome.
    """
    verb = MOVES[name]
    told = Told(note.strip(), at, until)
    with transaction.atomic():
        # Two editors may press at once: the state is read again under the lock.
        current = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        before = current.desk_state
        _check(verb, before, current, by)
        target = verb.prepare(current, told) if verb.prepare is not None else None
        current.status = target or verb.target
        current.save()
        desk_versions.keep(current, by=by, cause=StoryVersion.Cause.MOVED, note=_in_words(verb, told))
        step = Transition.objects.create(
            article=current, move=name, from_state=before, to_state=current.desk_state, note=told.note, by=by
        )
        LogEntry.objects.log_actions(
            user_id=by.pk, queryset=[current], action_flag=CHANGE, change_message=_in_words(verb, told), single_object=True
        )
    for field in _CHANGED:
        setattr(article, field, getattr(current, field))
    return step


def _check(verb: Move, before: DeskState, current: Article, by: Any) -> None:
    right = verb.sources.get(before)
    if right is None:
        raise NotAllowed(
            _("«%(headline)s» is %(state)s now: this move is not open to it.")
            % {"headline": current.headline, "state": before.label}
        )
    if not rights.has(by, right, current):
        raise NotAllowed(_("You have no right to do this: %(move)s.") % {"move": verb.label})


def _in_words(verb: Move, told: Told) -> str:
    return f"{verb.done}: {told.note}" if told.note else str(verb.done)
