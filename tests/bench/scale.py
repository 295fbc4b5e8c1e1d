"""How quickly search answers in a large archive, and how large its index is.

python -m tests.bench.scale                      100,000 made-up stories, on SQLite and PostgreSQL
python -m tests.bench.scale --stories 10000      fewer
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.bench.databases import run_everywhere, throw_away_database
from tests.bench.results import record
from tests.bench.stories import Writer

QUESTIONS = 400
SECTIONS = ("سياسة", "اقتصاد", "ثقافة", "رياضة", "علوم", "صحة")
# What must hold in an archive of so many stories and fewer: figure -> most milliseconds.
CEILINGS = {
    100_000: {"search p50": 30.0, "search p99": 150.0, "suggest p50": 10.0, "publish p50": 20.0},
    1_000_000: {"search p50": 100.0},
}
LARGEST_INDEX = 1.5


def fill(count: int) -> int:
    """Write the stories into the empty database; returns the bytes of their text."""
    from articles.models import Article, Section, Tag, TaggedArticle  # noqa: PLC0415
    from articles.text.arabic import fold_key  # noqa: PLC0415
    from articles.text.markup import paragraphs_to_html  # noqa: PLC0415

    sections = [Section.objects.get_or_create_named(name)[0] for name in SECTIONS]
    tags = [Tag.objects.get_or_create_named(f"موضوع {number}")[0] for number in range(200)]
    size = 0
    batch: list[Article] = []

    def flush() -> None:
        stories = Article.objects.bulk_create(batch)
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=story, tag=tags[(story.pk * 7) % len(tags)]) for story in stories
        )
        batch.clear()

    for story in Writer().stories(count):
        size += len("".join((story.headline, story.standfirst, story.body)).encode())
        batch.append(
            Article(
                headline=story.headline,
                headline_key=fold_key(story.headline),
                standfirst=story.standfirst,
                body=paragraphs_to_html(story.body.split("\n\n")),
                slug=f"s-{story.number}",
                section=sections[story.number % len(sections)],
                status=Article.Status.PUBLISHED,
                published_at=story.published_at,
            )
        )
        if len(batch) == 1000:
            flush()
    flush()
    return size


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


def database_size() -> int:
    """Bytes of the whole database; of the search tables alone on PostgreSQL."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute(
                "SELECT pg_total_relation_size('articles_searchdocument') + pg_total_relation_size('articles_searchterm')"
            )
        return int(cursor.fetchone()[0])


def report(vendor: str, count: int) -> int:
    """Print the figures of one database; 1 if one misses what must hold."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    started = time.perf_counter()
    text = fill(count)
    print(f"\n{vendor}: {count} stories, {text / 1e6:.0f} MB of text, written in {time.perf_counter() - started:.0f} s")
    before, started = database_size(), time.perf_counter()
    search.rebuild()
    index = (database_size() - before) / text
    print(f"{'rebuild':32} {count / (time.perf_counter() - started):.0f} stories/s; index {index:.2f} x the text", flush=True)
    chance = random.Random(7)
    asked = questions(chance)
    public = Article.objects.public
    typed = [question.strip("«»")[: chance.randint(3, 8)] for question in asked]
    keys = chance.sample(list(Article.objects.values_list("pk", flat=True)), 100)

    def publish(key: int) -> None:
        article = Article.objects.get(pk=key)
        article.headline, article.body = f"عاجل {article.headline}", article.body.replace("</p>", " خبر جديد</p>")
        article.save()

    told = Report(vendor, count)
    told.times("search", timed(lambda text: search.find(text, queryset=public()), asked))
    told.times("suggest", timed(lambda text: search.suggest(text, queryset=public()), typed))
    told.times("publish", timed(publish, keys))
    told.times("did you mean", timed(search.did_you_mean, [word[:2] + word[3:] for word in asked[:100]]))
    told.times("facets", timed(lambda text: search.facets(search.match(text, queryset=public()).pks), asked[:100]))
    told.figure("index to text", index, "x", most=LARGEST_INDEX)
    print("misses: " + ", ".join(told.missed) if told.missed else "all within their ceilings", flush=True)
    return int(bool(told.missed))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not options.here:
        return run_everywhere("tests.bench.scale", arguments)
    with throw_away_database() as vendor:
        return report(vendor, options.stories)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
