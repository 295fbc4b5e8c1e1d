"""WordPress eXtended RSS 1.2: what WordPress' own importer takes, and with it most other systems.

What WordPress has no place for (kicker, source, credit) goes as custom fields; corrections and related links stay out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.exporting.entries import Entry
from articles.exporting.formats.xml import cdata, element, rfc_822
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.models import Article, Author, DeskState, Image, Section, Tag

_NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
# Pictures are posts too: their numbers must not be those of stories.
FIRST_ATTACHMENT = 1_000_000_000
_NO_TIME = "0000-00-00 00:00:00"
# What WordPress has no word for: waiting for its hour is waiting for review; what readers no longer see stays, unseen.
_STATES = {
    DeskState.DRAFT: "draft",
    DeskState.IN_REVIEW: "pending",
    DeskState.APPROVED: "pending",
    DeskState.EMBARGOED: "pending",
    DeskState.SCHEDULED: "future",
    DeskState.PUBLISHED: "publish",
    DeskState.EXPIRED: "private",
    DeskState.WITHDRAWN: "private",
    DeskState.SPIKED: "trash",
}


def pieces(entries: Iterator[Entry], selection: Selection, site: SiteAddress) -> Iterator[bytes]:
    """The site's people and categories, then its posts, each behind its picture."""
    for part in _head(selection, site):
        yield part.encode()
    written: set[int] = set()
    for entry in entries:
        article = entry.article
        if article.image is not None and article.image.file and article.image_id not in written:
            written.add(article.image.pk)
            yield _attachment(article, article.image, site).encode()
        yield _post(entry, site).encode()
    yield b"</channel>\n</rss>\n"


def _head(selection: Selection, site: SiteAddress) -> Iterator[str]:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {spaces}>\n<channel>\n'
    name = settings.NEWSROOM["NAME"]["ar"]
    yield element("title", name) + element("link", site.base) + element("description", name)
    yield element("pubDate", rfc_822(timezone.now())) + element("language", settings.LANGUAGE_CODE)
    yield element("wp:wxr_version", "1.2") + element("wp:base_site_url", site.base) + element("wp:base_blog_url", site.base)
    stories = selection.stories().order_by().values("pk")
    for author in Author.objects.filter(bylines__article__in=stories).distinct().order_by("pk").iterator():
        yield _author(author)
    sections = {section.pk: section for section in Section.objects.in_tree_order()}
    for section in sections.values():
        yield _category(section, sections.get(section.parent_id or 0))
    for tag in Tag.objects.filter(tagged_articles__content_object__in=stories).distinct().order_by("pk").iterator():
        yield _tag(tag)


def _author(author: Author) -> str:
    return _wrapped(
        "wp:author",
        element("wp:author_id", author.pk),
        cdata("wp:author_login", author.slug),
        element("wp:author_email", ""),
        cdata("wp:author_display_name", author.name),
        cdata("wp:author_first_name", ""),
        cdata("wp:author_last_name", ""),
    )


def _category(section: Section, parent: Section | None) -> str:
    return _wrapped(
        "wp:category",
        element("wp:term_id", section.pk),
        cdata("wp:category_nicename", section.slug),
        cdata("wp:category_parent", parent.slug if parent else ""),
        cdata("wp:cat_name", section.name),
        cdata("wp:category_description", section.description),
    )


def _tag(tag: Tag) -> str:
    return _wrapped("wp:tag", element("wp:term_id", tag.pk), cdata("wp:tag_slug", tag.slug), cdata("wp:tag_name", tag.name))


def _post(entry: Entry, site: SiteAddress) -> str:
    article = entry.article
    authors = article.byline_authors
    meta = {
        "_thumbnail_id": str(FIRST_ATTACHMENT + article.image_id) if article.image_id else "",
        "_yoast_wpseo_primary_category": str(article.section_id or ""),
        "newsroom_kicker": article.kicker,
        "newsroom_source_name": article.source_name,
        "newsroom_source_url": article.source_url,
        "newsroom_picture_credit": article.credit,
    }
    return _wrapped(
        "item",
        element("title", article.headline),
        element("link", site.absolute(article.get_absolute_url())),
        element("pubDate", rfc_822(article.published_at)),
        cdata("dc:creator", authors[0].slug if authors else ""),
        element("guid", _guid(entry, site), isPermaLink="false"),
        element("description"),
        cdata("content:encoded", site.absolute_html(article.body)),
        cdata("excerpt:encoded", article.standfirst),
        _fields(article.pk, "post", _state(article), article.slug, article.published_at, article.updated_at),
        *_terms(article, authors),
        *(_meta(key, value) for key, value in meta.items() if value),
    )


def _guid(entry: Entry, site: SiteAddress) -> str:
    identity = entry.external_id
    return identity if identity.startswith(("http://", "https://")) else site.absolute(entry.article.get_short_url())


def _state(article: Article) -> str:
    return _STATES[article.desk_state]


def _terms(article: Article, authors: list[Any]) -> Iterator[str]:
    for section in [article.section, *article.further_sections.all()]:
        if section is not None:
            yield cdata("category", section.name, domain="category", nicename=section.slug)
    for tag in article.tags.all():
        yield cdata("category", tag.name, domain="post_tag", nicename=tag.slug)
    if len(authors) > 1:
        # As the plugin for several authors writes them; WordPress itself knows one.
        for author in authors:
            yield cdata("category", author.name, domain="author", nicename=f"cap-{author.slug}")


def _attachment(article: Article, image: Image, site: SiteAddress) -> str:
    address = site.absolute(image.file.url)
    return _wrapped(
        "item",
        element("title", image.alt or image.file.name.rpartition("/")[2]),
        element("link", address),
        element("guid", address, isPermaLink="false"),
        cdata("content:encoded", image.credit),
        cdata("excerpt:encoded", article.caption),
        _fields(FIRST_ATTACHMENT + image.pk, "attachment", "inherit", f"picture-{image.pk}", image.created_at, None),
        cdata("wp:attachment_url", address),
        *([_meta("_wp_attachment_image_alt", image.alt)] if image.alt else []),
    )


def _fields(number: int, kind: str, status: str, name: str, date: datetime | None, modified: datetime | None) -> str:
    return "".join(
        (
            element("wp:post_id", number),
            element("wp:post_date", _local(date)),
            element("wp:post_date_gmt", _gmt(date)),
            element("wp:post_modified", _local(modified)),
            element("wp:post_modified_gmt", _gmt(modified)),
            element("wp:comment_status", "closed"),
            element("wp:ping_status", "closed"),
            cdata("wp:post_name", name),
            element("wp:status", status),
            element("wp:post_parent", 0),
            element("wp:menu_order", 0),
            element("wp:post_type", kind),
            element("wp:post_password"),
            element("wp:is_sticky", 0),
        )
    )


def _meta(key: str, value: str) -> str:
    return _wrapped("wp:postmeta", cdata("wp:meta_key", key), cdata("wp:meta_value", value))


def _wrapped(tag: str, *parts: str) -> str:
    return f"<{tag}>\n{''.join(parts)}</{tag}>\n"


def _gmt(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if moment else _NO_TIME


def _local(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else _NO_TIME
