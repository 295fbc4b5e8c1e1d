"""How a story is told: the parts of its page that live coverage, galleries, videos and long texts add."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest

from articles.models import Article, GalleryItem, PublishedVersion
from articles.public import jsonld_live, jsonld_media
from articles.public.jsonld import Absolute
from articles.public.live import Coverage, coverage_asked_for
from articles.related import RelatedItem
from articles.text.parts import around_box
from articles.text.video import Video

# «اقرأ أيضا» stands behind this paragraph, in stories of at least so many.
BOX_AFTER = 3
LONG_STORY = 7
IN_BOX = 2


@dataclass(frozen=True)
class Telling:
    """``body`` is divided around the box in a long story: before it and behind it ("" without a box)."""

    article: Article
    body: tuple[str, str]
    coverage: Coverage | None = None
    gallery: list[GalleryItem] = field(default_factory=list)
    video: Video | None = None

    @property
    def has_box(self) -> bool:
        return bool(self.body[1])

    @property
    def has_embeds(self) -> bool:
        return any('class="embed"' in part for part in self.body)

    @property
    def still(self) -> str:
        """Path of the picture that stands for the video until it is played."""
        image = self.article.lead_image
        return image.best("whole", 1280).url if image is not None and image.file else ""

    @property
    def has_own_picture(self) -> bool:
        """Whether its part of the page shows the lead picture already, or shows better ones."""
        return self.video is not None or bool(self.gallery)

    def divided(self, items: list[RelatedItem]) -> tuple[list[RelatedItem], list[RelatedItem]]:
        """Related items for the box and for the foot of the story: the first stories go into the box."""
        boxed = [item for item in items if item.article][:IN_BOX] if self.has_box else []
        return boxed, [item for item in items if item not in boxed]

    def json_ld(self, facts: dict[str, Any], absolute: Absolute) -> list[dict[str, Any]]:
        """What is said of the story, by its type."""
        if self.coverage is not None:
            return [jsonld_live.live_blog(facts, self.article, self.coverage.shown, absolute)]
        if self.gallery:
            return [facts, jsonld_media.gallery(self.article, self.gallery, absolute)]
        if self.video is not None:
            return [facts, jsonld_media.video(self.article, self.still, absolute)]
        return [facts]


def telling(request: HttpRequest, article: Article) -> Telling:
    """The parts of the story's page. Http404 for a page of live coverage that is not there."""
    kinds = Article.StoryType
    if article.story_type == kinds.LIVE:
        return Telling(article, (article.body, ""), coverage=coverage_asked_for(request, article))
    if article.story_type == kinds.GALLERY:
        # A preview brings the pictures with it as they are typed.
        prefetch_related_objects([article], Prefetch("gallery_items", GalleryItem.objects.select_related("image")))
        return Telling(article, (article.body, ""), gallery=gallery_of(article))
    body = around_box(article.body, BOX_AFTER, LONG_STORY)
    return Telling(article, body, video=article.video if article.story_type == kinds.VIDEO else None)


def gallery_of(article: Article) -> list[GalleryItem]:
    """The gallery's pictures that readers may see now."""
    return [item for item in article.gallery_items.all() if item.image.may_be_shown]  # type: ignore[attr-defined]


def with_versions(stories: QuerySet[Article]) -> QuerySet[Article]:
    """The stories with ``has_versions``: whether their text changed in public (see `articles.editorial.versions`)."""
    second = PublishedVersion.objects.filter(article=OuterRef("pk")).order_by("at")[1:2]
    return stories.annotate(has_versions=Exists(second))
