"""The story's form: what an editor types, checked, and never saved over what another has saved since."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.forms import TagWidget

from articles.admin.editor import BodyEditor, BodyField
from articles.models import Article
from articles.models.desk_versions import NOTE_LENGTH
from articles.models.named import NAME_LENGTH, tidy_name
from articles.text.arabic import fold_key

# What is advised, not forced: longer headlines are cut by search engines and social cards.
HEADLINE_ADVICE = 90
STANDFIRST_ADVICE = 220

# The story's own words.
COMPARED = ("kicker", "headline", "standfirst", "body", "image_caption", "image_credit", "slug", "source_name", "source_url")
TIMES = ("published_at", "updated_at", "embargo_until", "unpublish_at")
WORK = ("assignee", "due_at")
TOLD = ("story_type", "video_url", "coverage_ended_at", "withdrawal_note")

# What can be kept as a change for later (`articles.editorial.prepared.FIELDS`).
PREPARED = ("kicker", "headline", "standfirst", "body", "image", "image_caption", "image_credit")


def version_of(article: Article) -> str:
    """The token of the version that a form was opened on."""
    return article.modified_at.isoformat() if article.pk else ""


class TopicsInput(TagWidget):
    """A line of topics divided by «،», with suggestions from those that exist."""

    class Media:
        js = ["admin-desk/topics.js"]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        query = urlencode({"app_label": "articles", "model_name": "taggedarticle", "field_name": "tag"})
        return super().get_context(name, value, {**(attrs or {}), "data-nr-topics": f"{reverse('admin:autocomplete')}?{query}"})


def check_topics(names: list[str]) -> None:
    """ValidationError where a name can't be a topic's."""
    for name in names:
        if not fold_key(name):
            raise forms.ValidationError(_("«%(name)s» is no topic: it has no letter and no digit."), params={"name": name})
        if len(tidy_name(name)) > NAME_LENGTH:
            raise forms.ValidationError(
                _("A topic has at most %(most)s letters: «%(name)s…»"), params={"most": NAME_LENGTH, "name": name[:30]}
            )


class ArticleForm(forms.ModelForm):
    body = BodyField(label=capfirst(gettext_lazy("body")), required=False, widget=BodyEditor)
    version = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    # The token of the newer version that the editor has seen and means to save over.
    overwrite = forms.CharField(required=False, widget=forms.HiddenInput)
    version_note = forms.CharField(
        label=gettext_lazy("Note on this version"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
    )

    # When what is typed shall be seen, where it is prepared as a change of a live story.
    change_at = forms.DateTimeField(
        label=gettext_lazy("Readers see the change from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format="%Y-%m-%dT%H:%M"),
    )

    class Meta:
        model = Article
        # Status is changed by the workflow alone; authors by the byline's rows.
        fields = [*COMPARED, *TIMES, *WORK, *TOLD, "image", "section", "further_sections", "tags", "genre"]
        labels = {
            "published_at": capfirst(gettext_lazy("time of publication")),
            "updated_at": capfirst(gettext_lazy("time of update")),
            "section": capfirst(gettext_lazy("main section")),
        }
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "nr-headline", "data-nr-count": HEADLINE_ADVICE}),
            "kicker": forms.TextInput(attrs={"class": "vTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 4, "class": "nr-text", "data-nr-count": STANDFIRST_ADVICE}),
            "image_caption": forms.Textarea(attrs={"rows": 2}),
            "withdrawal_note": forms.Textarea(attrs={"rows": 3}),
            "slug": forms.TextInput(attrs={"class": "vTextField", "data-nr-slug": "headline"}),
            "tags": TopicsInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stale = False
        self.current_version = version_of(self.instance)
        # As the database holds it: validation writes into the instance.
        self.saved = {name: getattr(self.instance, name) for name in (*COMPARED, *TIMES)}
        self.initial["version"] = self.current_version
        if self.instance.image is not None and "image" in self.fields:
            box: Any = self.fields["image"].widget
            getattr(box, "widget", box).known = {str(self.instance.image.pk): str(self.instance.image)}

    def clean_headline(self) -> str:
        headline = tidy_name(self.cleaned_data["headline"])
        if not headline:
            raise forms.ValidationError(_("Write a headline."))
        return headline

    def clean_standfirst(self) -> str:
        return _plain(self.cleaned_data["standfirst"])

    def clean_image_caption(self) -> str:
        return _plain(self.cleaned_data["image_caption"])

    def clean_tags(self) -> list[str]:
        names: list[str] = self.cleaned_data["tags"]
        check_topics(names)
        return names

    def clean_published_at(self) -> datetime | None:
        return self._whole_time("published_at")

    def clean_updated_at(self) -> datetime | None:
        return self._whole_time("updated_at")

    def clean_unpublish_at(self) -> datetime | None:
        return self._whole_time("unpublish_at")

    def clean_embargo_until(self) -> datetime | None:
        """An embargo can be set and made longer; its end is brought forward by lifting it alone."""
        typed, stored = self._whole_time("embargo_until"), self.saved["embargo_until"]
        if stored is not None and self.instance.is_under_embargo and (typed is None or typed < stored):
            raise forms.ValidationError(_("An embargo is not shortened here: it is lifted, by those who may."), code="embargo")
        return typed

    def _whole_time(self, name: str) -> datetime | None:
        """The time typed, or the stored one with its seconds where the field, which shows minutes, still says the same."""
        typed: datetime | None = self.cleaned_data[name]
        stored: datetime | None = self.saved[name]
        return stored if typed and stored and stored.replace(second=0, microsecond=0) == typed else typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._refuse_stale(data)
        self._check_times(data)
        if self.instance.pk and "_prepare" in self.data:
            self._check_prepared(data)
        return data

    def _check_prepared(self, data: dict[str, Any]) -> None:
        time = data.get("change_at")
        if "change_at" not in self.errors and (time is None or time <= timezone.now()):
            self.add_error("change_at", _("Write a time that is still to come."))
        for name in self.changed_data:
            is_own = name in ArticleForm.Meta.fields and name not in PREPARED
            if is_own and not self._same_minute(name):
                said = _("Text and lead picture alone can be prepared: save this by itself, or leave it as it was.")
                self.add_error(name, said)

    def _refuse_stale(self, data: dict[str, Any]) -> None:
        opened_on = data.get("version")
        if not self.instance.pk or not opened_on or self.current_version in {opened_on, data.get("overwrite")}:
            return
        self.stale = True
        raise forms.ValidationError(
            _("Somebody has saved this story since you opened it. Nothing of yours is saved yet: compare the two texts below."),
            code="stale",
        )

    def _check_times(self, data: dict[str, Any]) -> None:
        if "published_at" not in self.fields or "published_at" in self.errors:
            return
        time = data.get("published_at")
        if self.data.get("_move") == "schedule" and (time is None or time <= timezone.now()):
            self.add_error("published_at", _("Write a time that is still to come."))
        elif self.instance.status == Article.Status.PUBLISHED and self.saved["published_at"] and time is None:
            self.add_error("published_at", _("A published story keeps its date."))
        else:
            self._check_limits(time, data)

    def _check_limits(self, time: datetime | None, data: dict[str, Any]) -> None:
        """Not before the embargo ends; taken off after it went out."""
        embargo, end = data.get("embargo_until", self.saved["embargo_until"]), data.get("unpublish_at")
        is_out = self.instance.status == Article.Status.PUBLISHED
        if is_out and embargo is not None and (time is None or time < embargo):
            self.add_error("published_at", _("The embargo ends later: the story can't be published before that."))
        if end is not None and time is not None and end <= time:
            self.add_error("unpublish_at", _("The story would be taken off the site before it is published."))

    def _same_minute(self, name: str) -> bool:
        """Whether the field is a time that says what is stored: the form shows no seconds."""
        stored, typed = self.initial.get(name), self.cleaned_data.get(name)
        if not (isinstance(stored, datetime) and isinstance(typed, datetime)):
            return False
        return stored.replace(second=0, microsecond=0) == typed.replace(second=0, microsecond=0)

    @property
    def text_changed(self) -> bool:
        """Whether readers will see another text than the stored one."""
        seen = ("headline", "kicker", "standfirst", "body", "image_caption", "image_credit")
        return any((self.saved[name] or "") != (self.cleaned_data.get(name) or "") for name in seen if name in self.fields)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
