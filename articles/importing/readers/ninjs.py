"""IPTC ninjs 1.x, 2.x and 3.x: one item, a list of items, or a search answer that holds them. No Django here.

Text and composite items become stories; pictures, video, events and the like
are counted and left, except pictures that a story brings along.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles.importing.readers import json_document as document
from articles.importing.readers.json_document import BadDocument, at, objects, text, texts, when
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import html_body, plain, plain_paragraphs, teaser, without_headline
from articles.importing.story import Picture, Rejected, Story

NAME = "ninjs"
_MARKS = frozenset({"uri", "guid"})
_OWN = frozenset(
    {
        "headlines",
        "bodies",
        "body_xhtml",
        "body_html",
        "body_text",
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
    }
)
# What is no text; agencies invent more names for texts than the standard has.
_NO_STORIES = frozenset({"picture", "graphic", "video", "audio", "event", "planning", "component", "package", "data", "poll"})
_STATES = {"withheld": "draft", "canceled": "withdrawn", "cancelled": "withdrawn"}
_GENRES = frozenset({"report", "feature", "interview", "analysis", "explainer", "opinion", "profile"})
_AND = re.compile(r"\s*(?:;|/|،|\band\b|&)\s*")


def sniff(head: bytes, filename: str) -> bool:
    """JSON with an item's identity and two of ninjs' own keys; a schema is no item."""
    keys = document.keys(head, filename)
    return bool(keys & _MARKS) and len(keys & _OWN) >= 2 and "$schema" not in keys


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every text item's story; ``line`` is the item's place in the document."""
    try:
        items = list(_items(document.load(stream)))
    except BadDocument as error:
        yield Rejected(path, error.line, str(error))
        return
    left = Counter(text(item, "type") or "untyped" for item in items if not _is_story(item))
    notes = ["left out: " + ", ".join(f"{kind} {count}" for kind, count in left.items())] if left else []
    if len(items) == sum(left.values()):
        yield Rejected(path, 1, "; ".join(["no text item in it", *notes]))
    for number, item in enumerate(items, 1):
        if _is_story(item):
            story = _story(item)
            if not story.headline:
                yield Rejected(path, number, "no headline")
                continue
            yield replace(story, path=path, line=number, warnings=(*notes, *story.warnings))
            notes = []


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """The document's items with keys in lower case: 3.x writes «versionCreated» what was «versioncreated» before."""
    if isinstance(value, dict) and isinstance(value.get("item"), list):
        value = value["item"]
    for item in objects([value] if isinstance(value, dict) else value):
        yield _lower(item)


def _lower(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < 40:
        return {str(key).lower(): _lower(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list) and depth < 40:
        return [_lower(item, depth + 1) for item in value]
    return value


def _is_story(item: dict[str, Any]) -> bool:
    return text(item, "type") not in _NO_STORIES and bool(_body(item)[0] or _headline(item))


def _story(item: dict[str, Any]) -> Story:
    warnings: list[str] = []
    headline = _headline(item)
    body = without_headline(_body(item)[0], headline)
    first, version, created = (
        when(item, key, warnings=warnings) for key in ("firstcreated", "versioncreated", "contentcreated")
    )
    published = first or created or version
    embargo = when(item, "embargoed", warnings=warnings)
    pictures = [picture for picture in map(_picture, _associated(item)) if picture.url]
    return Story(
        headline=headline,
        standfirst=teaser(_described(item), body),
        body=body + "".join(map(_figure, pictures[1:])),
        genre=next((name for told in objects(item, "genres") + objects(item, "genre") if (name := _genre(told))), ""),
        status=_STATES.get(text(item, "pubstatus"), ""),
        external_id=text(item, "uri") or text(item, "guid"),
        source_name=text(item, "source") or text(item, "infosources", 0, "name") or text(item, "copyrightholder"),
        source_url=next((url for url in texts(item, "link") + texts(item, "canonicalurl") if url.startswith("http")), ""),
        tags=tuple(dict.fromkeys([*_names(item, "subjects"), *_names(item, "subject"), *texts(item, "keywords")])),
        authors=tuple(_authors(item)),
        related=tuple(uri for found in _associated(item) if text(found, "type") == "text" and (uri := text(found, "uri"))),
        published_at=embargo or published,
        updated_at=version if published and version and version != published and not embargo else None,
        image=pictures[0] if pictures else _picture(item),
        warnings=tuple(warnings),
    )


def _headline(item: Any) -> str:
    told = objects(item, "headlines")
    told.sort(key=lambda one: text(one, "role") not in ("main", "headline", ""))
    found = next((value for one in told if (value := text(one, "value"))), "") or text(item, "headline") or text(item, "title")
    return plain(found).replace("\n\n", " ") if "<" in found else found


def _body(item: Any) -> tuple[str, str]:
    """(the body as HTML, its role)."""
    told = objects(item, "bodies")
    for one in told:
        if "html" in text(one, "contenttype") + text(one, "role") and text(one, "value"):
            return html_body(text(one, "value")), text(one, "role")
    for key in ("body_html", "body_xhtml", "body_html5"):
        if text(item, key):
            return html_body(text(item, key)), key
    plain_bodies = [value for one in told if (value := text(one, "value"))] or [text(item, "body_text")]
    return plain_paragraphs(plain_bodies[0]), "text"


def _described(item: Any) -> str:
    told = [value for one in objects(item, "descriptions") if (value := text(one, "value"))]
    return (
        next(iter(told), "")
        or text(item, "description_text")
        or text(item, "description_xhtml")
        or text(item, "description_html")
    )


def _authors(item: Any) -> list[str]:
    """Names out of the byline («By A and B»), else the people that the item names as its authors."""
    byline = re.sub(r"^(?:by|بقلم|كتب)\s*:?\s+", "", text(item, "by") or text(item, "byline"), flags=re.IGNORECASE)
    names = [name for name in _AND.split(byline) if name.strip()]
    return names or [name for one in objects(item, "authors") if (name := text(one, "name"))]


def _names(item: Any, key: str) -> list[str]:
    return [name for one in objects(item, key) if (name := text(one, "name") or text(one, "literal"))]


def _genre(told: Any) -> str:
    name = text(told, "name").lower()
    return name if name in _GENRES else ""


def _associated(item: Any) -> list[dict[str, Any]]:
    found = at(item, "associations")
    return objects(list(found.values())) if isinstance(found, dict) else objects(found)


def _picture(item: Any) -> Picture:
    """The largest rendition that is a picture; nothing for items of another kind."""
    if text(item, "type") in _NO_STORIES - {"picture", "graphic"}:
        return Picture()
    found = at(item, "renditions")
    renditions = objects(list(found.values())) if isinstance(found, dict) else objects(found)
    shown = [one for one in renditions if text(one, "mimetype").startswith("image/") or not text(one, "mimetype")]
    shown = [one for one in shown if text(one, "href").startswith(("http://", "https://"))]
    if not shown:
        return Picture()
    best = max(shown, key=lambda one: int(width) if (width := text(one, "width")).isdecimal() else 0)
    caption = plain(_described(item)) if text(item, "type") in ("picture", "graphic") else ""
    alt = next(
        (text(one, "value") for one in objects(item, "descriptions") if text(one, "role") in ("alt", "accessibility")), ""
    )
    credit = text(item, "by") or text(item, "byline") or text(item, "copyrightholder")
    return Picture(url=text(best, "href"), alt=alt, caption=caption, credit=credit if caption else "")


def _figure(picture: Picture) -> str:
    caption = f"<figcaption>{html.escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure><img src="{html.escape(picture.url)}" alt="{html.escape(picture.alt)}">{caption}</figure>'
