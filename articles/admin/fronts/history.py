"""What stood on a front before: the list of its arrangements, two of them compared, an old one restored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import LimitedPaginator
from articles.admin.chosen import key_told
from articles.editorial.arranging import may_arrange
from articles.fronts import keeping
from articles.fronts.differences import differences
from articles.models import Arrangement, Section

HOME = "home"
ROWS = 30


class FrontHistory:
    """For the fronts' admin."""

    admin_site: Any
    opts: Any

    def list_view(self, request: HttpRequest, key: str) -> HttpResponse:
        section = section_of(request, key)
        found = Arrangement.objects.of(section).select_related("created_by")
        live = Arrangement.objects.live(section).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(front)s") % {"front": front_title(section)},
            "opts": self.opts,
            "front_key": key,
            "section": section,
            "rows": LimitedPaginator(found, ROWS).get_page(request.GET.get("p")),
            "live": live,
            "base": keeping.newest_number(section),
            "now": timezone.now(),
        }
        return TemplateResponse(request, "admin/articles/arrangement/history.html", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """This arrangement against ``?with=<number>``; without: against what readers see now."""
        after = _arrangement(request, pk)
        number = request.GET.get("with", "")
        others = Arrangement.objects.of(after.section).select_related("created_by")
        if (wanted := key_told(number)) is not None:
            before = get_object_or_404(others, number=wanted)
        else:
            live = Arrangement.objects.live(after.section).values("pk")
            before = others.filter(pk__in=live).first() or others.filter(number__lt=after.number).first() or after
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare: %(before)s and %(after)s") % {"before": before, "after": after},
            "opts": self.opts,
            "front_key": str(after.section_id or HOME),
            "section": after.section,
            "before": before,
            "after": after,
            "differences": differences(keeping.layout_of(before), keeping.layout_of(after)),
        }
        return TemplateResponse(request, "admin/articles/arrangement/compare.html", context)

    @method_decorator(require_POST)
    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: what stood then goes live again, as a new arrangement."""
        old = _arrangement(request, pk)
        base = keeping.newest_number(old.section)
        if request.POST.get("base", "") != str(base):
            messages.error(request, _("Somebody else saved this page meanwhile: look again before you restore."))
        else:
            note = _("Restored: %(arrangement)s") % {"arrangement": old}
            made = keeping.publish_now(keeping.layout_of(old), section=old.section, after=base, by=request.user, note=note)
            messages.success(request, told(made, old.section))
        return HttpResponseRedirect(reverse("admin:articles_front_history", args=[old.section_id or HOME]))

    @method_decorator(require_POST)
    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: a scheduled arrangement becomes a draft again."""
        waiting = _arrangement(request, pk)
        if keeping.call_off(waiting):
            messages.success(request, _("%(arrangement)s will not go live; it is a draft again.") % {"arrangement": waiting})
        else:
            messages.error(request, _("%(arrangement)s is live already: arrange a new one.") % {"arrangement": waiting})
        return HttpResponseRedirect(reverse("admin:articles_front", args=[waiting.section_id or HOME]))


def section_of(request: HttpRequest, key: str) -> Section | None:
    """The front's section by its key in the address; None: the front page. Http404, PermissionDenied."""
    section = None
    if key != HOME:
        if (pk := key_told(key)) is None:
            raise Http404
        section = get_object_or_404(Section, pk=pk)
    if not may_arrange(request.user, section):
        raise PermissionDenied
    return section


def _arrangement(request: HttpRequest, pk: int) -> Arrangement:
    found = get_object_or_404(Arrangement.objects.select_related("section", "created_by"), pk=pk)
    if not may_arrange(request.user, found.section):
        raise PermissionDenied
    return found


def front_title(section: Section | None) -> str:
    if section is None:
        return _("Arranging the front page")
    return _("Arranging the front of «%(section)s»") % {"section": section.name}


def told(made: Arrangement, section: Section | None) -> str:
    if made.live_from is None:
        return _("%(arrangement)s was saved as a draft: readers don't see it.") % {"arrangement": made}
    if made.live_from > timezone.now():
        when = localize(timezone.localtime(made.live_from))
        return _("%(arrangement)s goes live by itself: %(time)s.") % {"arrangement": made, "time": when}
    said = _("%(arrangement)s is live: readers see it now.") % {"arrangement": made}
    waiting = Arrangement.objects.scheduled(section).first()
    if waiting is not None and waiting.live_from is not None:
        when = localize(timezone.localtime(waiting.live_from))
        said += " " + _("%(other)s will take its place: %(time)s.") % {"other": waiting, "time": when}
    return said
