"""One story's page, at its one address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import share_pictures
from articles.models import Article, Byline, Section, Tag
from articles.public.around import around, with_next
from articles.public.errors import gone
from articles.public.jsonld import breadcrumbs, news_article
from articles.public.pages import Page, show
from articles.public.share_paths import picture_path
from articles.public.telling import IN_BOX, Telling, telling, with_versions
from articles.section_tree import SectionTree
from articles.text.arabic import fold_key
from articles.text.markup import excerpt, plain_text, reading_minutes

# Where readers pass a story on: plain links, no counters, nothing loaded from elsewhere.
SHARE: tuple[tuple[Any, str, dict[str, str]], ...] = (
    (gettext_lazy("WhatsApp"), "https://wa.me/", {"text": "{title} {address}"}),
    (gettext_lazy("Telegram"), "https://t.me/share/url", {"url": "{address}"}),
    (gettext_lazy("Facebook"), "https://www.facebook.com/sharer/sharer.php", {"u": "{address}"}),
    (gettext_lazy("X"), "https://x.com/intent/post", {"url": "{address}"}),
    (gettext_lazy("E-mail"), "mailto:", {"subject": "{title}", "body": "{address}"}),
)


@dataclass(frozen=True)
class Share:
    label: str
    url: str


@require_safe
def article(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """A story at its one address; any other slug, or none, redirects there for good. The id alone decides."""
    story = with_versions(with_next(with_all_it_shows(Article.objects.public()))).filter(pk=pk).first()
    if story is None:
        return gone(request, pk)
    if slug != story.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(story.get_absolute_url() + (f"?{query}" if query else ""))
    return story_page(request, story)


def story_page(
    request: HttpRequest, story: Article, *, is_preview: bool = False, bar: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of a story as `with_all_it_shows` brings it.

    A preview differs by a bar on top and by its head. ``bar``: what its bar tells, where it is not the desk's own:
    ``kind`` («typed», «version», «shared») and what ``articles/_preview_<kind>.html`` asks for.
    """
    tree = SectionTree()
    path = tree.path(story.section_id)
    text = plain_text(story.body)
    short = request.build_absolute_uri(story.get_short_url())
    told = telling(request, story)
    near = around(story, settings.NEWSROOM["RELATED_STORIES"] + (IN_BOX if told.has_box else 0))
    boxed, beside = told.divided(near.related)
    context: dict[str, Any] = {
        "article": story,
        "path": path,
        "standfirst": story.standfirst if says_more(story.standfirst, text) else "",
        "minutes": reading_minutes(text, settings.NEWSROOM["WORDS_PER_MINUTE"]),
        "topics": near.topics,
        "further": [section for key in near.further if (section := tree.by_key(key))],
        "told": told,
        "boxed": boxed,
        "related": beside,
        "next_story": near.next_story,
        "latest": near.latest,
        "short_url": short,
        "share": share_links(story.headline, short),
        "most_read": near.most_read,
        "is_preview": is_preview,
        "bar": {"template": f"articles/_preview_{bar['kind']}.html", **bar}
        if bar
        else {"template": "articles/_preview_bar.html"},
    }
    return show(request, "articles/article.html", _head(request, told, path, near.topics, is_preview), context, tree=tree)


def _head(request: HttpRequest, told: Telling, path: list[Section], topics: list[Tag], is_preview: bool) -> Page:
    story = told.article
    page = Page(
        title=story.headline,
        description=excerpt(story.summary, 200),
        kind="article",
        current=path[-1] if path else None,
    )
    if is_preview:
        page.robots = "noindex"
        return page
    # Without it search engines show the smallest of pictures.
    page.robots = "max-image-preview:large"
    if share_pictures.can_draw():
        page.image, page.image_is_card = picture_path(story), True
    elif story.lead_image:
        page.image = story.lead_image.best("whole", 1280).url
    page.image_alt = story.headline
    page.canonical = story.get_absolute_url()
    if told.coverage is not None and not told.coverage.is_first_page:
        page.canonical += told.coverage.rows.address(told.coverage.rows.number)
    steps = [(_("Front page"), reverse("home")), *((step.name, step.get_absolute_url()) for step in path)]
    facts = news_article(story, path, [topic.name for topic in topics], request.build_absolute_uri)
    page.json_ld = [*told.json_ld(facts, request.build_absolute_uri), breadcrumbs(steps, request.build_absolute_uri)]
    return page


def says_more(standfirst: str, text: str) -> bool:
    """Whether the standfirst says something that the body does not begin with: nobody reads one sentence twice."""
    key = fold_key(standfirst)
    return bool(key) and not fold_key(text[: len(standfirst) * 2]).startswith(key)


def share_links(title: str, address: str) -> list[Share]:
    """Links that hand the story to other services, without their scripts and without any mark of the reader."""
    links = []
    for label, target, form in SHARE:
        values = {name: text.format(title=title, address=address) for name, text in form.items()}
        # Mail programs show the «+» of form encoding as it stands.
        links.append(Share(str(label), f"{target}?{urlencode(values).replace('+', '%20')}"))
    return links


def with_all_it_shows(stories: QuerySet[Article]) -> QuerySet[Article]:
    """The stories with what is told of them everywhere, in three queries; for their page, `around` brings the rest."""
    bylines = Prefetch("bylines", Byline.objects.select_related("author__image"))
    return stories.select_related("section", "image").prefetch_related(bylines, "corrections")
