"""Where imported stories came from, and what still waits for its other half."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Where uploads wait for their import: beside the database, out of the web's reach.
UPLOADS = "imports"
# A running import says so every few seconds; silent for so long, its process is gone.
SILENCE = timedelta(seconds=90)


class ImportBatch(models.Model):
    """One run of an import: who, from what, and how many of each. Written by `articles.importing` alone.

    After a run that was taken up again the counts are those of the whole: what
    an earlier part has created is not counted once more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be started")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        UNDONE = "undone", _("undone")

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RUNNING)
    # Names of files or addresses as they were given
    sources = models.JSONField(_("files"), default=list)
    # As `articles.importing.batches` writes them: what `Options`, a reader's `Wishes` and the format were
    options = models.JSONField(_("options"), default=dict)
    # Name below DATA_DIR/imports of a file that came through the desk; "" once it is gone
    upload = models.CharField(max_length=100, blank=True, editable=False)
    total_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    read_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    # Records read in the last pass through the files
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    conflicts = models.PositiveIntegerField(_("conflicts"), default=0)
    failed = models.PositiveIntegerField(_("refused"), default=0)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    # Why it stopped, or what its undoing left (English)
    message = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {', '.join(map(str, self.sources))[:100]}"

    @property
    def unchanged(self) -> int:
        """Records that brought nothing new."""
        return max(0, self.read - self.created - self.updated - self.conflicts - self.failed)

    @property
    def is_alive(self) -> bool:
        """Whether its process has been heard of lately."""
        heard = self.heartbeat_at or self.started_at
        return self.state == self.State.RUNNING and timezone.now() - heard < SILENCE

    @property
    def upload_path(self) -> Path | None:
        return settings.DATA_DIR / UPLOADS / self.upload if self.upload else None


class ImportResult(models.Model):
    """What became of one record of a batch. Records that brought nothing new have none."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="results")
    outcome = models.CharField(_("outcome"), max_length=9)
    path = models.CharField(_("file"), max_length=1000, blank=True)
    position = models.PositiveIntegerField(_("line"), default=1)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    warnings = models.JSONField(_("warnings"), default=list)
    # The story's key, kept when the story is gone
    story = models.PositiveBigIntegerField(null=True, blank=True)
    # Of a refused record: as the file has it, cut short
    raw = models.TextField(blank=True)
    # Of an updated story: what it was, and the hash of what the import made of it; read by `articles.importing.undoing`
    before = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "outcome", "id"], name="import_result_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.path}:{self.position}"


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
    # The run that created the story
    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
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
