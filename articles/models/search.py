"""What search keeps of every story. Written by `articles.search` alone, in the same transaction as the story.

Beside these tables each database has its own index, made in the migration: on SQLite the FTS5 table
``articles_search_index`` (contentless: it keeps no second copy of the text), on PostgreSQL the column ``vector`` of
`SearchDocument` with a GIN index. Both hold the same terms, so both find the same stories.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """The words of one story, drafts included, as the index knows them."""

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    # Packed and unpacked by articles.search.packing
    words = models.BinaryField()
    # Whether the story's words stand in SearchTerm: only what the public may read is counted, suggested, corrected to.
    counted = models.BooleanField(default=False)
    # By which version of the analysis; indexed, so that «is any older?» is answered at once.
    analyser = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return f"search document {self.pk}"


class SearchTerm(models.Model):
    """A word of the public stories: in how many it stands, under which stem, and how it is spelled."""

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40)
    spelled = models.CharField(max_length=40)
    df = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        indexes = [models.Index(fields=["stem"], name="search_term_stem")]

    def __str__(self) -> str:
        return self.word
