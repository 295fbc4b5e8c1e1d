"""Topics: django-taggit's tags with Arabic slugs, one topic for all spellings of its name."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase

from articles.models.named import Named


class Tag(Named):
    """A topic («الأمم المتحدة»)."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_key"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    def __lt__(self, other: "Tag") -> bool:
        return self.name_key < other.name_key


class TaggedArticle(ItemBase):
    """Which story carries which topic."""

    tag = models.ForeignKey(Tag, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of stories")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_tagged_once")]

    @classmethod
    def tag_model(cls) -> type[Tag]:
        return Tag

    @classmethod
    def tag_relname(cls) -> str:
        return "tagged_articles"


class TopicManager(_TaggableManager):
    """taggit's manager, except that a name in another spelling finds the topic that exists."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> Any:
        rows = [Tag.objects.get_or_create_named(tag)[0] if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(rows, tag_kwargs)
