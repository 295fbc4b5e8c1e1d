"""Rules on a story as a whole, which only the database can answer: pictures, source, links to this site's own pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from articles.editorial.story_text import BodyText, GalleryPicture
from articles.models import Article, Author, Image, Section, Tag
from articles.text.proofing import Finding, Severity


class StoryRule(NamedTuple):
    """A rule on the story as a whole; ``name`` and ``message`` as in `proofing.Rule`."""

    name: Any
    message: str
    severity: Severity


STORY_RULES: dict[str, StoryRule] = {
    "missing-alt": StoryRule(
        _("Picture without alternative text"),
        gettext_noop("Say what is to be seen in the picture, for those who can't see it."),
        Severity.ERROR,
    ),
    "missing-caption": StoryRule(_("Picture without caption"), gettext_noop("The picture has no caption."), Severity.WARNING),
    "missing-credit": StoryRule(_("Picture without credit"), gettext_noop("The picture has no credit."), Severity.WARNING),
    "missing-source": StoryRule(
        _("Neither author nor source"), gettext_noop("The story names neither an author nor a source."), Severity.WARNING
    ),
    "dead-link": StoryRule(
        _("Dead internal link"), gettext_noop("This link leads to nothing that readers can see: %(href)s"), Severity.ERROR
    ),
}


@dataclass(frozen=True, slots=True)
class StoryFinding:
    """``field`` is the article's field, "image" for what belongs to the lead picture in the library, or a field of the
    gallery's rows as the form names it ("gallery_items-0-own_caption").

    ``block`` is the number of the body's block (see `proofing.blocks`), ``None`` in plain-text fields.
    """

    field: str
    block: int | None
    finding: Finding

    @property
    def place(self) -> str:
        """Field, block and offsets for a line of output: "body[3]:12-19"."""
        block = "" if self.block is None else f"[{self.block}]"
        span = f":{self.finding.start}-{self.finding.end}" if self.finding.end else ""
        return f"{self.field}{block}{span}"


def findings_of_story(
    article: Article, body: BodyText, gallery: list[GalleryPicture], has_byline: bool | None
) -> Iterator[StoryFinding]:
    """All findings of `STORY_RULES`, in the form's order."""
    if article.image is not None:
        yield from _picture(article.image, article.caption, article.credit, "image", "image_caption", "image_credit")
    for number, picture in enumerate(body.pictures):
        if not picture.alt.strip():
            yield _of_story("missing-alt", "body", picture.src, picture=number)
    for item in gallery:
        if item.image is not None:
            caption, credit = item.own_caption or item.image.caption, item.own_credit or item.image.credit
            names = (f"gallery_items-{item.row}-{name}" for name in ("image", "own_caption", "own_credit"))
            yield from _picture(item.image, caption, credit, *names)
    yield from _source(article, has_byline)
    yield from _dead_links(body)


def _picture(image: Image, caption: str, credit: str, *fields: str) -> Iterator[StoryFinding]:
    """``fields``: where alternative text, caption and credit are written."""
    told = (("missing-alt", image.alt), ("missing-caption", caption), ("missing-credit", credit))
    for (rule, text), name in zip(told, fields, strict=True):
        if not text.strip():
            yield _of_story(rule, name, str(image))


def _of_story(rule: str, field: str, text: str = "", **params: Any) -> StoryFinding:
    return StoryFinding(field, None, _finding(rule, 0, 0, text, params))


def _finding(rule: str, start: int, end: int, text: str, params: Mapping[str, Any]) -> Finding:
    row = STORY_RULES[rule]
    return Finding(rule, row.severity, start, end, text, row.message, params, None, start, end)


def _source(article: Article, has_byline: bool | None) -> Iterator[StoryFinding]:
    if article.source_name.strip():
        return
    if has_byline is None:
        has_byline = article.pk is not None and article.authors.exists()
    if not has_byline:
        yield _of_story("missing-source", "source_name")


def _dead_links(body: BodyText) -> Iterator[StoryFinding]:
    leads_nowhere: dict[str, bool] = {}
    for link in body.links:
        if link.href not in leads_nowhere:
            path = _own_path(link.href)
            leads_nowhere[link.href] = path is not None and not _leads_somewhere(path)
        if leads_nowhere[link.href]:
            words = body.blocks[link.block].text[link.start : link.end]
            yield StoryFinding("body", link.block, _finding("dead-link", link.start, link.end, words, {"href": link.href}))


def _own_path(href: str) -> str | None:
    """The path of an address of this site; ``None`` for outside addresses, places in the page and mail."""
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or not parts.path:
        return None
    if host and host not in {name.lstrip(".") for name in settings.ALLOWED_HOSTS}:
        return None
    return unquote(parts.path)


def _leads_somewhere(path: str) -> bool:
    """Whether a reader who follows the path sees a page: the story is public, the section exists."""
    if path.startswith(settings.MEDIA_URL):
        name = path.removeprefix(settings.MEDIA_URL)
        return ".." not in name.split("/") and default_storage.exists(name)
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if "admin" in match.namespaces:
        return False
    if "pk" in match.kwargs:
        return Article.objects.public().filter(pk=match.kwargs["pk"]).exists()
    named = {"section": Section, "topic": Tag, "author": Author}.get(match.url_name or "")
    return named is None or named.objects.filter(slug=match.kwargs["slug"]).exists()
