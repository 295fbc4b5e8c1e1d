"""Where the walk through the site begins: all that the public may see. Stories first, so that lists lead to what is there."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles import tombstones
from articles.models import Article, Author, OldAddress, Section, Tag


def addresses() -> Iterator[str]:
    """Paths, percent-encoded; the front page last."""
    for story in Article.objects.public().only("slug").order_by("pk").iterator(chunk_size=500):
        yield story.get_absolute_url()
    stories = Article.objects.public()
    for author in Author.objects.filter(Exists(stories.filter(bylines__author=OuterRef("pk")))).iterator(chunk_size=500):
        yield author.get_absolute_url()
    for topic in Tag.objects.filter(Exists(stories.filter(tagged_items__tag=OuterRef("pk")))).iterator(chunk_size=500):
        yield topic.get_absolute_url()
    for section in Section.objects.in_tree_order():
        yield section.get_absolute_url()
    yield "/robots.txt"
    yield reverse("search")
    yield reverse("home")


def current() -> Iterator[tuple[int, str]]:
    """(number, address) of every public story: where short and outdated addresses lead."""
    for story in Article.objects.public().only("slug").order_by("pk").iterator(chunk_size=500):
        yield story.pk, story.get_absolute_url()


def gone() -> Iterator[int]:
    """Numbers of stories that were public and were withdrawn, or taken off at their time."""
    yield from tombstones.gone().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500)


def old() -> Iterator[tuple[str, str]]:
    """(path on the former site, address) of public stories."""
    public = Article.objects.public().values("pk")
    rows = OldAddress.objects.filter(is_own=True, article__in=public).select_related("article").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        if "?" not in row.path:
            yield row.path, row.article.get_absolute_url()
