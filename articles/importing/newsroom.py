"""``newsroom.json`` beside a file of stories: sections, authors, topics, pictures. The demo has one, and every export.

What is here already stays as it is, whatever the file tells.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.importing import lead_picture
from articles.importing.checking import Refused, aware, checked, name_fault, plain
from articles.importing.lead_picture import NoPicture
from articles.importing.public_id import count_on_from
from articles.importing.readers.fields import Fields, WrongField
from articles.importing.readers.jsonl import PICTURE_KEYS
from articles.importing.story import Picture, Story
from articles.models import Author, BreakingNews, Image, Page, Section, Tag, TopicSynonym
from articles.models.media_topics import validate_media_topic
from articles.models.named import validate_slug_text
from articles.text.markup import excerpt

FILE_NAME = "newsroom.json"
MAX_BYTES = 64 * 1024 * 1024

_KEYS = ("format", "version", "exported_at", "anchor", "sections", "authors", "topics", "pictures", "pages", "breaking")
_SECTION = "id name slug description media_topic order in_navigation children"
_AUTHOR = "name slug job_title bio image"
_PAGE = "title slug body in_footer order modified_at"
_TOPIC = "name slug media_topic synonyms"


class BadNewsroom(ValueError):
    """A ``newsroom.json`` that can't be used; nothing of it was written. ``str()`` says why (English)."""


def read(folder: Path) -> dict[str, Any]:
    """The file's object. BadNewsroom if it is none."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadNewsroom(f"larger than {MAX_BYTES // 1024**2} MB")
        values = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise BadNewsroom(f"invalid JSON: {error}" if not isinstance(error, BadNewsroom) else str(error)) from error
    except OSError as error:
        raise BadNewsroom(f"can't be read: {error.strerror}") from error
    if not isinstance(values, dict):
        raise BadNewsroom("not an object")
    return values


def prepare(folder: Path) -> list[str]:
    """Make what the file tells and is not here yet. Returns warnings. BadNewsroom.

    Sections, authors and topics come all together or not at all; before them
    the pictures, one by one: making their renditions takes long.
    """
    fields = Fields(read(folder), _KEYS)
    warnings: list[str] = []
    try:
        sections, authors = fields.subs("sections", _SECTION), fields.subs("authors", _AUTHOR)
        topics, pictures = fields.subs("topics", _TOPIC), fields.subs("pictures", PICTURE_KEYS)
        pages, breaking = fields.subs("pages", _PAGE), fields.subs("breaking", "text since until")
        for picture in pictures:
            _make_image(picture, folder, warnings)
        portraits = [_make_image(author.sub("image", PICTURE_KEYS), folder, warnings) for author in authors]
        with transaction.atomic():
            _make_sections(sections, None)
            for author, portrait in zip(authors, portraits, strict=True):
                _make_author(author, portrait)
            for topic in topics:
                _make_topic(topic)
            for page in pages:
                _make_page(page)
            for line in breaking:
                _make_breaking(line)
    except (Refused, WrongField, ValidationError, IntegrityError) as error:
        reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise BadNewsroom(" ".join(reason.split())) from error
    return warnings


def _make_sections(entries: Iterable[Fields], parent: Section | None) -> None:
    """In the order of the file: where it tells none, new sections go to the end of their row."""
    for entry in entries:
        name = _name(entry)
        section = Section.objects.named(name)
        if section is None:
            section = Section(name=name, parent=parent, description=entry.text("description"))
            section.slug = _slug(entry, Section)
            section.in_navigation = entry.flag("in_navigation", default=True)
            section.media_topic = _media_topic(entry)
            wanted = entry.number("id")
            if wanted and not Section.objects.filter(pk=wanted).exists():
                count_on_from(Section, wanted)
                section.pk = wanted
            section.save(force_insert=True)
            if (order := entry.count("order")) is not None:
                Section.objects.filter(pk=section.pk).update(order=order)
        _make_sections(entry.subs("children", _SECTION), section)


def _make_author(entry: Fields, portrait: Image | None) -> None:
    name = _name(entry)
    if Author.objects.named(name) is not None:
        return
    job_title = excerpt(plain(entry.text("job_title")), Author._meta.get_field("job_title").max_length or 0)
    Author(name=name, slug=_slug(entry, Author), job_title=job_title, bio=entry.text("bio"), image=portrait).save()


def _make_topic(entry: Fields) -> None:
    name = _name(entry)
    topic = Tag.objects.named(name)
    if topic is None:
        topic = Tag(name=name, slug=_slug(entry, Tag), media_topic=_media_topic(entry))
        topic.save()
    for synonym in map(plain, entry.texts("synonyms")):
        if name_fault(synonym) or Tag.objects.named(synonym) is not None:
            continue
        TopicSynonym(name=synonym, tag=topic).save()


def _make_page(entry: Fields) -> None:
    """A standing page, where none has its slug."""
    page = Page(title=plain(entry.text("title"))[:200], slug=_slug(entry, Page), body=entry.text("body"))
    if not page.title or not page.slug:
        return
    page.in_footer, page.order = entry.flag("in_footer", default=True), entry.count("order") or 0
    page.save()
    if modified := aware(entry.time("modified_at"), "pages: modified_at"):
        Page.objects.filter(pk=page.pk).update(modified_at=modified)


def _make_breaking(entry: Fields) -> None:
    """A line that leads to no story; those that do come with theirs."""
    since, until = (aware(entry.time(key), f"breaking: {key}") for key in ("since", "until"))
    if since is None or until is None:
        raise WrongField("breaking: a line needs «since» and «until»")
    BreakingNews.objects.get_or_create(article=None, text=plain(entry.text("text"))[:200], since=since, until=until)


def _make_image(entry: Fields, folder: Path, warnings: list[str]) -> Image | None:
    """The library's picture; None, with a warning, where it can't be had."""
    told = Picture(**{key: entry.text(key) for key in PICTURE_KEYS.split() if key != "url"})
    if not told.path:
        return None
    known = Image.objects.filter(sha256=told.sha256).first() if told.sha256 else None
    if known is not None:
        return known
    story = checked(Story(FILE_NAME, image=told, path=str(folder / FILE_NAME), as_is=True))
    try:
        picture = lead_picture.load(story)
    except NoPicture as error:
        warnings.append(str(error))
        return None
    return lead_picture.store(picture, story.image)[0] if picture is not None else None


def _name(entry: Fields) -> str:
    name = plain(entry.text("name"))
    if fault := name_fault(name):
        raise WrongField(f"{name[:40]!r} is no name: {fault}")
    return name


def _slug(entry: Fields, model: Any) -> str:
    """The slug that the file tells, where it is one and free; else it is made from the name."""
    slug = entry.text("slug")
    try:
        validate_slug_text(slug)
    except ValidationError:
        return ""
    too_long = len(slug) > model._meta.get_field("slug").max_length
    return "" if too_long or model.objects.filter(slug=slug).exists() else slug


def _media_topic(entry: Fields) -> str:
    topic = entry.text("media_topic")
    try:
        if topic:
            validate_media_topic(topic)
    except ValidationError:
        return ""
    return topic
