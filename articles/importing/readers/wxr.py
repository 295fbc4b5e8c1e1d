"""WordPress eXtended RSS 1.0-1.2: a site's whole export. No Django here.

The file is gone through twice: first whole, to know that it is whole and what
stands in it (authors, the tree of categories, attachments); then post by post.
A file that breaks off gives no story at all.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from articles.importing.readers.dates import NoDate, moment
from articles.importing.readers.spool import rewindable
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.wordpress_body import Attachment, body_html
from articles.importing.readers.words import absolute, first_words, teaser
from articles.importing.readers.xml_stream import Unit, XmlFault, XmlWalk, at, text_of
from articles.importing.story import Picture, Rejected, Story

NAME = "wxr"
_CONTAINERS = frozenset({"rss", "channel"})
_SNIFFED = re.compile(rb"wordpress\.org/export/|<wp:wxr_version")
# States that readers of the old site saw; every other one is kept as a draft.
_STATES = {"publish": "published", "future": "published", "pending": "in_review"}
_LEFT_STATES = frozenset({"trash", "auto-draft"})
_NO_SECTION = frozenset({"uncategorized", "غير-مصنف", "non-classe", "allgemein"})
_NOUNS = {
    "attachment": "attachments (pictures come with their stories)",
    "nav_menu_item": "menu items",
    "page": "pages (--pages takes them)",
    "revision": "revisions",
}


def sniff(head: bytes, filename: str) -> bool:
    """By the export's own namespace or version tag."""
    return _SNIFFED.search(head) is not None


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every post's story, in the file's order."""
    with rewindable(stream) as file:
        start = file.tell()
        try:
            site = _Site()
            walk = XmlWalk(_CONTAINERS)
            for unit in walk.units(file):
                site.look_at(unit.element, wishes)
            file.seek(start)
            notes = [*walk.notes, *site.notes()]
            if not site.taken:
                yield Rejected(path, 1, "; ".join(["the export holds no post", *notes]))
            for unit in XmlWalk(_CONTAINERS).units(file):
                if site.takes(unit.element, wishes):
                    story = _story(unit, site)
                    yield replace(story, path=path, warnings=(*notes, *story.warnings))
                    notes = []
        except XmlFault as error:
            yield Rejected(path, error.line, str(error))


@dataclass
class _Site:
    """What a site's posts refer to."""

    address: str = ""
    title: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)  # nicename -> (name, parent's nicename)
    category_ids: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    taken: int = 0

    def look_at(self, element: Element, wishes: Wishes) -> None:
        match element.tag:
            case "wp:author":
                login = text_of(element, "wp:author_login")
                self.authors[login] = html.unescape(text_of(element, "wp:author_display_name")) or login
            case "wp:category":
                nicename = text_of(element, "wp:category_nicename")
                parent = text_of(element, "wp:category_parent")
                self.categories[nicename] = (_label(text_of(element, "wp:cat_name")), parent)
                self.category_ids[text_of(element, "wp:term_id")] = nicename
            case "title":
                self.title = text_of(element)[:200]
            case "wp:base_blog_url":
                self.address = text_of(element).rstrip("/")
            case "link":
                self.address = self.address or text_of(element).rstrip("/")
            case "item":
                self._look_at_item(element, wishes)

    def _look_at_item(self, item: Element, wishes: Wishes) -> None:
        kind = text_of(item, "wp:post_type") or "post"
        if kind == "attachment":
            key = text_of(item, "wp:post_id")
            self.attachments[key] = _attachment(item)
        self.left["comments"] += len(at(item, "wp:comment"))
        if self.takes(item, wishes):
            self.taken += 1
            self.ids[text_of(item, "guid")] += 1
        elif kind in ("post", "page") and text_of(item, "wp:status") in _LEFT_STATES:
            self.left[f"{kind}s in the bin or never saved"] += 1
        else:
            self.left[_NOUNS.get(kind, f"items of type {kind[:40]!r}")] += 1

    def takes(self, element: Element, wishes: Wishes) -> bool:
        if element.tag != "item":
            return False
        kind = text_of(element, "wp:post_type") or "post"
        return (kind == "post" or (kind == "page" and wishes.pages)) and text_of(element, "wp:status") not in _LEFT_STATES

    def notes(self) -> list[str]:
        left = ", ".join(f"{noun} {count:,}" for noun, count in self.left.items() if count)
        return [f"left out: {left}"] if left else []

    def external_id(self, item: Element) -> str:
        """The post's guid, which WordPress never changes; site and number where it tells none or two posts share one."""
        guid = text_of(item, "guid")
        if guid and self.ids[guid] == 1:
            return guid
        number = text_of(item, "wp:post_id")
        return f"{self.address or self.title}/?p={number}" if number and number != "0" else guid

    def sections(self, item: Element, primary: str) -> list[str]:
        """Names of the post's categories, the one that the editors made primary first."""
        found = {}
        for element in at(item, "category"):
            if element.get("domain", "category") == "category":
                name = _label(text_of(element))
                key = element.get("nicename", "") or name
                if unquote(key).lower() not in _NO_SECTION:
                    found[key] = name
        first = self.category_ids.get(primary, "")
        return [name for key, name in sorted(found.items(), key=lambda pair: pair[0] != first)]

    def parents(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """(section, section above it) for the names and all that stand above them."""
        by_name = dict(self.categories.values())
        waiting, seen = list(names), set()
        while waiting:
            name = waiting.pop()
            above = self.categories.get(by_name.get(name, ""), ("", ""))[0]
            if above and name not in seen:
                seen.add(name)
                yield name, above
                waiting.append(above)


def _attachment(item: Element) -> Attachment:
    return Attachment(
        url=text_of(item, "wp:attachment_url") or text_of(item, "guid"),
        alt=_meta(item).get("_wp_attachment_image_alt", ""),
        caption=text_of(item, "excerpt:encoded"),
        parent=text_of(item, "wp:post_parent"),
        order=int(order) if (order := text_of(item, "wp:menu_order")).isdecimal() else 0,
    )


def _meta(item: Element) -> dict[str, str]:
    return {text_of(entry, "wp:meta_key"): text_of(entry, "wp:meta_value") for entry in at(item, "wp:postmeta")}


def _label(text: str) -> str:
    """A term's name; exporters escape it once more than the file does."""
    return html.unescape(html.unescape(text))


def _story(unit: Unit, site: _Site) -> Story:
    item, meta = unit.element, _meta(unit.element)
    number = text_of(item, "wp:post_id")
    warnings: list[str] = []
    body = body_html(text_of(item, "content:encoded"), site.attachments, number, warnings)
    body = absolute(body, f"{site.address}/" if site.address else "")
    headline = html.unescape(text_of(item, "title"))
    if not headline.strip():
        headline = first_words(body)
        warnings.append("the post has no title: its first words stand for one")
    sections = site.sections(item, meta.get("_yoast_wpseo_primary_category", ""))
    status = _status(item, warnings)
    login = text_of(item, "dc:creator")
    return Story(
        headline=headline,
        standfirst=teaser(text_of(item, "excerpt:encoded"), body),
        body=body,
        slug=unquote(text_of(item, "wp:post_name")),
        status=status,
        external_id=site.external_id(item),
        sections=tuple(sections),
        section_parents=tuple(site.parents(sections)),
        tags=tuple(_label(text_of(tag)) for tag in at(item, "category") if tag.get("domain") in ("post_tag", "tag")),
        authors=(site.authors.get(login, login),) if login else (),
        published_at=_published(item, status, warnings),
        updated_at=_time(item, ("wp:post_modified_gmt",), warnings) if status == "published" else None,
        image=_lead(meta, site, warnings),
        old_addresses=tuple(_old_addresses(item, meta)),
        line=unit.line,
        warnings=tuple(warnings),
    )


def _status(item: Element, warnings: list[str]) -> str:
    told = text_of(item, "wp:status")
    if text_of(item, "wp:post_password"):
        warnings.append("it was behind a password: taken as a draft")
        return "draft"
    if told == "private":
        warnings.append("it was private: taken as a draft")
    return _STATES.get(told, "draft")


def _published(item: Element, status: str, warnings: list[str]) -> datetime | None:
    """When it was (or is to be) published; a draft's date is only that of its last saving."""
    if status != "published" and text_of(item, "wp:status") not in ("private", "publish", "future"):
        return None
    return _time(item, ("wp:post_date_gmt", "wp:post_date", "pubDate"), warnings)


def _time(item: Element, tags: tuple[str, ...], warnings: list[str]) -> datetime | None:
    for tag in tags:
        try:
            when = moment(text_of(item, tag))
        except NoDate as error:
            warnings.append(f"{tag}: {error}")
            continue
        if when is not None:
            return when.replace(tzinfo=UTC) if tag.endswith("_gmt") else when
    return None


def _lead(meta: dict[str, str], site: _Site, warnings: list[str]) -> Picture:
    key = meta.get("_thumbnail_id", "")
    if not key or key == "0":
        return Picture()
    found = site.attachments.get(key)
    if found is None:
        warnings.append(f"the featured picture (attachment {key[:20]}) is not in the export")
        return Picture()
    return Picture(url=found.url, alt=found.alt, caption=found.caption)


def _old_addresses(item: Element, meta: dict[str, str]) -> Iterator[str]:
    link, guid = text_of(item, "link"), text_of(item, "guid")
    if link:
        yield link
        if former := meta.get("_wp_old_slug"):
            parts = urlsplit(link)
            folder, _, last = parts.path.rstrip("/").rpartition("/")
            if last:
                yield urlunsplit(parts._replace(path=f"{folder}/{former}/", query=""))
    if guid.startswith(("http://", "https://")) and guid != link:
        yield guid
