"""From a story to those that may be like it: its most telling terms, asked of the search index."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from articles.likeness.scoring import Story
from articles.likeness.signatures import Terms, count_terms, unpack, weigh
from articles.models import Article, StorySignature, TaggedArticle
from articles.search.engines import engine
from articles.search.vocabulary import frequencies

# So many terms are asked for, and together they may stand in so many stories: that bounds the time, whatever the archive.
ASKED, BUDGET = 20, 15_000
CANDIDATES = 100


def signature_of(article: Article) -> tuple[Terms, dict[str, int], int]:
    """(the story's terms as it stands in memory, in how many stories each of its terms stands, number of stories)."""
    counts = count_terms(article)
    df, total = frequencies(counts)
    return weigh(counts, df, total), df, total


def candidates(terms: Terms, df: Mapping[str, int], total: int, exclude: int | None) -> list[int]:
    """Keys of stories of any state that share the weightiest terms, likely ones first."""
    asked: Terms = {}
    stories = 0
    for stem, weight in terms.items():
        stories += df.get(stem, 0)
        if stories > BUDGET:
            stories -= df.get(stem, 0)
            continue
        # The square is what the term would add to the likeness of two stories that both rest on it.
        asked[stem] = weight * weight
        if len(asked) == ASKED:
            break
    found = engine().alike(asked, CANDIDATES + 1) if asked else []
    return [pk for pk in found if pk != exclude][:CANDIDATES]


def load(keys: Iterable[int]) -> list[Story]:
    """The published ones of these stories (now or at a time to come) with what is compared of them; two queries.

    Those without a signature are left out.
    """
    wanted = list(keys)
    topics: dict[int, set[int]] = {}
    for pk, tag in TaggedArticle.objects.filter(content_object_id__in=wanted).values_list("content_object_id", "tag_id"):
        topics.setdefault(pk, set()).add(tag)
    rows = StorySignature.objects.filter(pk__in=wanted, article__status=Article.Status.PUBLISHED).values_list(
        "pk", "terms", "article__section_id", "article__published_at"
    )
    return [
        Story(pk, unpack(terms), section, frozenset(topics.get(pk, ())), day_of(published))
        for pk, terms, section, published in rows
    ]


def day_of(moment: datetime | None) -> float | None:
    return moment.timestamp() / 86400 if moment else None
