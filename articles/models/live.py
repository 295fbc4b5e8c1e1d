"""Live coverage: the dated updates of a story that is told while it happens."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import HEADLINE_LENGTH
from articles.models.named import tidy_name
from articles.text.markup import clean_html


class LiveEntryQuerySet(models.QuerySet["LiveEntry"]):
    def shown(self, now: datetime | None = None) -> "LiveEntryQuerySet":
        """Entries whose time has come, the newest first. Whether their story may be seen is asked of the story."""
        return self.filter(at__lte=now or timezone.now()).order_by("-at", "-pk")


class LiveEntry(models.Model):
    """One update (schema.org BlogPosting within a LiveBlogPosting)."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("live story"),
        on_delete=models.CASCADE,
        related_name="live_entries",
        limit_choices_to={"story_type": "live"},
    )
    at = models.DateTimeField(_("time"), default=timezone.now, help_text=_("A time to come holds the update back until then."))
    headline = models.CharField(_("headline"), max_length=HEADLINE_LENGTH, blank=True)
    body = models.TextField(_("text"), blank=True)
    author = models.ForeignKey(
        "articles.Author",
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="live_entries",
    )
    is_key = models.BooleanField(_("key point"), default=False, help_text=_("Listed at the top of the page by its headline."))
    is_pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stays above all other updates."))
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("live update")
        verbose_name_plural = _("live updates")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["article", "-at", "-id"], name="live_entry_newest")]

    def __str__(self) -> str:
        return self.headline or _("Update %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        """The permanent address: it leads to the entry on whatever page of the coverage it stands now."""
        return reverse("live-entry", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"entry-{self.pk}"

    @property
    def stamp(self) -> str:
        """Another one whenever the entry is saved anew: open pages tell by it what has changed."""
        return str(int(self.modified_at.timestamp() * 1000))

    def clean(self) -> None:
        self.headline = tidy_name(self.headline)
        self.body = clean_html(self.body)
        if not self.headline and not self.body:
            raise ValidationError(_("Write a headline or a text: an update has at least one of them."))
        if self.is_key and not self.headline:
            raise ValidationError({"headline": _("A key point needs a headline: it is listed by it.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.headline = tidy_name(self.headline)
        self.body = clean_html(self.body)
        super().save(*args, **kwargs)
