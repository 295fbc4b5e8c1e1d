"""A story as an entry of a feed: words and pictures that stand by themselves, in any reader program."""

import mimetypes
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Article, Correction, Section
from articles.picture_rights import shown_bodies
from articles.public.feed_formats import Entry, Picture
from articles.public.jsonld import changed_at
from articles.public.stories import says_more
from articles.text.feeds import absolute_html, isolate_latin, xml_safe
from articles.text.markup import excerpt, plain_text

SUMMARY_LENGTH = 400
# Width of the rendition that feeds name.
RENDITION_WIDTH = 1280
# The year in which these identities began: part of every one of them (RFC 4151), never to be changed.
SINCE = 2026


def entry_of(article: Article, path: Iterable[Section], absolute: Callable[[str], str], is_full: bool) -> Entry:
    """A dated story as `with_all_it_shows` brings it; ``is_full`` with its whole text."""
    address = absolute(article.get_absolute_url())
    published = article.published_at or datetime.max
    picture = _picture(article, absolute)
    names = [section.name for section in (*path, *article.further_sections.all())]
    names += [tag.name for tag in article.tags.all()]
    summary = format_html("<p>{}</p>", excerpt(article.summary, SUMMARY_LENGTH))
    return Entry(
        identity=identity(article.pk, address),
        url=address,
        title=isolate_latin(xml_safe(article.headline)),
        summary=_arabic(summary),
        full=_arabic(_whole(article, picture, address)) if is_full else "",
        published=published,
        updated=changed_at(article) or published,
        authors=tuple((xml_safe(row.name), absolute(row.get_absolute_url())) for row in article.byline_authors),
        categories=tuple(dict.fromkeys(xml_safe(name) for name in names)),
        picture=picture,
    )


def identity(pk: int, address: str) -> str:
    """A tag URI of the site's host and the story's number: the same over http and https, whatever its headline and slug."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return f"tag:{host},{SINCE}:article/{pk}"


def _arabic(html: SafeString) -> str:
    # No style sheet goes with a feed, and few readers look at the feed's language.
    return xml_safe(format_html('<div dir="rtl" lang="ar">{}</div>', html))


def _whole(article: Article, picture: Picture | None, address: str) -> SafeString:
    standfirst = article.standfirst if says_more(article.standfirst, plain_text(article.body)) else ""
    return format_html(
        "{}{}{}{}{}",
        _figure(picture) if picture else "",
        format_html("<p><strong>{}</strong></p>", standfirst) if standfirst else "",
        mark_safe(absolute_html(shown_bodies([article.body])[0], address)),
        format_html_join("", "<p><strong>{}</strong> {}</p>", _notes(article)),
        format_html("<p>{} {}</p>", _("Source:"), article.source_name) if article.source_name else "",
    )


def _figure(picture: Picture) -> SafeString:
    size = (picture.url, picture.alt, picture.width, picture.height)
    image = format_html('<img src="{}" alt="{}" width="{}" height="{}">', *size)
    credit = f" ({picture.credit})" if picture.credit else ""
    caption = f"{picture.caption}{credit}".strip()
    return format_html("<figure>{}{}</figure>", image, format_html("<figcaption>{}</figcaption>", caption) if caption else "")


def _notes(article: Article) -> list[tuple[str, str]]:
    labels = {Correction.Kind.CORRECTION: _("Correction:"), Correction.Kind.UPDATE: _("Update:")}
    return [(labels[Correction.Kind(note.kind)], note.note) for note in article.corrections.all()]  # type: ignore[attr-defined]


def _picture(article: Article, absolute: Callable[[str], str]) -> Picture | None:
    """The lead picture as a file that is there; None where there is none, or it is lost."""
    image = article.lead_image
    if image is None or not image.file:
        return None
    try:
        file = image.best("whole", RENDITION_WIDTH)
        size = image.file.storage.size(file.name)
    except (OSError, ValueError):
        return None
    return Picture(
        url=absolute(file.url),
        kind=mimetypes.guess_type(file.name)[0] or "image/jpeg",
        size=size,
        width=file.width,
        height=file.height,
        alt=xml_safe(image.alt),
        caption=xml_safe(article.caption),
        credit=xml_safe(article.credit),
    )
