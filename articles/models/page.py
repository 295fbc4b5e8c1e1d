"""Pages that are no news: about the newspaper, contact, its rules."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.named import SLUG_LENGTH, tidy_name, validate_slug_text
from articles.text.markup import clean_html
from articles.text.slugs import slugify


class Page(models.Model):
    """A standing page («من نحن»)."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("slug"),
        max_length=SLUG_LENGTH,
        unique=True,
        validators=[validate_slug_text],
        help_text=_("Part of the address."),
    )
    body = models.TextField(_("text"), blank=True)
    in_footer = models.BooleanField(_("in the footer"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = tidy_name(self.title)
        self.slug = slugify(self.slug) or slugify(self.title)
        self.body = clean_html(self.body)
        super().save(*args, **kwargs)
