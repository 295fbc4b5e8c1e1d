"""Which article a record is, and whether an editor has worked on it since."""

import hashlib
import json
import os
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from articles.importing.fetching import is_address
from articles.importing.story import Story
from articles.models import Article, ImportRecord
from articles.models.many import by_field
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


class Known(NamedTuple):
    """What is told from an import record without loading its story."""

    record: int
    article: int
    record_hash: str
    in_conflict: bool


# A story that an earlier import may have brought: only `find_record` can say which it is.
UNSURE = Known(0, 0, "", in_conflict=True)


def known_records(stories: Mapping[int, tuple[Story, str]], taken: Container[int]) -> dict[int, Known]:
    """`find_record` for many stories (number -> story, digest) with a few queries. Those that are not in it are new."""
    found: dict[int, Known] = {}
    for source in {story.source_name for story, _ in stories.values() if story.external_id}:
        own = {
            story.external_id: number
            for number, (story, _) in stories.items()
            if story.external_id and story.source_name == source
        }
        rows = by_field(_known(source=source), "external_id", own)
        found |= {own[external_id]: known for external_id, known in map(_as_known, rows)}
    nameless = {number: pair for number, pair in stories.items() if not pair[0].external_id}
    by_text: dict[str, Known] = {}
    for values in by_field(_known(external_id=""), "record_hash", (digest for _, digest in nameless.values())):
        by_text.setdefault(values[3], _as_known(values)[1])
    found |= {number: by_text[digest] for number, (_, digest) in nameless.items() if digest in by_text}
    elsewhere = {number: story for number, (story, _) in nameless.items() if number not in found}
    return found | dict.fromkeys(_by_place(elsewhere, taken), UNSURE)


def _known(**where: str) -> Any:
    # A conflict's text may be long: only whether there is one.
    has_conflict = ExpressionWrapper(Q(conflict__isnull=False), output_field=BooleanField())
    rows = ImportRecord.objects.filter(**where).order_by("pk").annotate(in_conflict=has_conflict)
    return rows.values_list("pk", "external_id", "article_id", "record_hash", "in_conflict")


def _as_known(values: tuple[Any, ...]) -> tuple[str, Known]:
    return values[1], Known(values[0], *values[2:])


def _by_place(stories: Mapping[int, Story], taken: Container[int]) -> set[int]:
    """Numbers of the stories that an earlier run may have brought from the same place with another text."""
    paths: dict[str, dict[int, Story]] = {}
    for number, story in stories.items():
        if story.path not in ("", STDIN):
            paths.setdefault(origin(story.path), {})[number] = story
    if not paths:
        return set()
    records = ImportRecord.objects.filter(external_id="")
    met = {path for pk, path in by_field(records.values_list("pk", "path"), "path", paths) if pk not in taken}
    unsure: set[int] = set()
    for path in paths.keys() & met:
        here = paths[path]
        of_path = records.filter(path=path)
        keys = {fold_key(story.headline) for story in here.values()}
        titled = by_field(of_path.values_list("pk", "article__headline_key"), "article__headline_key", keys)
        titles = {key for pk, key in titled if pk not in taken}
        placed = by_field(of_path.values_list("pk", "position"), "position", (story.line for story in here.values()))
        lines = {line for pk, line in placed if pk not in taken}
        unsure |= {n for n, story in here.items() if story.alone or fold_key(story.headline) in titles or story.line in lines}
    return unsure


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
