"""A story's proofreading: the rules of `articles.text.proofing` in every field, and those on the story as a whole.

The story need not be saved: a pane that reads along while someone types builds
an ``Article`` from the form and asks the same question.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from articles.editorial.story_rules import STORY_RULES, StoryFinding, findings_of_story
from articles.editorial.story_text import BodyText, GalleryPicture, body_of, gallery_of
from articles.models import Article
from articles.text.markup import clean_html
from articles.text.proofing import (
    DEFAULT_RULES,
    RULES,
    BlockFinding,
    Finding,
    Kind,
    apply,
    apply_html,
    finding_for_client,
    proofread,
    proofread_blocks,
)

HEADLINE_LIMIT = 90

# Plain-text fields in the form's order, and how each is read.
_FIELDS: dict[str, Kind] = {"kicker": "caption", "headline": "headline", "standfirst": "standfirst", "image_caption": "caption"}

ALL_RULES: frozenset[str] = frozenset(RULES) | frozenset(STORY_RULES)
DEFAULTS: frozenset[str] = DEFAULT_RULES | frozenset(STORY_RULES)


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
    body: BodyText | None = None,
    gallery: Sequence[GalleryPicture] | None = None,
) -> list[StoryFinding]:
    """All findings of the named rules in a story, saved or not, in the form's order.

    ``has_byline`` tells whether the form names an author, ``body`` and ``gallery`` what stands in an editor; what is
    left out is asked of the story itself. An unknown rule raises ``KeyError``.
    """
    unknown = set(rules) - ALL_RULES
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    read = body_of(article.body) if body is None else body
    pictures = gallery_of(article) if gallery is None else list(gallery)
    options: dict[str, Any] = {
        "rules": [rule for rule in rules if rule in RULES],
        "dictionary": dictionary,
        "style_sheet": style_sheet,
        "headline_limit": headline_limit,
    }
    found = [
        StoryFinding(name, None, finding)
        for name, (kind, text) in _plain_texts(article, pictures).items()
        for finding in proofread(text, kind=kind, lead=read.lead, **options)
    ]
    found.extend(StoryFinding("body", placed.block, placed.finding) for placed in proofread_blocks(read.blocks, **options))
    story = findings_of_story(article, read, pictures, has_byline)
    found.extend(finding for finding in story if finding.finding.rule in rules)
    return found


def apply_fix(article: Article, found: StoryFinding) -> None:
    """Put the finding's suggestion into the (unsaved) article; nothing changes where there is none."""
    if found.block is not None:
        article.body = apply_html(clean_html(article.body), BlockFinding(found.block, found.finding))
    elif found.field in _FIELDS:
        setattr(article, found.field, apply(getattr(article, found.field), found.finding))


def for_client(
    article: Article,
    findings: list[StoryFinding],
    body: BodyText | None = None,
    gallery: Sequence[GalleryPicture] | None = None,
) -> list[dict[str, Any]]:
    """JSON-ready findings with their reasons in the reader's language; offsets in UTF-16 code units.

    ``body`` and ``gallery`` as `proofread_article` got them.
    """
    blocks = (body_of(article.body) if body is None else body).blocks
    plain = _plain_texts(article, gallery_of(article) if gallery is None else gallery)
    rows = []
    for found in findings:
        text = blocks[found.block].text if found.block is not None else plain.get(found.field, ("body", ""))[1]
        row = finding_for_client(found.finding, text)
        rows.append({"field": found.field, "block": found.block, "reason": explain(found.finding), **row})
    return rows


def _plain_texts(article: Article, gallery: Sequence[GalleryPicture]) -> dict[str, tuple[Kind, str]]:
    """Form's field -> how it is read, and its text."""
    texts: dict[str, tuple[Kind, str]] = {name: (kind, getattr(article, name)) for name, kind in _FIELDS.items()}
    return texts | {f"gallery_items-{item.row}-own_caption": ("caption", item.own_caption) for item in gallery}
