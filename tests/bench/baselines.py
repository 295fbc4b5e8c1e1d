"""What others do, measured beside ours: FTS5 on raw, folded and prefix-stripped text, trigrams, PostgreSQL's own."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from articles.text.arabic import fold

Rank = Callable[[str], list[int]]
Passages = Sequence[tuple[str, str]]

_WORD = re.compile(r"\w+")
# Longest first, taken from any word that keeps three letters: what a plain light stemmer does.
_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ك", "ل")


def strip_prefixes(text: str) -> str:
    """Folded words less their prefixes, without looking what is a prefix."""
    return " ".join(_strip(word) for word in _WORD.findall(fold(text)))


def _strip(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def fts5(passages: Passages, prepare: Callable[[str], str], tokenizer: str = "unicode61") -> Rank:
    """FTS5's BM25 over (headline, body), any word of the question, columns weighted as it does by itself."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE story USING fts5 (headline, body, tokenize='{tokenizer}')")
    database.executemany(
        "INSERT INTO story (rowid, headline, body) VALUES (?, ?, ?)",
        [(number, prepare(headline), prepare(body)) for number, (headline, body) in enumerate(passages)],
    )

    def rank(question: str) -> list[int]:
        words = [word for word in _WORD.findall(prepare(question)) if tokenizer != "trigram" or len(word) >= 3]
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in words)
        return [
            row[0] for row in database.execute("SELECT rowid FROM story WHERE story MATCH ? ORDER BY rank LIMIT 10", [asked])
        ]

    return rank


def postgres(connection: Any, passages: Passages, configuration: str) -> Rank:
    """PostgreSQL's configuration as it comes, any word, ts_rank normalised by the logarithm of the length."""
    cursor = connection.cursor()
    cursor.execute("DROP TABLE IF EXISTS bench_story")
    cursor.execute("CREATE TABLE bench_story (number int, vector tsvector)")
    for number, (headline, body) in enumerate(passages):
        cursor.execute(
            "INSERT INTO bench_story VALUES (%s, setweight(to_tsvector(%s::regconfig, %s), 'A')"
            " || setweight(to_tsvector(%s::regconfig, %s), 'D'))",
            [number, configuration, headline, configuration, body],
        )

    def rank(question: str) -> list[int]:
        cursor.execute(
            "WITH asked AS (SELECT replace(plainto_tsquery(%s::regconfig, %s)::text, '&', '|')::tsquery AS words)"
            " SELECT number FROM bench_story, asked WHERE vector @@ words"
            " ORDER BY ts_rank(vector, words, 1) DESC, number LIMIT 10",
            [configuration, question],
        )
        return [row[0] for row in cursor.fetchall()]

    return rank
