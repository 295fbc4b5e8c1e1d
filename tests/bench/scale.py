"""How quickly search answers in a large archive, and how large its index is.

    python -m tests.bench.scale                      100,000 made-up stories, on SQLite and PostgreSQL
    python -m tests.bench.scale --stories 10000      fewer
    python -m tests.bench.scale --keep DIR           the archives stay, and are measured again without being written

Clock times are true on a quiet machine alone; «own» is this process's time on the processor.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import archive
from tests.bench.databases import kept_database, run_everywhere, throw_away_database
from tests.bench.results import record

QUESTIONS = 400
# What must hold in an archive of so many stories and fewer: figure -> most milliseconds.
CEILINGS = {
    100_000: {"search p50": 30.0, "search p99": 150.0, "suggest p50": 10.0, "publish p50": 20.0},
    1_000_000: {"search p50": 100.0},
}
# Of the text, in archives of so many stories and more: in small ones the vocabulary outweighs everything.
LARGEST_INDEX, LARGE = 1.5, 100_000


def questions(chance: random.Random) -> list[str]:
    """What readers type: words of headlines, sentences, quoted phrases, and the commonest words there are."""
    from articles.models import Article, SearchTerm  # noqa: PLC0415
    from articles.text.stemming import STOP_WORDS  # noqa: PLC0415

    keys = list(Article.objects.values_list("pk", flat=True))
    headlines = list(Article.objects.filter(pk__in=chance.sample(keys, QUESTIONS)).values_list("headline", flat=True))
    common = [
        word
        for word in SearchTerm.objects.exclude(word="").order_by("-df").values_list("word", flat=True)[:300]
        if word not in STOP_WORDS
    ]
    asked = []
    for number, headline in enumerate(headlines):
        words = headline.split()
        kind = number % 20
        if kind < 4:
            asked.append(chance.choice(words))
        elif kind < 11:
            asked.append(" ".join(chance.sample(words, 2)))
        elif kind < 14:
            asked.append(" ".join(chance.sample(words, 3)))
        elif kind < 16:
            asked.append("من الذي " + " ".join(chance.sample(words, min(6, len(words)))) + "؟")
        elif kind == 16:
            asked.append(f"«{words[1]} {words[2]}»")
        elif kind == 17:
            asked.append(f"{words[0]} {words[1]} -{words[2]}")
        else:
            asked.append(" ".join(chance.sample(common[:40], kind - 17)))
    return asked


class Call(NamedTuple):
    milliseconds: float
    own: float  # of them, this process at work: on a busy machine the truer figure, though the database's part lacks
    argument: Any


def timed(call: Callable[[Any], Any], arguments: Sequence[Any]) -> list[Call]:
    """How long each call took, quickest first."""
    spent = []
    for argument in arguments:
        started, own = time.perf_counter(), time.process_time()
        call(argument)
        spent.append(Call((time.perf_counter() - started) * 1000, (time.process_time() - own) * 1000, argument))
    return sorted(spent)


class Report:
    """Prints and records the figures of one database, and knows whether one misses what must hold."""

    def __init__(self, vendor: str, count: int) -> None:
        self._vendor, self._count = vendor, count
        self._ceilings = next((kept for size, kept in CEILINGS.items() if count <= size), {})
        self.missed: list[str] = []

    def times(self, title: str, spent: list[Call]) -> None:
        """One line of percentiles; recorded as «title p50» and so on."""
        marks = {share: spent[min(len(spent) - 1, len(spent) * share // 100)].milliseconds for share in (50, 95, 99)}
        own = sorted(call.own for call in spent)
        line = "   ".join(f"p{share} {value:6.1f}" for share, value in marks.items())
        worst = f"worst {spent[-1].milliseconds:6.1f} «{str(spent[-1].argument)[:40]}»"
        print(f"{title:32} {line}   own p50 {own[len(own) // 2]:6.1f}   {worst}", flush=True)
        for share, value in marks.items():
            self.figure(f"{title} p{share}", value, "ms", most=self._ceilings.get(f"{title} p{share}"))

    def figure(self, name: str, value: float, unit: str = "", most: float | None = None) -> None:
        kept = record("search", name, value, unit, most=most, on=self._vendor, size=self._count)
        if not kept.is_met:
            self.missed.append(name)


def index_sizes() -> dict[str, int]:
    """Bytes of all that search keeps beside the stories, part by part, each with its own indexes."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT CASE WHEN name LIKE '%searchdocument%' THEN 'words by story' WHEN name LIKE '%term%' THEN 'vocabulary'"
                " ELSE 'full text index' END, sum(pgsize) FROM dbstat WHERE name LIKE '%search%' GROUP BY 1"
            )
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT pg_relation_size('articles_search_vector'), pg_total_relation_size('articles_searchdocument'),"
            " pg_total_relation_size('articles_searchterm')"
        )
        gin, documents, terms = cursor.fetchone()
        return {"full text index": gin, "words and vectors by story": documents - gin, "vocabulary": terms}


def report(vendor: str, count: int) -> int:
    """Print the figures of one database; 1 if one misses what must hold."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    text, sizes = archive.text_size(count), index_sizes()
    told = Report(vendor, count)
    for part, size in sizes.items():
        print(f"{part:32} {size / 1e6:9.1f} MB, {size / text:.2f} x the text ({text / 1e6:.0f} MB)")
    told.figure("index to text", sum(sizes.values()) / text, "x", most=LARGEST_INDEX if count >= LARGE else None)
    chance = random.Random(7)
    asked = questions(chance)
    public = Article.objects.public
    typed = [question.strip("«»")[: chance.randint(3, 8)] for question in asked]
    keys = chance.sample(list(Article.objects.values_list("pk", flat=True)), 100)

    for question in asked[:20]:  # what a server that runs has read already
        search.find(question, queryset=public())
    told.times("search", timed(lambda text: search.find(text, queryset=public()), asked))
    told.times("suggest", timed(lambda text: search.suggest(text, queryset=public()), typed))
    told.times("publish", [*_republished(keys)])
    told.times("did you mean", timed(search.did_you_mean, [word[:2] + word[3:] for word in asked[:100]]))
    told.times("facets", timed(lambda text: search.facets(search.match(text, queryset=public()).pks), asked[:100]))
    print("misses: " + ", ".join(told.missed) if told.missed else "all within their ceilings", flush=True)
    return int(bool(told.missed))


def _republished(keys: Sequence[int]) -> list[Call]:
    """How long indexing takes, in its transaction, of stories whose headline and every paragraph changed."""
    from django.db import transaction  # noqa: PLC0415

    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    def index(key: int) -> None:
        with transaction.atomic():
            search.index(stories[key])

    stories = Article.objects.in_bulk(keys)
    for story in stories.values():
        Article.objects.filter(pk=story.pk).update(
            headline=f"عاجل {story.headline}"[:300], body=story.body.replace("</p>", " خبر جديد</p>")
        )
    return timed(index, keys)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder of archives that stay, to be measured again without writing them")
    parser.add_argument("--seconds", type=float, default=0, help="stop writing after so long; the next run goes on")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not options.here:
        return run_everywhere("tests.bench.scale", arguments)
    name = f"search_{options.stories}"
    with kept_database(name, options.keep) if options.keep else throw_away_database() as vendor:
        print(f"\n{vendor}", flush=True)
        if not archive.write(options.stories, options.seconds):
            print("not all written yet: nothing measured")
            return 0
        return report(vendor, options.stories)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
