"""The newspaper as text alone: every story and a list of the newest, without pictures, fonts and scripts.

For slow links, old telephones and screen readers. A page weighs less than
15 KB: longer stories go over several. Search engines are told the full page.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, GalleryItem, LiveEntry
from articles.public.errors import gone
from articles.public.listing import page_number
from articles.public.stories import says_more, with_all_it_shows
from articles.section_tree import SectionTree
from articles.templatetags.newsroom import arabic_date
from articles.text.markup import excerpt, plain_text
from articles.text.parts import pages_by_weight, without_pictures

# Bytes of a page's own text; what stands around it takes up to 4 KB more.
BODY_BYTES = 9_500
# Addresses in Arabic grow sixfold: the list names stories by their number alone.
STORIES = 24
LIVE_ENTRIES = 60


@require_safe
def story(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """A story's text. Without a slug it is served too: short addresses are half of a light page."""
    found = with_all_it_shows(Article.objects.public()).filter(pk=pk).first()
    if found is None:
        return gone(request, pk)
    if slug is not None and slug != found.slug:
        return HttpResponsePermanentRedirect(reverse("text-story", args=[found.pk, found.slug]))
    pages = pages_by_weight(without_pictures(_body(found), _("picture")), BODY_BYTES)
    number = page_number(request)
    if number > len(pages):
        raise Http404("no such page")
    text = plain_text(found.body)
    context = {
        "article": found,
        "section": found.section,
        "standfirst": found.standfirst if number == 1 and says_more(found.standfirst, text) else "",
        "body": mark_safe(pages[number - 1]),
        "number": number,
        "total": len(pages),
        "description": excerpt(found.summary or found.headline, 200),
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "text/story.html", context)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The newest stories' headlines, of one section (its slug in ``section``) or of all."""
    tree = SectionTree()
    slug = request.GET.get("section", "")
    here = tree.get(slug) if slug else None
    if slug and here is None:
        raise Http404("no such section")
    stories = Article.objects.public().newest_first().select_related("section").defer("body")
    context: dict[str, Any] = {
        "stories": (stories.in_section(here) if here else stories)[:STORIES],
        "here": here,
        "sections": tree.navigation(),
        "description": _("The newest stories as text alone: without pictures and scripts, for slow connections."),
        "canonical": request.build_absolute_uri(here.get_absolute_url() if here else reverse("home")),
        "paper": settings.NEWSROOM["NAME"],
    }
    return render(request, "text/front.html", context)


def _body(article: Article) -> str:
    """The story's text as HTML, with what live coverage and galleries tell beside it."""
    if article.story_type == Article.StoryType.LIVE:
        return article.body + _live(article)
    if article.story_type == Article.StoryType.GALLERY:
        return article.body + _captions(article)
    if article.video is not None:
        link = format_html('<p><a href="{}" rel="noopener">{}</a></p>', article.video.page, capfirst(_("video")))
        return link + article.body
    return article.body


def _live(article: Article) -> str:
    entries = LiveEntry.objects.shown().filter(article=article)[:LIVE_ENTRIES]
    parts = []
    for entry in entries:
        head = f"{arabic_date(entry.at, 'short')} | {entry.headline}" if entry.headline else arabic_date(entry.at, "short")
        parts.append(format_html("<h2>{}</h2>", head) + mark_safe(entry.body))
    return "".join(parts)


def _captions(article: Article) -> str:
    found = GalleryItem.objects.filter(article=article).select_related("image")
    items = [item for item in found if item.image.may_be_shown]
    rows = ((item.caption or item.image.alt, f" ({item.credit})" if item.credit else "") for item in items)
    return format_html_join("", "<p>{}{}</p>", ((words, credit) for words, credit in rows if words))
