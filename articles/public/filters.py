"""Narrowing a section's list: by topic and by date (django-filter)."""

from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleQuerySet, Tag

# Topics offered are those of the section's newest stories: a list that stays
# short and costs the same however large the archive grows.
RECENT_STORIES = 200
TOPICS_OFFERED = 40

FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9998, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own calendar; the value in the one form that it takes."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "field"})


class DayFilters(django_filters.FilterSet):
    """``since`` and ``until``: days of the newsroom's zone, both included."""

    since = django_filters.DateFilter(label=_("From"), method="filter_since", widget=DayInput)
    until = django_filters.DateFilter(label=_("To"), method="filter_until", widget=DayInput)

    def filter_since(self, stories: ArticleQuerySet, _name: str, day: date) -> Any:
        return stories.filter(published_at__gte=_midnight(day))

    def filter_until(self, stories: ArticleQuerySet, _name: str, day: date) -> Any:
        return stories.filter(published_at__lte=_midnight(day, time.max))


class StoryFilter(DayFilters):
    """``tag`` (a topic's slug), ``since`` and ``until``."""

    tag = django_filters.ModelChoiceFilter(
        label=_("Topic"),
        field_name="tags",
        queryset=Tag.objects.all(),
        to_field_name="slug",
        empty_label=_("All topics"),
        widget=forms.Select(attrs={"class": "field"}),
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data: dict[str, str], queryset: ArticleQuerySet) -> None:
        super().__init__(data, queryset)
        self.topics = topics_of(queryset)
        offered = [(topic.slug, topic.name) for topic in self.topics]
        asked = data.get("tag", "")
        if asked and asked not in dict(offered):
            # An address may name any topic; the form shows it as chosen.
            offered += [(topic.slug, topic.name) for topic in Tag.objects.filter(slug=asked)]
        # The field would list all topics of the archive; it still takes any of them.
        self.form.fields["tag"].widget.choices = [("", _("All topics")), *offered]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            self.form.fields[name].error_messages["invalid"] = _("Write the date as year-month-day, for example 2018-12-02.")

    @property
    def values(self) -> dict[str, str]:
        """The valid filters as they stand in the address."""
        cleaned = self.form.cleaned_data if self.form.is_valid() or hasattr(self.form, "cleaned_data") else {}
        texts = {name: value.isoformat() for name, value in cleaned.items() if isinstance(value, date)}
        return texts | ({"tag": cleaned["tag"].slug} if cleaned.get("tag") else {})

    @property
    def is_open(self) -> bool:
        """Whether the form is in use: something is filtered or something was mistyped."""
        return bool(self.values or self.form.errors)


def topics_of(stories: ArticleQuerySet) -> list[Tag]:
    """Topics of the newest of the stories, by name."""
    recent = stories.newest_first().values("pk")[:RECENT_STORIES]
    return list(Tag.objects.filter(tagged_articles__content_object__in=recent).distinct()[:TOPICS_OFFERED])


def _midnight(day: date, moment: time = time.min) -> datetime:
    # In UTC the calendar's first and last days would lie outside it.
    return timezone.make_aware(datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), moment))
