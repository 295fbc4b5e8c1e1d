"""What a story is besides one text, as another newsroom's export tells it: live updates, a gallery, earlier texts.

Called by the writer in the story's transaction. Lists that the story has here already are left as they are.
"""

import json
from collections.abc import Iterable
from typing import Any

from articles.importing.checking import Refused, aware, plain
from articles.importing.public_id import count_on_from
from articles.importing.readers.fields import Fields, WrongField
from articles.importing.readers.jsonl import PICTURE_KEYS
from articles.importing.story import Story
from articles.models import Article, Author, BreakingNews, Correction, GalleryItem, Image, LiveEntry, PublishedVersion
from articles.text.markup import clean_html
from articles.text.video import video_of

_KEYS = ("corrections", "type", "video_url", "coverage_ended_at", "withdrawal_note", "gallery", "live", "versions", "breaking")
_ENTRY = "id at headline body author is_key is_pinned modified_at"
_VERSION = "id at note is_withheld headline standfirst body"


def write(article: Article, story: Story) -> list[str]:
    """Write what the story tells so; returns warnings. Refused where it can't be taken."""
    if not story.telling:
        return []
    warnings: list[str] = []
    fields = Fields(json.loads(story.telling), _KEYS, "telling.")
    try:
        _number_corrections(article, story, fields.subs("corrections", "id"))
        _fill(article, fields)
        _gallery(article, fields.subs("gallery", f"{PICTURE_KEYS} own_caption own_credit"), warnings)
        _live(article, fields.subs("live", _ENTRY))
        _versions(article, fields.subs("versions", _VERSION))
        _breaking(article, fields.subs("breaking", "text since until"))
    except WrongField as error:
        raise Refused(str(error)) from error
    return warnings


def _number_corrections(article: Article, story: Story, told: list[Fields]) -> None:
    """Readers link to a note by its number: it is kept where it is free."""
    for note, entry in zip(story.corrections, told, strict=False):
        row = Correction.objects.filter(article=article, kind=note.kind, date=note.date, note=note.note).first()
        number = _free(Correction, entry.number("id"))
        if row is not None and number is not None:
            Correction.objects.filter(pk=row.pk).update(id=number)


def _fill(article: Article, fields: Fields) -> None:
    kind, video = fields.text("type"), fields.text("video_url")
    if kind and kind not in Article.StoryType.values:
        raise Refused(f"telling.type: {kind[:40]!r} is unknown; write one of {', '.join(Article.StoryType.values)}")
    if video and video_of(video) is None:
        raise Refused(f"telling.video_url: no video is known at {video[:80]!r}")
    article.story_type = kind or article.story_type
    article.video_url = video or article.video_url
    article.coverage_ended_at = aware(fields.time("coverage_ended_at"), "telling.coverage_ended_at")
    article.withdrawal_note = plain(fields.text("withdrawal_note")) or article.withdrawal_note
    article.save()


def _gallery(article: Article, items: list[Fields], warnings: list[str]) -> None:
    if GalleryItem.objects.filter(article=article).exists():
        return
    images = Image.objects.filter(sha256__in=[item.text("sha256") for item in items if item.text("sha256")])
    known = {image.sha256: image for image in images}
    for order, item in enumerate(items, 1):
        image = known.get(item.text("sha256"))
        if image is None:
            warnings.append(f"telling.gallery: the picture {item.text('path')[:80]!r} is not among newsroom.json's")
            continue
        words = {"own_caption": plain(item.text("own_caption")), "own_credit": plain(item.text("own_credit"))[:200]}
        GalleryItem.objects.get_or_create(article=article, image=image, defaults={"order": order, **words})


def _live(article: Article, entries: Iterable[Fields]) -> None:
    if LiveEntry.objects.filter(article=article).exists():
        return
    for entry in entries:
        name = plain(entry.text("author"))
        row = LiveEntry(
            pk=_free(LiveEntry, entry.number("id")),
            article=article,
            at=_moment(entry, "at"),
            headline=plain(entry.text("headline"))[:300],
            body=entry.text("body"),
            author=Author.objects.get_or_create_named(name)[0] if name else None,
            is_key=entry.flag("is_key"),
            is_pinned=entry.flag("is_pinned"),
        )
        row.save(force_insert=True)
        if modified := aware(entry.time("modified_at"), "telling.live: modified_at"):
            # Open pages tell by it what has changed; saving always sets it.
            LiveEntry.objects.filter(pk=row.pk).update(modified_at=modified)


def _versions(article: Article, versions: Iterable[Fields]) -> None:
    if PublishedVersion.objects.filter(article=article).exists():
        return
    for version in versions:
        PublishedVersion(
            pk=_free(PublishedVersion, version.number("id")),
            article=article,
            at=_moment(version, "at"),
            headline=plain(version.text("headline"))[:300],
            standfirst=plain(version.text("standfirst")),
            body=clean_html(version.text("body")),
            note=plain(version.text("note")),
            is_withheld=version.flag("is_withheld"),
        ).save(force_insert=True)


def _breaking(article: Article, lines: Iterable[Fields]) -> None:
    for line in lines:
        told = {"text": plain(line.text("text"))[:200], "since": _moment(line, "since"), "until": _moment(line, "until")}
        BreakingNews.objects.get_or_create(article=article, **told)


def _moment(fields: Fields, key: str) -> Any:
    moment = aware(fields.time(key), f"telling: {key}")
    if moment is None:
        raise WrongField(f"telling: the time {key!r} is missing")
    return moment


def _free(model: Any, wanted: int) -> int | None:
    """The number that stood in the address, if it is free here."""
    if not wanted or wanted > 10**12 or model.objects.filter(pk=wanted).exists():
        return None
    count_on_from(model, wanted)
    return wanted
