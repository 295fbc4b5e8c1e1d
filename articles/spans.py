"""Spans of keys that hold public stories, found without looking at every story."""

from collections.abc import Iterator

from articles.models import Article


def spans_of_public_stories(size: int) -> Iterator[int]:
    """Numbers of the spans of ``size`` keys each (0: keys below ``size``) that hold a public story, ascending.

    Two short look-ups a span that holds any story; empty spans between cost nothing.
    """
    key = _first_key_from(0)
    while key is not None:
        number = key // size
        if Article.objects.public().filter(pk__gte=key, pk__lt=(number + 1) * size).exists():
            yield number
        key = _first_key_from((number + 1) * size)


def _first_key_from(key: int) -> int | None:
    # Of any state: together with the rule of what is public, SQLite would sort the whole archive for one key.
    return Article.objects.filter(pk__gte=key).order_by("pk").values_list("pk", flat=True).first()
