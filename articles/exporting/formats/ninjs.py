"""IPTC ninjs 3.1, one item a line: what agencies and news systems exchange."""

import json
import mimetypes
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri

from articles.exporting.entries import Entry, Reference
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.models import Article, DeskState, Image
from articles.models.media_topics import URI
from articles.text.markup import plain_text, word_count

SCHEMA = "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"
# Whatever is no further than the desk is withheld.
_STATES = {DeskState.SCHEDULED: "usable", DeskState.PUBLISHED: "usable", DeskState.WITHDRAWN: "canceled"}


def pieces(entries: Iterator[Entry], selection: Selection, site: SiteAddress) -> Iterator[bytes]:
    """A line a story."""
    for entry in entries:
        yield json.dumps(item(entry, site), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def item(entry: Entry, site: SiteAddress) -> dict[str, Any]:
    """One story as a ninjs object; values that aren't known are left out."""
    article = entry.article
    text = plain_text(article.body)
    version = article.updated_at or article.published_at or article.modified_at
    values = {
        "uri": site.absolute(article.get_short_url()),
        "type": "text",
        "representationType": "full",
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "language": settings.LANGUAGE_CODE,
        "firstCreated": article.created_at.isoformat(),
        "versionCreated": version.isoformat(),
        "contentCreated": article.published_at.isoformat() if article.published_at else "",
        "embargoedUntil": _embargo(article),
        "pubStatus": _STATES.get(article.desk_state, "withheld"),
        "headlines": _said(("main", article.headline), ("kicker", article.kicker)),
        "descriptions": _said(
            ("summary", article.standfirst),
            *((note.kind, note.note) for note in article.corrections.all()),  # type: ignore[attr-defined]
        ),
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "charCount": len(text),
                "wordCount": word_count(text),
                "value": site.absolute_html(article.body),
            }
        ],
        "by": "، ".join(author.name for author in article.byline_authors),
        "people": [{"name": author.name, "rel": "author"} for author in article.byline_authors],
        "subjects": list(_subjects(article)),
        "genres": [{"name": article.genre}],
        "infoSources": _source(article),
        "altIds": [{"role": "external_id", "value": entry.external_id}, {"role": "slug", "value": article.slug}],
        "associations": list(_associations(entry, site)),
    }
    return _filled(values)


def _embargo(article: Article) -> str:
    """Until when nobody may publish it: the embargo's end, or the time for which it is scheduled."""
    until = article.embargo_until if article.is_under_embargo else article.published_at if article.is_scheduled else None
    return until.isoformat() if until else ""


def _said(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in pairs if value]


def _subjects(article: Article) -> Iterator[dict[str, str]]:
    for section in [article.section, *article.further_sections.all()]:
        if section is not None:
            yield _subject(section.name, "section", section.media_topic)
    for tag in article.tags.all():
        yield _subject(tag.name, "keyword", tag.media_topic)


def _subject(name: str, rel: str, media_topic: str) -> dict[str, str]:
    return {"name": name, "rel": rel} | ({"uri": f"{URI}{media_topic}"} if media_topic else {})


def _source(article: Article) -> list[dict[str, str]]:
    told = _filled({"name": article.source_name, "uri": iri_to_uri(article.source_url)})
    return [told] if told else []


def _associations(entry: Entry, site: SiteAddress) -> Iterator[dict[str, Any]]:
    article = entry.article
    if article.image is not None and article.image.file:
        yield _picture(article, site)
    for number, line in enumerate(entry.related, 1):
        if line.target is not None or line.text.startswith(("http://", "https://")):
            yield _related(number, line, site)


def _picture(article: Article, site: SiteAddress) -> dict[str, Any]:
    image = article.image
    assert image is not None
    address = site.absolute(image.file.url)
    rendition = {
        "name": "original",
        "href": address,
        "contentType": mimetypes.guess_type(image.file.name)[0] or "image/jpeg",
        "width": image.width,
        "height": image.height,
        "poi": _point(image),
    }
    told = {
        "name": "featureimage",
        "rel": "featureimage",
        "uri": address,
        "type": "picture",
        "representationType": "full",
        "by": article.credit,
        "copyrightNotice": image.rights,
        "descriptions": _said(("caption", article.caption), ("alt", image.alt)),
        "renditions": [_filled(rendition)],
    }
    return _filled(told)


def _point(image: Image) -> dict[str, int]:
    """The focal point in pixels from the top left, as the standard has it; empty where the size isn't known."""
    try:
        across, down = (float(part) for part in str(image.focal_point).split("x"))
    except ValueError:
        return {}
    return {"x": round(across * image.width), "y": round(down * image.height)} if image.width and image.height else {}


def _related(number: int, line: Reference, site: SiteAddress) -> dict[str, Any]:
    target = line.target
    address = site.absolute(target.get_short_url()) if target is not None else iri_to_uri(line.text)
    values = {
        "name": f"related{number}",
        "rel": "related",
        "uri": address,
        "type": "text" if target is not None else "",
        "title": line.title or (target.headline if target is not None else ""),
    }
    return _filled(values)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
