"""The front page and the lists: section, topic, author. Every story comes out of `Article.objects.public()`."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import fronts, popularity
from articles.models import Article, Author, Section, Tag
from articles.public.filters import StoryFilter
from articles.public.jsonld import breadcrumbs, collection, newspaper, profile, web_site
from articles.public.listing import Slice, query_string, query_values, slice_of
from articles.public.pages import FeedLink, Page, show
from articles.section_tree import SectionTree
from articles.text.markup import excerpt

# Stories that lead an unfiltered section's first page, above the list.
SECTION_LEADS = 3
NEAR_TOPICS = 12
MOST_READ = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page as editors arranged it; where they did not, the newest stories."""
    return home_page(request, fronts.live_layout(None))


def home_page(request: HttpRequest, layout: fronts.Layout | None, preview: str = "") -> HttpResponse:
    """The front page of that arrangement. A preview differs by a bar on top: ``preview`` is what it says."""
    tree = SectionTree()
    page = Page(description=_("The front page: today's news, analysis and opinion."), canonical=reverse("home"))
    page.json_ld = [newspaper(request.build_absolute_uri), web_site(request.build_absolute_uri)]
    front = fronts.compose(layout or fronts.Layout.empty(home=True), tree)
    context = {"front": front, "most_read": popularity.most_read(MOST_READ), "front_preview": preview}
    return show(request, "articles/home.html", page, context, tree=tree)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's stories and those of its sub-sections, newest first, narrowed by `StoryFilter`."""
    tree = SectionTree()
    here = tree.get(slug)
    if here is None:
        raise Http404("no such section")
    return section_page(request, tree, here, lambda: fronts.live_layout(here))


def section_page(
    request: HttpRequest,
    tree: SectionTree,
    here: Section,
    arrangement: Callable[[], fronts.Layout | None],
    preview: str = "",
) -> HttpResponse:
    """The section's page; its first page, where nothing is narrowed, is a front that editors may have arranged."""
    stories = Article.objects.public().in_section(here, tree.keys_under(here.pk)).newest_first().for_cards()
    narrow = StoryFilter(query_values(request), stories)
    rows = slice_of(request, narrow.qs, narrow.values)
    is_front = rows.number == 1 and not narrow.is_open
    front = _section_front(arrangement() if is_front else None, tree, rows, is_front)
    shown = {story.pk for story in front.stories}
    path = tree.path(here.pk)
    page = Page(
        title=here.name,
        description=here.description or _("News of the section %(section)s.") % {"section": here.name},
        canonical=here.get_absolute_url(),
        current=here,
        feed=FeedLink(reverse("section-feed", args=[here.slug]), here.name),
        json_ld=[
            breadcrumbs([(step.name, step.get_absolute_url()) for step in path], request.build_absolute_uri),
            collection(here.name, here.get_absolute_url(), rows.items, request.build_absolute_uri),
        ],
    )
    context = {
        "section": here,
        "path": path[:-1],
        "children": tree.children(path[0]) if path else [],
        "root": path[0] if path else here,
        "filter": narrow,
        "chips": _chips(narrow),
        "front": front,
        "stories": [story for story in rows.items if story.pk not in shown],
        "topics": narrow.topics[:NEAR_TOPICS],
        "front_preview": preview,
    }
    return _list(request, "articles/section.html", page, rows, context, tree)


def _section_front(layout: fronts.Layout | None, tree: SectionTree, rows: Slice, is_front: bool) -> fronts.Front:
    """As arranged; otherwise the newest lead the first page, if that leaves something for the list."""
    if layout is None and not (is_front and rows.count > SECTION_LEADS):
        return fronts.Front()
    return fronts.compose_section(layout or fronts.Layout.empty(home=False), tree, rows.items)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories of a topic, by day."""
    tag = get_object_or_404(Tag, slug=slug)
    stories = Article.objects.public().filter(tagged_items__tag=tag).newest_first().for_cards()
    rows = slice_of(request, stories)
    page = Page(
        title=tag.name,
        description=_("All stories on %(topic)s.") % {"topic": tag.name},
        canonical=tag.get_absolute_url(),
        robots="" if rows.count else "noindex",
        feed=FeedLink(reverse("topic-feed", args=[tag.slug]), tag.name),
        json_ld=[collection(tag.name, tag.get_absolute_url(), rows.items, request.build_absolute_uri)],
    )
    near = Tag.objects.filter(tagged_articles__content_object__in=[story.pk for story in rows.items])
    context = {"topic": tag, "days": _by_day(rows.items), "near": near.exclude(pk=tag.pk).distinct()[:NEAR_TOPICS]}
    return _list(request, "articles/topic.html", page, rows, context)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Who an author is, and what he or she has written."""
    person = get_object_or_404(Author.objects.select_related("image"), slug=slug)
    stories = Article.objects.public().filter(bylines__author=person).newest_first().for_cards()
    rows = slice_of(request, stories)
    page = Page(
        title=person.name,
        description=excerpt(person.bio) or _("Stories by %(author)s.") % {"author": person.name},
        canonical=person.get_absolute_url(),
        kind="profile",
        image=person.image.best("square", 288).url if person.image and person.image.file else "",
        robots="" if rows.count else "noindex",
        feed=FeedLink(reverse("author-feed", args=[person.slug]), person.name),
        json_ld=[profile(person, request.build_absolute_uri)],
    )
    return _list(request, "articles/author.html", page, rows, {"author": person, "stories": rows.items})


def _list(
    request: HttpRequest, template: str, page: Page, rows: Slice, context: dict[str, Any], tree: SectionTree | None = None
) -> HttpResponse:
    """A page of a list: its neighbours are told to search engines, and its number stands in its title."""
    path = page.canonical
    if rows.number > 1:
        page.canonical = path + rows.address(rows.number).lstrip(".")
        page.title = _("%(title)s, page %(number)s") % {"title": page.title, "number": rows.number}
    page.previous, page.next = rows.previous, rows.next
    if rows.query:
        # A narrowed list is a view of the section, not a page of its own.
        page.canonical, page.robots = path, "noindex, follow"
    return show(request, template, page, context | {"rows": rows}, tree=tree)


def _chips(narrow: StoryFilter) -> list[dict[str, Any]]:
    """The filters in use, each with the address of the list without it."""
    return [
        {
            "name": name,
            "value": narrow.form.cleaned_data[name],
            "without": query_string({key: value for key, value in narrow.values.items() if key != name}),
        }
        for name in narrow.values
    ]


def _by_day(stories: list[Article]) -> list[dict[str, Any]]:
    """Stories in runs of one day of the newsroom's zone; undated ones last, without a day."""

    def day_of(story: Article) -> date | None:
        return timezone.localdate(story.published_at) if story.published_at else None

    return [{"date": day, "stories": list(run)} for day, run in groupby(stories, day_of)]
