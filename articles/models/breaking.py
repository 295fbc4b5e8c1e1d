"""Breaking news: one line over every page, for as long as it is breaking."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    def active(self, now: datetime | None = None) -> "BreakingNewsQuerySet":
        """What is breaking at this moment, the newest first: a line ends by itself."""
        now = now or timezone.now()
        return self.filter(since__lte=now, until__gt=now).order_by("-since", "-pk")


class BreakingNews(models.Model):
    """A line of the breaking bar, with the story that tells more where there is one."""

    text = models.CharField(_("text"), max_length=200, help_text=_("One sentence, as short as it can be."))
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="breaking_lines",
        help_text=_("The line leads to it once readers may see it."),
    )
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), help_text=_("The line leaves the pages by itself at this time."))

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking line")
        verbose_name_plural = _("breaking lines")
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["until"], name="breaking_until")]

    def __str__(self) -> str:
        return self.text

    @property
    def link(self) -> str:
        """The story's address; "" while readers may not see it."""
        return self.article.get_absolute_url() if self.article is not None and self.article.is_public else ""
