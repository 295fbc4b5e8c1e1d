"""The search page: what `articles.search` finds among public stories, narrowed as readers wish."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import search as engine
from articles.models import Article, Tag
from articles.public.listing import Slice, page_number, query_string, query_values
from articles.public.pages import Page, show
from articles.public.search_filters import Choice, Facets, SearchFilter
from articles.section_tree import SectionTree

ORDERS = {"relevance": gettext_lazy("Best match"), "newest": gettext_lazy("Newest")}

# Topics offered where there is nothing to show: those of so many newest stories.
TOPIC_STORIES = 60
TOPICS = 16


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for ``q``, narrowed by `SearchFilter`'s parameters; ``order`` and ``page`` as the page's own links write them."""
    tree = SectionTree()
    values = query_values(request)
    q, number = values.get("q", ""), page_number(request)
    order = values.get("order", "") if values.get("order", "") in ORDERS else "relevance"
    narrowed = SearchFilter(values, Article.objects.public(), tree)
    query = {"q": q, **narrowed.values, "order": order if order != "relevance" else ""}
    per_page = settings.NEWSROOM["STORIES_PER_PAGE"]
    found = engine.find(q, queryset=narrowed.qs, page=number, per_page=per_page, order=order)
    if number > found.pages:
        raise Http404("no such page")
    rows = Slice(Paginator(found.pks, per_page).page(number), query)
    every = engine.match(q, queryset=Article.objects.public()).pks if narrowed.is_used else found.pks
    page = Page(
        title=_("Search: %(words)s") % {"words": q} if q else _("Search"),
        description=_("Search in the newspaper's archive."),
        canonical=reverse("search"),
        robots="noindex, follow",
        previous=rows.previous,
        next=rows.next,
    )
    meant = engine.did_you_mean(q) if q else None
    context = {
        "q": q,
        "meant": meant,
        "meant_address": query_string({"q": meant}) if meant else "",
        "found": found,
        "rows": rows,
        "facets": Facets(query, narrowed, tree, every).all() if found.total or narrowed.is_used else [],
        "days": [narrowed.form[name] for name in ("since", "until")],
        "kept": [(name, value) for name, value in query.items() if value and name not in ("since", "until", "when")],
        "orders": [Choice(str(label), query_string(query | {"order": name}), name == order) for name, label in ORDERS.items()],
        "everything": query_string(query | dict.fromkeys(narrowed.values, "")),
        "is_narrowed": narrowed.is_used,
        "found_without_filters": len(every),
        "topics": [] if found.total else topics_of_these_days(),
    }
    return show(request, "articles/search.html", page, context, tree=tree)


def topics_of_these_days() -> list[Tag]:
    """Topics of the newest stories, the commonest first: somewhere to go from an empty page."""
    recent = Article.objects.public().newest_first().values("pk")[:TOPIC_STORIES]
    carried = Tag.objects.filter(tagged_articles__content_object__in=recent).annotate(stories=Count("tagged_articles"))
    return list(carried.order_by("-stories", "name_key")[:TOPICS])
