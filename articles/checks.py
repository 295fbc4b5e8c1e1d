"""What `manage.py check --database default` and `migrate` tell beside Django's own checks."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, transaction

from articles import search
from articles.models import StorySignature
from articles.text.analysis import ANALYSER_VERSION

SEARCH_OUTDATED = Warning(
    "The search index was built by another version of the analysis: searches miss stories and rank them wrongly.",
    hint="Run «manage.py rebuild_search» (readers keep the old index until it is done), or «rebuild_search --missing»"
    " to do it in small steps while the newsroom works.",
    id="articles.W001",
)
RELATED_OUTDATED = Warning(
    "Related stories were found by another version of the analysis: new stories are not recognised as like old ones.",
    hint="Run «manage.py rebuild_related» when the search index is right.",
    id="articles.W002",
)


@register(Tags.database)
def analysis_is_the_index_s(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for each kept thing that an older (or newer) analysis wrote. A database without tables yet has none."""
    if not databases or "default" not in databases:
        return []
    try:
        with transaction.atomic(using="default"):
            return [
                *([SEARCH_OUTDATED] if search.is_outdated() else []),
                *([RELATED_OUTDATED] if StorySignature.objects.exclude(analyser=ANALYSER_VERSION).exists() else []),
            ]
    except DatabaseError:
        return []
