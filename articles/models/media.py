"""Images: a picture once, with what must be said of it wherever it is shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, PPOIField

# Named renditions; the crops follow the focal point.
RENDITIONS = {
    "large": ["default", ("thumbnail", (1280, 1280))],
    "medium": ["default", ("thumbnail", (640, 640))],
    "card": ["default", ("crop", (640, 360))],
    "thumb": ["default", ("crop", (240, 180))],
    "square": ["default", ("crop", (192, 192))],
}


def picture_path(image: "Image", filename: str) -> str:
    """A path from the content's hash: it tells nothing of the story and never collides."""
    digest = image.sha256 or "new"
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"images/{digest[:2]}/{digest[2:34]}.{extension}"


class Image(models.Model):
    """A picture of the library (schema.org ImageObject)."""

    file = ImageField(
        _("file"),
        upload_to=picture_path,
        max_length=200,
        width_field="width",
        height_field="height",
        ppoi_field="focal_point",
        formats=RENDITIONS,
    )
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    focal_point = PPOIField(_("focal point"))
    sha256 = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    alt = models.CharField(
        _("alternative text"), max_length=300, blank=True, help_text=_("What is to be seen, for those who can't see it.")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.alt or self.caption or self.file.name
