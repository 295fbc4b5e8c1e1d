"""The form that takes files for an import: how much, of which kind, and what the person who imports says of them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.importing import uploads
from articles.importing.batches import stored_options
from articles.importing.checking import name_fault, plain
from articles.importing.options import Options
from articles.importing.readers import HEAD_BYTES, READERS, recognise
from articles.importing.readers.csv_table import COLUMNS
from articles.importing.readers.wishes import Wishes
from articles.models import Article, ImportBatch, Section

FORMATS = {
    "wxr": gettext_lazy("WordPress export (WXR)"),
    "newsml-g2": "NewsML-G2, NITF",
    "feed": "RSS, Atom",
    "html": gettext_lazy("saved web page (HTML)"),
    "jsonfeed": "JSON Feed",
    "ghost": gettext_lazy("Ghost export"),
    "wp-json": gettext_lazy("answer of WordPress's REST API"),
    "ninjs": "IPTC ninjs",
    "jsonl": "JSON Lines",
    "csv": gettext_lazy("table (CSV)"),
    "seed": gettext_lazy("plain text"),
}


def most_bytes() -> int:
    return int(settings.IMPORT_UPLOAD_MB) * 1024**2


class Quota(FileUploadHandler):
    """Stops to keep what is sent when it is more than may be, and lets the rest run out, so that the answer arrives."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        if self._seen > most_bytes():
            self.request.is_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    sources = FilesField(label=gettext_lazy("Files"))
    status = forms.ChoiceField(
        label=gettext_lazy("State of the stories"),
        required=False,
        choices=[
            ("", gettext_lazy("As the file says; published where it says nothing")),
            (Article.Status.DRAFT, gettext_lazy("All as drafts")),
            (Article.Status.PUBLISHED, gettext_lazy("All published")),
        ],
    )
    section = forms.ModelChoiceField(
        Section.objects.order_by("name_key"), label=gettext_lazy("Section of stories that tell none"), required=False
    )
    author = forms.CharField(label=gettext_lazy("Author of stories that tell none"), required=False, max_length=150)
    fetch_pictures = forms.BooleanField(
        label=gettext_lazy("Fetch pictures from their addresses into the library"), required=False, initial=True
    )
    pages = forms.BooleanField(
        label=gettext_lazy("The site's pages too, not its posts alone (WordPress, Ghost)"), required=False
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)
    columns = forms.CharField(
        label=gettext_lazy("Columns of a table"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One a line, our key first: headline=العنوان"),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_too_large = is_too_large
        by_content: tuple[str, Any] = ("", pgettext_lazy("format", "Told by the content"))
        self.fields["format"].choices = [by_content, *((name, FORMATS.get(name, name)) for name in _names())]  # type: ignore[attr-defined]
        self.fields["sources"].widget.attrs |= {"data-nr-most": most_bytes()}
        self.fields["sources"].help_text = _(
            "WordPress, Ghost, RSS and Atom, JSON Lines, CSV, ninjs, NewsML-G2, saved pages or plain text; "
            "at most %(size)s MB together."
        ) % {"size": settings.IMPORT_UPLOAD_MB}
        self.fields["author"].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self._is_too_large:
            # What came of the form is not all of it: nothing else is worth saying.
            self._errors = forms.utils.ErrorDict()
        if self._is_too_large or sum(file.size for file in found.get("sources") or []) > most_bytes():
            self.add_error("sources", too_large())
        elif not found.get("format"):
            for file in found.get("sources") or []:
                self._recognise(file)
        return found

    def clean_author(self) -> str:
        name = plain(self.cleaned_data["author"])
        if name and name_fault(name):
            raise forms.ValidationError(_("This is no name: it needs at least one letter."))
        return name

    def clean_columns(self) -> dict[str, str]:
        columns = {}
        for line in filter(None, map(str.strip, self.cleaned_data["columns"].splitlines())):
            key, _equals, name = (part.strip() for part in line.partition("="))
            if key not in COLUMNS or not name:
                raise forms.ValidationError(
                    _("«%(line)s»: write a key, «=» and the column's name. Keys: %(keys)s."),
                    params={"line": line[:60], "keys": "، ".join(COLUMNS)},
                )
            columns[key] = name
        return columns

    def save(self, by: Any) -> ImportBatch:
        """Keep the files and let the batch wait to be checked. OSError where they can't be kept."""
        told = self.cleaned_data
        section = told["section"]
        options = Options(
            status=told["status"],
            section=section.name if section else "",
            author=told["author"],
            fetch_pictures=told["fetch_pictures"],
        )
        folder, names = uploads.keep(told["sources"])
        return ImportBatch.objects.create(
            by=by,
            state=ImportBatch.State.RECEIVED,
            sources=names,
            upload=folder,
            options=stored_options(options, Wishes(told["columns"], told["pages"]), told["format"]),
            total_bytes=sum(file.size for file in told["sources"]),
        )

    def _recognise(self, file: UploadedFile) -> None:
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if recognise(head, file.name or "") is None:
            text = _("«%(name)s» is of no kind that can be read here. Unpack archives first; save tables as CSV.")
            self.add_error("sources", forms.ValidationError(text, params={"name": file.name}))


def too_large() -> forms.ValidationError:
    text = _(
        "The files are larger than %(size)s MB. Import them in parts, or have them imported on the server: "
        "manage.py import_articles."
    )
    return forms.ValidationError(text, params={"size": settings.IMPORT_UPLOAD_MB}, code="too_large")


def _names() -> list[str]:
    return [reader.NAME for reader in READERS]
