"""Moves made with many stories at once from their list: each through the workflow, each in its own transaction."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.editorial import workflow

# More at once would hold a worker for minutes; it is also rarely meant.
MOST_AT_ONCE = 200
# So many refusals are told one by one, the others are counted.
MOST_REFUSALS_TOLD = 5


def _published(count: int) -> str:
    return ngettext("%(count)s story was published.", "%(count)s stories were published.", count) % {"count": count}


def _withdrawn(count: int) -> str:
    return ngettext("%(count)s story was withdrawn.", "%(count)s stories were withdrawn.", count) % {"count": count}


def _reopened(count: int) -> str:
    return ngettext("%(count)s story is a draft again.", "%(count)s stories are drafts again.", count) % {"count": count}


def _refused(count: int) -> str:
    return ngettext("%(count)s more was left as it is.", "%(count)s more were left as they are.", count) % {"count": count}


def move_all(request: HttpRequest, queryset: QuerySet[Any], name: str, told: Callable[[int], str]) -> None:
    """Make the move with every story of the queryset, and tell what was done and what was not, and why."""
    stories = list(queryset[: MOST_AT_ONCE + 1])
    if len(stories) > MOST_AT_ONCE:
        messages.error(request, _("At most %(most)s stories at once; nothing was changed.") % {"most": MOST_AT_ONCE})
        return
    done = 0
    refusals: list[str] = []
    for story in stories:
        try:
            workflow.VERBS[name](story, by=request.user)
            done += 1
        except workflow.NotAllowed as refusal:
            refusals.append(str(refusal))
    if done:
        messages.success(request, told(done))
    for reason in refusals[:MOST_REFUSALS_TOLD]:
        messages.warning(request, reason)
    if len(refusals) > MOST_REFUSALS_TOLD:
        messages.warning(request, _refused(len(refusals) - MOST_REFUSALS_TOLD))


@admin.action(description=gettext_lazy("Publish the chosen stories"), permissions=["publish"])
def publish(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    move_all(request, queryset, "publish", _published)


@admin.action(description=gettext_lazy("Withdraw the chosen stories"), permissions=["publish"])
def withdraw(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    move_all(request, queryset, "withdraw", _withdrawn)


@admin.action(description=gettext_lazy("Take the chosen stories back to draft"), permissions=["publish"])
def reopen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    move_all(request, queryset, "reopen", _reopened)


ACTIONS = [publish, withdraw, reopen]
