"""Topics suggested for a story from its text: those that exist, under their names and synonyms."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Tag, TopicSynonym
from articles.text.markup import plain_text
from articles.text.topics import KnownNames

# What a mention weighs by where it stands.
IN_HEADLINE, IN_STANDFIRST, IN_BODY = 5, 3, 1


@dataclass(frozen=True)
class TopicSuggestion:
    """A topic that the text names, the more telling the higher its ``score``, and where it does, for people."""

    tag: Tag
    score: int
    reasons: list[str]


def suggest(article: Article, limit: int = 8) -> list[TopicSuggestion]:
    """Topics that the saved story names and does not carry yet."""
    carried = set(article.tags.values_list("pk", flat=True))
    texts = (article.headline, f"{article.kicker}\n{article.standfirst}", plain_text(article.body))
    return suggest_for_text(*texts, limit=limit, exclude=carried)


def suggest_for_text(
    headline: str, standfirst: str, body: str, limit: int = 8, exclude: set[int] | None = None
) -> list[TopicSuggestion]:
    """Topics that these plain texts name, the most telling first: in the headline, then often. Three queries.

    ``exclude``: keys of topics not to suggest. For a form that is not saved yet.
    """
    names = known_names()
    counts = [Counter(mention.value for mention in names.mentions(text)) for text in (headline, standfirst, body)]
    scores: Counter[int] = Counter()
    for count, weight in zip(counts, (IN_HEADLINE, IN_STANDFIRST, IN_BODY), strict=True):
        for key, times in count.items():
            scores[key] += weight * times
    best = sorted((key for key in scores if key not in (exclude or ())), key=lambda key: (-scores[key], key))[:limit]
    tags = Tag.objects.in_bulk(best)
    return [TopicSuggestion(tags[key], scores[key], _reasons(*(count[key] for count in counts))) for key in best if key in tags]


def known_names() -> KnownNames[int]:
    """All topics' names, then their synonyms; each stands for its topic's key."""
    tags = Tag.objects.order_by("pk").values_list("name", "pk")
    synonyms = TopicSynonym.objects.order_by("pk").values_list("name", "tag_id")
    return KnownNames([*tags, *synonyms])


def _reasons(in_headline: int, in_standfirst: int, in_body: int) -> list[str]:
    told = []
    if in_headline:
        told.append(_("in the headline"))
    if in_standfirst:
        told.append(_("in the standfirst"))
    if in_body:
        told.append(ngettext("%(count)d time in the text", "%(count)d times in the text", in_body) % {"count": in_body})
    return told
