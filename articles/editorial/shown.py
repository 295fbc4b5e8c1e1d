"""A content as a story to be shown: with all that its page asks for, and nothing of it in the database."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from articles.editorial.content import Content, state_fields
from articles.editorial.restoring import with_columns
from articles.models import Article, Author, Byline, GalleryItem, Image, RelatedLink, Section, Tag
from articles.models.article import BEFORE_ALL_NEWS


def story_shown(content: Content, story: Article | None) -> Article:
    """The story (None: a new one) as the content makes it, its lists filled in as if they had been fetched.

    It must not be saved. A new one has the key 0, which no row has.
    """
    shown = with_columns(story if story is not None else Article(pk=0, created_at=timezone.now()), content)
    for column in state_fields():
        if column.name in content and not column.is_relation:
            setattr(shown, column.attname, column.to_python(content[column.name]))
    shown.normalise()
    # The database would compute it.
    shown.__dict__["sort_time"] = _time(shown.published_at) or BEFORE_ALL_NEWS
    # Those of a saved story are as they are: `with_columns` brought what was fetched along.
    kept: dict[str, Any] = dict(shown.__dict__.get("_prefetched_objects_cache", {}))
    kept["further_sections"] = _fetched(Section, _rows(Section, content["further_sections"]))
    kept["tags"] = _fetched(Tag, _topics(content["tags"]))
    kept["bylines"] = _fetched(Byline, _bylines(shown, content["bylines"]))
    kept["related_links"] = _fetched(RelatedLink, _links(shown, content["related_links"]))
    kept["gallery_items"] = _fetched(GalleryItem, _gallery(shown, content["gallery_items"]))
    shown.__dict__["_prefetched_objects_cache"] = kept
    return shown


def _time(moment: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def _fetched(model: type[Model], rows: list[Any]) -> Any:
    """The rows as a query that was asked already: what prefetching leaves on an instance."""
    found = model._default_manager.none()
    found._result_cache = rows
    found._prefetch_done = True  # type: ignore[attr-defined]
    return found


def _rows(model: Any, pointers: list[dict[str, Any]]) -> list[Any]:
    keys = [pointer["id"] for pointer in pointers]
    found = model.objects.in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def _topics(names: list[str]) -> list[Tag]:
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=names)} if names else {}
    # One that is new has no page yet, but an address that it will have.
    return [known.get(name) or Tag(name=name, slug=name.replace(" ", "-")) for name in names]


def _bylines(story: Article, pointers: list[dict[str, Any]]) -> list[Byline]:
    keys = [pointer["id"] for pointer in pointers]
    found = Author.objects.select_related("image").in_bulk(keys) if keys else {}
    return [Byline(article=story, author=found[key], order=place) for place, key in enumerate(keys) if key in found]


def _links(story: Article, rows: list[dict[str, Any]]) -> list[RelatedLink]:
    return [
        RelatedLink(article=story, target_id=row["target"], url=row["url"], title=row["title"], order=place)
        for place, row in enumerate(rows)
    ]


def _gallery(story: Article, rows: list[dict[str, Any]]) -> list[GalleryItem]:
    keys = [row["image"] for row in rows]
    found = Image.objects.in_bulk(keys) if keys else {}
    return [
        GalleryItem(
            article=story, image=found[row["image"]], own_caption=row["own_caption"], own_credit=row["own_credit"], order=place
        )
        for place, row in enumerate(rows)
        if row["image"] in found
    ]
