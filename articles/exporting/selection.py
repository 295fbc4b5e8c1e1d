"""Which stories are meant."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Article, ArticleQuerySet, Section


@dataclass(frozen=True)
class Selection:
    """``everything``: drafts, scheduled and withdrawn stories too. ``since`` is included, ``until`` is not (both aware)."""

    everything: bool = False
    section: Section | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole archive, not a part of it."""
        return self.everything and self.section is None and self.since is None and self.until is None

    def stories(self) -> ArticleQuerySet:
        """In the order in which they came to be, so that they come to be in it again."""
        stories = Article.objects.all() if self.everything else Article.objects.public()
        if self.section is not None:
            stories = stories.in_section(self.section)
        if self.since is not None:
            stories = stories.filter(published_at__gte=self.since)
        if self.until is not None:
            stories = stories.filter(published_at__lt=self.until)
        return stories.order_by("pk")
