"""The search page: what `articles.search` finds among public stories, narrowed by section and time."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import search as engine
from articles.models import Article, Tag
from articles.public.listing import Slice, page_number, query_string, query_values
from articles.public.pages import Page, show
from articles.section_tree import SectionTree

PERIODS: dict[str, tuple[Any, timedelta]] = {
    "week": (gettext_lazy("Last seven days"), timedelta(days=7)),
    "month": (gettext_lazy("Last thirty days"), timedelta(days=30)),
    "year": (gettext_lazy("Last twelve months"), timedelta(days=365)),
}
ORDERS = {"relevance": gettext_lazy("Best match"), "newest": gettext_lazy("Newest")}

# Topics offered where there is nothing to show: those of so many newest stories.
TOPIC_STORIES = 60
TOPICS = 16


@dataclass(frozen=True)
class Choice:
    """One line of a facet; ``count`` None where it is not counted."""

    label: str
    address: str
    is_chosen: bool
    count: int | None = None


@dataclass
class Asked:
    """What the address asks for; anything unknown counts as not asked."""

    q: str
    section: str = ""
    period: str = ""
    order: str = "relevance"
    query: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest, tree: SectionTree) -> "Asked":
        values = query_values(request)
        section = values.get("section", "") if tree.get(values.get("section", "")) else ""
        period = values.get("when", "") if values.get("when", "") in PERIODS else ""
        order = values.get("order", "") if values.get("order", "") in ORDERS else "relevance"
        query = {"q": values.get("q", ""), "section": section, "when": period}
        query["order"] = order if order != "relevance" else ""
        return cls(query["q"], section, period, order, query)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.section or self.period)

    def address(self, **changes: str) -> str:
        return query_string(self.query | changes)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for ``q``; ``section``, ``when``, ``order`` and ``page`` as the page's own links write them."""
    tree = SectionTree()
    asked = Asked.of(request, tree)
    number = page_number(request)
    per_page = settings.NEWSROOM["STORIES_PER_PAGE"]
    found = engine.find(asked.q, queryset=_narrowed(asked, tree), page=number, per_page=per_page, order=asked.order)
    if number > found.pages:
        raise Http404("no such page")
    rows = Slice(Paginator(found.pks, per_page).page(number), asked.query)
    every = engine.match(asked.q, queryset=Article.objects.public()).pks if asked.is_narrowed else found.pks
    page = Page(
        title=_("Search: %(words)s") % {"words": asked.q} if asked.q else _("Search"),
        description=_("Search in the newspaper's archive."),
        canonical=reverse("search"),
        robots="noindex, follow",
        previous=rows.previous,
        next=rows.next,
    )
    meant = engine.did_you_mean(asked.q) if asked.q else None
    context = {
        "q": asked.q,
        "meant": meant,
        "meant_address": query_string({"q": meant}) if meant else "",
        "found": found,
        "rows": rows,
        "sections": _section_choices(asked, tree, every),
        "periods": _period_choices(asked, every),
        "orders": [Choice(str(label), asked.address(order=name), name == asked.order) for name, label in ORDERS.items()],
        "everything": asked.address(section="", when=""),
        "is_narrowed": asked.is_narrowed,
        "found_without_filters": len(every),
        "topics": [] if found.total else topics_of_these_days(),
    }
    return show(request, "articles/search.html", page, context, tree=tree)


def _narrowed(asked: Asked, tree: SectionTree) -> QuerySet[Article]:
    stories = Article.objects.public()
    section = tree.get(asked.section)
    if section is not None:
        stories = stories.filter(section__in=[row.pk for row in tree if section in tree.path(row.pk)])
    if asked.period:
        stories = stories.filter(published_at__gte=timezone.now() - PERIODS[asked.period][1])
    return stories


def _section_choices(asked: Asked, tree: SectionTree, keys: list[int]) -> list[Choice]:
    """Top sections that hold matches, the fullest first; the chosen one in any case."""
    counted: Counter[int] = Counter()
    rows = Article.objects.public().filter(pk__in=keys).order_by().values_list("section").annotate(Count("pk"))
    for section_id, count in rows:
        root = tree.root_key(section_id)
        if root is not None:
            counted[root] += count
    chosen = tree.get(asked.section)
    choices = [Choice(_("All"), asked.address(section=""), not asked.section, len(keys))]
    for root, count in counted.most_common():
        section = tree.path(root)[0]
        choices.append(Choice(section.name, asked.address(section=section.slug), section == chosen, count))
    if chosen is not None and not any(choice.is_chosen for choice in choices):
        choices.append(Choice(chosen.name, asked.address(section=chosen.slug), True))
    return choices


def _period_choices(asked: Asked, keys: list[int]) -> list[Choice]:
    now = timezone.now()
    counts = (
        Article.objects.public()
        .filter(pk__in=keys)
        .aggregate(
            **{name: Count("pk", filter=Q(published_at__gte=now - span)) for name, (_label, span) in PERIODS.items()},
        )
    )
    choices = [Choice(_("Any time"), asked.address(when=""), not asked.period)]
    for name, (label, _span) in PERIODS.items():
        choices.append(Choice(str(label), asked.address(when=name), name == asked.period, counts[name]))
    return choices


def topics_of_these_days() -> list[Tag]:
    """Topics of the newest stories, the commonest first: somewhere to go from an empty page."""
    recent = Article.objects.public().newest_first().values("pk")[:TOPIC_STORIES]
    carried = Tag.objects.filter(tagged_articles__content_object__in=recent).annotate(stories=Count("tagged_articles"))
    return list(carried.order_by("-stories", "name_key")[:TOPICS])
