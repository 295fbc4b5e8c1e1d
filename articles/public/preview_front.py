"""The fronts as they would be: an arrangement before it goes live, in the readers' own pages, for those who may arrange."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import fronts
from articles.editorial.arranging import may_arrange
from articles.fronts import posted
from articles.models import Arrangement, Section
from articles.public.preview import private
from articles.public.views import home_page, section_page
from articles.section_tree import SectionTree


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def front(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The front page, or a section's (``pk``), as readers would see it now in another arrangement.

    POST: what is in the desk's form, saved or not. GET: ``?arrangement=<number>``, else the newest.
    """
    section = get_object_or_404(Section, pk=pk) if pk is not None else None
    if not may_arrange(request.user, section):
        raise PermissionDenied
    layout, told = _arrangement(request, section)
    # The page is what stands in its own address; parameters of this one would narrow a section's list.
    request.GET = QueryDict()  # type: ignore[assignment]
    if section is None:
        return private(home_page(request, layout, told))
    tree = SectionTree()
    here = tree.by_key(section.pk) or section
    return private(section_page(request, tree, here, lambda: layout, told))


def _arrangement(request: HttpRequest, section: Section | None) -> tuple[fronts.Layout | None, str]:
    """What is to be shown, and what the bar says of it."""
    if request.method == "POST":
        sent = posted.read(request.POST, home=section is None)
        return sent.layout, _("Readers would see this now if it went live.")
    found = Arrangement.objects.of(section)
    if (number := request.GET.get("arrangement", "")).isascii() and number.isdigit() and len(number) < 9:
        found = found.filter(number=int(number))
    arrangement = found.first()
    if arrangement is None:
        raise Http404("no such arrangement")
    told = _("%(arrangement)s: readers would see this now if it went live.") % {"arrangement": arrangement}
    return fronts.layout_of(arrangement), told
