"""Moves made with many stories at once from their list: each through the workflow, each in its own transaction."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.stories.moves import ASKS, LOOKS
from articles.editorial import workflow
from articles.models import Article

# More at once would hold a worker for minutes; it is also rarely meant.
MOST_AT_ONCE = 200
# So many refusals are told one by one, the others are counted.
MOST_REFUSALS_TOLD = 5


def _approved(count: int) -> str:
    return ngettext("%(count)s story was approved.", "%(count)s stories were approved.", count) % {"count": count}


def _published(count: int) -> str:
    return ngettext("%(count)s story was published.", "%(count)s stories were published.", count) % {"count": count}


def _withdrawn(count: int) -> str:
    return ngettext("%(count)s story was withdrawn.", "%(count)s stories were withdrawn.", count) % {"count": count}


def _spiked(count: int) -> str:
    return ngettext("%(count)s story was spiked.", "%(count)s stories were spiked.", count) % {"count": count}


def _reopened(count: int) -> str:
    return ngettext("%(count)s story is a draft again.", "%(count)s stories are drafts again.", count) % {"count": count}


def _refused(count: int) -> str:
    return ngettext("%(count)s more was left as it is.", "%(count)s more were left as they are.", count) % {"count": count}


def move_all(request: HttpRequest, queryset: QuerySet[Any], name: str, told: Callable[[int], str]) -> HttpResponse | None:
    """Make the move with every story of the queryset, and tell what was done and what was not, and why.

    A page that asks first, where the move needs to be told something.
    """
    stories = list(queryset[: MOST_AT_ONCE + 1])
    if len(stories) > MOST_AT_ONCE:
        messages.error(request, _("At most %(most)s stories at once; nothing was changed.") % {"most": MOST_AT_ONCE})
        return None
    note = ""
    if name in ASKS:
        form = ASKS[name](request.POST if "told" in request.POST else None)
        if not form.is_valid():
            return _asked(request, name, form, stories)
        note = form.cleaned_data["note"]
    done = 0
    refusals: list[str] = []
    for story in stories:
        try:
            workflow.move(story, name, by=request.user, note=note)
            done += 1
        except workflow.NotAllowed as refusal:
            refusals.append(str(refusal))
    tell(request, told(done) if done else "", refusals)
    return None


def _asked(request: HttpRequest, name: str, form: Any, stories: list[Any]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": workflow.MOVES[name].label,
        "opts": Article._meta,
        "form": form,
        "chosen": stories,
        "move": {"name": name, "label": workflow.MOVES[name].label, "css": LOOKS.get(name, "")},
    }
    return TemplateResponse(request, "admin/articles/article/move.html", context)


def tell(request: HttpRequest, done: str, refusals: list[str]) -> None:
    """Say what was done, and what was not and why: a few refusals one by one."""
    if done:
        messages.success(request, done)
    for reason in refusals[:MOST_REFUSALS_TOLD]:
        messages.warning(request, reason)
    if len(refusals) > MOST_REFUSALS_TOLD:
        messages.warning(request, _refused(len(refusals) - MOST_REFUSALS_TOLD))


@admin.action(description=gettext_lazy("Approve the chosen stories"), permissions=["desk"])
def approve(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    return move_all(request, queryset, "approve", _approved)


@admin.action(description=gettext_lazy("Publish the chosen stories"), permissions=["publish"])
def publish(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    return move_all(request, queryset, "publish", _published)


@admin.action(description=gettext_lazy("Withdraw the chosen stories"), permissions=["withdraw"])
def withdraw(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    return move_all(request, queryset, "withdraw", _withdrawn)


@admin.action(description=gettext_lazy("Spike the chosen stories"), permissions=["desk"])
def spike(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    return move_all(request, queryset, "spike", _spiked)


@admin.action(description=gettext_lazy("Take the chosen stories back to draft"), permissions=["desk"])
def reopen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    return move_all(request, queryset, "reopen", _reopened)


ACTIONS = [approve, publish, withdraw, spike, reopen]
