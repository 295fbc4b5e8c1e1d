"""Related links: what editors put under «أخبار متعلقة», in their order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RelatedLink(models.Model):
    """From a story to another story or to an outside address; never to itself, never twice."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="linked_from",
    )
    url = models.URLField(_("outside address"), max_length=500, blank=True)
    title = models.CharField(
        _("own title"), max_length=300, blank=True, help_text=_("Left empty, the story's headline is shown.")
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        ordering = ["order", "pk"]
        # A story that arrives asks for the links that named its former address.
        indexes = [models.Index(fields=["url"], name="related_link_url")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(target__isnull=False) & Q(url="")) | (Q(target__isnull=True) & ~Q(url="")),
                name="related_link_story_or_address",
                violation_error_message=_("Choose a story or write an address: one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("article")),
                name="related_link_not_to_itself",
                violation_error_message=_("A story can't be related to itself."),
            ),
            models.UniqueConstraint(
                fields=["article", "target"],
                condition=Q(target__isnull=False),
                name="related_link_story_once",
                violation_error_message=_("This story is among the related ones already."),
            ),
            models.UniqueConstraint(
                fields=["article", "url"],
                condition=~Q(url=""),
                name="related_link_address_once",
                violation_error_message=_("This address is among the related ones already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or (self.target.headline if self.target else self.url)

    def clean(self) -> None:
        super().clean()
        if self.url and not self.target and not self.title:
            raise ValidationError({"title": _("Write a title for an outside address.")})
