"""Stories that are no longer there: all that readers may learn of one is that it was there, and that something changed."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article


def withdrawal_note(pk: int) -> str | None:
    """What the newsroom says of the withdrawal ("" for nothing); None for a key of which no public story was withdrawn.

    One withdrawn before its time was never there. One taken off at its time was.
    """
    return gone().filter(pk=pk).values_list("withdrawal_note", flat=True).first()


def gone() -> QuerySet[Article]:
    """Stories that readers could read and can't any more: withdrawn, or taken off at a time that was set."""
    now = timezone.now()
    was_due = Q(published_at=None) | Q(published_at__lte=now)
    is_over = Q(status=Article.Status.PUBLISHED, unpublish_at__lte=now)
    return Article.objects.filter(was_due, Q(status=Article.Status.WITHDRAWN) | is_over)


def last_saved() -> datetime | None:
    """When any story, public or not, was saved last; None where there is none.

    A list from which a story was taken looks older than before: whoever tells
    programs how old it is adds this moment.
    """
    return Article.objects.order_by("-modified_at", "-pk").values_list("modified_at", flat=True).first()
