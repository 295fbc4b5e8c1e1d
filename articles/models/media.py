"""Images: a picture once, with what must be said of it wherever it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, PPOIField

from articles.models import renditions

# A look's sixteen letters in four bands.
BAND_LENGTH = 4
LOOK_BANDS = range(0, 16, BAND_LENGTH)
# Of those that share a band; a band that very many share tells nothing.
ALIKE_READ = 500


def _nearest(look: str, others: "Iterable[Image]") -> "list[Image]":
    near = [(_distance(look, other.look), other.pk, other) for other in others if other.look]
    return [other for distance, _pk, other in sorted(near, key=itemgetter(0, 1)) if distance < len(LOOK_BANDS)]


def _distance(one: str, other: str) -> int:
    """In how many of 64 places two looks differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def picture_path(image: "Image", filename: str) -> str:
    """A path from the content's hash: it tells nothing of the story and never collides."""
    digest = image.sha256 or "new"
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"images/{digest[:2]}/{digest[2:34]}.{extension}"


@dataclass(frozen=True)
class Candidate:
    """One file that can stand for an image; ``name`` is the storage's."""

    name: str
    url: str
    width: int
    height: int


class ImageQuerySet(models.QuerySet["Image"]):
    def awaiting_renditions(self) -> "ImageQuerySet":
        """Images that lack some: new ones, and those whose file or focal point changed."""
        return self.filter(models.Q(jpegs="") | models.Q(avifs="")).exclude(file="")

    def alike(self, images: "Sequence[Image]") -> "dict[int, list[Image]]":
        """For each image's key the others that look the same, nearest first: other sizes, qualities, formats. One query."""
        looks = {image.pk: image.look for image in images if image.look}
        if not looks:
            return {}
        bands = models.Q()
        for number, start in enumerate(LOOK_BANDS):
            bands |= models.Q(**{f"look_band_{number}__in": {look[start : start + BAND_LENGTH] for look in looks.values()}})
        names = {f"look_band_{number}": Substr("look", start + 1, BAND_LENGTH) for number, start in enumerate(LOOK_BANDS)}
        found = list(self.alias(**names).filter(bands).order_by("pk")[:ALIKE_READ])
        return {pk: near for pk, look in looks.items() if (near := _nearest(look, [one for one in found if one.pk != pk]))}


class Image(models.Model):
    """A picture of the library (schema.org ImageObject)."""

    file = ImageField(
        _("file"),
        upload_to=picture_path,
        max_length=200,
        width_field="width",
        height_field="height",
        ppoi_field="focal_point",
        # Stories' bodies name pictures by their file.
        db_index=True,
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
    rights_end_at = models.DateTimeField(
        _("rights end"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("From then on no page shows the picture; it stays in the library. Empty: they don't end."),
    )
    # Of pictures.look_of.
    look = models.CharField(max_length=16, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    # The signature of the renditions that are there; empty while they are still to be made.
    jpegs = models.CharField(max_length=16, blank=True, default="", editable=False)
    avifs = models.CharField(max_length=16, blank=True, default="", editable=False, db_index=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-pk"]
        # Two looks that differ in fewer places than there are bands have a band in common.
        indexes = [
            models.Index(Substr("look", start + 1, BAND_LENGTH), name=f"image_look_{number}")
            for number, start in enumerate(LOOK_BANDS)
        ]

    def __str__(self) -> str:
        return self.alt or self.caption or self.file.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file or focal point asks for new renditions."""
        if {self.jpegs, self.avifs} - {"", renditions.NEVER, self.signature}:
            self.jpegs = self.avifs = ""
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "jpegs", "avifs"}
        super().save(*args, **kwargs)

    @property
    def may_be_shown(self) -> bool:
        """Whether its rights allow readers to see it now."""
        return self.rights_end_at is None or self.rights_end_at > timezone.now()

    @property
    def signature(self) -> str:
        """What the renditions of the image as it stands are made of."""
        return renditions.signature(self.file.name or "", self.focal_point)

    @property
    def thumbnail(self) -> Candidate:
        """The small crop that lists at the desk show."""
        return self.best("thumb", 240)

    def candidates(self, shape: str, kind: str = "JPEG") -> list[Candidate]:
        """The renditions of a shape that are there, smallest first; none while they are still to be made. No query."""
        made = self.avifs if kind == "AVIF" else self.jpegs
        if made != self.signature or not (self.width and self.height):
            return []
        names = [
            (renditions.path(self.file.name, made, shape, width, kind), width, height)
            for width, height in renditions.sizes(self.width, self.height, shape)
        ]
        return [Candidate(name, self.file.storage.url(name), width, height) for name, width, height in names]

    def best(self, shape: str = "whole", width: int = 1280) -> Candidate:
        """The smallest JPEG of at least this width, else the largest there is; the picture itself while there is none."""
        found = self.candidates(shape)
        if not found:
            return Candidate(self.file.name, self.file.url, self.width or 16, self.height or 9)
        return next((one for one in found if one.width >= width), found[-1])
