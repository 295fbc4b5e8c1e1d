"""Withdrawn stories: all that readers may learn of one is that it was there, and that something changed."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article


def withdrawal_note(pk: int) -> str | None:
    """What the newsroom says of the withdrawal ("" for nothing); None for a key of which no public story was withdrawn.

    One withdrawn before its time was never there.
    """
    was_due = Q(published_at=None) | Q(published_at__lte=timezone.now())
    withdrawn = Article.objects.filter(was_due, pk=pk, status=Article.Status.WITHDRAWN)
    return withdrawn.values_list("withdrawal_note", flat=True).first()


def last_saved() -> datetime | None:
    """When any story, public or not, was saved last; None where there is none.

    A list from which a story was taken looks older than before: whoever tells
    programs how old it is adds this moment.
    """
    return Article.objects.order_by("-modified_at", "-pk").values_list("modified_at", flat=True).first()
