"""What a file tells, made fit for the newsroom's tables: cleaned, measured, or refused with a reason."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from articles.importing.cleaning import mended
from articles.importing.story import Amendment, Picture, Story
from articles.models import Article, Correction, Image, ImportRecord, RelatedLink, Section
from articles.text.arabic import fold_key, strip_invisible
from articles.text.markup import clean_html, excerpt, plain_text

# Before printing in Arabic and after anybody's plans: a slip of the pen.
YEARS = range(1700, 2200)

_TAG = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_FOCAL_POINT = re.compile(r"(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)x(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Numbers for addresses are counted up from the highest: one slip of the pen must not use them all up.
HIGHEST_ID = 10**12
_valid_url = URLValidator(schemes=["http", "https"])


class Refused(ValueError):
    """A story that can't be taken. ``str()`` is the reason, in one line (English)."""


def checked(story: Story) -> Story:
    """The story as it can be stored: plain text without markup, aware times, known words, lengths that fit.

    What matters less (a name without a letter, the source's address) is left
    out with a warning. Refused if the story can't be taken.
    """
    story = story if story.as_is else mended(story)
    warnings = list(story.warnings)
    headline = plain(story.headline)
    if not headline:
        raise Refused("no headline")
    clean = replace(
        story,
        headline=_fitting(headline, Article, "headline"),
        kicker=_fitting(plain(story.kicker), Article, "kicker"),
        standfirst=plain(story.standfirst),
        body=_CONTROLS.sub("", story.body),
        slug=plain(story.slug),
        genre=_word(story.genre, Article.Genre.values, "genre"),
        status=_word(story.status, Article.Status.values, "status"),
        external_id=_fitting(story.external_id, ImportRecord, "external_id"),
        source_name=_fitting(plain(story.source_name), Article, "source_name", "source.name"),
        source_url=_address(story.source_url, warnings),
        sections=names(story.sections, "section", warnings),
        section_parents=tuple((plain(one), plain(other)) for one, other in story.section_parents),
        tags=names(story.tags, "tag", warnings),
        authors=names(story.authors, "author", warnings),
        related=tuple(dict.fromkeys(text for item in story.related if (text := plain(item)))),
        published_at=aware(story.published_at, "published_at"),
        updated_at=aware(story.updated_at, "updated_at"),
        embargo_until=aware(story.embargo_until, "embargo_until"),
        unpublish_at=aware(story.unpublish_at, "unpublish_at"),
        public_id=story.public_id if story.public_id <= HIGHEST_ID else 0,
        related_titles=tuple((plain(line), _link_title(title)) for line, title in story.related_titles),
        image=_picture(story.image),
        corrections=tuple(map(_amendment, story.corrections)),
    )
    return replace(clean, warnings=tuple(warnings))


def plain(text: str) -> str:
    """One line of plain text: tags and what they hide go, and so do invisible and control characters."""
    text = _CONTROLS.sub("", text)
    if _TAG.search(text):
        text = plain_text(clean_html(text))
    return " ".join(strip_invisible(text).split())


def names(given: Iterable[str], kind: str, warnings: list[str]) -> tuple[str, ...]:
    """Names in order, each once however it is spelt; those that can't be names are left out with a warning."""
    found: dict[str, str] = {}
    for item in given:
        name = plain(item)
        reason = name_fault(name)
        if reason:
            warnings.append(f"{kind} {item[:40]!r} left out: {reason}")
        else:
            found.setdefault(fold_key(name), name)
    return tuple(found.values())


def name_fault(name: str) -> str:
    """Why this can't be the name of a section, topic or author; "" if it can."""
    key = fold_key(name)
    if not key:
        return "a name has at least one letter or digit"
    longest = _limit(Section, "name")
    return f"longer than {longest} characters" if len(name) > longest or len(key) > _limit(Section, "name_key") else ""


def aware(value: datetime | None, key: str) -> datetime | None:
    """The time with a zone: the newsroom's own where it tells none. Refused outside `YEARS`."""
    if value is None:
        return None
    if value.year not in YEARS:
        raise Refused(f"{key}: the year {value.year} is outside {YEARS[0]}-{YEARS[-1]}")
    return timezone.make_aware(value) if timezone.is_naive(value) else value


def _word(value: str, known: list[Any], key: str) -> str:
    if value and value not in known:
        raise Refused(f"{key}: {value[:40]!r} is unknown; write one of {', '.join(known)}")
    return value


def _limit(model: Any, field: str) -> int:
    return int(model._meta.get_field(field).max_length)


def _fitting(text: str, model: Any, field: str, key: str = "") -> str:
    longest = _limit(model, field)
    if len(text) > longest:
        raise Refused(f"{key or field}: {len(text):,} characters, at most {longest} are taken")
    return text


def _address(url: str, warnings: list[str]) -> str:
    if not url:
        return ""
    try:
        _valid_url(url)
    except ValidationError:
        warnings.append(f"source.url {url[:60]!r} left out: not an http(s) address")
        return ""
    return _fitting(url, Article, "source_url", "source.url")


def _picture(picture: Picture) -> Picture:
    # Words about a picture are no reason to refuse a story: too many are cut.
    return replace(
        picture,
        alt=excerpt(plain(picture.alt), _limit(Image, "alt")),
        caption=plain(picture.caption),
        credit=excerpt(plain(picture.credit), _limit(Image, "credit")),
        rights=excerpt(plain(picture.rights), _limit(Image, "rights")),
        focal_point=picture.focal_point if _FOCAL_POINT.fullmatch(picture.focal_point) else "",
        sha256=picture.sha256 if _SHA256.fullmatch(picture.sha256) else "",
    )


def _link_title(text: str) -> str:
    return excerpt(plain(text), _limit(RelatedLink, "title"))


def _amendment(note: Amendment) -> Amendment:
    date = aware(note.date, "corrections: date")
    return Amendment(_word(note.kind, Correction.Kind.values, "corrections: kind"), date or note.date, plain(note.note))
