"""Which article a record is, and whether an editor has worked on it since."""

import hashlib
import json
from typing import Any

from articles.importing.story import Story
from articles.models import Article, ImportRecord
from articles.text.arabic import fold_key
from articles.text.markup import clean_html, plain_text

STDIN = "-"
# Share of common words from which two texts are versions of one story.
_SAME_TEXT = 0.5
_FIELDS = (
    *("headline", "kicker", "standfirst", "body", "genre", "image_id", "image_caption", "image_credit"),
    *("section_id", "source_name", "source_url", "status", "published_at", "updated_at"),
)


def find_record(story: Story, digest: str, taken: set[int]) -> ImportRecord | None:
    """The record of an earlier import of this story: by source and external id, else by content, else by place.

    ``taken`` are primary keys of records that this run has met already: two
    lines of one file are never the same story by their place.
    """
    records = ImportRecord.objects.select_related("article")
    if story.external_id:
        return records.filter(source=story.source_name, external_id=story.external_id).first()
    same_text = records.filter(record_hash=digest, external_id="").order_by("pk").first()
    if same_text is not None or not story.path or story.path == STDIN:
        return same_text
    here = [record for record in records.filter(path=story.path, external_id="").order_by("pk") if record.pk not in taken]
    if story.alone:
        return here[0] if here else None
    key = fold_key(story.headline)
    here.sort(key=lambda record: record.position != story.line)
    by_headline = (record for record in here if record.article.headline_key == key)
    # Lines move when others are put in above them: the place alone proves nothing.
    by_place = (record for record in here if record.position == story.line and _alike(record.article.body, story.body))
    return next(by_headline, None) or next(by_place, None)


def _alike(one: str, other: str) -> bool:
    ours, theirs = (set(fold_key(plain_text(clean_html(text))).split()) for text in (one, other))
    return bool(ours and theirs) and len(ours & theirs) >= _SAME_TEXT * len(ours | theirs)


def article_hash(article: Article) -> str:
    """SHA-256 (hex) of all that an import writes and an editor may change, related links and notes apart."""
    values: dict[str, Any] = {name: getattr(article, name) for name in _FIELDS}
    values["further"] = sorted(article.further_sections.values_list("pk", flat=True))
    values["tags"] = sorted(article.tagged_items.values_list("tag_id", flat=True))  # type: ignore[attr-defined]
    values["authors"] = list(article.bylines.values_list("author_id", flat=True))  # type: ignore[attr-defined]
    canonical = json.dumps(values, sort_keys=True, default=_moment)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _moment(value: Any) -> str:
    # One moment has many spellings; PostgreSQL and SQLite give it back in UTC.
    return repr(value.timestamp())


def is_edited(record: ImportRecord) -> bool:
    """Whether the article is no more what the import made of it."""
    return article_hash(record.article) != record.article_hash
