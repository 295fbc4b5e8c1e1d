"""What readers could read, kept whenever a public text changes.

Nothing is kept of a story that never changed in public: its first text is kept
at the moment in which the second replaces it. Saves that follow each other
within minutes are one change.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article, PublishedVersion

TEXT = ("headline", "standfirst", "body")
# Corrections of a slip right after a save are no change of their own.
QUIET = timedelta(minutes=5)
# A story's versions beyond these go, the oldest first; the very first text always stays.
MOST_KEPT = 60


def keep_old(article: Article) -> None:
    """Before a save: keep the public text that is about to be replaced or taken away, if none is kept yet."""
    if article._state.adding or not article.pk:
        return
    old = (
        Article.objects.filter(pk=article.pk)
        .only("status", "published_at", "unpublish_at", "embargo_until", "created_at", *TEXT)
        .first()
    )
    if old is None or not old.is_public:
        return
    if article.is_public and text_of(old) == text_of(article):
        return
    if not PublishedVersion.objects.filter(article=old).exists():
        _keep(old, at=old.published_at or old.created_at)


def keep_new(article: Article) -> None:
    """After a save: keep the public text where it is another than the last one kept."""
    if not article.is_public:
        return
    last = PublishedVersion.objects.filter(article=article).order_by("-at", "-pk").first()
    if last is None or text_of(last) == text_of(article):
        return
    now = timezone.now()
    is_first = not PublishedVersion.objects.filter(article=article).exclude(pk=last.pk).exists()
    if now - last.at < QUIET and not is_first and not last.is_withheld:
        for name in TEXT:
            setattr(last, name, getattr(article, name))
        last.save(update_fields=TEXT)
    else:
        _keep(article, at=max(now, last.at))
        _prune(article)


def text_of(row: Article | PublishedVersion) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in TEXT)


def _keep(article: Article, at: datetime) -> None:
    PublishedVersion.objects.create(article=article, at=at, **{name: getattr(article, name) for name in TEXT})


def _prune(article: Article) -> None:
    keys = list(PublishedVersion.objects.filter(article=article).order_by("at", "pk").values_list("pk", flat=True))
    if len(keys) > MOST_KEPT:
        PublishedVersion.objects.filter(pk__in=keys[1 : len(keys) - MOST_KEPT + 1]).delete()
