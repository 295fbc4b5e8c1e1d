"""Related stories, measured: `python -m tests.bench.related` (quality), `... --archive 100000` (time).

Quality, on 1,600 stories of five outlets (ANT corpus, beside the checkout, not carried):
- pairs of one event told by two outlets, found by machine: is the partner among the first five?
- pairs that a reader judged (`judged_related.tsv`, ids alone): related, though not the same event. The set «tuning» was
  seen while constants were chosen; the set «report» was drawn and judged afterwards.
"""

# ruff: noqa: PLC0415  (models can be imported only once Django is set up on the database to measure)

import argparse
import csv
import gzip
import json
import math
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import archive
from tests.bench.databases import kept_database, run_everywhere, throw_away_database
from tests.bench.results import record
from tests.bench.stories import Story

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "news"
JUDGED = Path(__file__).with_name("judged_related.tsv")
FIRST = 5
# So many stories are timed; of so many of them the neighbours have lists too.
SAMPLE, MET = 60, 8
# Floors: share of event pairs with the partner among the first five; share of what can be found of the related ones.
EVENT_FLOOR, RELATED_FLOOR, MILLISECONDS = 0.97, 0.72, 50

Rank = Callable[[str], list[str]]


@dataclass(frozen=True)
class News:
    id: str
    headline: str
    body: str
    category: str
    date: datetime


class Pair(NamedTuple):
    story: str
    other: str


@dataclass(frozen=True)
class Corpus:
    stories: dict[str, News]
    events: list[Pair]  # both ways
    judged: dict[str, dict[Pair, str]]  # set -> verdicts


def load() -> Corpus:
    with gzip.open(DATA / "ant2_multisource.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    stories = {
        row["id"]: News(row["id"], row["title"], row["body"] or "", row["category"], datetime.fromisoformat(row["date"]))
        for row in rows
    }
    with open(DATA / "same_event_silver.jsonl", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    events = [Pair(*ends) for row in found for ends in ((row["a"], row["b"]), (row["b"], row["a"]))]
    judged: dict[str, dict[Pair, str]] = defaultdict(dict)
    with open(JUDGED, encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            judged[row["set"]][Pair(row["story"], row["other"])] = row["verdict"]
    return Corpus(stories, events, dict(judged))


# What others do


def bm25(corpus: Corpus) -> Rank:
    """The headline and the first 400 characters of the body, analysed as ours, ranked by plain BM25."""
    from articles.text.analysis import words
    from articles.text.stemming import STOP_WORDS

    texts = {
        key: Counter(word.stem for word in words(f"{one.headline} {one.body[:400]}") if word.folded not in STOP_WORDS)
        for key, one in corpus.stories.items()
    }
    holders: dict[str, list[str]] = defaultdict(list)
    for key, counts in texts.items():
        for stem in counts:
            holders[stem].append(key)
    average = sum(counts.total() for counts in texts.values()) / len(texts)

    def rank(story: str) -> list[str]:
        scores: Counter[str] = Counter()
        for stem in texts[story]:
            held = len(holders[stem])
            idf = math.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
            for key in holders[stem]:
                count = texts[key][stem]
                scores[key] += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * texts[key].total() / average))  # type: ignore[assignment]
        del scores[story]
        return [key for key, _ in scores.most_common(4 * FIRST)]

    return rank


def topic_overlap(corpus: Corpus) -> Rank:
    """The corpus has no tags: countries and cities named in a story are its topics; most shared first, then the newest."""
    from articles.text import lexicon
    from articles.text.topics import KnownNames

    names = KnownNames((form, line[0]) for line in lexicon.lines("places") for form in line)
    topics = {
        key: {mention.value for mention in names.mentions(f"{one.headline}\n{one.body}")} for key, one in corpus.stories.items()
    }

    def rank(story: str) -> list[str]:
        others = [key for key in corpus.stories if key != story]
        return sorted(others, key=lambda key: (-len(topics[story] & topics[key]), -corpus.stories[key].date.timestamp()))[:20]

    return rank


def section_newest(corpus: Corpus) -> Rank:
    """The same section, nearest in time (what was newest when the story came out)."""
    sections: dict[str, list[str]] = defaultdict(list)
    for key, one in corpus.stories.items():
        sections[one.category].append(key)

    def rank(story: str) -> list[str]:
        here = corpus.stories[story]
        others = [key for key in sections[here.category] if key != story]
        return sorted(others, key=lambda key: abs(corpus.stories[key].date - here.date))[:20]

    return rank


# Ours


def ours(corpus: Corpus) -> tuple[Rank, Callable[[str], set[str]]]:
    """(the kept lists, the copies kept out of them), through the models and the database."""
    from articles import likeness

    keys = fill(corpus.stories.values())
    likeness.rebuild()
    ids = {pk: key for key, pk in keys.items()}

    def rank(story: str) -> list[str]:
        return [ids[pk] for pk in likeness.related(keys[story]).values_list("pk", flat=True)]

    return rank, lambda story: {ids[one.pk] for one in likeness.beside(keys[story]) if one.is_copy}


def fill(stories: Any) -> dict[str, int]:
    """Write the stories into the empty database, indexed; their ids -> keys."""
    from articles import search
    from articles.models import Article, Section
    from articles.text.arabic import fold_key

    Article.objects.all().delete()
    sections: dict[str, Section] = {}
    rows = {}
    for one in stories:
        if one.category not in sections:
            sections[one.category] = Section.objects.get_or_create_named(one.category)[0]
        rows[one.id] = Article(
            headline=one.headline[:300],
            headline_key=fold_key(one.headline)[:1200],
            slug="s",
            body=one.body,
            section=sections[one.category],
            status=Article.Status.PUBLISHED,
            published_at=one.date,
        )
    Article.objects.bulk_create(rows.values(), batch_size=500)
    search.rebuild()
    return {key: row.pk for key, row in rows.items()}


# Figures


def of_events(corpus: Corpus, rank: Rank) -> float:
    lists = {story: rank(story)[:FIRST] for story in {pair.story for pair in corpus.events}}
    return statistics.fmean(pair.other in lists[pair.story] for pair in corpus.events)


class Judged(NamedTuple):
    """``pairs``: share of related pairs among the first five, ``ceiling``: the same of a perfect order; ``possible``: of
    those that five places can hold; ``precision``: related ones among those shown; ``unjudged``: shown but not judged,
    counted as not related."""

    pairs: float
    ceiling: float
    possible: float
    precision: float
    unjudged: int


def of_judged(corpus: Corpus, verdicts: dict[Pair, str], rank: Rank) -> Judged:
    """Same-event stories are taken out of the lists first: they are measured above."""
    events = set(corpus.events)
    found = wanted = possible = shown = unjudged = 0
    for story in {pair.story for pair in verdicts}:
        others = [Pair(story, other) for other in rank(story)]
        others = [pair for pair in others if pair not in events and verdicts.get(pair) != "same"][:FIRST]
        related = sum(pair.story == story and verdict == "related" for pair, verdict in verdicts.items())
        found += sum(verdicts.get(pair) == "related" for pair in others)
        unjudged += sum(pair not in verdicts for pair in others)
        wanted, possible, shown = wanted + related, possible + min(related, FIRST), shown + len(others)
    return Judged(found / wanted, possible / wanted, found / possible, found / shown, unjudged)


def report_quality(on: str) -> int:
    """Print the table of one database; 1 if ours misses a floor."""
    corpus = load()
    rank, copies = ours(corpus)
    judged = {name: Counter(verdicts.values()) for name, verdicts in corpus.judged.items()}
    print(f"{len(corpus.stories)} stories, {len(corpus.events) // 2} event pairs both ways; judged: {judged}")
    print(f"{'':34}  event pairs@5 | related: of possible@5, of all pairs, precision@5, unjudged")
    missed = False
    contenders = {
        "same section, nearest in time": section_newest(corpus),
        "topic overlap, then newest": topic_overlap(corpus),
        "BM25, headline + 400 characters": bm25(corpus),
        "ours": rank,
    }
    for title, contender in contenders.items():
        is_ours = title == "ours"
        events = of_events(corpus, contender)
        print(f"{title:34}  {events:.3f}", end="")
        kept = [record("related", f"partner of one event: {title}", events, on=on, least=EVENT_FLOOR if is_ours else None)]
        for name, verdicts in sorted(corpus.judged.items()):
            figures = of_judged(corpus, verdicts, contender)
            print(f" | {name}: {figures.possible:.3f} {figures.pairs:.3f} {figures.precision:.3f} {figures.unjudged:3}", end="")
            floor = RELATED_FLOOR if is_ours else None
            kept.append(record("related", f"{name}: of what five places hold: {title}", figures.possible, on=on, least=floor))
            kept.append(record("related", f"{name}: of all related pairs: {title}", figures.pairs, on=on))
            if is_ours:
                kept.append(record("related", f"{name}: of all related pairs: a perfect order", figures.ceiling, on=on))
            kept.append(record("related", f"{name}: precision@5: {title}", figures.precision, on=on))
        print(flush=True)
        missed |= any(not figure.is_met for figure in kept)
    hidden = sum(pair.other in copies(pair.story) for pair in corpus.events)
    print(f"Partners that ours hides as copies of the same text: {hidden} of {len(corpus.events)}.")
    return int(missed)


@cache
def _sources() -> list[dict[str, Any]]:
    found = []
    for name in ("ant1_jawhara.jsonl.gz", "ant2_multisource.jsonl.gz"):
        with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return [row for row in found if row["title"] and row["body"]]


def recombined(number: int, count: int) -> Iterator[Story]:
    """A chunk of stories recombined from real ones: a headline and half of one's sentences, further ones of three others."""
    chance = random.Random(f"20261124/{number}")
    start = datetime.fromisoformat("2016-01-01T00:00:00+00:00")
    first = number * archive.CHUNK
    for at in range(first, min(first + archive.CHUNK, count)):
        own, *others = chance.sample(_sources(), 4)
        sentences = own["body"].split(". ")
        chance.shuffle(sentences)
        text = sentences[: max(3, len(sentences) // 2)]
        for other in others:
            parts = other["body"].split(". ")
            text += chance.sample(parts, min(len(parts), 3))
        yield Story(own["title"][:300], "", ". ".join(text), start + timedelta(minutes=45 * at), at)


def sign_around(keys: Iterable[int]) -> None:
    """Signatures of these stories and of all that may be like them: nothing else of the archive is ever compared."""
    from articles.likeness import keeping
    from articles.likeness.candidates import candidates, signature_of
    from articles.models import Article, StorySignature

    near = dict.fromkeys(keys)
    for article in Article.objects.filter(pk__in=list(near)):
        near |= dict.fromkeys(candidates(*signature_of(article), exclude=article.pk))
    held = set(StorySignature.objects.values_list("pk", flat=True))
    for batch in keeping.batched(sorted(near.keys() - held), keeping.BATCH):
        keeping.sign(batch)


def report_time(on: str, size: int) -> int:
    """Print how long one story takes in an archive of ``size``; 1 if the median passes the ceiling."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from articles import likeness
    from articles.likeness import keeping
    from articles.models import Article, RelatedArticle, StorySignature

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    sample = random.Random(1).sample(keys, min(SAMPLE, size))
    started = time.perf_counter()
    sign_around(sample)
    for pk in sample:
        keeping.relist(pk)
    # Neighbours hold full lists, as in daily work.
    met = sample[:MET]
    neighbours = set(RelatedArticle.objects.filter(article__in=met).values_list("related", flat=True))
    sign_around(neighbours)
    for pk in neighbours:
        keeping.relist(pk)
    print(f"lists to begin with in {time.perf_counter() - started:.0f} s", flush=True)
    spent = {
        "a story's list": _timed(keeping.relist, sample),
        "refresh, neighbours included": _timed(likeness.refresh, met),
        "reading the list": _timed(lambda pk: list(likeness.related(pk).defer("body")[:4]), sample),
        "suggestions with reasons": _timed(lambda pk: likeness.suggest(Article.objects.get(pk=pk)), sample),
        "near-duplicates": _timed(lambda pk: likeness.near_duplicates(Article.objects.get(pk=pk)), sample),
    }
    for title, (clock, own) in spent.items():
        print(
            f"{title:32} p50 {_share(clock, 50):6.1f} ms   p95 {_share(clock, 95):6.1f}   worst {clock[-1]:6.1f}"
            f"   (this process's own time: p50 {_share(own, 50):.1f})"
        )
    with CaptureQueriesContext(connection) as queries:
        list(likeness.related(sample[0])[:4])
    packed = statistics.fmean(
        len(terms) for terms in StorySignature.objects.filter(pk__in=sample).values_list("terms", flat=True)
    )
    print(f"queries to read a list: {len(queries)}; a signature takes {packed:.0f} bytes", flush=True)
    kept = []
    for title, (clock, _own) in spent.items():
        most = MILLISECONDS if title == "a story's list" else None
        kept.append(record("likeness", f"{title}, p50", _share(clock, 50), "ms", most=most, on=on, size=size))
        kept.append(record("likeness", f"{title}, p95", _share(clock, 95), "ms", on=on, size=size))
    return int(any(not figure.is_met for figure in kept))


def _share(times: list[float], percent: int) -> float:
    return times[len(times) * percent // 100]


def _timed(action: Callable[[int], Any], keys: list[int]) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, rising: by the clock, and of this process's CPU time (what a busy machine can't blur)."""
    clock, own = [], []
    for pk in keys:
        started, cpu = time.perf_counter(), time.process_time()
        action(pk)
        clock.append((time.perf_counter() - started) * 1000)
        own.append((time.process_time() - cpu) * 1000)
    return sorted(clock), sorted(own)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--here", action="store_true", help="on the database of DATABASE_URL alone")
    parser.add_argument("--archive", type=int, default=0, help="measure time on an archive of so many stories")
    parser.add_argument("--keep", type=Path, help="folder of archives that stay, to be measured again without writing them")
    parser.add_argument("--seconds", type=float, default=0, help="stop writing after so long; the next run goes on")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"Nothing to measure: {DATA} is not there.")
        return 0
    if not options.here:
        return run_everywhere("tests.bench.related", arguments)
    name = f"likeness_{options.archive}"
    with kept_database(name, options.keep) if options.keep and options.archive else throw_away_database() as vendor:
        print(f"\n{vendor}", flush=True)
        if not options.archive:
            return report_quality(vendor)
        if not archive.write(options.archive, options.seconds, recombined):
            print("not all written yet: nothing measured")
            return 0
        return report_time(vendor, options.archive)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
