"""WordPress's REST API: posts as ``/wp-json/wp/v2/posts`` answers them, with or without ``_embed``. No Django here."""

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import unquote

from articles.importing.readers import json_document as document
from articles.importing.readers.json_document import BadDocument, at, objects, text, when
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import absolute, first_words, html_body, plain, teaser
from articles.importing.story import Picture, Rejected, Story

NAME = "wp-json"
_STATES = {"publish": "published", "future": "published", "pending": "in_review", "": "published"}


def sniff(head: bytes, filename: str) -> bool:
    """JSON of objects whose titles and bodies stand under «rendered»."""
    keys = document.keys(head, filename)
    return {"rendered", "title"} <= keys and bool(keys & {"content", "excerpt"}) and bool(keys & {"date_gmt", "slug"})


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every post's story; ``line`` is the post's place in the answer."""
    try:
        value = document.load(stream)
    except BadDocument as error:
        yield Rejected(path, error.line, str(error))
        return
    posts = objects(value, "posts") or objects(value)
    left = Counter(_kind(post) for post in posts if not _is_taken(post, wishes))
    notes = ["left out: " + ", ".join(f"{kind} {count}" for kind, count in left.items())] if left else []
    if len(posts) == sum(left.values()):
        yield Rejected(path, 1, "; ".join(["no post in it", *notes]))
    for number, post in enumerate(posts, 1):
        if _is_taken(post, wishes):
            story = _story(post)
            if not story.headline:
                yield Rejected(path, number, "a post without title and text")
                continue
            yield replace(story, path=path, line=number, warnings=(*notes, *story.warnings))
            notes = []


def _kind(post: Any) -> str:
    return text(post, "type") or ("post" if at(post, "title", "rendered") is not None else "no post")


def _is_taken(post: Any, wishes: Wishes) -> bool:
    return _kind(post) == "post" or (_kind(post) == "page" and wishes.pages)


def _story(post: Any) -> Story:
    warnings: list[str] = []
    link = text(post, "link")
    body = absolute(html_body(text(post, "content", "rendered")), link)
    headline = plain(text(post, "title", "rendered")).replace("\n\n", " ")
    if not headline and (headline := first_words(body)):
        warnings.append("the post has no title: its first words stand for one")
    status = _STATES.get(text(post, "status"), "draft")
    if at(post, "content", "protected") is True:
        status = "draft"
        warnings.append("it was behind a password: taken as a draft")
    published, updated = _time(post, "date", warnings), _time(post, "modified", warnings)
    guid = text(post, "guid", "rendered") or link or text(post, "id")
    return Story(
        headline=headline,
        standfirst=teaser(text(post, "excerpt", "rendered"), body),
        body=body,
        slug=unquote(text(post, "slug")),
        status=status,
        external_id=guid,
        sections=tuple(_terms(post, "category")),
        tags=tuple(_terms(post, "post_tag")),
        authors=tuple(name for one in objects(post, "_embedded", "author") if (name := text(one, "name"))),
        published_at=published if status == "published" else None,
        updated_at=updated if status == "published" and published and updated and updated > published else None,
        image=_picture(objects(post, "_embedded", "wp:featuredmedia")),
        old_addresses=tuple(dict.fromkeys(one for one in (link, guid) if one.startswith("http"))),
        warnings=tuple(warnings),
    )


def _time(post: Any, key: str, warnings: list[str]) -> datetime | None:
    told = when(post, f"{key}_gmt", warnings=warnings)
    return told.replace(tzinfo=UTC) if told else when(post, key, warnings=warnings)


def _terms(post: Any, taxonomy: str) -> Iterator[str]:
    groups = at(post, "_embedded", "wp:term")
    for group in groups if isinstance(groups, list) else []:
        for term in objects(group):
            if text(term, "taxonomy") == taxonomy and text(term, "slug") != "uncategorized":
                yield html.unescape(text(term, "name"))


def _picture(found: list[dict[str, Any]]) -> Picture:
    if not found:
        return Picture()
    return Picture(
        url=text(found[0], "source_url"), alt=text(found[0], "alt_text"), caption=plain(text(found[0], "caption", "rendered"))
    )
