"""How often stories are read: a number per story and hour, and nothing about any reader."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadCount(models.Model):
    """Reads of one story in one hour. Written by `articles.popularity` alone."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="read_counts"
    )
    # UTC, to the full hour
    hour = models.DateTimeField(_("hour"))
    reads = models.PositiveIntegerField(_("reads"), default=0)

    class Meta:
        verbose_name = _("reads of a story in an hour")
        verbose_name_plural = _("reads of stories by the hour")
        constraints = [models.UniqueConstraint(fields=["hour", "article"], name="read_count_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reads}"
