"""The newsroom's dictionary, style sheet and switches of rules, as editors keep them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.base import QUERY_LENGTH, QUERY_WORDS, DeskAdmin, DirectionMixin
from articles.editorial.house_style import NEVER_IGNORED
from articles.editorial.proofreading import ALL_RULES, DEFAULTS, rule_name
from articles.models import AvoidedForm, DictionaryWord, PreferredForm, RuleSwitch
from articles.models.house_style import tidy_word


def _holding(queryset: QuerySet[Any], names: tuple[str, ...], term: str) -> QuerySet[Any]:
    """Rows that hold every word of the term in one of these columns; spelling matters here, harakat don't."""
    for word in tidy_word(term.replace("\x00", " ")[:QUERY_LENGTH]).split()[:QUERY_WORDS]:
        wanted = Q()
        for name in names:
            wanted |= Q(**{f"{name}__icontains": word})
        queryset = queryset.filter(wanted)
    return queryset


class DictionaryWordAdmin(DeskAdmin):
    list_display = ["word", "note", "added_by", "added_at"]
    list_select_related = ["added_by"]
    search_fields = ["word"]
    fields = ["word", "note"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return _holding(queryset, ("word", "note"), search_term), False

    def save_model(self, request: HttpRequest, obj: DictionaryWord, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


class AvoidedFormInline(DirectionMixin, admin.TabularInline):
    model = AvoidedForm
    extra = 1
    min_num = 1
    validate_min = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            # In a table the heading of the column is seen, but not read out.
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class PreferredFormAdmin(DeskAdmin):
    list_display = ["preferred", "replaced", "note"]
    search_fields = ["preferred"]
    inlines = [AvoidedFormInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("avoided_forms")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        by_form = _holding(AvoidedForm.objects.all(), ("form",), search_term).values("preferred")
        own = _holding(queryset, ("preferred", "note"), search_term).values("pk")
        return queryset.filter(Q(pk__in=own) | Q(pk__in=by_form)), False

    @admin.display(description=_("instead of"))
    def replaced(self, obj: PreferredForm) -> str:
        return "، ".join(row.form for row in obj.avoided_forms.all())


class RuleSwitchForm(forms.ModelForm):
    rule = forms.ChoiceField(label=_("rule"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rule" not in self.fields:
            return
        named = sorted((str(rule_name(rule)), rule) for rule in ALL_RULES - NEVER_IGNORED)
        states = {True: _("on by default"), False: _("off by default")}
        choices = [(rule, f"{name} ({states[rule in DEFAULTS]})") for name, rule in named]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]


class RuleSwitchAdmin(DeskAdmin):
    """Only what differs from the defaults has a row."""

    form = RuleSwitchForm
    list_display = ["named", "is_on"]

    @admin.display(description=_("rule"), ordering="rule")
    def named(self, obj: RuleSwitch) -> str:
        return str(rule_name(obj.rule)) if obj.rule in ALL_RULES else obj.rule
