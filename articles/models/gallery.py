"""Galleries: the pictures of a story that is told in pictures, in the editors' order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GalleryItem(models.Model):
    """A picture of the library at its place in a gallery, with its caption and credit there."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="gallery_items")
    image = models.ForeignKey("articles.Image", verbose_name=_("image"), on_delete=models.PROTECT, related_name="gallery_items")
    order = models.PositiveIntegerField(_("order"), default=0)
    own_caption = models.TextField(_("caption"), blank=True, help_text=_("Left empty, the image's own caption is shown."))
    own_credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Left empty, the image's own credit is shown.")
    )

    class Meta:
        verbose_name = _("picture of the gallery")
        verbose_name_plural = _("pictures of the gallery")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="gallery_image_once")]

    def __str__(self) -> str:
        return str(self.image)

    @property
    def caption(self) -> str:
        return self.own_caption or self.image.caption

    @property
    def credit(self) -> str:
        return self.own_credit or self.image.credit
