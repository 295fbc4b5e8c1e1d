"""Ghost: its export (``{"db": [{"data": {"posts": …}}]}``), its Content API's answers, migration tools' files. No Django."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from articles.importing.readers import json_document as document
from articles.importing.readers.ghost_body import body_html
from articles.importing.readers.json_document import BadDocument, at, objects, text, when
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import first_words, plain, teaser
from articles.importing.story import Picture, Rejected, Story

NAME = "ghost"
# The site's own address, which exports leave to the site they are read into.
SITE = "__GHOST_URL__"
_POST = frozenset({"mobiledoc", "lexical", "feature_image", "comment_id", "custom_excerpt"})
_STATES = {"published": "published", "scheduled": "published"}


def sniff(head: bytes, filename: str) -> bool:
    """JSON that holds posts with keys that only Ghost has."""
    keys = document.keys(head, filename)
    return "posts" in keys and bool(keys & _POST or {"db", "data"} <= keys) and ("slug" in keys or "db" in keys)


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every post's story; ``line`` is the post's place in the export."""
    try:
        site = _site(document.load(stream))
    except BadDocument as error:
        yield Rejected(path, error.line, str(error))
        return
    left = Counter(_kind(post) for post in site.posts if not _is_taken(post, wishes))
    notes = ["left out: " + ", ".join(f"{kind}s {count}" for kind, count in left.items())] if left else []
    if len(site.posts) == sum(left.values()):
        yield Rejected(path, 1, "; ".join(["the export holds no post", *notes]))
    for number, post in enumerate(site.posts, 1):
        if _is_taken(post, wishes):
            story = _story(post, site)
            if not story.headline:
                yield Rejected(path, number, "a post without title and text")
                continue
            yield replace(story, path=path, line=number, warnings=(*notes, *story.warnings))
            notes = []


def _kind(post: Any) -> str:
    return text(post, "type") or "post"


def _is_taken(post: Any, wishes: Wishes) -> bool:
    return _kind(post) == "post" or (_kind(post) == "page" and wishes.pages)


@dataclass
class _Site:
    posts: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, dict[str, Any]] = field(default_factory=dict)  # post's id -> its row of posts_meta
    tags: dict[str, list[str]] = field(default_factory=dict)  # post's id -> names
    authors: dict[str, list[str]] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)


def _site(value: Any) -> _Site:
    data = at(value, "db", 0, "data") or at(value, "data") or at(value, "db", 0) or value
    site = _Site()
    for post in objects(data, "posts"):
        inner = at(post, "data")
        site.posts.append({"url": text(post, "url"), **inner} if isinstance(inner, dict) else post)
    site.meta = {text(row, "post_id"): row for row in objects(data, "posts_meta")}
    site.users = {text(row, "id"): text(row, "name") for row in objects(data, "users")}
    tags = {text(row, "id"): row for row in objects(data, "tags")}
    site.tags = _joined(objects(data, "posts_tags"), "tag_id", {key: _tag(row) for key, row in tags.items()})
    site.authors = _joined(objects(data, "posts_authors"), "author_id", site.users)
    return site


def _joined(rows: list[dict[str, Any]], key: str, names: dict[str, str]) -> dict[str, list[str]]:
    """Post's id -> names in their order, through a table of pairs."""
    found: dict[str, list[tuple[float, str]]] = {}
    for row in rows:
        if name := names.get(text(row, key), ""):
            order = at(row, "sort_order")
            found.setdefault(text(row, "post_id"), []).append((order if isinstance(order, int | float) else 0, name))
    return {post: [name for _, name in sorted(pairs, key=lambda pair: pair[0])] for post, pairs in found.items()}


def _tag(row: Any) -> str:
    """A tag's name; "" for an internal one (#like-this), which no reader ever saw."""
    row = at(row, "data") if isinstance(at(row, "data"), dict) else row
    name = text(row, "name")
    internal = name.startswith("#") or text(row, "visibility") == "internal" or text(row, "slug").startswith("hash-")
    return "" if internal else name


def _story(post: dict[str, Any], site: _Site) -> Story:
    warnings: list[str] = []
    key = text(post, "id")
    meta = site.meta.get(key, {})
    body = body_html(post, warnings).replace(SITE, "")
    headline = text(post, "title")
    if headline in ("", "(Untitled)") and (words := first_words(body)):
        headline = words
        warnings.append("the post has no title: its first words stand for one")
    status = _status(post, warnings)
    slug = text(post, "slug")
    published, updated = (when(post, key, warnings=warnings) for key in ("published_at", "updated_at"))
    return Story(
        headline=headline,
        standfirst=teaser(text(post, "custom_excerpt"), body),
        body=body,
        slug=slug,
        status=status,
        external_id=_identity(post),
        tags=tuple(dict.fromkeys(site.tags.get(key) or [name for row in objects(post, "tags") if (name := _tag(row))])),
        authors=tuple(dict.fromkeys(_authors(post, site))),
        published_at=published if text(post, "status") != "draft" else None,
        updated_at=updated if status == "published" and published and updated and updated > published else None,
        image=_picture(post, meta),
        old_addresses=tuple(_addresses(post, slug)),
        warnings=tuple(warnings),
    )


def _status(post: Any, warnings: list[str]) -> str:
    told = text(post, "status") or "published"
    audience = text(post, "visibility")
    if audience not in ("", "public"):
        warnings.append(f"it was for {audience} only: taken as a draft")
        return "draft"
    return _STATES.get(told, "draft")


def _identity(post: Any) -> str:
    told = text(post, "uuid") or text(post, "id") or text(post, "comment_id")
    return f"ghost:{told}" if told else text(post, "url")


def _authors(post: Any, site: _Site) -> list[str]:
    rows = [*objects(post, "authors"), *objects(post, "author")]
    told = [name for row in rows if (name := text(row, "name") or text(row, "data", "name"))]
    listed = site.authors.get(text(post, "id")) or told
    lone = site.users.get(text(post, "author_id"), "")
    return listed or ([lone] if lone else [])


def _picture(post: Any, meta: Any) -> Picture:
    address = text(post, "feature_image")
    if not address:
        return Picture()
    alt, caption = (text(post, f"feature_image_{key}") or text(meta, f"feature_image_{key}") for key in ("alt", "caption"))
    bare = address.replace(SITE, "")
    if bare.startswith(("http://", "https://")):
        return Picture(url=bare, alt=alt, caption=plain(caption))
    return Picture(path=bare.lstrip("/"), alt=alt, caption=plain(caption))


def _addresses(post: Any, slug: str) -> Iterator[str]:
    """Where the post stood: what it says, else Ghost's own way, whose host the export does not tell."""
    for key in ("url", "canonical_url"):
        address = text(post, key).replace(SITE, "")
        if address and key == "url":
            yield address
            return
    if slug:
        yield f"/{slug}/"
