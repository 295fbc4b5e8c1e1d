"""Preview links: made for an outsider, signed, with an end, revocable, counted."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import F
from django.utils import timezone

from articles.models import Article, PreviewLink, StoryVersion

MOST_DAYS = 30
MOST_OPEN = 20
_SALT = "newsroom.preview-link"
# Programs that look at an address on behalf of a message that holds it: nobody has read the story yet.
_ROBOTS = re.compile(
    r"bot|crawl|spider|preview|facebookexternalhit|whatsapp|telegram|slack|skype|curl|wget|python", re.IGNORECASE
)
# What is refused for good is shown to no outsider, however good the link.
_CLOSED = frozenset({Article.Status.WITHDRAWN, Article.Status.SPIKED})


class TooMany(Exception):
    """The story has as many open links as it may have."""


def make(story: Article, *, by: Any, days: int, version: StoryVersion | None = None, label: str = "") -> PreviewLink:
    """A link for so many days (1 to `MOST_DAYS`); to the version, or without one to the story as it then stands."""
    if PreviewLink.objects.open().filter(article=story).count() >= MOST_OPEN:
        raise TooMany
    ends = timezone.now() + timedelta(days=max(1, min(days, MOST_DAYS)))
    return PreviewLink.objects.create(
        article=story, version=version, label=" ".join(label.split())[:120], made_by=by, expires_at=ends
    )


def revoke(link: PreviewLink, *, by: Any) -> None:
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = timezone.now(), by
        link.save(update_fields=["revoked_at", "revoked_by"])


def token_of(link: PreviewLink) -> str:
    # With the time in which it was made: a row that once takes the same key (a restored backup) opens by no old address.
    return signing.dumps([link.pk, int(link.made_at.timestamp())], salt=_SALT)


def link_of(token: str) -> PreviewLink | None:
    """The open link of an address; None for whatever else."""
    try:
        pk, made = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    link = PreviewLink.objects.open().select_related("article", "version", "made_by").filter(pk=pk).first()
    if link is None or int(link.made_at.timestamp()) != made or link.article.status in _CLOSED:
        return None
    return link


def count(link: PreviewLink, user_agent: str) -> None:
    """One more person has opened it."""
    if not _ROBOTS.search(user_agent):
        PreviewLink.objects.filter(pk=link.pk).update(opens=F("opens") + 1, last_opened_at=timezone.now())
