"""Who is in a story now, so that two editors know of each other before they meet in a save."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.editorial.desk_versions import name_of
from articles.editorial.unsaved import FormKey
from articles.models import Article, Presence

# A form tells of itself every EVERY seconds. Browsers let a hidden window speak once a minute alone: it is still there.
EVERY = 15
GONE_AFTER = timedelta(seconds=80)


def tell(key: FormKey, story: Article, *, has_changes: bool) -> None:
    now = timezone.now()
    Presence.objects.filter(article=story, seen_at__lt=now - GONE_AFTER).delete()
    values = {"article": story, "seen_at": now, "has_changes": has_changes}
    Presence.objects.update_or_create(
        user_id=key.user, form_key=key.name, defaults=values, create_defaults={**values, "opened_at": now}
    )


def leave(key: FormKey) -> None:
    Presence.objects.filter(user=key.user, form_key=key.name).delete()


def others(story: Article, user: Any, name: str = "") -> list[dict[str, Any]]:
    """People with the story's form open, but not in this form: ``name``, ``since``, ``has_changes``, ``is_self``.

    Each person once; oneself where another window of one's own has it open.
    """
    rows = Presence.objects.filter(article=story, seen_at__gte=timezone.now() - GONE_AFTER).exclude(user=user.pk, form_key=name)
    found: dict[int, dict[str, Any]] = {}
    for row in rows.select_related("user").order_by("opened_at", "pk"):
        told = {"name": name_of(row.user), "since": row.opened_at, "has_changes": False, "is_self": row.user_id == user.pk}
        known = found.setdefault(row.user_id, told)
        known["has_changes"] = known["has_changes"] or row.has_changes
    return list(found.values())
