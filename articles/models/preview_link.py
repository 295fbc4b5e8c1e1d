"""Links by which an outsider reads a story before it is published: to an end, and only until somebody ends them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> "PreviewLinkQuerySet":
        """Those that lead somewhere now: not run out, not revoked, made by one who still works here."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), made_by__is_active=True)


class PreviewLink(models.Model):
    """``version`` empty: the story as it stands when the link is opened; else that version. Its address is signed
    (`articles.editorial.preview_links`): the row alone opens nothing, and no address opens without its row."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="preview_links")
    version = models.ForeignKey("articles.StoryVersion", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # For whom it is made: for the newsroom's eyes.
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opens = models.PositiveIntegerField(_("opened"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-made_at"], name="preview_links_of_story")]
        constraints = [
            models.CheckConstraint(condition=Q(opens=0) | Q(last_opened_at__isnull=False), name="preview_link_opens_have_time")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.pk}"

    @property
    def state(self) -> str:
        """«open», «revoked» or «over»."""
        if self.revoked_at is not None:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "over"
