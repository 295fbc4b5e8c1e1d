"""How well search finds: public questions about public passages, ours beside what others do.

    python -m tests.bench.retrieval            on SQLite, and on PostgreSQL where one answers

Questions are asked as they stand, passages are stories (the document's title as headline). The scorer's constants
were fixed on the questions of every second document; the other half is what counts, and is held against the floors.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import results
from tests.bench.databases import run_everywhere, throw_away_database

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "retrieval"
# set -> (recall@1, recall@10, MRR) that ours must reach on the reported half
FLOORS = {"arcd_train": (0.72, 0.94, 0.82), "xquad_ar_a": (0.90, 0.94, 0.0)}


class Questions(NamedTuple):
    name: str
    passages: list[tuple[str, str]]
    asked: list[tuple[str, int, int]]  # question, number of its passage, number of the document


class Figures(NamedTuple):
    first: float
    tenth: float
    mrr: float
    asked: int

    def __str__(self) -> str:
        return f"{self.first:.3f}  {self.tenth:.3f}  {self.mrr:.3f}"


def load(name: str) -> Questions:
    """One set; documents are numbered in the order they come."""
    paragraphs, questions = (_rows(DATA / f"{name}.{kind}.jsonl.gz") for kind in ("paragraphs", "questions"))
    number = {row["pid"]: at for at, row in enumerate(paragraphs)}
    documents = {key: at for at, key in enumerate(dict.fromkeys(row["pid"].rpartition("-")[0] for row in paragraphs))}
    return Questions(
        name,
        [(row["doc"].replace("_", " "), row["text"]) for row in paragraphs],
        [(row["question"], number[row["pid"]], documents[row["pid"].rpartition("-")[0]]) for row in questions],
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(rank: Callable[[str], list[int]], questions: Questions, half: int) -> Figures:
    """Half 0: the documents that tuning saw; half 1: the others."""
    places = []
    for question, passage, document in questions.asked:
        if document % 2 == half:
            found = rank(question)
            places.append(found.index(passage) + 1 if passage in found[:10] else 0)
    count = len(places)
    return Figures(
        sum(place == 1 for place in places) / count,
        sum(place > 0 for place in places) / count,
        sum(1 / place for place in places if place) / count,
        count,
    )


def ours(questions: Questions) -> Callable[[str], list[int]]:
    """The passages imported as stories, asked through the public interface."""
    from articles import search  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    Article.objects.all().delete()
    numbers = {}
    for number, (headline, body) in enumerate(questions.passages):
        article = Article.objects.create(headline=headline, body=body, status=Article.Status.PUBLISHED)
        numbers[article.pk] = number
    search.rebuild()

    def rank(question: str) -> list[int]:
        page = search.find(question, queryset=Article.objects.public(), per_page=10)
        return [numbers[result.article.pk] for result in page.results]

    return rank


def contenders(vendor: str, questions: Questions) -> dict[str, Callable[[str], list[int]]]:
    from django.db import connection  # noqa: PLC0415

    from articles.text.arabic import fold  # noqa: PLC0415
    from tests.bench import baselines  # noqa: PLC0415

    passages = questions.passages
    if vendor == "postgresql":
        return {
            "PostgreSQL 'simple'": baselines.postgres(connection, passages, "simple"),
            "PostgreSQL 'arabic'": baselines.postgres(connection, passages, "arabic"),
            "ours on PostgreSQL": ours(questions),
        }
    return {
        "FTS5 unicode61, raw": baselines.fts5(passages, str),
        "FTS5, letters folded": baselines.fts5(passages, fold),
        "FTS5, folded, prefixes cut": baselines.fts5(passages, baselines.strip_prefixes),
        "FTS5 trigram, folded": baselines.fts5(passages, fold, "trigram"),
        "ours on SQLite": ours(questions),
    }


def report(vendor: str) -> int:
    """Print the table of one database; 1 if ours misses a floor."""
    missed = 0
    for name, floor in FLOORS.items():
        questions = load(name)
        print(f"\n{name}: {len(questions.passages)} passages, {len(questions.asked)} questions")
        print(f"{'':28}  R@1    R@10   MRR  (reported half)   R@1    R@10   MRR  (tuning half)   ms/question")
        for title, rank in contenders(vendor, questions).items():
            started = time.perf_counter()
            reported, tuned = measure(rank, questions, 1), measure(rank, questions, 0)
            spent = (time.perf_counter() - started) * 1000 / len(questions.asked)
            print(f"{title:28}  {reported}  n={reported.asked:<14}{tuned}  n={tuned.asked:<11}{spent:6.1f}", flush=True)
            figures = zip(("recall@1", "recall@10", "MRR"), reported, floor, strict=False)
            for what, got, need in figures:
                least = need if title.startswith("ours") and need else None
                figure = results.record("retrieval", f"{name} {what}: {title}", got, on=vendor, least=least)
                missed |= not figure.is_met
    return int(missed)


def main(arguments: list[str]) -> int:
    if not DATA.is_dir():
        print(f"Nothing to measure: {DATA} is not there.")
        return 0
    if "--here" not in arguments:
        return run_everywhere("tests.bench.retrieval", arguments)
    with throw_away_database() as vendor:
        return report(vendor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
