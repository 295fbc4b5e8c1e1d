"""``newsroom.json``: what stands around the stories. Sections as a tree, authors, topics with their synonyms, pictures.

Written piece by piece, for topics and pictures may be many.
"""

import html
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from articles.exporting import told
from articles.exporting.entries import Entry
from articles.models import Author, BreakingNews, Image, Page, Section, Tag

NAME = "newsroom.json"
VERSION = 1
AT_ONCE = 500
_MEDIA = re.compile(rf'src="{re.escape(settings.MEDIA_URL)}([^"?#]+)')


@dataclass
class Used:
    """What the written stories show: keys of rows, and names of media files that stand in bodies."""

    authors: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def note(self, entry: Entry) -> None:
        article = entry.article
        self.authors.update(byline.author_id for byline in article.bylines.all())  # type: ignore[attr-defined]
        self.topics.update(tag.pk for tag in article.tags.all())
        self.files.update(_media_names(article.body))
        self.images.update(item.image_id for item in article.gallery_items.all())  # type: ignore[attr-defined]
        if article.image_id:
            self.images.add(article.image_id)


@dataclass(frozen=True)
class Library:
    """The rows that go along: all of them (``used`` None), or those that the stories show."""

    used: Used | None

    def authors(self) -> Iterator[Author]:
        return _rows(Author.objects.select_related("image"), None if self.used is None else self.used.authors)

    def topics(self) -> Iterator[Tag]:
        return _rows(Tag.objects.prefetch_related("synonyms"), None if self.used is None else self.used.topics)

    def images(self) -> Iterator[Image]:
        if self.used is None:
            return _rows(Image.objects.all(), None)
        portraits = {author.image_id for author in self.authors() if author.image_id}
        shown = {image.pk for image in _rows(Image.objects.all(), self.used.files, "file")}
        return _rows(Image.objects.all(), self.used.images | portraits | shown)

    def chunks(self) -> Iterator[bytes]:
        """The file, in pieces."""
        yield b'{"format": "newsroom", "version": %d,' % VERSION
        yield f' "exported_at": "{timezone.now().isoformat(timespec="seconds")}"'.encode()
        sections = _branch(Section.objects.in_tree_order(), None)
        for name, rows in (
            ("sections", iter(sections)),
            ("authors", map(_author, self.authors())),
            ("topics", map(_topic, self.topics())),
            ("pictures", map(told.picture, self.images())),
            ("pages", map(_page, Page.objects.order_by("order", "pk").iterator())),
            ("breaking", map(_breaking, BreakingNews.objects.filter(article=None).order_by("pk").iterator())),
        ):
            yield f',\n"{name}": ['.encode()
            yield from _listed(rows)
            yield b"\n]"
        yield b"}\n"


def _rows(rows: "QuerySet[Any]", keys: Collection[Any] | None, name: str = "pk") -> Iterator[Any]:
    """All rows, or those of the keys, some at a time."""
    if keys is None:
        yield from rows.order_by("pk").iterator(chunk_size=AT_ONCE)
        return
    wanted = iter(sorted(keys))
    while batch := list(islice(wanted, AT_ONCE)):
        yield from rows.filter(**{f"{name}__in": batch}).order_by("pk")


def _media_names(body: str) -> set[str]:
    """Names of the media files that a body shows."""
    return {html.unescape(name) for name in _MEDIA.findall(body)} if "<img" in body else set()


def _listed(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        yield (b",\n  " if number else b"\n  ") + json.dumps(row, ensure_ascii=False).encode()


def _branch(rows: list[Section], parent: int | None) -> list[dict[str, Any]]:
    """The sections below ``parent``, in their order, each with those below it."""
    return [
        _section(row) | {"children": children} if (children := _branch(rows, row.pk)) else _section(row)
        for row in rows
        if row.parent_id == parent
    ]


def _section(section: Section) -> dict[str, Any]:
    values = {
        "id": section.pk,
        "name": section.name,
        "slug": section.slug,
        "description": section.description,
        "media_topic": section.media_topic,
    }
    filled = {key: value for key, value in values.items() if value}
    return filled | {"order": section.order, "in_navigation": section.in_navigation}


def _author(author: Author) -> dict[str, Any]:
    values = {
        "name": author.name,
        "slug": author.slug,
        "job_title": author.job_title,
        "bio": author.bio,
        "image": told.picture(author.image) if author.image else {},
    }
    return {key: value for key, value in values.items() if value}


def _topic(topic: Tag) -> dict[str, Any]:
    values = {
        "name": topic.name,
        "slug": topic.slug,
        "media_topic": topic.media_topic,
        "synonyms": [synonym.name for synonym in topic.synonyms.all()],  # type: ignore[attr-defined]
    }
    return {key: value for key, value in values.items() if value}


def _page(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "body": page.body,
        "in_footer": page.in_footer,
        "order": page.order,
        "modified_at": page.modified_at.isoformat(),
    }


def _breaking(line: BreakingNews) -> dict[str, Any]:
    """A line that leads to no story; those that do go with theirs."""
    return {"text": line.text, "since": line.since.isoformat(), "until": line.until.isoformat()}
