"""Feeds of the site, of each section, topic and author, in three formats; and the page that lists them.

A feed holds the newest dated public stories. An entry's identity is made of
the story's number alone: neither a new headline nor a new slug makes it
another entry. ``?full=1`` brings whole stories instead of their summaries.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet, Author, Tag
from articles.public.conditional import answer
from articles.public.feed_entries import entry_of
from articles.public.feed_formats import FORMATS, Channel, Format
from articles.public.pages import Page, show
from articles.public.search import topics_of_these_days
from articles.public.stories import with_all_it_shows
from articles.section_tree import SectionTree
from articles.tombstones import last_saved

STORIES = 30
# What clients and shared caches may keep; after that a question costs a 304.
KEPT_SECONDS = 60
# Where nothing was ever saved.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

# Title, description, path of the page, path of the feed, stories.
Contents = tuple[str, str, str, str, ArticleQuerySet]


def _feed(contents: Callable[..., Contents]) -> Callable[..., HttpResponse]:
    """The view of what ``contents`` tells: Arabic whatever the reader's language, with validators."""

    @require_safe
    @wraps(contents)
    def view(request: HttpRequest, form: str = "", **names: str) -> HttpResponse:
        found = next((each for each in FORMATS.values() if each.path == (f"{form}/" if form else "")), None)
        if found is None:
            raise Http404("no such format")
        with translation.override("ar"):
            title, description, page, path, stories = contents(**names)
            return _answer(request, found, (title, description, page, path), stories)

    return view


def _answer(request: HttpRequest, form: Format, names: tuple[str, str, str, str], stories: ArticleQuerySet) -> HttpResponse:
    title, description, page, path = names
    is_full = request.GET.get("full") == "1"
    tree = SectionTree()
    whole = with_all_it_shows(stories.dated().newest_first())
    newest = whole.prefetch_related("further_sections", "tags")[:STORIES]  # type: ignore[misc]  # taggit's own manager
    entries = [entry_of(story, tree.path(story.section_id), request.build_absolute_uri, is_full) for story in newest]
    # A story taken away changes the feed and leaves no trace among what is left: the last save of all tells of it.
    told = [entry.updated for entry in entries]
    changed = max([*told, last_saved() or LONG_AGO])
    channel = Channel(
        title=title,
        description=description,
        home=request.build_absolute_uri(page),
        address=request.build_absolute_uri(path + form.path + ("?full=1" if is_full else "")),
        icon=request.build_absolute_uri(static("img/icon.svg")),
        changed=max(told, default=changed),
    )
    body = form.write(channel, entries)
    response = answer(request, body, f"{form.kind}; charset=utf-8", seconds=KEPT_SECONDS, changed=changed)
    response["Content-Language"] = "ar"
    return response


def _paper() -> str:
    return str(settings.NEWSROOM["NAME"]["ar"])


def _titled(name: str) -> str:
    return f"{name} | {_paper()}"


@_feed
def site() -> Contents:
    """The newest stories of all."""
    description = _("The newest stories of %(paper)s.") % {"paper": _paper()}
    return _paper(), description, reverse("home"), reverse("feed"), Article.objects.public()


@_feed
def section(slug: str) -> Contents:
    """The newest stories of a section and of those below it."""
    here = SectionTree().get(slug)
    if here is None:
        raise Http404("no such section")
    description = here.description or _("News of the section %(section)s.") % {"section": here.name}
    stories = Article.objects.public().in_section(here)
    return _titled(here.name), description, here.get_absolute_url(), reverse("section-feed", args=[slug]), stories


@_feed
def topic(slug: str) -> Contents:
    """The newest stories of a topic."""
    tag = get_object_or_404(Tag, slug=slug)
    description = _("All stories on %(topic)s.") % {"topic": tag.name}
    stories = Article.objects.public().filter(tagged_items__tag=tag)
    return _titled(tag.name), description, tag.get_absolute_url(), reverse("topic-feed", args=[slug]), stories


@_feed
def author(slug: str) -> Contents:
    """The newest stories of an author."""
    person = get_object_or_404(Author, slug=slug)
    description = person.bio or _("Stories by %(author)s.") % {"author": person.name}
    stories = Article.objects.public().filter(bylines__author=person)
    return _titled(person.name), description, person.get_absolute_url(), reverse("author-feed", args=[slug]), stories


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The page for people: what feeds are, and the address of each."""
    tree = SectionTree()
    page = Page(
        title=_("Feeds"),
        description=_("The newspaper's news in a feed reader: RSS, Atom and JSON Feed of the site and of every section."),
        canonical=reverse("feeds"),
    )
    context: dict[str, Any] = {
        "formats": list(FORMATS.values()),
        "sections": [(row, reverse("section-feed", args=[row.slug])) for row in tree],
        "topics": [(tag, reverse("topic-feed", args=[tag.slug])) for tag in topics_of_these_days()],
        "site_address": request.build_absolute_uri(reverse("feed")),
    }
    return show(request, "articles/feeds.html", page, context, tree=tree)
