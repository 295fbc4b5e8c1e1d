"""The words of the public stories: how rare each is, how it is spelled. Feeds ranking, suggestions and corrections.

A story counts from the moment it is indexed as public until it is indexed as not public; so no word of a draft is
ever counted, suggested or corrected to.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import Sum

from articles.models.search import SearchTerm
from articles.text.analysis import Word

# The row of this word, which is no word, holds the number of counted stories.
ALL_STORIES = ""


def count_out_and_in(old: Iterable[Word] | None, new: Iterable[Word] | None) -> None:
    """Adjust the counts for a story whose words were ``old`` and are ``new`` (None: not counted)."""
    before, after = spellings(old), spellings(new)
    changes = dict.fromkeys(after.keys() - before.keys(), 1) | dict.fromkeys(before.keys() - after.keys(), -1)
    apply_changes(changes, after)


def spellings(words: Iterable[Word] | None) -> dict[str, tuple[str, str]]:
    """Folded word -> (stem, spelling) of a story's words."""
    return {folded: (word.stem, word.spelled) for folded, word in distinct(words).items()}


def distinct(words: Iterable[Word] | None) -> dict[str, Word]:
    """Folded word -> the word as it stands first, of a counted story's words; and the row that counts stories."""
    if words is None:
        return {}
    found = {word[1]: word for word in reversed(list(words))}
    found[ALL_STORIES] = Word("", ALL_STORIES, "")
    return found


def count_in(terms: Iterable[tuple[str, str, str, int]]) -> None:
    """Add to the words' counts: (folded word, stem, spelling, number of stories), in the order of the words."""
    rows = list(terms)
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # In one statement: there each one more is a way to the server and back.
            cursor.execute(
                "INSERT INTO articles_searchterm AS held (word, stem, spelled, df)"
                " SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[])"
                " ON CONFLICT (word) DO UPDATE SET df = held.df + excluded.df",
                [list(column) for column in zip(*rows, strict=True)],
            )
        else:
            cursor.executemany(
                "INSERT INTO articles_searchterm (word, stem, spelled, df) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (word) DO UPDATE SET df = articles_searchterm.df + excluded.df",
                rows,
            )


def apply_changes(changes: dict[str, int], spelled: dict[str, tuple[str, str]]) -> None:
    """Add to the words' counts; new words get the spelling given. Rows are taken in one order: no deadlock."""
    ordered = sorted(changes)
    rows = [(word, *spelled.get(word, ("", "")), changes[word]) for word in ordered if changes[word] > 0]
    less = [(-changes[word], word) for word in ordered if changes[word] < 0]
    count_in(rows)
    with connection.cursor() as cursor:
        if less and connection.vendor == "postgresql":
            # The rows are locked in their order first.
            cursor.execute(
                "WITH held AS MATERIALIZED (SELECT term.word, less.df FROM articles_searchterm term"
                " JOIN unnest(%s::int[], %s::text[]) AS less (df, word) USING (word) ORDER BY term.word FOR UPDATE OF term)"
                " UPDATE articles_searchterm AS term SET df = term.df - held.df FROM held"
                " WHERE term.word = held.word AND term.df >= held.df",
                [list(column) for column in zip(*less, strict=True)],
            )
        elif less:
            cursor.executemany("UPDATE articles_searchterm SET df = df - %s WHERE word = %s AND df > 0", less)


def frequencies(stems: Iterable[str]) -> tuple[dict[str, int], int]:
    """(stem -> number of public stories, at most overstated by its forms' overlap; number of public stories)."""
    rows = SearchTerm.objects.filter(stem__in=set(stems) | {""}).values_list("stem").annotate(Sum("df"))
    counts = {stem: df or 0 for stem, df in rows}
    total = counts.pop("", 0)
    return {stem: min(df, total) for stem, df in counts.items()}, total


class Tally:
    """Counts all words anew, for a rebuild."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter({ALL_STORIES: 0})
        self._spellings: dict[str, tuple[str, str]] = {ALL_STORIES: ("", "")}

    def add(self, words: Iterable[Word]) -> None:
        """Count the words of one public story."""
        found = spellings(words)
        self._counts.update(found.keys())
        for word, row in found.items():
            self._spellings.setdefault(word, row)

    def replace_all(self) -> None:
        """Make these the counts in the database."""
        SearchTerm.objects.all().delete()
        SearchTerm.objects.bulk_create(
            (
                SearchTerm(word=word, stem=self._spellings[word][0], spelled=self._spellings[word][1], df=df)
                for word, df in self._counts.items()
            ),
            batch_size=2000,
        )
