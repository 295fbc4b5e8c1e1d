"""One change made to many stories: seen first, then made story by story, each whole, with its version and its refusal."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.editorial import desk_versions, rights, workflow
from articles.models import Article, Section, StoryVersion, Tag

# Moves that can be made with many at once: those that need no time of their own.
MOVES = ("submit", "send_back", "approve", "publish", "unschedule", "withdraw", "spike", "reopen")


class Refused(Exception):
    """This story can't be changed so, or not by this person. ``str()`` is for people to read."""


@dataclass(frozen=True)
class BulkChange:
    """What is to change; what is left empty stays. ``move`` is one of `MOVES`, made after the rest, told with ``note``."""

    section: Section | None = None
    add_sections: Sequence[Section] = ()
    remove_sections: Sequence[Section] = ()
    add_topics: Sequence[str] = ()
    remove_topics: Sequence[str] = ()
    genre: str = ""
    move: str = ""
    note: str = ""

    @property
    def classifies(self) -> bool:
        """Whether it changes more than the state."""
        parts = (self.section, self.add_sections, self.remove_sections, self.add_topics, self.remove_topics, self.genre)
        return any(parts)

    def __bool__(self) -> bool:
        return self.classifies or bool(self.move)


@dataclass(frozen=True)
class Line:
    """One thing of a story before and after, in words."""

    label: Any
    before: str
    after: str


@dataclass
class Foreseen:
    """What the change does to a story: ``lines`` are empty where it changes nothing. ``token``: the version looked at."""

    article: Article
    token: str
    lines: list[Line] = field(default_factory=list)
    refusal: str = ""


@dataclass
class Done:
    """``changed`` stories were; the others, in words."""

    changed: int = 0
    refusals: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Target:
    section: Section | None
    further: list[Section]
    topics: list[Tag | str]
    genre: str


def token_of(article: Article) -> str:
    return article.modified_at.isoformat()


def foresee(articles: Iterable[Article], change: BulkChange, by: Any) -> list[Foreseen]:
    """What `make` would do with each story. Changes nothing."""
    known = _topics_named((*change.add_topics, *change.remove_topics))
    rows = []
    for article in articles:
        row = Foreseen(article, token_of(article))
        target = _target(article, change, known)
        row.lines = _lines(article, target)
        try:
            _check(article, target, change, by)
            row.lines += _state_line(article, target, change, by)
        except (Refused, workflow.NotAllowed) as refusal:
            row.refusal = str(refusal)
        rows.append(row)
    return rows


def make(tokens: Mapping[int, str], change: BulkChange, by: Any) -> Done:
    """Change the stories (key -> `token_of` when it was looked at), each in a transaction of its own, as it can be."""
    done = Done()
    known = _topics_named((*change.add_topics, *change.remove_topics))
    for key, token in tokens.items():
        try:
            with transaction.atomic():
                done.changed += _changed(key, token, change, by, known)
        except (Refused, workflow.NotAllowed) as refusal:
            done.refusals.append(str(refusal))
    return done


def _changed(key: int, token: str, change: BulkChange, by: Any, known: Mapping[str, Tag | None]) -> bool:
    article = Article.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if article is None:
        raise Refused(_("One story is not there any more."))
    if token_of(article) != token:
        raise Refused(_("«%(headline)s» was saved by somebody meanwhile: look at it again.") % {"headline": article.headline})
    target = _target(article, change, known)
    _check(article, target, change, by)
    changed = bool(_lines(article, target))
    if changed:
        article.section, article.genre = target.section, target.genre
        article.save()
        article.further_sections.set(target.further)
        article.tags.set(target.topics)
        desk_versions.keep(article, by=by, cause=StoryVersion.Cause.SAVED, note=change.note)
    if change.move:
        workflow.move(article, change.move, by=by, note=change.note)
    return changed or bool(change.move)


def _check(article: Article, target: _Target, change: BulkChange, by: Any) -> None:
    if not change.classifies:
        return
    there = copy(article)
    there.section = target.section
    if not all(rights.may(by, "edit", row) for row in (article, there)):
        raise Refused(_("You have no right to change «%(headline)s».") % {"headline": article.headline})


def _state_line(article: Article, target: _Target, change: BulkChange, by: Any) -> list[Line]:
    if not change.move:
        return []
    there = copy(article)
    there.section = target.section
    after = workflow.foresee(there, change.move, by=by, note=change.note)
    return [Line(_("state"), str(article.desk_state.label), str(after.label))]


def _topics_named(names: Iterable[str]) -> dict[str, Tag | None]:
    return {name: Tag.objects.named(name) for name in names}


def _target(article: Article, change: BulkChange, known: Mapping[str, Tag | None]) -> _Target:
    section = change.section or article.section
    removed = {row.pk for row in change.remove_sections}
    further = {row.pk: row for row in (*article.further_sections.all(), *change.add_sections)}
    kept = [row for key, row in further.items() if key not in removed and (section is None or key != section.pk)]
    gone = {row.pk for name in change.remove_topics if (row := known[name]) is not None}
    topics: dict[Any, Tag | str] = {row.pk: row for row in article.tags.all() if row.pk not in gone}
    for name in change.add_topics:
        row = known[name]
        topics.setdefault(row.pk if row else name, row or name)
    return _Target(section, kept, list(topics.values()), change.genre or article.genre)


def _lines(article: Article, target: _Target) -> list[Line]:
    genres = dict(Article.Genre.choices)
    pairs = [
        (_("section"), str(article.section or ""), str(target.section or "")),
        (_("further sections"), _joined(article.further_sections.all()), _joined(target.further)),
        (_("topics"), _joined(article.tags.all()), _joined(target.topics)),
        (_("genre"), str(genres[article.genre]), str(genres[target.genre])),
    ]
    return [Line(label, before, after) for label, before, after in pairs if before != after]


def _joined(rows: Iterable[Any]) -> str:
    return "، ".join(sorted(str(row) for row in rows))
