"""Addresses under which stories, topics, sections and authors stood before: whoever follows one is led on."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 500


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def stories(self, keys: Iterable[str]) -> dict[str, int]:
        """Key -> primary key of the article that stood there, for the keys that are known."""
        wanted = {key for key in keys if key}
        return dict(self.filter(key__in=wanted).values_list("key", "article_id")) if wanted else {}


class OldAddress(models.Model):
    """A page elsewhere or of a former site that is this story.

    ``key`` is `articles.text.addresses.address_key`, ``path`` its part behind
    the host. Where ``is_own``, the former site was this newsroom's: readers who
    come to the path are led to the story.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="old_addresses")
    key = models.CharField(_("address"), max_length=KEY_LENGTH, unique=True)
    path = models.CharField(max_length=KEY_LENGTH, db_index=True, editable=False)
    is_own = models.BooleanField(_("of our former site"), default=True)

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = self.path_of(self.key)
        super().save(*args, **kwargs)

    @staticmethod
    def path_of(key: str) -> str:
        """The key's part behind the host; "" for a site's front page, which is no story's."""
        start = re.search("[/?]", key)
        path = key[start.start() :] if start else ""
        return path if path[:1] != "?" else f"/{path}"


class AwaitedAddress(models.Model):
    """An address that a story's body links to and that is likely one of ours; it becomes internal when its story arrives."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="awaited_addresses")
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)

    class Meta:
        verbose_name = _("awaited address")
        verbose_name_plural = _("awaited addresses")
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="awaited_address_once")]

    def __str__(self) -> str:
        return self.key


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    def remember(self, model: type[models.Model], slug: str, target: int) -> None:
        """The address of this slug leads to the row ``target`` of the model from now on."""
        self.update_or_create(kind=str(model._meta.model_name), slug=slug, defaults={"target": target})

    def forget(self, model: type[models.Model], slug: str) -> None:
        """The slug is a living row's."""
        self.filter(kind=str(model._meta.model_name), slug=slug).delete()


class FormerSlug(models.Model):
    """A slug that a topic, section or author had, or one that was merged into it. ``target``: the living row's key."""

    class Kind(models.TextChoices):
        SECTION = "section", _("section")
        TAG = "tag", _("topic")
        AUTHOR = "author", _("author")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.CharField(_("slug"), max_length=200)
    target = models.PositiveBigIntegerField(db_index=True)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
