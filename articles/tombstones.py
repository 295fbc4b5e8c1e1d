"""Withdrawn stories: all that readers may learn of one is that it was there."""

from django.db.models import Q
from django.utils import timezone

from articles.models import Article


def is_withdrawn(pk: int) -> bool:
    """Whether a story of this key was public and has been withdrawn. One withdrawn before its time was never there."""
    was_due = Q(published_at=None) | Q(published_at__lte=timezone.now())
    return Article.objects.filter(was_due, pk=pk, status=Article.Status.WITHDRAWN).exists()
