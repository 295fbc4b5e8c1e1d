"""A story's way through its states: who moved it when, from where to where, and with which words."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.desk_state import DeskState


class Transition(models.Model):
    """One move of a story. Written by `articles.editorial.workflow` alone, never changed. ``move`` is a key of its table."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="transitions")
    move = models.CharField(_("move"), max_length=20)
    from_state = models.CharField(_("from"), max_length=12, choices=DeskState.choices)
    to_state = models.CharField(_("to"), max_length=12, choices=DeskState.choices)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "at", "id"], name="transition_order")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.from_state} → {self.to_state}"
