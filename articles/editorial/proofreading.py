"""A story's proofreading: the rules of `articles.text.proofing` in every field, and what only the database knows.

The story need not be saved: a pane that reads along while someone types builds
an ``Article`` from the form and asks the same question.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Section, Tag
from articles.text.markup import clean_html, plain_text
from articles.text.proofing import (
    DEFAULT_RULES,
    RULES,
    BlockFinding,
    Finding,
    Kind,
    Severity,
    apply,
    apply_html,
    blocks_of,
    finding_for_client,
    links_of,
    proofread,
    proofread_html,
)

HEADLINE_LIMIT = 90

# Plain-text fields in the form's order, and how each is read.
_FIELDS: dict[str, Kind] = {"kicker": "caption", "headline": "headline", "standfirst": "standfirst", "image_caption": "caption"}
_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\salt="[^"]*\S[^"]*"')


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
ALL_RULES: frozenset[str] = frozenset(RULES) | frozenset(STORY_RULES)
DEFAULTS: frozenset[str] = DEFAULT_RULES | frozenset(STORY_RULES)


@dataclass(frozen=True, slots=True)
class StoryFinding:
    """``field`` is the article's field, or "image" for what belongs to the lead picture in the library.

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


def rule_name(rule: str) -> str | Promise:
    """What a switch for the rule is labelled with, in the reader's language."""
    return STORY_RULES[rule].name if rule in STORY_RULES else gettext(RULES[rule].name)


def explain(finding: Finding) -> str:
    """The finding's reason in the reader's language."""
    return gettext(finding.message) % finding.params


def proofread_article(
    article: Article,
    *,
    rules: Collection[str] = DEFAULTS,
    dictionary: Set[str] = frozenset(),
    style_sheet: Mapping[str, str] | None = None,
    headline_limit: int = HEADLINE_LIMIT,
    has_byline: bool | None = None,
) -> list[StoryFinding]:
    """All findings of the named rules in a story, saved or not, in the form's order.

    ``has_byline`` tells whether the form names an author; left out, the
    database is asked. An unknown rule raises ``KeyError``.
    """
    unknown = set(rules) - ALL_RULES
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    body = clean_html(article.body)
    options: dict[str, Any] = {
        "rules": [rule for rule in rules if rule in RULES],
        "dictionary": dictionary,
        "style_sheet": style_sheet,
        "headline_limit": headline_limit,
    }
    lead = plain_text(body).partition("\n\n")[0]
    found = [
        StoryFinding(field, None, finding)
        for field, kind in _FIELDS.items()
        for finding in proofread(getattr(article, field), kind=kind, lead=lead, **options)
    ]
    found.extend(StoryFinding("body", placed.block, placed.finding) for placed in proofread_html(body, **options))
    story = [*_pictures(article, body), *_source(article, has_byline), *_dead_links(body)]
    found.extend(finding for finding in story if finding.finding.rule in rules)
    return found


def apply_fix(article: Article, found: StoryFinding) -> None:
    """Put the finding's suggestion into the (unsaved) article; nothing changes where there is none."""
    if found.block is not None:
        article.body = apply_html(clean_html(article.body), BlockFinding(found.block, found.finding))
    elif found.field in _FIELDS:
        setattr(article, found.field, apply(getattr(article, found.field), found.finding))


def for_client(article: Article, findings: list[StoryFinding]) -> list[dict[str, Any]]:
    """JSON-ready findings with their reasons in the reader's language; offsets in UTF-16 code units."""
    texts = [block.text for block in blocks_of(clean_html(article.body))]
    rows = []
    for found in findings:
        text = texts[found.block] if found.block is not None else getattr(article, found.field, None)
        row = finding_for_client(found.finding, text if isinstance(text, str) else "")
        rows.append({"field": found.field, "block": found.block, "reason": explain(found.finding), **row})
    return rows


def _of_story(rule: str, field: str, text: str = "", **params: Any) -> StoryFinding:
    return StoryFinding(field, None, _finding(rule, 0, 0, text, params))


def _finding(rule: str, start: int, end: int, text: str, params: Mapping[str, Any]) -> Finding:
    row = STORY_RULES[rule]
    return Finding(rule, row.severity, start, end, text, row.message, params, None, start, end)


def _pictures(article: Article, body: str) -> Iterator[StoryFinding]:
    image = article.image
    if image is not None:
        if not image.alt.strip():
            yield _of_story("missing-alt", "image", str(image))
        if not article.caption.strip():
            yield _of_story("missing-caption", "image_caption")
        if not article.credit.strip():
            yield _of_story("missing-credit", "image_credit")
    for match in _PICTURE.finditer(body):
        if _ALT.search(match.group()) is None:
            yield _of_story("missing-alt", "body", match.group())


def _source(article: Article, has_byline: bool | None) -> Iterator[StoryFinding]:
    if article.source_name.strip():
        return
    if has_byline is None:
        has_byline = article.pk is not None and article.authors.exists()
    if not has_byline:
        yield _of_story("missing-source", "source_name")


def _dead_links(body: str) -> Iterator[StoryFinding]:
    links = links_of(body)
    if not links:
        return
    texts = [block.text for block in blocks_of(body)]
    leads_nowhere: dict[str, bool] = {}
    for link in links:
        if link.href not in leads_nowhere:
            path = _own_path(link.href)
            leads_nowhere[link.href] = path is not None and not _leads_somewhere(path)
        if leads_nowhere[link.href]:
            words = texts[link.block][link.start : link.end]
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
