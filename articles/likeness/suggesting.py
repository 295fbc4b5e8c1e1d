"""The same stories for editors, who want to know why: reasons in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.likeness.keeping import copies_near, near_to
from articles.likeness.scoring import arrange
from articles.models import Article, RelatedArticle, Tag
from articles.text.analysis import words
from articles.text.markup import plain_text


@dataclass(frozen=True)
class Suggestion:
    """A story worth adding, how near it is (for order only), and why, in the editor's language."""

    article: Article
    score: float
    reasons: list[str]


def suggest(article: Article, limit: int = 8, exclude: Iterable[int] = ()) -> list[Suggestion]:
    """Stories worth adding to the saved ``article``'s related ones, best first.

    Published ones, those scheduled for later among them (``article.is_scheduled`` tells). Not those that the editors
    picked already, nor ``exclude``, nor copies of the story. Two queries.
    """
    picked = article.related_links.filter(target__isnull=False).values("target")  # type: ignore[attr-defined]
    kept = RelatedArticle.objects.filter(article=article, is_copy=False, related__status=Article.Status.PUBLISHED)
    kept = kept.exclude(related__in=picked).exclude(related__in=list(exclude))
    found = list(kept.select_related("related__section", "related__image").defer("related__body").order_by("position")[:limit])
    topics = Tag.objects.in_bulk({key for row in found for key in row.reasons.get("topics", ())})
    spelled = _spellings(article) if found else {}
    return [Suggestion(row.related, row.score, in_words(row.reasons, topics, spelled)) for row in found]


def suggest_as_typed(article: Article, topics: Iterable[int], limit: int = 8, exclude: Iterable[int] = ()) -> list[Suggestion]:
    """The same for a story as it stands in memory, saved or not: found anew, not read from what is kept.

    ``topics``: keys of those that the form names; ``exclude``: stories picked already. Some tens of milliseconds.
    """
    _terms, near = near_to(article, frozenset(topics))
    left_out = copies_near(article, near) | set(exclude)
    chosen = arrange([one for one in near if one.story.pk not in left_out], limit)
    stories = Article.objects.select_related("section").defer("body").in_bulk([one.story.pk for one in chosen])
    named = Tag.objects.in_bulk({key for one in chosen for key in one.reasons["topics"]})
    spelled = _spellings(article) if chosen else {}
    return [
        Suggestion(stories[one.story.pk], one.score, in_words(one.reasons, named, spelled))
        for one in chosen
        if one.story.pk in stories
    ]


def in_words(reasons: dict[str, Any], topics: dict[int, Tag], spelled: dict[str, str]) -> list[str]:
    """What two stories share, the most telling first."""
    told = []
    shared = [topics[key].name for key in reasons.get("topics", ()) if key in topics]
    if shared:
        told.append(_("shared topic: %(topics)s") % {"topics": _listed(shared)})
    named = [spelled[stem] for stem in reasons.get("names", ()) if stem in spelled]
    if named:
        told.append(_("names the same people and places: %(names)s") % {"names": _listed(named)})
    close = [spelled[stem] for stem in reasons.get("words", ()) if stem in spelled]
    if close:
        told.append(_("close in words: %(words)s") % {"words": _listed(close)})
    if reasons.get("section"):
        told.append(_("same section"))
    return told


def _listed(names: Iterable[str]) -> str:
    return _(", ").join(names)


def _spellings(article: Article) -> dict[str, str]:
    """Term -> how the story spells it most often, the shortest of equals."""
    text = "\n".join([article.headline, article.kicker, article.standfirst, plain_text(article.body)])
    counts = Counter((word.stem, word.spelled) for word in words(text))
    best = sorted(counts, key=lambda one: (counts[one], -len(one[1]), one[1]))
    return dict(best)
