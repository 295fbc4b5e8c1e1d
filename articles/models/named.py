"""What sections, authors and topics share: a name that counts as the same however it is spelt, and a slug."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.redirects import FormerSlug
from articles.text.arabic import fold_key, strip_invisible
from articles.text.slugs import slugify

NAME_LENGTH = 100
SLUG_LENGTH = 120
# A letter may fold to more than one.
KEY_LENGTH = NAME_LENGTH * 4


def tidy_name(name: str) -> str:
    """The name without invisible characters and doubled blanks, spelt as given."""
    return " ".join(strip_invisible(name).split())


def validate_slug_text(value: str) -> None:
    """Refuse a slug that `slugify` would not leave as it is, or that has no letter or digit."""
    if not slugify(value, SLUG_LENGTH):
        raise ValidationError(_("Write a slug with at least one letter or digit."), code="empty_slug")
    if slugify(value, SLUG_LENGTH) != value.lower():
        raise ValidationError(
            _("A slug is made of letters, digits and single hyphens only, for example: %(example)s"),
            code="invalid_slug",
            params={"example": slugify(value, SLUG_LENGTH)},
        )


class NamedQuerySet(models.QuerySet[Any]):
    def named(self, name: str) -> Any | None:
        """The row of this name in any spelling («اخبار» finds «أخبار»), or None."""
        return self.filter(name_key=fold_key(name)).first()

    def get_or_create_named(self, name: str, **defaults: Any) -> tuple[Any, bool]:
        """The row of this name in any spelling, made where there is none. ValidationError if the name has no letter."""
        found = self.named(name)
        if found is not None:
            return found, False
        row = self.model(name=tidy_name(name), **defaults)
        row.full_clean(validate_unique=False)
        row.save()
        return row, True


class Named(models.Model):
    """Abstract: ``name``, its comparison key (unique) and ``slug`` (unique, filled from the name)."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    slug = models.CharField(
        _("slug"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        validators=[validate_slug_text],
        help_text=_("Part of the address; left empty, it is made from the name."),
    )

    # As the database holds it.
    _slug_before = ""

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.name = tidy_name(self.name)
        key = fold_key(self.name)
        if not key:
            raise ValidationError({"name": _("Write a name with at least one letter or digit.")})
        if len(key) > KEY_LENGTH:
            raise ValidationError({"name": _("This name is too long.")})
        twin = type(self)._default_manager.filter(name_key=key).exclude(pk=self.pk).first()  # type: ignore[attr-defined]
        if twin is not None:
            raise ValidationError(
                {"name": _("«%(name)s» exists already; names that differ only in spelling count as the same.") % {"name": twin}}
            )

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        row = super().from_db(*args, **kwargs)
        row._slug_before = row.__dict__.get("slug", "")
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; where the slug changes, its former address leads on."""
        self.name = tidy_name(self.name)
        self.name_key = fold_key(self.name)
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)
        if self.slug != self._slug_before:
            FormerSlug.objects.forget(type(self), self.slug)
            if self._slug_before:
                FormerSlug.objects.remember(type(self), self._slug_before, self.pk)
            self._slug_before = self.slug

    def _free_slug(self) -> str:
        stem = slugify(self.name) or str(self._meta.model_name)
        manager = type(self)._default_manager  # type: ignore[attr-defined]
        taken = set(manager.filter(slug__startswith=stem).exclude(pk=self.pk).values_list("slug", flat=True))
        candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)
