"""A story's whole content as plain values: what versions keep, comparisons compare and merges merge.

The shape, by name of the field:

- text (``headline``, ``body``, …): the string; other columns: their JSON value, times as ISO strings in UTC;
- ``image``, ``section``, ``assignee``: ``{"id", "name"}`` or None; ``further_sections``, ``bylines``: lists of these;
- ``tags``: names; ``related_links``: ``{"target", "url", "title", "name"}``;
  ``gallery_items``: ``{"image", "own_caption", "own_credit", "name"}``.

A ``name`` is what people saw then; it does not tell two contents apart.
"""

import hashlib
import json
import zlib
from datetime import UTC, datetime
from typing import Any

from django.db import models

from articles.models import Article

Content = dict[str, Any]

TEXT = ("kicker", "headline", "standfirst", "body", "image_caption", "image_credit", "slug", "source_name", "source_url")
CHOSEN = ("genre", "story_type", "video_url")
POINTERS = ("image", "section")
LISTS = ("further_sections", "tags", "bylines", "related_links", "gallery_items")
# What a restoration brings back; anything else on a story is its state and its times, which moves alone change.
OWN = (*TEXT, *CHOSEN, *POINTERS, *LISTS)
# Derived from others, the very time of the save, or kept by name like the pointers above.
_APART = frozenset({"id", "headline_key", "sort_time", "created_at", "modified_at", "created_by", "assignee"})


def state_fields() -> "list[models.Field[Any, Any]]":
    """The story's columns that are no content of its own: state, times and what the workflow adds to them."""
    left_out = _APART.union(OWN)
    columns = Article._meta.concrete_fields
    return [column for column in columns if column.name not in left_out and not isinstance(column, models.GeneratedField)]


def content_of(article: Article) -> Content:
    """The content as the database holds the lists, and this instance the columns. At most eight queries."""
    content: Content = {name: getattr(article, name) for name in (*TEXT, *CHOSEN)}
    content |= {name: _pointer(getattr(article, name)) for name in POINTERS}
    content["further_sections"] = [_pointer(row) for row in article.further_sections.order_by("pk")]
    content["tags"] = list(article.tags.order_by("name_key").values_list("name", flat=True))
    bylines = article.bylines.select_related("author").order_by("order", "pk")  # type: ignore[attr-defined]
    content["bylines"] = [_pointer(row.author) for row in bylines]
    content["related_links"] = [_link(row) for row in _rows(article, "related_links", "target")]
    content["gallery_items"] = [_item(row) for row in _rows(article, "gallery_items", "image")]
    content["assignee"] = person(article.assignee)
    return content | {column.name: _plain(getattr(article, column.attname)) for column in state_fields()}


def digest_of(content: Content) -> str:
    """Equal for contents that differ in names shown alone."""
    return hashlib.sha256(_json({name: bare(value) for name, value in content.items()})).hexdigest()


def bare(value: Any) -> Any:
    """The value without the names that were shown with it, and without blanks at the end of a text's lines."""
    if isinstance(value, list):
        return [bare(row) for row in value]
    if isinstance(value, dict):
        return {key: part for key, part in value.items() if key != "name"}
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def changed_fields(old: Content, new: Content) -> list[str]:
    """Names of the fields in which the two differ, in the new one's order. A field that one does not know is empty there."""
    names = [*new, *(name for name in old if name not in new)]
    return [name for name in names if (bare(old.get(name)) or None) != (bare(new.get(name)) or None)]


def pack(content: Content) -> bytes:
    return zlib.compress(_json(content), 9)


def unpack(packed: bytes | memoryview) -> Content:
    content: Content = json.loads(zlib.decompress(bytes(packed)))
    return content


def person(user: Any) -> dict[str, Any] | None:
    return {"id": user.pk, "name": str(user.get_full_name() or user)} if user is not None else None


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _pointer(row: Any) -> dict[str, Any] | None:
    return {"id": row.pk, "name": str(row)} if row is not None else None


def _rows(article: Article, name: str, related: str) -> Any:
    return getattr(article, name).select_related(related).order_by("order", "pk")


def _link(row: Any) -> dict[str, Any]:
    return {"target": row.target_id, "url": row.url, "title": row.title, "name": str(row.target or row.url)}


def _item(row: Any) -> dict[str, Any]:
    return {"image": row.image_id, "own_caption": row.own_caption, "own_credit": row.own_credit, "name": str(row.image)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
