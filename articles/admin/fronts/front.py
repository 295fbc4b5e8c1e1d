"""Arranging the front page and the sections' fronts: the page where it is done."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.chosen import key_told
from articles.admin.fronts.board import Board, Said
from articles.admin.fronts.history import HOME, FrontHistory, front_title, section_of, told
from articles.admin.fronts.page import composed, new_block, place_groups, seats_and_blocks
from articles.admin.fronts.tray import candidates, known, placeable
from articles.editorial.arranging import may_arrange, may_arrange_any
from articles.fronts import keeping, posted
from articles.fronts.differences import differences
from articles.fronts.layout import Layout
from articles.fronts.posted import Moment
from articles.models import Arrangement, Section
from articles.section_tree import SectionTree

# What the scripts ask for: the board alone, without the page around it.
PART = "X-Newsroom-Part"


class FrontAdmin(FrontHistory, admin.ModelAdmin):
    """Not a list of rows with a form: one page for each front."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_arrange_any(request.user)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        def view(address: str, view: Any, name: str) -> URLPattern:
            return path(address, self.admin_site.admin_view(view), name=f"articles_{name}")

        return [
            view("", self.changelist_view, "arrangement_changelist"),
            view("front/<str:key>/", self.arrange_view, "front"),
            view("front/<str:key>/history/", self.list_view, "front_history"),
            view("<int:pk>/compare/", self.compare_view, "arrangement_compare"),
            view("<int:pk>/restore/", self.restore_view, "arrangement_restore"),
            view("<int:pk>/call-off/", self.call_off_view, "arrangement_call_off"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the first front that the user may arrange."""
        fronts = self._fronts(request, SectionTree())
        if not fronts:
            raise PermissionDenied
        return HttpResponseRedirect(fronts[0]["url"])

    # The page

    def arrange_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """GET: the newest arrangement, or ``?from=<number>``. POST: a move (``do``), or what is to be kept."""
        section = section_of(request, key)
        if request.method == "POST":
            return self._posted(request, key, section)
        newest = Arrangement.objects.of(section).select_related("created_by").first()
        start = newest
        if (number := key_told(request.GET.get("from", ""))) is not None:
            start = get_object_or_404(Arrangement.objects.of(section), number=number)
        layout = keeping.layout_of(start) if start else Layout.empty(home=section is None)
        board = Board(layout, section is None, request.user, key_told(request.GET.get("story", "")))
        return self._page(request, section, board, Said(), base=newest.number if newest else 0)

    def _posted(self, request: HttpRequest, key: str, section: Section | None) -> HttpResponse:
        sent = posted.read(request.POST, home=section is None)
        sent.layout = known(request.user, section, sent.layout)
        board = Board(sent.layout, section is None, request.user, key_told(request.POST.get("hand", "")))
        seen = key_told(request.POST.get("base", "")) or 0
        do = request.POST.get("do", "")
        if not sent.is_valid:
            said = Said(
                _("Something in the page's fields is wrong: mend what is marked first. Nothing was saved."), level="error"
            )
            return self._page(request, section, board, said, base=seen, sent=sent)
        if do == "mine":
            newest = keeping.newest_number(section)
            said = Said(_("Your arrangement now stands on top of the other one. Save or publish it when it is right."))
            return self._page(request, section, board, said, base=newest)
        if do not in {"draft", "publish", "schedule"}:
            return self._page(request, section, board, board.do(do, request.POST), base=seen)
        return self._keep(request, key, section, board, seen, do)

    def _keep(self, request: HttpRequest, key: str, section: Section | None, board: Board, seen: int, do: str) -> HttpResponse:
        now = timezone.now()
        live_from: datetime | None = now if do == "publish" else None
        if do == "schedule":
            live_from = _moment(request.POST.get("at", ""))
            if live_from is None or live_from <= now:
                said = Said(_("Write the time at which it is to go live: a time to come. Nothing was saved."), "id_at", "error")
                return self._page(request, section, board, said, base=seen)
        layout = composed(board.layout, section, SectionTree()).layout(board.layout)
        note = request.POST.get("note", "").strip()[:200]
        try:
            made = keeping.save(layout, section=section, after=seen, by=request.user, live_from=live_from, note=note)
        except keeping.Superseded as refusal:
            return self._refused(request, section, board, seen, refusal.newest)
        messages.success(request, told(made, section))
        return HttpResponseRedirect(reverse("admin:articles_front", args=[key]))

    def _refused(
        self, request: HttpRequest, section: Section | None, board: Board, seen: int, newest: Arrangement | None
    ) -> HttpResponse:
        """Somebody else was faster: both are shown, nothing is lost, the editor decides."""
        theirs = keeping.layout_of(newest) if newest else Layout.empty(home=section is None)
        conflict = {"newest": newest, "differences": differences(theirs, board.layout)}
        said = Said(_("Not saved: this page was arranged by somebody else meanwhile."), "nr-conflict", "error")
        return self._page(request, section, board, said, base=seen, conflict=conflict)

    def _page(
        self,
        request: HttpRequest,
        section: Section | None,
        board: Board,
        said: Said,
        *,
        base: int,
        sent: posted.Posted | None = None,
        conflict: dict[str, Any] | None = None,
    ) -> HttpResponse:
        tree = SectionTree()
        front = composed(board.layout, section, tree)
        layout = front.layout(board.layout)
        # What is wrong is shown as it was sent.
        shown = (
            sent if sent is not None and not sent.is_valid and len(sent.blocks) == len(layout.blocks) else posted.show(layout)
        )
        top, blocks = seats_and_blocks(front, shown)
        context = {
            "front_key": str(section.pk) if section else HOME,
            "section": section,
            "said": said,
            "base": base,
            "front": front,
            "top": top,
            "blocks": blocks,
            "groups": place_groups(top, blocks),
            "new": new_block(layout, tree, section),
            "term": request.POST.get("q", ""),
            "hand": board.hand,
            "in_hand": placeable(request.user).filter(pk=board.hand).first() if board.hand else None,
            "candidates": candidates(request.user, request.POST.get("q", ""), layout),
            "conflict": conflict,
            "note": request.POST.get("note", ""),
            "at": request.POST.get("at", ""),
        }
        if request.headers.get(PART) == "board":
            return TemplateResponse(request, "admin/articles/arrangement/_board.html", context)
        context |= self._around(request, section, tree)
        return TemplateResponse(request, "admin/articles/arrangement/arrange.html", context)

    def _around(self, request: HttpRequest, section: Section | None, tree: SectionTree) -> dict[str, Any]:
        """The page's frame: which fronts there are, what is live, what waits."""
        with_editor = Arrangement.objects.select_related("created_by")
        return {
            **self.admin_site.each_context(request),
            "title": front_title(section),
            "opts": self.opts,
            "fronts": self._fronts(request, tree),
            "live": with_editor.live(section).first(),
            "newest": with_editor.of(section).first(),
            "scheduled": list(with_editor.scheduled(section)[:5]),
            "front_url": section.get_absolute_url() if section else reverse("home"),
        }

    def _fronts(self, request: HttpRequest, tree: SectionTree) -> list[dict[str, Any]]:
        """The fronts that the user may arrange."""
        sections: list[Section | None] = [None, *tree]
        return [
            {
                "name": section.name if section else _("Front page"),
                "depth": section.depth + 1 if section else 0,
                "key": str(section.pk) if section else HOME,
                "url": reverse("admin:articles_front", args=[section.pk if section else HOME]),
            }
            for section in sections
            if may_arrange(request.user, section)
        ]


def _moment(text: str) -> datetime | None:
    """What the browser's calendar sent, in the newsroom's zone."""
    try:
        return forms.DateTimeField(widget=Moment).clean(text)
    except forms.ValidationError:
        return None
