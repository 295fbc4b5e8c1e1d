"""Published versions: what readers could read of a story before it was changed, kept so that changes can be shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishedVersion(models.Model):
    """A text that stood on the public page from ``at`` on. Written by `articles.editorial.versions` alone.

    A story has none until its public text changes for the first time; then the
    first text and the second are kept at once.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="published_versions")
    at = models.DateTimeField(_("public since"))
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("body"), blank=True)
    note = models.TextField(
        _("public note"), blank=True, help_text=_("Why the text was changed; readers see it beside the changes.")
    )
    is_withheld = models.BooleanField(
        _("withheld"),
        default=False,
        help_text=_("Readers are told that there was such a version, but not what it said: for what must not be read again."),
    )

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["article", "at", "id"], name="published_version_order")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.at:%Y-%m-%d %H:%M}"
