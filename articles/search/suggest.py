"""Suggestions while typing, and «did you mean». Both know only what the public may read."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Author, Section, Tag
from articles.models.search import SearchTerm
from articles.search import vocabulary
from articles.search.asking import Ask
from articles.search.engines import engine
from articles.search.query import LONGEST_QUERY, parse
from articles.text.analysis import tokenize, words
from articles.text.arabic import fold_key
from articles.text.misspelling import near_misses, other_keyboard
from articles.text.stemming import SHORTEST, STOP_WORDS

SHORTEST_TYPED = 2
# Names of each kind that are offered before headlines.
NAMES = 3
# Rows looked at for one prefix: «ال» begins half of all headlines.
LOOKED_AT = 200
COMPLETIONS = 8
# Corrections: of a word that some story holds only one this much commoner.
COMMONER = 20
RARE = 2
# A form that no story holds, of a word that some do: «الانتخبات» has the stem of انتخب.
COMMONER_THAN_KIN = 3
PREFIXES = ("و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل")
MOST_CORRECTED = 4
_COST, _COMMONNESS = 2.2, 0.35


@dataclass(frozen=True)
class Suggestion:
    """``kind``: "topic", "author", "section" or "headline"; ``target`` has ``get_absolute_url()``."""

    kind: str
    text: str
    target: Any


def suggest(text: str, *, queryset: QuerySet[Article], limit: int = 8) -> list[Suggestion]:
    """What the typed beginning may become: topics, authors, sections, then headlines, newest first.

    Names are offered only if a story of ``queryset`` bears them. Nothing for less than two letters.
    """
    typed = fold_key(text[:LONGEST_QUERY])
    if len(typed) < SHORTEST_TYPED:
        return []
    found = _names(typed, queryset)[: max(limit - NAMES, limit // 2)]
    for article in _headlines(typed, queryset, limit):
        found.append(Suggestion("headline", article.headline, article))
    return found[:limit]


def _names(typed: str, queryset: QuerySet[Article]) -> list[Suggestion]:
    kinds: tuple[tuple[str, Any, Q], ...] = (
        ("topic", Tag, Q(tagged_items__tag=OuterRef("pk"))),
        ("author", Author, Q(bylines__author=OuterRef("pk"))),
        ("section", Section, Q(section=OuterRef("pk"))),
    )
    found = []
    for kind, model, bears in kinds:
        rows = model.objects.filter(_begins("name_key", typed) | _begins("name_key", "ال" + typed))
        rows = rows.filter(Exists(queryset.order_by().filter(bears))).order_by("name_key")
        found += [Suggestion(kind, row.name, row) for row in rows[:NAMES]]
    return found


def _headlines(typed: str, queryset: QuerySet[Article], limit: int) -> list[Article]:
    """Headlines that begin so, then those that hold the words, the last one unfinished; each the newest first."""
    # Asked alone, so that the headlines' index answers; who may see them is asked of the few that are left.
    beginning = Article.objects.filter(_begins("headline_key", typed)).order_by("headline_key")
    found = _newest(beginning.values_list("pk", flat=True)[:LOOKED_AT], queryset, limit)
    if len(found) < limit:
        shown = {story.pk for story in found}
        holding = [pk for pk in _holding(typed, queryset, LOOKED_AT) if pk not in shown]
        found += _newest(holding, queryset, limit - len(found))
    return found


def _newest(pks: Iterable[int], queryset: QuerySet[Article], limit: int) -> list[Article]:
    return list(queryset.filter(pk__in=list(pks)).order_by("-sort_time", "-pk").only("headline", "slug")[:limit])


def _holding(typed: str, queryset: QuerySet[Article], limit: int) -> list[int]:
    typed_words = words(typed)
    if not typed_words or len(typed_words[-1].folded) < SHORTEST:
        return []
    *whole, last = typed_words
    begun = SearchTerm.objects.filter(_begins("word", last.folded), df__gt=0).values_list("stem", "df")[: LOOKED_AT * 5]
    stems = [stem for stem, _ in sorted(begun, key=lambda row: (-row[1], row[0]))]
    last_group = tuple(dict.fromkeys(stems))[:COMPLETIONS]
    if not last_group:
        return []
    groups = [(word.stem,) for word in whole if word.folded not in STOP_WORDS]
    return engine().match(Ask(groups=(*groups, last_group), headline_only=True), queryset, limit)


def _begins(field: str, prefix: str) -> Q:
    """A prefix match that uses the index on either database."""
    if connection.vendor == "sqlite":  # its LIKE ignores case and so the index
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})
    return Q(**{f"{field}__startswith": prefix})


def did_you_mean(text: str) -> str | None:
    """The question with its unknown words put right, or None where nothing better is known.

    A word is touched only if no public story holds it in any form, or hardly one does and a near miss is far
    commoner. Never replace a reader's words with this unasked: offer it.
    """
    text = text[:LONGEST_QUERY]
    switched = _switched(text)
    if switched:
        return switched
    corrected, last, changes = [], 0, 0
    for token in tokenize(text):
        better = None if changes == MOST_CORRECTED else _better(token.folded, token.stem)
        if better:
            corrected += [text[last : token.start], better]
            last, changes = token.end, changes + 1
    return "".join([*corrected, text[last:]]).strip() if changes else None


def _switched(text: str) -> str | None:
    """Text typed with the wrong keyboard, if Arabic makes known words of all of it."""
    if not text.isascii() or not any(char.isalpha() for char in text):
        return None
    arabic = other_keyboard(text)
    as_typed, as_meant = parse(text).terms, words(arabic)
    if not as_meant or any(len(word.folded) < SHORTEST for word in as_meant):
        return None
    df, _ = vocabulary.frequencies([word.stem for word in as_meant] + [term.stem for term in as_typed])
    if any(df.get(term.stem) for term in as_typed) or not all(df.get(word.stem) for word in as_meant):
        return None
    return arabic


def _better(word: str, stem: str) -> str | None:
    if word in STOP_WORDS or len(word) < SHORTEST or word.isdigit():
        return None
    known, _ = vocabulary.frequencies([stem])
    df = known.get(stem, 0)
    if df <= RARE:
        least = max(1, df * COMMONER)
    elif not SearchTerm.objects.filter(word=word, df__gt=0).exists():
        least = df * COMMONER_THAN_KIN
    else:
        return None
    best = _best_of(near_misses(word), least)
    for prefix in PREFIXES:
        if best is None and df == 0 and word.startswith(prefix) and len(word) - len(prefix) > SHORTEST:
            rest = _best_of(near_misses(word[len(prefix) :]), least)
            best = prefix + rest if rest else None
    return best


def _best_of(candidates: dict[str, float], least: int) -> str | None:
    """The likeliest of the candidates that at least so many public stories hold, spelled as they spell it."""
    scored = [
        (_COST * candidates[word] - _COMMONNESS * math.log(count), word, spelled)
        for word, spelled, count in _known(candidates)
        if count >= least
    ]
    return min(scored)[2] if scored else None


def _known(candidates: Iterable[str]) -> list[tuple[str, str, int]]:
    rows = SearchTerm.objects.filter(word__in=list(candidates), df__gt=0).values_list("word", "spelled", "df")
    return [(word, spelled, df) for word, spelled, df in rows if word]
