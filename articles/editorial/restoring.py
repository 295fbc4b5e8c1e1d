"""An older version brought back: its text and what belongs to it, never its state, its times or its place in the workflow."""

from copy import copy
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search
from articles.editorial import desk_versions
from articles.editorial.comparing import label_of, shown_row
from articles.editorial.content import CHOSEN, POINTERS, TEXT, Content
from articles.models import Article, Author, GalleryItem, Image, RelatedLink, Section, StoryVersion

# What readers see of a story's columns: a restoration that changes it is an update of the story.
SEEN = ("headline", "kicker", "standfirst", "body", "image_caption", "image_credit")


class Outdated(Exception):
    """Somebody saved the story after the restoring editor looked at it."""


def with_columns(article: Article, content: Content) -> Article:
    """A copy of the story with the content's own columns. Nothing is saved; pointers to what is gone become empty."""
    story = copy(article)
    story._state = copy(article._state)
    story._state.fields_cache = dict(article._state.fields_cache)
    for name in (*TEXT, *CHOSEN):
        if name in content:
            setattr(story, name, content[name] or "")
    for name, model in (("image", Image), ("section", Section)):
        if name in content:
            setattr(story, name, _found(model, content[name]))
    return story


@transaction.atomic
def restore(article: Article, version: StoryVersion, *, by: Any, seen: str, note: str = "") -> list[str]:
    """Make the version the story's content again, as a new version. Returns what could not come back, for people to read.

    ``seen`` is the token (``modified_at``) of the version over which the editor means to restore.
    """
    current = Article.objects.select_for_update().get(pk=article.pk)
    if current.modified_at.isoformat() != seen:
        raise Outdated
    content = desk_versions.content_at(version)
    story = with_columns(current, content)
    if current.is_public and any(getattr(current, name) != getattr(story, name) for name in SEEN):
        story.updated_at = timezone.now()
    story.save()
    missing = _missing_pointers(content)
    missing += write_lists(story, content)
    search.index(story)
    desk_versions.keep(story, by=by, cause=StoryVersion.Cause.RESTORED, note=note, restored_from=version.number)
    said = _("restored version %(number)s") % {"number": version.number}
    LogEntry.objects.log_actions(user_id=by.pk, queryset=[story], action_flag=CHANGE, change_message=said, single_object=True)
    return missing


def write_lists(story: Article, content: Content) -> list[str]:
    """Make the saved story's sections, topics, authors, links and gallery those of the content; what is gone, in words."""
    missing: list[str] = []
    if "further_sections" in content:
        story.further_sections.set(_all(Section, "further_sections", content["further_sections"], missing))
    if "tags" in content:
        story.tags.set(content["tags"])
    if "bylines" in content:
        story.set_bylines(_all(Author, "bylines", content["bylines"], missing))
    if "related_links" in content:
        missing += _write_links(story, content["related_links"])
    if "gallery_items" in content:
        missing += _write_gallery(story, content["gallery_items"])
    return missing


def _write_links(story: Article, rows: list[dict[str, Any]]) -> list[str]:
    RelatedLink.objects.filter(article=story).delete()
    targets = set(Article.objects.filter(pk__in=[row["target"] for row in rows if row["target"]]).values_list("pk", flat=True))
    kept = [row for row in rows if row["url"] or row["target"] in targets]
    RelatedLink.objects.bulk_create(
        RelatedLink(article=story, target_id=row["target"], url=row["url"], title=row["title"], order=order)
        for order, row in enumerate(kept, 1)
    )
    return [_told("related_links", row) for row in rows if row not in kept]


def _write_gallery(story: Article, rows: list[dict[str, Any]]) -> list[str]:
    GalleryItem.objects.filter(article=story).delete()
    images = set(Image.objects.filter(pk__in=[row["image"] for row in rows]).values_list("pk", flat=True))
    kept = [row for row in rows if row["image"] in images]
    GalleryItem.objects.bulk_create(
        GalleryItem(
            article=story, image_id=row["image"], own_caption=row["own_caption"], own_credit=row["own_credit"], order=order
        )
        for order, row in enumerate(kept, 1)
    )
    return [_told("gallery_items", row) for row in rows if row not in kept]


def _missing_pointers(content: Content) -> list[str]:
    found = {"image": Image, "section": Section}
    return [_told(name, content[name]) for name in POINTERS if content.get(name) and _found(found[name], content[name]) is None]


def _found(model: Any, pointer: dict[str, Any] | None) -> Any:
    try:
        return model.objects.get(pk=pointer["id"]) if pointer else None
    except ObjectDoesNotExist:
        return None


def _all(model: Any, name: str, pointers: list[dict[str, Any]], missing: list[str]) -> list[Any]:
    """The rows that still exist, in their order; the others are told."""
    found = model.objects.in_bulk([pointer["id"] for pointer in pointers])
    missing += [_told(name, pointer) for pointer in pointers if pointer["id"] not in found]
    return [found[pointer["id"]] for pointer in pointers if pointer["id"] in found]


def _told(name: str, row: dict[str, Any]) -> str:
    return f"{label_of(name)}: {shown_row(name, row)}"
