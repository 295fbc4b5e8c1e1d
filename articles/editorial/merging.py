"""Two topics, sections or authors that are one: all that hung on one hangs on the other, and its address leads there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from articles import likeness, search
from articles.models import Article, Author, FormerSlug, Section, Tag, TopicSynonym
from articles.text.arabic import fold_key

N = TypeVar("N", Tag, Section, Author)

# Which stories name it, as a query of stories.
STORIES = {
    Tag: lambda keys: Q(tagged_items__tag__in=keys),
    Section: lambda keys: Q(section__in=keys) | Q(further_sections__in=keys),
    Author: lambda keys: Q(bylines__author__in=keys),
}


class NotMerged(ValueError):
    """``str()`` says why, for people to read."""


@dataclass(frozen=True)
class Merge:
    """What a merge does: how many stories change, and which addresses will lead to the kept one's."""

    stories: int
    slugs: list[str]
    synonyms: list[str]


def foreseen(kept: N, gone: Sequence[N]) -> Merge:
    """What `merge` would do. Changes nothing."""
    count = _stories(gone).count()
    former = FormerSlug.objects.filter(kind=kept._meta.model_name, target__in=[row.pk for row in gone])
    slugs = [row.slug for row in gone] + list(former.values_list("slug", flat=True))
    names: list[str] = [row.name for row in gone] if isinstance(kept, Tag) else []
    return Merge(count, slugs, names)


@transaction.atomic
def merge(kept: N, gone: Sequence[N], *, by: Any) -> int:
    """Make ``gone`` part of ``kept``; the number of stories that change. NotMerged where there is nothing to merge.

    Their names become synonyms (of topics), their addresses lead to the kept one's.
    """
    model = type(kept)
    keys: list[int] = [row.pk for row in gone if row.pk != kept.pk]
    # Taken in one order, so that two merges at once wait for each other instead of for ever.
    rows = {row.pk: row for row in model._default_manager.select_for_update().filter(pk__in=[*keys, kept.pk]).order_by("pk")}
    if kept.pk not in rows or not keys or len(rows) != len(set(keys)) + 1:
        raise NotMerged(_("One of them is not there any more: look at the list again."))
    into = rows.pop(kept.pk)
    stories = list(_stories(list(rows.values())).order_by("pk").values_list("pk", flat=True))
    if isinstance(into, Section):
        _hang_above(into, set(rows))
    for row in rows.values():
        _move_all_that_hangs_on(row, into)
        FormerSlug.objects.filter(kind=model._meta.model_name, target=row.pk).update(target=into.pk)
        row.delete()
        FormerSlug.objects.remember(model, row.slug, into.pk)
        if isinstance(into, Tag):
            _name_too(into, row.name)
    search.index_many(stories)
    for key in stories:
        likeness.refresh_soon(key)
    said = _("merged with «%(names)s»") % {"names": "»، «".join(row.name for row in rows.values())}
    LogEntry.objects.log_actions(user_id=by.pk, queryset=[into], action_flag=CHANGE, change_message=said, single_object=True)
    return len(stories)


def _stories(rows: Sequence[Any]) -> models.QuerySet[Article]:
    condition = STORIES[type(rows[0])]([row.pk for row in rows])  # type: ignore[no-untyped-call]
    return Article.objects.filter(pk__in=Article.objects.filter(condition).values("pk"))


def _hang_above(kept: Section, gone: set[int]) -> None:
    """A section that stands below one that goes hangs on the next one above that stays."""
    parent = kept.parent
    while parent is not None and parent.pk in gone:
        parent = parent.parent
    if (parent.pk if parent else None) != kept.parent_id:
        kept.parent = parent
        kept.save(update_fields=["parent"])


def _move_all_that_hangs_on(row: Any, into: Any) -> None:
    """Every row that points at ``row`` points at ``into``; where that would be there twice, it goes."""
    for relation in row._meta.related_objects:
        if relation.many_to_many:
            continue  # its rows are a relation of their own, seen below
        _move(relation.related_model, relation.field.name, row, into)
    for model in row._meta.apps.get_models(include_auto_created=True):
        if model._meta.auto_created:
            for field in model._meta.fields:
                if field.is_relation and field.remote_field.model is type(row):
                    _move(model, field.name, row, into)


def _move(model: Any, name: str, row: Any, into: Any) -> None:
    rows = model._base_manager.filter(**{name: row})
    for fields in _unique_with(model, name):
        same = {field: OuterRef(field) for field in fields if field != name}
        rows.filter(Exists(model._base_manager.filter(**{name: into}, **same))).delete()
    rows.update(**{name: into})


def _unique_with(model: Any, name: str) -> list[tuple[str, ...]]:
    """The sets of fields, ``name`` among them, of which no two rows may hold the same."""
    sets = [tuple(fields) for fields in model._meta.unique_together]
    sets += [tuple(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    if model._meta.get_field(name).unique:
        sets.append((name,))
    return [fields for fields in sets if name in fields]


def _name_too(topic: Tag, name: str) -> None:
    if fold_key(name) == topic.name_key:
        return
    try:
        synonym = TopicSynonym(name=name, tag=topic)
        synonym.full_clean()
    except ValidationError:
        return  # it is one already
    synonym.save()
