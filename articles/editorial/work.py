"""Who has what to do: stories that wait for a person, and those that are late."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.editorial import rights
from articles.models import Article, ArticleQuerySet, ReviewComment

Status = Article.Status
# Not ready to go out yet.
UNFINISHED = (Status.DRAFT, Status.IN_REVIEW)


def waiting_for(user: Any, now: datetime | None = None) -> ArticleQuerySet:
    """What waits for the person: what is assigned to them or was begun by them and is no further than a draft, what stands
    in review in their sections, and where an open comment is addressed to them."""
    stories = rights.visible_to(user, now=now)
    drafts = Q(status=Status.DRAFT) & (Q(assignee=user.pk) | Q(created_by=user.pk, assignee=None))
    assigned = Q(status__in=(Status.IN_REVIEW, Status.APPROVED), assignee=user.pk)
    asked = ReviewComment.objects.filter(article=OuterRef("pk"), addressee=user.pk, resolved_at=None)
    waiting = drafts | assigned | Q(Exists(asked))
    if user.has_perm("articles.edit_others_article"):
        keys = rights.sections_of(user)
        waiting |= Q(status=Status.IN_REVIEW) if keys is None else Q(status=Status.IN_REVIEW, section__in=keys)
    return stories.filter(waiting)


def overdue(stories: ArticleQuerySet, now: datetime | None = None) -> ArticleQuerySet:
    """Those of the stories whose time has passed while they were not ready."""
    return stories.filter(due_at__lt=now or timezone.now(), status__in=UNFINISHED)
