"""Who may do what with which story: one table of actions × states, and the rights that its cells name.

A person's permissions (`roles` groups them) say what they may do at all; their
sections (`SectionEditor`, with all that stands below) and whose story it is say
to which stories. Every door asks here: forms, lists, previews, moves, commands.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, DeskState, Section, SectionEditor

S = DeskState

# Nobody works on a spiked story: it is reopened first.
_AT_WORK = (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.EMBARGOED)
# Readers see it, did, or will by themselves.
OUT = (S.SCHEDULED, S.PUBLISHED, S.EXPIRED)
_ALL = tuple(S)


def _in(states: Any, right: str) -> dict[str, str]:
    return dict.fromkeys(states, right)


# Action -> state -> the right that it takes; a state that is not named is not open to the action at all.
# The moves between states stand in `workflow.MOVES`, in the same form.
ACTIONS: Mapping[str, Mapping[str, str]] = {
    "view": _in(_ALL, "see"),
    # Headline, text, classification.
    "edit": {
        S.DRAFT: "write",
        S.IN_REVIEW: "desk",
        S.APPROVED: "desk",
        # What goes out by itself, or is out, is changed by those alone who may publish it.
        S.EMBARGOED: "publish",
        **_in(OUT, "publish"),
        S.WITHDRAWN: "withdraw",
    },
    "edit_pictures": _in((*_AT_WORK, *OUT), "pictures") | {S.WITHDRAWN: "withdraw"},
    "prepare": {S.PUBLISHED: "publish"},
    "assign": _in((*_AT_WORK, *OUT), "desk") | {S.WITHDRAWN: "withdraw"},
    "comment": _in(_ALL, "comment"),
    "delete": _in((*_AT_WORK, S.SPIKED), "delete") | _in((*OUT, S.WITHDRAWN), "delete_public"),
}


def sections_of(user: Any) -> frozenset[int] | None:
    """Keys of the sections that the person works for, with all below them; None for all. Asked once a request."""
    if not hasattr(user, "_desk_sections"):
        user._desk_sections = None if user.has_perm("articles.all_sections") else _assigned(user)
    found: frozenset[int] | None = user._desk_sections
    return found


def _assigned(user: Any) -> frozenset[int]:
    keys = set(SectionEditor.objects.filter(user_id=user.pk).order_by().values_list("section_id", flat=True))
    if keys:
        for section in section_tree(user):
            # Parents come before their children.
            if section.parent_id in keys:
                keys.add(section.pk)
    return frozenset(keys)


def section_tree(user: Any) -> list[Section]:
    """All sections in the tree's order, read once a request."""
    if not hasattr(user, "_section_tree"):
        user._section_tree = Section.objects.in_tree_order()
    tree: list[Section] = user._section_tree
    return tree


def owns(user: Any, article: Article) -> bool:
    """Whether it is the person's own story: written by them, or assigned to them. A new one is."""
    return article.pk is None or user.pk in {article.created_by_id, article.assignee_id}


def reaches(user: Any, article: Article) -> bool:
    """Whether the story stands in the person's sections. One without a section is nobody's but of those who have all."""
    keys = sections_of(user)
    return keys is None or article.section_id in keys


def _may(permission: str) -> Callable[[Any], bool]:
    return lambda user: user.has_perm(f"articles.{permission}")


_changes, _desks, _publishes = _may("change_article"), _may("edit_others_article"), _may("publish_article")
_withdraws, _lifts, _deletes, _pictures = (
    _may("withdraw_article"),
    _may("lift_embargo"),
    _may("delete_article"),
    _may("edit_pictures"),
)


def _sees(user: Any, article: Article) -> bool:
    if not (user.has_perm("articles.view_article") or _changes(user)):
        return False
    # A section is a person's by their role: it opens nothing to who edits no stories of others.
    mine = owns(user, article) or (_oversees(user) and reaches(user, article))
    return mine or article.is_public or (_pictures(user) and article.status != Article.Status.SPIKED)


def _oversees(user: Any) -> bool:
    return _desks(user) or sections_of(user) is None


def _works_on(user: Any, article: Article) -> bool:
    """As an editor of the story's section."""
    return _changes(user) and _desks(user) and reaches(user, article)


def _owns_text(user: Any, article: Article) -> bool:
    """As its writer: who writes no stories does not become one by being given a story's pictures to do."""
    return _changes(user) and user.has_perm("articles.add_article") and owns(user, article)


def _writes(user: Any, article: Article) -> bool:
    return _owns_text(user, article) or _works_on(user, article)


RIGHTS: dict[str, Callable[[Any, Article], bool]] = {
    "see": _sees,
    "own": _owns_text,
    "write": _writes,
    "desk": _works_on,
    "publish": lambda user, article: _changes(user) and _publishes(user) and reaches(user, article),
    "withdraw": lambda user, article: _changes(user) and _withdraws(user) and reaches(user, article),
    "lift": lambda user, article: _lifts(user) and reaches(user, article),
    "delete": lambda user, article: _deletes(user) and _writes(user, article),
    "delete_public": lambda user, article: _deletes(user) and _withdraws(user) and reaches(user, article),
    "comment": lambda user, article: _sees(user, article) and (_writes(user, article) or _pictures(user)),
}


def _of_pictures(user: Any, article: Article) -> bool:
    return (_changes(user) and _pictures(user)) or may(user, "edit", article)


RIGHTS["pictures"] = _of_pictures


def has(user: Any, right: str, article: Article) -> bool:
    """Whether the person has the right to the story (whatever its state)."""
    return bool(user.is_active and RIGHTS[right](user, article))


def may(user: Any, action: str, article: Article) -> bool:
    """Whether the person may do this with the story as it stands: an action of `ACTIONS`."""
    right = ACTIONS[action].get(article.desk_state)
    return right is not None and has(user, right, article)


def visible_to(user: Any, stories: ArticleQuerySet | None = None, now: datetime | None = None) -> ArticleQuerySet:
    """The stories that the person may see: `may(user, "view", …)` for many."""
    found = Article.objects.all() if stories is None else stories
    if not (user.is_active and (user.has_perm("articles.view_article") or user.has_perm("articles.change_article"))):
        return found.none()
    keys = sections_of(user)
    if keys is None:
        return found
    now = now or timezone.now()
    seen = Q(created_by=user.pk) | Q(assignee=user.pk)
    if _desks(user):
        seen |= Q(section__in=keys)
    if _pictures(user):
        return found.filter(seen | ~Q(status=Article.Status.SPIKED))
    public = Q(status=Article.Status.PUBLISHED, sort_time__lte=now) & (Q(unpublish_at=None) | Q(unpublish_at__gt=now))
    return found.filter(seen | public)


def of_visible_stories(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows (each with an ``article``) whose story the person may see."""
    if sections_of(user) is None and user.is_active and user.has_perm("articles.view_article"):
        return rows  # the whole archive: a condition would walk it for nothing
    return rows.filter(article__in=visible_to(user).values("pk"))


def own(user: Any, stories: ArticleQuerySet | None = None) -> ArticleQuerySet:
    """`owns` for many."""
    found = Article.objects.all() if stories is None else stories
    return found.filter(Q(created_by=user.pk) | Q(assignee=user.pk))
