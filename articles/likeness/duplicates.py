"""Stories that tell the same in the same words: a warning before publication, and nothing to show as related."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.likeness.candidates import candidates, signature_of
from articles.likeness.signatures import cosine, unpack
from articles.models import Article, SearchDocument, StorySignature
from articles.search.documents import unpack as unpack_document
from articles.text.analysis import fold_word, words
from articles.text.markup import plain_text

# Shingles: rows of so many words.
ROW = 4
MOST_WORDS = 2_000
# The first words by which agencies' copies are known.
BEGINNING = 25
# Only stories at least so alike are read word by word.
WORTH_READING = 0.5
# Warned of: this share of the shorter text's rows stands in the longer one.
SAME_WORDS = 0.5
# Shown nowhere as related: this share of all rows of both.
COPY = 0.8

Rows = frozenset[int]


@dataclass(frozen=True)
class NearDuplicate:
    """A story that looks like the same. ``share``: of the shorter text's wording, 0 to 1. ``reason``: for people."""

    article: Article
    share: float
    reason: Any


def near_duplicates(article: Article, limit: int = 5) -> list[NearDuplicate]:
    """Other stories, drafts and withdrawn ones among them, that tell the same in the same words; the surest first.

    Known by the same headline, the same beginning (25 words) or half of the wording in common. Works on a saved or
    unsaved ``article`` as it stands in memory; a handful of queries.
    """
    alike = _alike(article)
    titled = Article.objects.filter(headline_key=article.headline_key) if article.headline_key else Article.objects.none()
    same_title = set(titled.exclude(pk=article.pk).order_by("-pk").values_list("pk", flat=True)[:limit])
    body = folded(plain_text(article.body))
    found: dict[int, tuple[float, Any]] = {pk: (0.0, _("the same headline")) for pk in same_title}
    for pk, theirs in texts(alike | same_title).items():
        share = containment(rows(body), rows(theirs))
        if len(body) >= BEGINNING and body[:BEGINNING] == theirs[:BEGINNING] and share < SAME_WORDS:
            found[pk] = (share, _("the same beginning"))
        elif share >= SAME_WORDS:
            found[pk] = (share, _("%(percent)d%% of the text in the same words") % {"percent": round(share * 100)})
    best = sorted(found, key=lambda pk: (-found[pk][0], -pk))[:limit]
    stories = Article.objects.select_related("section").defer("body").in_bulk(best)
    return [NearDuplicate(stories[pk], *found[pk]) for pk in best if pk in stories]


def _alike(article: Article) -> set[int]:
    """Keys of the stories whose signature is so near that reading them word by word is worth while."""
    terms, df, total = signature_of(article)
    keys = candidates(terms, df, total, exclude=article.pk)
    held = StorySignature.objects.filter(pk__in=keys).values_list("pk", "terms")
    return {pk for pk, packed in held if cosine(terms, unpack(packed)) >= WORTH_READING}


def copies_among(body: Sequence[str], keys: Iterable[int]) -> set[int]:
    """Those of the stories that are the same text as ``body`` (folded words), but for a few of them."""
    ours = rows(body)
    return {pk for pk, theirs in texts(keys).items() if resemblance(ours, rows(theirs)) >= COPY}


def folded(text: str) -> list[str]:
    """The folded words of a text, at most `MOST_WORDS`."""
    return [word.folded for word in words(text)[:MOST_WORDS]]


def texts(keys: Iterable[int]) -> dict[int, list[str]]:
    """The folded words of the stories' bodies, from what search keeps of them."""
    wanted = list(keys)
    if not wanted:
        return {}
    held: Mapping[int, Any] = dict(SearchDocument.objects.filter(pk__in=wanted).values_list("pk", "words"))
    return {pk: [fold_word(word) for word in unpack_document(packed)[0][-1][:MOST_WORDS]] for pk, packed in held.items()}


def rows(text: Sequence[str]) -> Rows:
    """The text's rows of `ROW` words."""
    return frozenset(hash(tuple(text[at : at + ROW])) for at in range(len(text) - ROW + 1))


def containment(one: Rows, other: Rows) -> float:
    """The share of the shorter text that stands in the longer one, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def resemblance(one: Rows, other: Rows) -> float:
    """The share of both texts' rows that they have in common, 0 to 1 (Jaccard)."""
    both = len(one | other)
    return len(one & other) / both if both else 0.0
