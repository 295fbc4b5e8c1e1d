"""The register of corrections: every one with its story, its date and what was wrong; as a page and as a feed."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Correction
from articles.public.conditional import answer
from articles.public.feed_entries import identity
from articles.public.feed_formats import FORMATS, Channel, Entry
from articles.public.feeds import LONG_AGO
from articles.public.jsonld_corrections import register
from articles.public.listing import slice_of
from articles.public.pages import FeedLink, Page, show
from articles.text.feeds import isolate_latin, xml_safe

IN_FEED = 50
KEPT_SECONDS = 300


def corrections_of_public_stories() -> QuerySet[Correction]:
    """Corrections under stories that the public may see, the newest first; updates are no corrections."""
    found = Correction.objects.filter(kind=Correction.Kind.CORRECTION, article__in=Article.objects.public())
    return found.select_related("article").defer("article__body").order_by("-date", "-pk")


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    rows = slice_of(request, corrections_of_public_stories())
    address = reverse("corrections")
    page = Page(
        title=_("Corrections"),
        description=_("The register of our corrections: what was wrong, what is right, and in which story."),
        canonical=address + rows.address(rows.number).lstrip("."),
        previous=rows.previous,
        next=rows.next,
        feed=FeedLink(reverse("corrections-feed"), _("Corrections")),
        robots="" if rows.count else "noindex",
        json_ld=[register(rows.items, address, request.build_absolute_uri)] if rows.count else [],
    )
    if rows.number > 1:
        page.title = _("%(title)s, page %(number)s") % {"title": page.title, "number": rows.number}
    return show(request, "articles/corrections.html", page, {"rows": rows, "corrections": rows.items})


@require_safe
def feed(request: HttpRequest, form: str = "") -> HttpResponse:
    """The newest corrections as RSS, Atom (``atom/``) or JSON Feed (``json/``); Arabic whatever the reader's language."""
    found = next((each for each in FORMATS.values() if each.path == (f"{form}/" if form else "")), None)
    if found is None:
        raise Http404("no such format")
    with translation.override("ar"):
        entries = [_entry(note, request) for note in corrections_of_public_stories()[:IN_FEED]]
        paper = settings.NEWSROOM["NAME"]["ar"]
        channel = Channel(
            title=f"{_('Corrections')} | {paper}",
            description=_("The register of our corrections: what was wrong, what is right, and in which story."),
            home=request.build_absolute_uri(reverse("corrections")),
            address=request.build_absolute_uri(reverse("corrections-feed") + found.path),
            icon=request.build_absolute_uri(static("img/icon.svg")),
            changed=max((entry.updated for entry in entries), default=LONG_AGO),
        )
        body = found.write(channel, entries)
    response = answer(request, body, f"{found.kind}; charset=utf-8", seconds=KEPT_SECONDS)
    response["Content-Language"] = "ar"
    return response


def _entry(note: Correction, request: HttpRequest) -> Entry:
    address = request.build_absolute_uri(note.article.get_absolute_url())
    title = _("Correction: %(headline)s") % {"headline": note.article.headline}
    summary = format_html('<div dir="rtl" lang="ar"><p>{}</p></div>', note.note)
    return Entry(
        identity=f"{identity(note.article_id, address)}/correction/{note.pk}",
        url=f"{address}#correction-{note.pk}",
        title=isolate_latin(xml_safe(title)),
        summary=xml_safe(summary),
        published=note.date,
        updated=note.date,
    )
