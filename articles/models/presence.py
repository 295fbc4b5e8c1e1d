"""Who has a story's form open now: a row for each open form, in the database so that every process sees it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """An open form, told anew every few seconds. Written by `articles.editorial.presence` alone; old rows mean nothing."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField(_("opened"))
    seen_at = models.DateTimeField(_("seen"))
    has_changes = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [models.UniqueConstraint(fields=["user", "form_key"], name="presence_form")]
        indexes = [models.Index(fields=["article", "seen_at"], name="presence_in_story")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"
