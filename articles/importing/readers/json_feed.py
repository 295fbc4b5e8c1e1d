"""JSON Feed 1.0 and 1.1. No Django here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles.importing.readers import json_document as document
from articles.importing.readers.json_document import BadDocument, objects, text, texts, when
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import absolute, first_words, html_body, joined, teaser, text_body
from articles.importing.story import Picture, Rejected, Story

NAME = "jsonfeed"


def sniff(head: bytes, filename: str) -> bool:
    """By the version that every JSON Feed tells."""
    return b"jsonfeed.org/version/" in head and "version" in document.keys(head, filename)


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every item's story; ``line`` is the item's place."""
    try:
        feed = document.load(stream)
    except BadDocument as error:
        yield Rejected(path, error.line, str(error))
        return
    items = objects(feed, "items")
    if not items:
        yield Rejected(path, 1, "the feed holds no item")
    for number, item in enumerate(items, 1):
        story = _story(feed, item)
        yield (
            replace(story, path=path, line=number)
            if story.headline
            else Rejected(path, number, "an item without title and text")
        )


def _story(feed: Any, item: Any) -> Story:
    warnings: list[str] = []
    link = joined(text(feed, "home_page_url"), text(item, "url"))
    body = absolute(html_body(text(item, "content_html")), link) or text_body(text(item, "content_text"))
    summary = text(item, "summary")
    headline = text(item, "title")
    if not headline and (headline := first_words(body or summary)):
        warnings.append("the item has no title: its first words stand for one")
    people = [*objects(item, "authors"), *objects(item, "author")] or [*objects(feed, "authors"), *objects(feed, "author")]
    published, updated = (when(item, key, warnings=warnings) for key in ("date_published", "date_modified"))
    return Story(
        headline=headline,
        standfirst=teaser(summary, body) if body else "",
        body=body or text_body(summary),
        external_id=text(item, "id") or link,
        source_name=text(feed, "title"),
        source_url=link,
        tags=tuple(texts(item, "tags")),
        authors=tuple(name for person in people if (name := text(person, "name"))),
        published_at=published or updated,
        updated_at=updated if published else None,
        image=Picture(url=joined(link, text(item, "image") or text(item, "banner_image"))) if link else Picture(),
        warnings=tuple(warnings),
    )
