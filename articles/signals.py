"""The only receivers: what must follow when a story, or a name that stories carry, is saved.

Index and links change in the transaction of the save, so that index and stories
never tell different things; what is related is found when it is through.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver

from articles import awaited, likeness, picture_uses, renditions, search, share_pictures, standing_pages, statistics
from articles.editorial import desk_versions, due, roles, versions
from articles.models import (
    Article,
    Author,
    Byline,
    GalleryItem,
    Image,
    LiveEntry,
    Page,
    PreparedChange,
    Section,
    Tag,
    TaggedArticle,
    TopicSynonym,
)
from articles.models.named import Named

# Where each kind of name is found in stories.
NAMED_IN = {
    Tag: ("tagged_items__tag",),
    Author: ("bylines__author",),
    Section: ("section", "further_sections"),
}


@receiver(post_save, sender=Article)
def story_saved(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        search.index(instance)
        awaited.link_awaited(instance)
        likeness.refresh_soon(instance.pk)


@receiver(pre_save, sender=Article)
def old_text_is_kept(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        versions.keep_old(instance)
        desk_versions.keep_before(instance)


@receiver(post_save, sender=Article)
def new_public_text_is_kept(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        versions.keep_new(instance)


@receiver(post_save, sender=Article)
def what_may_wait(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(lambda: share_pictures.forget_stale(instance))
        transaction.on_commit(statistics.after_save)


@receiver(pre_delete, sender=Article)
def story_goes(instance: Article, **kwargs: Any) -> None:
    search.remove(instance.pk)
    key = instance.pk  # the instance has none any more when it is through
    transaction.on_commit(lambda: share_pictures.forget(key))


@receiver([post_save, post_delete], sender=GalleryItem)
@receiver([post_save, post_delete], sender=LiveEntry)
@receiver([post_save, post_delete], sender=Byline)
def part_of_story_changed(instance: Byline, raw: bool = False, origin: Any = None, **kwargs: Any) -> None:
    if not raw and not _goes_with_story(origin):
        search.index_many([instance.article_id])


@receiver(post_delete, sender=TaggedArticle)
def topic_gone(instance: TaggedArticle, origin: Any = None, **kwargs: Any) -> None:
    """A topic that is deleted leaves its stories without m2m_changed."""
    if not _goes_with_story(origin):
        search.index_many([instance.content_object_id])
        likeness.refresh_soon(instance.content_object_id)


def _goes_with_story(origin: Any) -> bool:
    """Whether a row goes because its story does (or a queryset of stories): then nothing is left to index."""
    return getattr(origin, "model", type(origin)) is Article


@receiver(m2m_changed, sender=Article.further_sections.through)
@receiver(m2m_changed, sender=TaggedArticle)
def names_on_story_changed(instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Article):
        search.index(instance)
        likeness.refresh_soon(instance.pk)


@receiver([post_save, post_delete], sender=TopicSynonym)
def synonym_changed(instance: TopicSynonym, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        search.index_many(Article.objects.filter(tagged_items__tag=instance.tag_id).order_by("pk").values_list("pk", flat=True))


@receiver([post_save, post_delete], sender=PreparedChange)
def change_prepared(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(due.forget)


@receiver([post_save, post_delete], sender=Page)
def standing_page_changed(**kwargs: Any) -> None:
    transaction.on_commit(standing_pages.forget)


@receiver(post_save, sender=Tag)
@receiver(post_save, sender=Author)
@receiver(post_save, sender=Section)
def name_changed(sender: type[Named], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created or raw:
        return
    for path in NAMED_IN[sender]:
        search.index_many(Article.objects.filter(**{path: instance}).order_by("pk").values_list("pk", flat=True))


@receiver(pre_save, sender=Image)
def caption_is_remembered(instance: Image, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.pk:
        held = Image.objects.filter(pk=instance.pk).values_list("caption", flat=True).first()
        instance.caption_before = instance.caption if held is None else held  # type: ignore[attr-defined]


@receiver(post_save, sender=Image)
def caption_changed(instance: Image, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Stories that show the picture's own caption are found by it."""
    if raw or created or instance.caption == getattr(instance, "caption_before", instance.caption):
        return
    showing = Q(image=instance, image_caption="") | Q(gallery_items__image=instance, gallery_items__own_caption="")
    search.index_many(Article.objects.filter(showing).order_by("pk").values_list("pk", flat=True).distinct())


@receiver(post_save, sender=Image)
def image_saved(instance: Image, raw: bool = False, **kwargs: Any) -> None:
    if instance.file and not (raw or (instance.jpegs and instance.avifs)):
        transaction.on_commit(renditions.wake)


@receiver(pre_delete, sender=Image)
def image_in_a_text_stays(instance: Image, **kwargs: Any) -> None:
    picture_uses.protect(instance)


@receiver(post_delete, sender=Image)
def image_gone(instance: Image, **kwargs: Any) -> None:
    """Its files go when the deletion is through."""
    if instance.file:
        storage, name = instance.file.storage, instance.file.name
        transaction.on_commit(lambda: _forget_files(storage, name))


def _forget_files(storage: Any, name: str) -> None:
    renditions.forget(storage, name)
    storage.delete(name)


@receiver(post_migrate)
def tables_changed(sender: Any, using: str, **kwargs: Any) -> None:
    if sender.label == Article._meta.app_label:
        statistics.refresh()
        roles.ensure_groups(sender, using)
