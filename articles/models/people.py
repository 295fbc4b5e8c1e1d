"""Authors: the names on stories, apart from the accounts that sign in."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named


class Author(Named):
    """A byline (schema.org Person)."""

    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    bio = models.TextField(_("short biography"), blank=True)
    image = models.ForeignKey(
        "articles.Image", verbose_name=_("portrait"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name_key"]

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
