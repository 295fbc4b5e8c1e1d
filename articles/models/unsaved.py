"""Work that is typed in a story's form and not saved: kept for the one who types it, until it is saved or refused."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnsavedWork(models.Model):
    """One open form's fields as they were last sent (`articles.editorial.unsaved` packs them).

    ``form_key`` is the form's own: two windows never overwrite each other, and
    work that waits for a decision is not overwritten by what is typed meanwhile.
    ``changed`` names the fields that differ from the story as it stood then.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    form_key = models.CharField(max_length=40)
    saved_at = models.DateTimeField(_("saved"))
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    changed = models.JSONField(default=list)
    fields = models.BinaryField()

    class Meta:
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved works")
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "form_key"], name="unsaved_work_form")]
        indexes = [models.Index(fields=["user", "article", "-saved_at"], name="unsaved_work_of_story")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.headline}"
