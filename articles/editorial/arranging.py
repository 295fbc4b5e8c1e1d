"""Who may arrange which front."""

from typing import Any

from articles.editorial.rights import sections_of
from articles.models import Section

ARRANGE = "articles.arrange_front"


def may_arrange(user: Any, section: Section | None) -> bool:
    """Whether the user may arrange the section's front; None: the front page.

    The front page takes a right of its own, which is enough for every section's front too; a section's front is open
    to whoever may publish in that section.
    """
    if not _sees_stories(user):
        return False
    if user.has_perm(ARRANGE):
        return True
    return section is not None and user.has_perm("articles.publish_article") and _works_for(user, section)


def may_arrange_any(user: Any) -> bool:
    """Whether there is a front that the user may arrange."""
    if not _sees_stories(user):
        return False
    keys = sections_of(user)
    return bool(user.has_perm(ARRANGE) or (user.has_perm("articles.publish_article") and (keys is None or keys)))


def _sees_stories(user: Any) -> bool:
    return bool(user.is_active and (user.has_perm("articles.view_article") or user.has_perm("articles.change_article")))


def _works_for(user: Any, section: Section) -> bool:
    keys = sections_of(user)
    return keys is None or section.pk in keys
