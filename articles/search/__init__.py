"""Search: one Arabic analysis, two engines, one small interface.

    search.index(article)            write a story as it stands now into the index (same transaction)
    search.remove(pk)                take it out, before its row goes
    search.index_many(pks)           after a topic, author or section was renamed
    search.rebuild(progress)         everything anew
    search.find(text, queryset=...)  a page of ranked, marked results
    search.suggest(text, queryset=...), search.did_you_mean(text)

Who may see what is the caller's ``queryset``: public pages pass `Article.objects.public()`. See docs/search.md.
"""

from articles.search.adding import Added, Count, Term, Words, add, words_of
from articles.search.documents import index, index_many, is_outdated, outdated, rebuild, remove
from articles.search.facets import Facets, facets
from articles.search.finding import Matches, Page, Result, find, match
from articles.search.snippets import Piece
from articles.search.suggest import Suggestion, did_you_mean, suggest

__all__ = [
    "Added",
    "Count",
    "Facets",
    "Matches",
    "Page",
    "Piece",
    "Result",
    "Suggestion",
    "Term",
    "Words",
    "add",
    "did_you_mean",
    "facets",
    "find",
    "index",
    "index_many",
    "is_outdated",
    "match",
    "outdated",
    "rebuild",
    "remove",
    "suggest",
    "words_of",
]
