"""The newsroom's tables, one concept a file.

Dependency runs one way: section, people, tag, media -> article -> bylines,
links, corrections, imports, search, likeness, popularity. Cross references are strings ("articles.Article"),
so that no file imports another in a ring.
"""

from articles.models.article import Article, ArticleQuerySet, Byline
from articles.models.correction import Correction
from articles.models.imports import ImportRecord, PendingRelatedLink
from articles.models.likeness import RelatedArticle, StorySignature
from articles.models.links import RelatedLink
from articles.models.media import Image
from articles.models.people import Author
from articles.models.popularity import ReadCount
from articles.models.redirects import AwaitedAddress, OldAddress
from articles.models.search import SearchDocument, SearchTerm
from articles.models.section import Section
from articles.models.tag import Tag, TaggedArticle, TopicSynonym

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Author",
    "AwaitedAddress",
    "Byline",
    "Correction",
    "Image",
    "ImportRecord",
    "OldAddress",
    "PendingRelatedLink",
    "ReadCount",
    "RelatedArticle",
    "RelatedLink",
    "SearchDocument",
    "SearchTerm",
    "Section",
    "StorySignature",
    "Tag",
    "TaggedArticle",
    "TopicSynonym",
]
