"""Which article a record is, and whether an editor has worked on it since."""

import hashlib
import json
import os
from collections.abc import Container, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection

from articles.importing.fetching import is_address
from articles.importing.story import Story
from articles.models import Article, ImportRecord
from articles.text.arabic import fold_key
from articles.text.markup import clean_html, plain_text

STDIN = "-"
# PostgreSQL's key of the lock that one import holds while it writes; any number that nothing else uses.
_IMPORT_LOCK = 7_401_126
# Share of common words from which two texts are versions of one story.
_SAME_TEXT = 0.5
_FIELDS = (
    *("headline", "kicker", "standfirst", "body", "genre", "image_id", "image_caption", "image_credit"),
    *("section_id", "source_name", "source_url", "status", "published_at", "updated_at"),
)


def find_record(story: Story, digest: str, taken: Container[int]) -> ImportRecord | None:
    """The record of an earlier import of this story: by source and external id, else by content, else by place.

    ``taken`` holds the keys of records that this run has met already: two
    lines of one file are never the same story by their place.
    """
    records = ImportRecord.objects.select_related("article")
    if story.external_id:
        return records.filter(source=story.source_name, external_id=story.external_id).first()
    same_text = records.filter(record_hash=digest, external_id="").order_by("pk").first()
    if same_text is not None or not story.path or story.path == STDIN:
        return same_text
    here = records.filter(path=story.path, external_id="").order_by("pk")
    if story.alone:
        return _first_free(here, taken)
    titled = list(here.filter(article__headline_key=fold_key(story.headline)))
    titled.sort(key=lambda record: record.position != story.line)
    by_headline = _first_free(titled, taken)
    if by_headline is not None:
        return by_headline
    # Lines move when others are put in above them: the place alone proves nothing.
    at_line = (record for record in here.filter(position=story.line) if _alike(record.article.body, story.body))
    return _first_free(at_line, taken)


def _first_free(records: Iterable[ImportRecord], taken: Container[int]) -> ImportRecord | None:
    return next((record for record in records if record.pk not in taken), None)


def one_import_at_a_time() -> None:
    """Two imports at once must not both find that a story is new. SQLite writers queue by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


def origin(path: str) -> str:
    """The file's real path as text that a database takes (names of files may be any bytes)."""
    if path in ("", STDIN) or is_address(path):
        return path[-1000:]
    return _real(path, os.getcwd())


@lru_cache(maxsize=64)
def _real(path: str, _folder: str) -> str:
    real = os.fsencode(Path(path).resolve()).decode("utf-8", "backslashreplace")
    return real[-1000:]


def _alike(one: str, other: str) -> bool:
    ours, theirs = (set(fold_key(plain_text(clean_html(text))).split()) for text in (one, other))
    return bool(ours and theirs) and len(ours & theirs) >= _SAME_TEXT * len(ours | theirs)


def article_hash(article: Article) -> str:
    """SHA-256 (hex) of all that an import writes and an editor may change, related links and notes apart."""
    return hash_with(
        article,
        article.further_sections.values_list("pk", flat=True),
        article.tagged_items.values_list("tag_id", flat=True),  # type: ignore[attr-defined]
        article.bylines.values_list("author_id", flat=True),  # type: ignore[attr-defined]
    )


def hash_with(article: Article, further: Iterable[int], tags: Iterable[int], authors: Iterable[int]) -> str:
    """`article_hash` of an article with these sections, topics and authors (keys)."""
    values: dict[str, Any] = {name: getattr(article, name) for name in _FIELDS}
    values["further"], values["tags"], values["authors"] = sorted(further), sorted(tags), list(authors)
    canonical = json.dumps(values, sort_keys=True, default=_moment)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _moment(value: Any) -> str:
    # One moment has many spellings; PostgreSQL and SQLite give it back in UTC.
    return repr(value.timestamp())


def is_edited(record: ImportRecord) -> bool:
    """Whether the article is no more what the import made of it."""
    return article_hash(record.article) != record.article_hash
