"""What proofreading reads of a story besides its plain fields: the body's blocks, links and pictures, and the gallery.

They come from clean HTML, as stories are stored, or from an editor's document while someone types in it
(`articles.admin.stories.typed_story`): then blocks are numbered as the document numbers them.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.models import Article, Image
from articles.text.markup import clean_html
from articles.text.proofing import Block, Link, blocks_of, links_of

_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\salt="([^"]*)"')
_SOURCE = re.compile(r'\ssrc="([^"]*)"')


class BodyPicture(NamedTuple):
    """A picture that stands in the body; ``src`` tells which."""

    src: str
    alt: str


class GalleryPicture(NamedTuple):
    """A picture of the gallery with what is said of it there; ``row`` is its place in the form, from 0."""

    row: int
    image: Image | None
    own_caption: str
    own_credit: str


@dataclass(frozen=True)
class BodyText:
    blocks: Sequence[Block] = ()
    links: Sequence[Link] = ()
    pictures: Sequence[BodyPicture] = field(default=())

    @property
    def lead(self) -> str:
        """The first paragraph in one line, as a standfirst is compared with it."""
        for block in self.blocks:
            text = " ".join(block.text.replace("\ufffc", "").split())
            if text:
                return text
        return ""


def body_of(source: str) -> BodyText:
    """The body as it is stored: HTML, cleaned here."""
    clean = clean_html(source)
    pictures = [BodyPicture(_value(_SOURCE, tag), _value(_ALT, tag)) for tag in _PICTURE.findall(clean)]
    return BodyText(blocks_of(clean), links_of(clean), pictures)


def gallery_of(article: Article) -> list[GalleryPicture]:
    """The saved story's gallery; no query unless it is told as one."""
    if article.pk is None or article.story_type != Article.StoryType.GALLERY:
        return []
    rows = article.gallery_items.select_related("image")
    return [GalleryPicture(row, item.image, item.own_caption, item.own_credit) for row, item in enumerate(rows)]


def _value(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return html.unescape(found.group(1)) if found else ""
