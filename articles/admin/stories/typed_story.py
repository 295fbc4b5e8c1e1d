"""A story as it stands in an editor's form, not saved: what the browser tells of it, checked, as an ``Article``.

What comes is JSON (static/admin-desk/typed-story.js writes it):

    {"story": 12 | null, "fields": {"headline": "…", …}, "image": "3", "byline": true, "section": "2", "tags": "…",
     "blocks": [{"text": "…", "code": false}], "links": [{"block": 0, "start": 3, "end": 8, "href": "/…"}],
     "pictures": [{"src": "…", "alt": "…"}], "gallery": [{"row": 0, "image": "4", "own_caption": "", "own_credit": ""}],
     "related": [5, 9], "ignored": [["body", "0f…"]]}

All but "fields" may be missing. Offsets are UTF-16 code units, as JavaScript counts.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.admin.json_views import Unreadable
from articles.editorial.house_style import Key
from articles.editorial.story_text import BodyPicture, BodyText, GalleryPicture
from articles.models import Article, Image
from articles.text.markup import paragraphs_to_html
from articles.text.proofing import Block, Link

FIELDS = ("kicker", "headline", "standfirst", "image_caption", "image_credit", "source_name")
# Beyond this nobody types; what reads along must stay quick.
MOST_LETTERS = 300_000
MOST_ROWS = 5_000


@dataclass(frozen=True)
class TypedStory:
    """``article`` is unsaved whether or not it has a key."""

    article: Article
    body: BodyText
    gallery: list[GalleryPicture]
    has_byline: bool
    tags: str = ""
    related: list[int] = field(default_factory=list)
    ignored: set[Key] = field(default_factory=set)


def typed_story(data: dict[str, Any], saved: Article | None, *, sees_images: bool) -> TypedStory:
    """The story that the browser tells of. `Unreadable` where it is too long or makes no sense.

    ``saved`` is the story that the form was opened on; ``sees_images``: whether this person may see the library.
    """
    try:
        texts = {name: _text(data.get("fields", {}).get(name, "")) for name in FIELDS}
        blocks = [Block(_text(row["text"]), "pre" if row.get("code") else "p") for row in _rows(data, "blocks")]
        if sum(map(len, texts.values())) + sum(len(block.text) for block in blocks) > MOST_LETTERS:
            raise Unreadable(_("The text is too long to be read along."))
        links = [_link(row, blocks) for row in _rows(data, "links")]
        pictures = [BodyPicture(_text(row["src"]), _text(row["alt"])) for row in _rows(data, "pictures")]
        keys = [_key(data.get("image")), *(_key(row.get("image")) for row in _rows(data, "gallery"))]
        images = _images(keys, saved, sees_images)
        article = Article(**texts, section_id=_key(data.get("section")), image=images.get(keys[0] or 0))
        article.pk = saved.pk if saved is not None else None
        article.published_at = saved.published_at if saved is not None else None
        article.body = paragraphs_to_html(block.text for block in blocks)
        return TypedStory(
            article=article,
            body=BodyText(blocks, links, pictures),
            gallery=[_gallery(row, images) for row in _rows(data, "gallery")],
            has_byline=data.get("byline") is True,
            tags=_text(data.get("tags", "")),
            related=[int(key) for key in _rows(data, "related")],
            ignored={(_text(name), _text(print_)) for name, print_ in _rows(data, "ignored")},
        )
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError) as wrong:
        raise Unreadable(_("The page and the server did not understand each other: load the page again.")) from wrong


def _rows(data: dict[str, Any], name: str) -> list[Any]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise ValueError(name)
    return rows


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    # Half of a surrogate pair is no letter that anything could store.
    return value.replace("\x00", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _key(value: Any) -> int | None:
    """A form's choice: digits, or nothing."""
    key = int(value) if str(value or "").isascii() and str(value or "").isdigit() else None
    return key if key is not None and key < 2**63 else None


def _link(row: Any, blocks: list[Block]) -> Link:
    number = int(row["block"])
    if not 0 <= number < len(blocks):
        raise IndexError(number)
    units = blocks[number].text.encode("utf-16-le")
    start, end = (len(units[: 2 * max(int(row[name]), 0)].decode("utf-16-le", "ignore")) for name in ("start", "end"))
    return Link(number, start, end, _text(row["href"]))


def _gallery(row: Any, images: dict[int, Image]) -> GalleryPicture:
    image = images.get(_key(row.get("image")) or 0)
    return GalleryPicture(int(row["row"]), image, _text(row.get("own_caption", "")), _text(row.get("own_credit", "")))


def _images(keys: list[int | None], saved: Article | None, sees_images: bool) -> dict[int, Image]:
    """The chosen pictures; to those who may not see the library, the story's own alone."""
    wanted = {key for key in keys if key}
    if not sees_images:
        own = {saved.image_id} if saved is not None else set()
        wanted &= {key for key in own if key}
    return Image.objects.in_bulk(wanted) if wanted else {}
