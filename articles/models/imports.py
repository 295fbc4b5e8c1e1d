"""Where imported stories came from, and what still waits for its other half."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """Provenance of one imported story.

    ``record_hash`` is of the story as the file told it; ``article_hash`` of the
    article's fields right after the import, so that an editor's later work can
    be told from the importer's own.
    """

    article = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="import_record")
    source = models.CharField(_("source"), max_length=200, blank=True)
    external_id = models.CharField(_("external id"), max_length=300, blank=True)
    path = models.CharField(_("file"), max_length=1000, blank=True)
    position = models.PositiveIntegerField(_("line"), default=1)
    record_hash = models.CharField(max_length=64, db_index=True)
    article_hash = models.CharField(max_length=64)
    # The story's address where it was published before
    address = models.CharField(_("original address"), max_length=500, blank=True)
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated by import"), auto_now=True)
    # A newer text of the source that met an editor's work: both are kept, the editor decides.
    conflict = models.JSONField(null=True, blank=True, editable=False)
    conflict_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~models.Q(external_id=""),
                name="import_record_source_id_once",
            )
        ]
        indexes = [models.Index(fields=["path", "position"], name="import_record_path")]

    def __str__(self) -> str:
        return f"{self.source or self.path}: {self.external_id or self.position}"


class PendingRelatedLink(models.Model):
    """A related headline (or external id) whose story has not arrived yet; it becomes a RelatedLink when it does."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="pending_related")
    reference = models.CharField(_("headline or id"), max_length=500)
    reference_key = models.CharField(max_length=500, db_index=True)
    title = models.CharField(_("own title"), max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("awaited related story")
        verbose_name_plural = _("awaited related stories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "reference_key"], name="pending_related_once"),
        ]

    def __str__(self) -> str:
        return self.reference
