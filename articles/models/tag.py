"""Topics: django-taggit's tags with Arabic slugs, one topic for all spellings of its name and all its synonyms."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase

from articles.models.media_topics import media_topic_choices, validate_media_topic
from articles.models.named import NAME_LENGTH, Named, NamedQuerySet, tidy_name
from articles.text.arabic import fold_key


class TagQuerySet(NamedQuerySet):
    def named(self, name: str) -> "Tag | None":
        """The topic of this name in any spelling, or that it is a synonym of; or None."""
        found: Tag | None = super().named(name) or self.filter(synonyms__name_key=fold_key(name)).first()
        return found


class Tag(Named):  # type: ignore[django-manager-missing]  # taggit carries no types
    """A topic («الأمم المتحدة»)."""

    media_topic = models.CharField(
        _("media topic"),
        max_length=8,
        blank=True,
        choices=media_topic_choices,
        validators=[validate_media_topic],
        help_text=_("The nearest entry of IPTC's common list of news topics; for machines, not shown to readers."),
    )

    objects = TagQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_key"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        synonym = TopicSynonym.objects.filter(name_key=fold_key(self.name)).select_related("tag").first()
        if synonym is not None and synonym.tag_id != self.pk:
            raise ValidationError({"name": _taken(synonym)})

    def __lt__(self, other: "Tag") -> bool:
        return self.name_key < other.name_key


class TopicSynonym(models.Model):
    """Another name of a topic («أميركا» for «الولايات المتحدة»): whoever types it gets the topic."""

    name = models.CharField(
        _("name"), max_length=NAME_LENGTH, help_text=_("Another name for the topic: whoever types it gets the topic.")
    )
    name_key = models.CharField(max_length=NAME_LENGTH * 4, unique=True, editable=False)
    tag = models.ForeignKey(Tag, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="synonyms")

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.name = tidy_name(self.name)
        key = fold_key(self.name)
        if not key:
            raise ValidationError({"name": _("Write a name with at least one letter or digit.")})
        if len(key) > NAME_LENGTH * 4:
            raise ValidationError({"name": _("This name is too long.")})
        if Tag.objects.filter(name_key=key).exists():
            raise ValidationError(
                {"name": _("«%(name)s» is a topic of its own; merge the two topics first.") % {"name": self.name}}
            )
        twin = TopicSynonym.objects.filter(name_key=key).exclude(pk=self.pk).select_related("tag").first()
        if twin is not None:
            raise ValidationError({"name": _taken(twin)})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = tidy_name(self.name)
        self.name_key = fold_key(self.name)
        super().save(*args, **kwargs)


def _taken(synonym: TopicSynonym) -> str:
    return _("«%(name)s» is a synonym of the topic «%(topic)s» already.") % {"name": synonym.name, "topic": synonym.tag.name}


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
    """taggit's manager, except that a name in another spelling, or a synonym, means the topic that exists."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> Any:
        rows = [Tag.objects.get_or_create_named(tag)[0] if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(rows, tag_kwargs)

    def remove(self, *tags: Any) -> None:
        found = {tag: Tag.objects.named(tag) for tag in tags if isinstance(tag, str)}
        super().remove(*(known.name if (known := found.get(str(tag))) else tag for tag in tags))
