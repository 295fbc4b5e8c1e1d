"""Changes of live stories that wait for their time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PreparedChange(models.Model):
    """What a live story will say from ``due_at`` on. Made, applied and dropped by `articles.editorial.prepared` alone.

    ``values`` and ``base`` hold the same fields of the story: as they shall be,
    and as they were when the change was prepared. A field that has been changed
    to something else since is never overwritten: then the whole change is refused.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waits for its time")
        APPLIED = "applied", _("went out")
        DROPPED = "dropped", _("dropped")
        REFUSED = "refused", _("could not go out")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="prepared_changes")
    due_at = models.DateTimeField(_("time of the change"))
    base = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("prepared by")
    )
    made_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    # Fields for which the change was refused, or "gone" where the story was not public any more.
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("prepared change")
        verbose_name_plural = _("prepared changes")
        ordering = ["due_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=Q(state="pending"), name="one_prepared_change"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="pending"), name="prepared_change_due")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.due_at:%Y-%m-%d %H:%M}"
