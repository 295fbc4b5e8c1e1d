"""The newsroom's tables, one concept a file.

Dependency runs one way: desk_state, section, people, tag, media -> article -> bylines,
links, corrections, versions, transitions, review, prepared changes, live, gallery, breaking, house style, front,
imports, redirects, search, likeness, popularity. Cross references are strings ("articles.Article"),
so that no file imports another in a ring.
"""

from articles.models.article import Article, ArticleQuerySet, Byline
from articles.models.breaking import BreakingNews
from articles.models.correction import Correction
from articles.models.desk_state import DeskState
from articles.models.desk_versions import StoryVersion
from articles.models.front import Arrangement, FrontBlock, FrontSlot
from articles.models.gallery import GalleryItem
from articles.models.house_style import AvoidedForm, DictionaryWord, IgnoredFinding, PreferredForm, RuleSwitch
from articles.models.imports import ImportBatch, ImportRecord, ImportResult, PendingRelatedLink
from articles.models.likeness import AwaitedRefresh, RelatedArticle, StorySignature
from articles.models.links import RelatedLink
from articles.models.live import LiveEntry
from articles.models.media import Image
from articles.models.newsletter import Frequency, NewsletterIssue, Subscriber
from articles.models.page import Page
from articles.models.people import Author
from articles.models.popularity import ReadCount
from articles.models.prepared import PreparedChange
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.redirects import AwaitedAddress, FormerSlug, OldAddress
from articles.models.review import ReviewComment
from articles.models.search import SearchDocument, SearchTerm
from articles.models.section import Section
from articles.models.section_editor import SectionEditor
from articles.models.tag import Tag, TaggedArticle, TopicSynonym
from articles.models.transition import Transition
from articles.models.unsaved import UnsavedWork
from articles.models.versions import PublishedVersion

__all__ = [
    "Arrangement",
    "Article",
    "ArticleQuerySet",
    "Author",
    "AvoidedForm",
    "AwaitedAddress",
    "AwaitedRefresh",
    "BreakingNews",
    "Byline",
    "Correction",
    "DeskState",
    "DictionaryWord",
    "FormerSlug",
    "Frequency",
    "FrontBlock",
    "FrontSlot",
    "GalleryItem",
    "IgnoredFinding",
    "Image",
    "ImportBatch",
    "ImportRecord",
    "ImportResult",
    "LiveEntry",
    "NewsletterIssue",
    "OldAddress",
    "Page",
    "PendingRelatedLink",
    "PreferredForm",
    "PreparedChange",
    "Presence",
    "PreviewLink",
    "PublishedVersion",
    "ReadCount",
    "RelatedArticle",
    "RelatedLink",
    "ReviewComment",
    "RuleSwitch",
    "SearchDocument",
    "SearchTerm",
    "Section",
    "SectionEditor",
    "StorySignature",
    "StoryVersion",
    "Subscriber",
    "Tag",
    "TaggedArticle",
    "TopicSynonym",
    "Transition",
    "UnsavedWork",
]
