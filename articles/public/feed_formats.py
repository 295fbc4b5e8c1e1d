"""Feeds as RSS 2.0, Atom 1.0 and JSON Feed 1.1, all from the same entries."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, rfc3339_date

MEDIA = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True)
class Channel:
    """What a feed is of. Addresses are absolute."""

    title: str
    description: str
    home: str
    address: str
    icon: str
    changed: datetime


@dataclass(frozen=True)
class Picture:
    """``size`` in bytes."""

    url: str
    kind: str
    size: int
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Entry:
    """A story in a feed. ``title`` is plain text, ``summary`` and ``full`` are HTML; ``full`` is empty in short feeds."""

    identity: str
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    full: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    picture: Picture | None = None


class _Rss(Rss201rev2Feed):
    """Django's RSS with the whole text, every author and the picture."""

    def root_attributes(self) -> dict[str, str]:
        spaces = {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }
        return super().root_attributes() | spaces

    def latest_post_date(self) -> datetime:
        return self.feed["changed"]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.startElement("image", {})
        for name, text in (("url", self.feed["icon"]), ("title", self.feed["title"]), ("link", self.feed["link"])):
            handler.addQuickElement(name, text)
        handler.endElement("image")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        for name, _address in entry.authors:
            handler.addQuickElement("dc:creator", name)
        if entry.full:
            handler.addQuickElement("content:encoded", entry.full)
        _add_media(handler, entry.picture)


class _Atom(Atom1Feed):
    """Django's Atom with the whole text, every author and the picture."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def latest_post_date(self) -> datetime:
        return self.feed["changed"]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for name, address in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        if entry.full:
            handler.addQuickElement("content", entry.full, {"type": "html"})
        _add_media(handler, entry.picture)


def _add_media(handler: Any, picture: Picture | None) -> None:
    if picture is None:
        return
    size = {"width": str(picture.width), "height": str(picture.height), "fileSize": str(picture.size)}
    handler.startElement("media:content", {"url": picture.url, "type": picture.kind, "medium": "image"} | size)
    texts = (("media:title", picture.alt), ("media:description", picture.caption), ("media:credit", picture.credit))
    for name, text in texts:
        if text:
            handler.addQuickElement(name, text)
    handler.endElement("media:content")


def _xml(kind: type[Rss201rev2Feed] | type[Atom1Feed], channel: Channel, entries: Iterable[Entry]) -> bytes:
    feed = kind(
        channel.title,
        channel.home,
        channel.description,
        language="ar",
        feed_url=channel.address,
        changed=channel.changed,
        icon=channel.icon,
    )
    for entry in entries:
        picture = entry.picture
        feed.add_item(
            entry.title,
            entry.url,
            entry.summary,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.identity,
            unique_id_is_permalink=False,
            categories=entry.categories,
            enclosures=[Enclosure(picture.url, str(picture.size), picture.kind)] if picture else [],
            entry=entry,
        )
    return feed.writeString("utf-8").encode()


def rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    return _xml(_Rss, channel, entries)


def atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    return _xml(_Atom, channel, entries)


def json_feed(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "description": channel.description,
        "icon": channel.icon,
        "language": "ar",
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    picture = entry.picture
    item = {
        "id": entry.identity,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.full or entry.summary,
        "image": picture.url if picture else "",
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": name, "url": address} for name, address in entry.authors],
        "tags": list(entry.categories),
        "language": "ar",
        "attachments": [{"url": picture.url, "mime_type": picture.kind, "size_in_bytes": picture.size}] if picture else [],
    }
    return {key: value for key, value in item.items() if value}


@dataclass(frozen=True)
class Format:
    """``path`` follows the feed's address; ``kind`` is the content type."""

    label: str
    path: str
    kind: str
    write: Callable[[Channel, Iterable[Entry]], bytes]


FORMATS: dict[str, Format] = {
    "rss": Format("RSS", "", "application/rss+xml", rss),
    "atom": Format("Atom", "atom/", "application/atom+xml", atom),
    "json": Format("JSON Feed", "json/", "application/feed+json", json_feed),
}
