"""A story as it was before an import changed it, as JSON; and putting it back."""

from datetime import datetime
from typing import Any

from articles.importing.identity import article_hash
from articles.models import (
    Article,
    Author,
    AwaitedAddress,
    Correction,
    GalleryItem,
    Image,
    ImportRecord,
    LiveEntry,
    OldAddress,
    PendingRelatedLink,
    RelatedLink,
    Section,
    Tag,
)

_TEXTS = ("headline", "kicker", "standfirst", "body", "slug", "genre", "image_caption", "image_credit")
_MORE = ("source_name", "source_url", "status", "story_type", "video_url", "withdrawal_note")
_TIMES = ("published_at", "updated_at", "coverage_ended_at")
_RECORD = ("source", "external_id", "path", "position", "address", "record_hash")
# What an import may add to a story: it goes again, what was there stays.
_LISTS: dict[str, Any] = {
    "corrections": Correction,
    "gallery": GalleryItem,
    "live": LiveEntry,
    "addresses": OldAddress,
    "links": RelatedLink,
}
_PENDING = ("reference", "reference_key", "title", "order")


def snapshot(record: ImportRecord | None) -> dict[str, Any]:
    """What `restore` needs; {} without a record."""
    if record is None:
        return {}
    article = Article.objects.get(pk=record.article_id)
    times = {name: getattr(article, name) for name in _TIMES}
    return {
        "fields": {name: getattr(article, name) for name in (*_TEXTS, *_MORE)},
        "times": {name: value and value.isoformat() for name, value in times.items()},
        "image": article.image_id,
        "section": article.section_id,
        "further": list(article.further_sections.values_list("pk", flat=True)),
        "tags": list(article.tags.values_list("pk", flat=True)),
        "authors": [author.pk for author in article.byline_authors],
        "lists": {name: _keys(model.objects.filter(article=article)) for name, model in _LISTS.items()},
        "pending": list(PendingRelatedLink.objects.filter(article=article).values(*_PENDING)),
        "awaited": list(AwaitedAddress.objects.filter(article=article).values_list("key", flat=True)),
        "record": {name: getattr(record, name) for name in _RECORD},
    }


def restore(record: ImportRecord, before: dict[str, Any]) -> None:
    """Make the record's story what it was. Sections, topics, authors and a picture that are gone stay away.

    Call it in a transaction.
    """
    article = record.article
    for name, value in before["fields"].items():
        setattr(article, name, value)
    for name, value in before["times"].items():
        setattr(article, name, value and datetime.fromisoformat(value))
    article.image = Image.objects.filter(pk=before["image"]).first()
    article.section = Section.objects.filter(pk=before["section"]).first()
    article.save()
    article.further_sections.set(Section.objects.filter(pk__in=before["further"]))
    article.tags.set(Tag.objects.filter(pk__in=before["tags"]))
    authors = Author.objects.in_bulk(before["authors"])
    article.set_bylines(authors[pk] for pk in before["authors"] if pk in authors)
    _restore_lists(article, before)
    for name, value in before["record"].items():
        setattr(record, name, value)
    record.article_hash = article_hash(Article.objects.get(pk=article.pk))
    record.save()


def _restore_lists(article: Article, before: dict[str, Any]) -> None:
    promised = {promise["reference_key"] for promise in before["pending"]}
    for name, model in _LISTS.items():
        added = model.objects.filter(article=article).exclude(pk__in=before["lists"][name])
        if name == "links":
            # A promise that was kept meanwhile is no work of this import.
            added = added.exclude(target__headline_key__in=promised)
        added.delete()
    linked = set(RelatedLink.objects.filter(article=article).values_list("target__headline_key", flat=True))
    PendingRelatedLink.objects.filter(article=article).delete()
    PendingRelatedLink.objects.bulk_create(
        PendingRelatedLink(article=article, **promise)
        for promise in before["pending"]
        if promise["reference_key"] not in linked
    )
    AwaitedAddress.objects.filter(article=article).delete()
    AwaitedAddress.objects.bulk_create(AwaitedAddress(article=article, key=key) for key in before["awaited"])


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
