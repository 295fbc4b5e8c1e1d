"""A story's signature: its weightiest terms, as a vector of length one that fits into half a kilobyte."""

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

from articles.models import Article
from articles.text.analysis import words
from articles.text.markup import plain_text
from articles.text.stemming import STOP_WORDS

# So many terms are kept: nearly all of a story of usual length.
TERMS = 120
# How often a word counts that stands in the headline.
HEADLINE = 3
# A word that stands in one story only is a slip of the pen as often as a name: it weighs as if a few had it.
FEWEST = 3
LONGEST = 5_000

Terms = dict[str, float]


def count_terms(article: Article) -> Counter[str]:
    """How often each term stands in headline (more weight), kicker, standfirst and body; grammar words left out.

    Topics, sections and authors are no part of the text: they are weighed apart.
    """
    counts: Counter[str] = Counter()
    texts = ((article.headline, HEADLINE), (f"{article.kicker}\n{article.standfirst}", 1), (plain_text(article.body), 1))
    for text, weight in texts:
        for word in words(text)[:LONGEST]:
            if word.folded not in STOP_WORDS and len(word.stem) > 1:
                counts[word.stem] += weight
    return counts


def weigh(counts: Mapping[str, int], df: Mapping[str, int], total: int) -> Terms:
    """TF-IDF of the weightiest terms, length one. ``df``: in how many of the ``total`` stories each term stands."""
    weights = {
        stem: (1 + math.log(count)) * math.log(1 + (total + 0.5) / (min(max(df.get(stem, 0), FEWEST), total) + 0.5))
        for stem, count in counts.items()
    }
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    return _unit(dict(best))


def pack(terms: Terms) -> bytes:
    """One byte with the number of terms, their weights in a byte each, the terms compressed."""
    heaviest = max(terms.values(), default=1.0)
    weights = bytes(max(1, round(weight / heaviest * 255)) for weight in terms.values())
    return bytes([len(terms)]) + weights + zlib.compress(" ".join(terms).encode(), 9)


def unpack(packed: bytes | memoryview) -> Terms:
    """The terms as packed, heaviest first, length one again."""
    held = bytes(packed)
    size = held[0]
    weights = held[1 : 1 + size]
    length = math.hypot(*weights) or 1.0
    stems = zlib.decompress(held[1 + size :]).decode().split()
    return dict(zip(stems, [weight / length for weight in weights], strict=True))


def _unit(weights: Mapping[str, float]) -> Terms:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def cosine(one: Terms, other: Terms) -> float:
    """How much two signatures have in common, 0 to 1; exactly the same in both directions."""
    return math.fsum(one[stem] * other[stem] for stem in one.keys() & other.keys())


def shared(one: Terms, other: Terms) -> list[str]:
    """The common terms, those that the likeness rests on most first."""
    common = [stem for stem in one if stem in other]
    return sorted(common, key=lambda stem: (-one[stem] * other[stem], stem))


def stems_of(counted: Iterable[Mapping[str, int]]) -> set[str]:
    """All terms of several stories."""
    return {stem for counts in counted for stem in counts}
