"""The desk's versions of a story: its whole content as it stood after each save. Nothing rewrites or deletes them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 300


class StoryVersion(models.Model):
    """A story's content at one time, packed. Written by `articles.editorial.desk_versions` alone.

    ``stamp`` is the story's ``modified_at`` of that save: the token of the
    version that a form was opened on finds it. ``digest`` tells whether two
    hold the same. ``changed`` names the fields (see `articles.editorial.content`)
    that differ from the version before.
    """

    class Cause(models.TextChoices):
        CREATED = "created", _("created")
        SAVED = "saved", _("saved")
        MERGED = "merged", _("merged with another editor's work")
        MOVED = "moved", _("moved to another state")
        RESTORED = "restored", _("restored")
        IMPORTED = "imported", _("imported")
        KEPT = "kept", _("as it stood before a change")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("saved"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # A person who left the newsroom still wrote what they wrote.
    by_name = models.CharField(_("by"), max_length=200, blank=True)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices, default=Cause.SAVED)
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    changed = models.JSONField(default=list)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    stamp = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("version of a story")
        verbose_name_plural = _("versions of stories")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="story_version_number")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A kept version is never rewritten.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("A kept version goes with its story alone.")
