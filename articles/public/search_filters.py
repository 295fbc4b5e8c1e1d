"""Narrowing a search (django-filter): section, topic, author, period or days; and the choices with their counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, ArticleQuerySet, Author, Tag
from articles.public.filters import DayFilters
from articles.public.listing import query_string
from articles.search import facets
from articles.section_tree import SectionTree

PERIODS: dict[str, tuple[Any, timedelta]] = {
    "week": (gettext_lazy("Last seven days"), timedelta(days=7)),
    "month": (gettext_lazy("Last thirty days"), timedelta(days=30)),
    "year": (gettext_lazy("Last twelve months"), timedelta(days=365)),
}
# Topics and authors offered.
OFFERED = 8


@dataclass(frozen=True)
class Choice:
    """One line of a facet; ``count`` None where it is not counted."""

    label: str
    address: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class Facet:
    """A list of choices under a title."""

    title: str
    choices: list[Choice]


class SearchFilter(DayFilters):
    """``section``, ``topic`` and ``author`` (slugs), ``when`` (of `PERIODS`), ``since`` and ``until`` (days).

    Anything unknown counts as not asked: an old address still shows results.
    """

    section = django_filters.CharFilter(method="filter_section")
    topic = django_filters.ModelChoiceFilter(field_name="tags", queryset=Tag.objects.all(), to_field_name="slug")
    author = django_filters.ModelChoiceFilter(field_name="bylines__author", queryset=Author.objects.all(), to_field_name="slug")
    when = django_filters.ChoiceFilter(
        method="filter_when", choices=[(name, title) for name, (title, _span) in PERIODS.items()]
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data: dict[str, str], queryset: ArticleQuerySet, tree: SectionTree) -> None:
        super().__init__(data, queryset)
        self._tree = tree
        self.form.full_clean()
        cleaned = self.form.cleaned_data
        self.section_asked = tree.get(cleaned.get("section") or "")
        self.topic_asked, self.author_asked = cleaned.get("topic"), cleaned.get("author")
        self.values = {
            "section": self.section_asked.slug if self.section_asked else "",
            "topic": self.topic_asked.slug if self.topic_asked else "",
            "author": self.author_asked.slug if self.author_asked else "",
            "when": cleaned.get("when") or "",
            **{name: day.isoformat() if isinstance(day := cleaned.get(name), date) else "" for name in ("since", "until")},
        }

    @property
    def is_used(self) -> bool:
        return any(self.values.values())

    def filter_section(self, stories: ArticleQuerySet, _name: str, _slug: str) -> Any:
        tree, section = self._tree, self.section_asked
        if section is None:
            return stories
        return stories.filter(section__in=[row.pk for row in tree if section in tree.path(row.pk)])

    def filter_when(self, stories: ArticleQuerySet, _name: str, period: str) -> Any:
        return stories.filter(published_at__gte=timezone.now() - PERIODS[period][1])


class Facets:
    """The choices of a search with the number of stories behind each: of all that the words find, not narrowed."""

    def __init__(self, query: dict[str, str], narrowed: SearchFilter, tree: SectionTree, keys: Sequence[int]) -> None:
        self._query, self._narrowed, self._tree, self._keys = query, narrowed, tree, keys

    def all(self) -> list[Facet]:
        counted = facets(self._keys, OFFERED)
        topic, author = self._narrowed.topic_asked, self._narrowed.author_asked
        found = [
            Facet(_("Section"), self._sections()),
            Facet(_("Period"), self._periods()),
            Facet(_("Topic"), self._named("topic", counted.topics, topic)),
            Facet(_("Author"), self._named("author", counted.authors, author)),
        ]
        return [facet for facet in found if len(facet.choices) > 1]

    def _address(self, **changes: str) -> str:
        return query_string(self._query | changes)

    def _everything(self, name: str, label: str) -> Choice:
        return Choice(label, self._address(**{name: ""}), not self._narrowed.values[name], len(self._keys))

    def _sections(self) -> list[Choice]:
        """Top sections that hold matches, the fullest first; the chosen one in any case."""
        tree, chosen = self._tree, self._narrowed.section_asked
        counted: Counter[int] = Counter()
        rows = Article.objects.public().filter(pk__in=self._keys).order_by().values_list("section").annotate(Count("pk"))
        for section_id, count in rows:
            root = tree.root_key(section_id)
            if root is not None:
                counted[root] += count
        choices = [self._everything("section", _("All"))]
        for root, count in counted.most_common():
            section = tree.path(root)[0]
            choices.append(Choice(section.name, self._address(section=section.slug), section == chosen, count))
        if chosen is not None and not any(choice.is_chosen for choice in choices):
            choices.append(Choice(chosen.name, self._address(section=chosen.slug), True))
        return choices

    def _periods(self) -> list[Choice]:
        now, chosen = timezone.now(), self._narrowed.values["when"]
        counts = (
            Article.objects.public()
            .filter(pk__in=self._keys)
            .aggregate(
                **{name: Count("pk", filter=Q(published_at__gte=now - span)) for name, (_label, span) in PERIODS.items()},
            )
        )
        choices = [Choice(_("Any time"), self._address(when=""), not chosen)]
        for name, (label, _span) in PERIODS.items():
            choices.append(Choice(str(label), self._address(when=name), name == chosen, counts[name]))
        return choices

    def _named(self, name: str, counted: list[tuple[Any, int]], chosen: Any) -> list[Choice]:
        """Topics or authors; the chosen one in any case."""
        choices = [self._everything(name, _("All"))]
        choices += [Choice(row.name, self._address(**{name: row.slug}), row == chosen, count) for row, count in counted]
        if chosen is not None and not any(choice.is_chosen for choice in choices):
            choices.append(Choice(chosen.name, self._address(**{name: chosen.slug}), True))
        return choices
