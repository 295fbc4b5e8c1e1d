"""Likeness: which stories belong together, found over the search index and kept.

    likeness.refresh(pk)             find anew what is related to a story, and enter it beside those it is related to
    likeness.refresh_soon(pk)        the same once the transaction is through, however often it is asked for; a server
                                     does it off the request
    likeness.refresh_later(pks)      many new stories wait; likeness.awaiting() tells how many do
    likeness.refresh_awaiting()      what was asked for and is still to be done
    likeness.rebuild(progress)       everything anew
    likeness.related(pk)             the kept stories, best first: what may be shown is joined in the same query
    likeness.beside(pk)              the same, and those that are copies of the story
    likeness.suggest(article)        the same for editors, with reasons in words
    likeness.suggest_as_typed(article, topics)  the same for a form's story, saved or not
    likeness.near_duplicates(article)  stories that tell the same in the same words

How it ranks, and what was measured: docs/related.md.
"""

from articles.likeness.duplicates import NearDuplicate, near_duplicates
from articles.likeness.keeping import beside, rebuild, refresh, related
from articles.likeness.soon import awaiting, refresh_awaiting, refresh_later, refresh_soon, work_later
from articles.likeness.suggesting import Suggestion, suggest, suggest_as_typed

__all__ = [
    "NearDuplicate",
    "Suggestion",
    "awaiting",
    "beside",
    "near_duplicates",
    "rebuild",
    "refresh",
    "refresh_awaiting",
    "refresh_later",
    "refresh_soon",
    "related",
    "suggest",
    "suggest_as_typed",
    "work_later",
]
