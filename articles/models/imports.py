"""Where imported stories came from, and what still waits for its other half."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Where uploads wait for their import: beside the database, out of the web's reach.
UPLOADS = "imports"
# A run says every few seconds that it goes on; silent for so long, its process is gone.
SILENCE = timedelta(minutes=3)


class ImportBatch(models.Model):
    """One import: who, from what, and how many of each. Written by `articles.importing` alone.

    From the command line it begins as ``running``; from the desk as
    ``received``: it is looked through first (``checking``), then waits for
    somebody's word (``checked``) before it may run. Counts are those of the
    whole: a run that is taken up again does not count again what is there.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("import", "waits to be checked")
        CHECKING = "checking", pgettext_lazy("import", "is being checked")
        CHECKED = "checked", pgettext_lazy("import", "waits for your decision")
        WAITING = "waiting", pgettext_lazy("import", "waits to be started")
        RUNNING = "running", pgettext_lazy("import", "running")
        DONE = "done", pgettext_lazy("import", "done")
        STOPPED = "stopped", pgettext_lazy("import", "stopped")
        UNDOING = "undoing", pgettext_lazy("import", "is being undone")
        UNDONE = "undone", pgettext_lazy("import", "undone")

    # States in which some process works on it, and those in which one is awaited.
    AT_WORK = (State.CHECKING, State.RUNNING, State.UNDOING)
    AWAITED = (State.RECEIVED, State.WAITING)

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Which process has it, as `articles.importing.batches` names it: who finds another one there has lost it and stops
    holder = models.CharField(max_length=100, blank=True, editable=False)
    # How often a process has taken it; reset when a person says so
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    is_stop_asked = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("import", "by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RUNNING)
    # Names of files or addresses as they were given
    sources = models.JSONField(_("files"), default=list)
    # As `articles.importing.batches` writes them: `Options`, a reader's `Wishes`, the format
    options = models.JSONField(_("options"), default=dict)
    # Folder below `UPLOADS` that holds the files that came through the desk; "" for none and when they are gone
    upload = models.CharField(max_length=40, blank=True, editable=False)
    # What a dry run has found, as `articles.importing.trials` writes it; null before it is through
    trial = models.JSONField(null=True, blank=True, editable=False)
    total_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    read_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    # Records read in the last pass through the files
    read = models.PositiveIntegerField(pgettext_lazy("number of stories", "read"), default=0)
    created = models.PositiveIntegerField(pgettext_lazy("number of stories", "created"), default=0)
    updated = models.PositiveIntegerField(pgettext_lazy("number of stories", "updated"), default=0)
    conflicts = models.PositiveIntegerField(pgettext_lazy("number of stories", "conflicts"), default=0)
    refused = models.PositiveIntegerField(pgettext_lazy("number of stories", "refused"), default=0)
    warnings = models.PositiveIntegerField(pgettext_lazy("number of stories", "warnings"), default=0)
    undo_asked_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Why it stopped (English, one line)
    message = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        permissions = [("undo_importbatch", _("Can undo imports"))]
        indexes = [models.Index(fields=["state", "id"], name="import_batch_state")]

    def __str__(self) -> str:
        return f"{self.pk}: {', '.join(map(str, self.sources))[:100]}"

    @property
    def unchanged(self) -> int:
        """Records that brought nothing new."""
        return max(0, self.read - self.created - self.updated - self.conflicts - self.refused)

    @property
    def is_alive(self) -> bool:
        """Whether a process is at work on it and has been heard of lately."""
        heard = self.heartbeat_at or self.started_at
        return self.is_held and timezone.now() - heard < SILENCE

    @property
    def is_held(self) -> bool:
        """Whether a process has taken it, alive or not."""
        return self.state in self.AT_WORK and bool(self.holder)

    @property
    def is_awaiting(self) -> bool:
        """Whether a process is to take it."""
        return self.state in self.AWAITED or (self.state in self.AT_WORK and not self.holder)

    @property
    def is_dead(self) -> bool:
        """Whether its process is gone without a word: killed, or its machine is down."""
        return self.is_held and not self.is_alive

    @property
    def upload_folder(self) -> Path | None:
        return settings.DATA_DIR / UPLOADS / self.upload if self.upload else None


class Undone(models.TextChoices):
    """What an undoing did with a story. The first three are done with; of the others the story stayed."""

    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("put back to what it was")
    GONE = "gone", _("was not there any more")
    EDITED = "edited", _("somebody has worked on it since")
    IN_USE = "in-use", _("it stands in a place that somebody has given it")
    LATER = "later", _("a later import has changed it: undo that one first")
    UNKNOWN = "unknown", _("what it was before is not known")
    FAULT = "fault", _("it could not be removed")


class ImportResult(models.Model):
    """What became of one record of a batch. Records that brought nothing new have none."""

    class Outcome(models.TextChoices):
        CREATED = "created", pgettext_lazy("import", "created")
        UPDATED = "updated", pgettext_lazy("import", "updated")
        CONFLICT = "conflict", pgettext_lazy("import", "in conflict")
        FAILED = "failed", pgettext_lazy("import", "refused")

    SETTLED = (Undone.REMOVED, Undone.RESTORED, Undone.GONE)

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="results")
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices)
    path = models.CharField(_("file"), max_length=1000, blank=True)
    position = models.PositiveIntegerField(_("line"), default=1)
    external_id = models.CharField(_("external id"), max_length=300, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # One a line
    warnings = models.TextField(_("warnings"), blank=True)
    # The story's key, kept when the story is gone
    story = models.PositiveBigIntegerField(null=True, blank=True)
    # Hash of the record as the file told it: what the story's `ImportRecord` holds as long as no other import changes it
    record_hash = models.CharField(max_length=64, blank=True)
    # Of an updated story: what it was; read by `articles.importing.snapshots`
    before = models.JSONField(null=True, blank=True)
    # What an undoing did with the story; written by `articles.importing.undoing`
    undone_as = models.CharField(max_length=12, choices=Undone.choices, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]
        default_permissions = ()
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
