"""RSS 2.0 with the full text: what any feed reader and most other systems take."""

import mimetypes
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.utils import timezone

from articles.exporting.entries import Entry
from articles.exporting.formats.xml import cdata, element, rfc_822
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.models import Article, Image

_NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
}


def pieces(entries: Iterator[Entry], selection: Selection, site: SiteAddress) -> Iterator[bytes]:
    """One channel, an item a story."""
    yield _head(site).encode()
    for entry in entries:
        yield _item(entry.article, site).encode()
    yield b"</channel>\n</rss>\n"


def _head(site: SiteAddress) -> str:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    name = settings.NEWSROOM["NAME"]["ar"]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {spaces}>\n<channel>\n'
        + element("title", name)
        + element("link", f"{site.base}/")
        + element("description", name)
        + element("language", settings.LANGUAGE_CODE)
        + element("lastBuildDate", rfc_822(timezone.now()))
    )


def _item(article: Article, site: SiteAddress) -> str:
    sections = [article.section, *article.further_sections.all()]
    names = [row.name for row in [*sections, *article.tags.all()] if row is not None]
    parts = [
        element("title", article.headline),
        element("link", site.absolute(article.get_absolute_url())),
        element("guid", site.absolute(article.get_short_url()), isPermaLink="true"),
        element("description", article.summary),
        cdata("content:encoded", site.absolute_html(article.body)),
        *(element("dc:creator", author.name) for author in article.byline_authors),
        *(element("category", name) for name in names),
    ]
    if article.published_at:
        parts.append(element("pubDate", rfc_822(article.published_at)))
    if article.updated_at:
        parts.append(element("atom:updated", article.updated_at.isoformat()))
    if article.source_url:
        parts.append(element("source", article.source_name or article.source_url, url=article.source_url))
    if article.image is not None and article.image.file:
        parts.append(_media(article, article.image, site))
    return f"<item>\n{''.join(parts)}</item>\n"


def _media(article: Article, image: Image, site: SiteAddress) -> str:
    address = site.absolute(image.file.url)
    kind = mimetypes.guess_type(image.file.name)[0] or "image/jpeg"
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    inside = "".join(
        element(f"media:{tag}", text)
        for tag, text in (("title", image.alt), ("description", article.caption), ("credit", article.credit))
        if text
    )
    return f'<media:content url={quoteattr(address)} type="{kind}" medium="image"{size}>\n{inside}</media:content>\n'
