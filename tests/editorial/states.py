"""A story brought into any state of the desk's, past every rule: what tests start from."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, DeskState

HOUR = timedelta(hours=1)


def fields_of(state: str) -> dict[str, Any]:
    now = timezone.now()
    nothing: dict[str, Any] = {"published_at": None, "embargo_until": None, "unpublish_at": None, "withdrawal_note": ""}
    return nothing | {
        DeskState.EMBARGOED: {"status": "embargoed", "embargo_until": now + 5 * HOUR},
        DeskState.SCHEDULED: {"status": "published", "published_at": now + 5 * HOUR},
        DeskState.PUBLISHED: {"status": "published", "published_at": now - 5 * HOUR},
        DeskState.EXPIRED: {"status": "published", "published_at": now - 5 * HOUR, "unpublish_at": now - HOUR},
        DeskState.WITHDRAWN: {"status": "withdrawn", "published_at": now - 5 * HOUR},
    }.get(DeskState(state), {"status": state})


def bring(article: Article, state: str) -> Article:
    """The story as it is read again."""
    Article.objects.filter(pk=article.pk).update(**fields_of(state))
    found = Article.objects.get(pk=article.pk)
    assert found.desk_state == state
    return found
