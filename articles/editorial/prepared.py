"""Changes of live stories that go out at a time: prepared, dropped, and applied when their time has come.

Nothing has to run for it: the first request of any machine after the time
applies what is due (`due`), and so do ``manage.py publish_due`` and the
exports. A change is applied once, whole or not at all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import desk_versions, rights
from articles.editorial.workflow import NotAllowed
from articles.models import Article, DeskState, Image, PreparedChange, StoryVersion, Transition

State = PreparedChange.State
# What can be prepared: the story's text and its lead picture. ``image`` is a key of the library.
FIELDS = ("kicker", "headline", "standfirst", "body", "image", "image_caption", "image_credit")
GONE = "gone"


def values_of(article: Article) -> dict[str, Any]:
    return {name: getattr(article, "image_id" if name == "image" else name) for name in FIELDS}


def pending(article: Article) -> PreparedChange | None:
    return PreparedChange.objects.filter(article=article, state=State.PENDING).select_related("made_by").first()


def prepare(article: Article, values: Mapping[str, Any], *, due_at: datetime, by: Any) -> PreparedChange:
    """Keep the values (of `FIELDS`, those that differ) until ``due_at``, in the place of what was prepared before."""
    with transaction.atomic():
        current = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if not rights.may(by, "prepare", current):
            raise NotAllowed(_("A change can be prepared for a story that readers see, by those who may publish it."))
        if due_at <= timezone.now():
            raise NotAllowed(_("Write a time that is still to come."))
        if current.unpublish_at is not None and due_at >= current.unpublish_at:
            raise NotAllowed(_("By then the story is off the site."))
        now = values_of(current)
        changed = {name: values[name] for name in FIELDS if name in values and values[name] != now[name]}
        if not changed:
            raise NotAllowed(_("Nothing differs from what readers see: there is nothing to prepare."))
        _settle(PreparedChange.objects.filter(article=current), State.DROPPED)
        made = PreparedChange.objects.create(
            article=current, due_at=due_at, base={name: now[name] for name in changed}, values=changed, made_by=by
        )
        _log(current, "prepare", by, timezone.localtime(due_at).strftime("%Y-%m-%d %H:%M"))
    return made


def drop(article: Article, *, by: Any) -> bool:
    """Drop what is prepared for the story; whether anything was."""
    with transaction.atomic():
        if not rights.may(by, "prepare", article) and not rights.has(by, "publish", article):
            raise NotAllowed(_("You have no right to do this: %(move)s.") % {"move": _("drop the prepared change")})
        dropped = _settle(PreparedChange.objects.filter(article=article), State.DROPPED)
        if dropped:
            _log(article, "drop_change", by)
    return bool(dropped)


def apply_due(now: datetime | None = None) -> dict[str, int]:
    """Apply all changes whose time has come: how many ``applied`` and ``refused``."""
    now = now or timezone.now()
    done = {"applied": 0, "refused": 0}
    waiting = PreparedChange.objects.filter(state=State.PENDING, due_at__lte=now).order_by("due_at", "pk")
    for key in list(waiting.values_list("pk", flat=True)):
        outcome = apply(key, now)
        if outcome is not None:
            done[outcome] += 1
    return done


def apply(key: int, now: datetime | None = None, *, by: Any = None) -> str | None:
    """Apply one change: "applied", "refused", or None where another has taken it. ``by`` brings it forward."""
    now = now or timezone.now()
    with transaction.atomic():
        # Who changes the row has it: of two machines the second waits here, and then finds nothing waiting.
        if not _settle(PreparedChange.objects.filter(pk=key), State.APPLIED, now):
            return None
        change = PreparedChange.objects.select_related("made_by").get(pk=key)
        story = Article.objects.select_for_update(of=("self",)).get(pk=change.article_id)
        reason = _obstacle(story, change)
        if reason:
            PreparedChange.objects.filter(pk=key).update(state=State.REFUSED, reason=reason)
            _log(story, "refuse_change", by or change.made_by, reason)
            return "refused"
        for name, value in change.values.items():
            setattr(story, "image_id" if name == "image" else name, value)
        story.updated_at = now if by is not None else change.due_at
        story.save()
        who = by or change.made_by
        desk_versions.keep(story, by=who, cause=StoryVersion.Cause.SAVED, note=_("a prepared change went out"))
        _log(story, "apply_change", who)
    return "applied"


def _obstacle(story: Article, change: PreparedChange) -> str:
    """Why the change can't go out: `GONE`, or the names of fields that say something else by now; "" where it can."""
    if story.desk_state != DeskState.PUBLISHED:
        return GONE
    now = values_of(story)
    other = [name for name, value in change.values.items() if now[name] not in (change.base.get(name), value)]
    picture = change.values.get("image")
    if picture is not None and not Image.objects.filter(pk=picture).exists():
        other.append("image")
    return ",".join(dict.fromkeys(other))


def _settle(changes: Any, state: str, now: datetime | None = None) -> int:
    count: int = changes.filter(state=State.PENDING).update(state=state, settled_at=now or timezone.now())
    return count


# What the history calls it; beside the moves of the workflow's table.
EVENTS: dict[str, Any] = {
    "prepare": lambda: _("prepared a change"),
    "drop_change": lambda: _("dropped the prepared change"),
    "apply_change": lambda: _("the prepared change went out"),
    "refuse_change": lambda: _("the prepared change could not go out"),
}


def _log(story: Article, event: str, by: Any, note: str = "") -> None:
    state = story.desk_state
    Transition.objects.create(article=story, move=event, from_state=state, to_state=state, note=note, by=by)
    if by is not None:
        said = EVENTS[event]()
        LogEntry.objects.log_actions(
            user_id=by.pk, queryset=[story], action_flag=CHANGE, change_message=str(said), single_object=True
        )
