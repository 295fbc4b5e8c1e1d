"""Several pictures at once: each checked and kept by itself, with what its metadata say, then described on one page."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms import modelformset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.base import MINUTE_FORMAT
from articles.admin.chosen import address_with, keys_told
from articles.models import Image
from articles.picture_details import Details, read_details
from articles.pictures import MAX_BYTES, BadPicture, read_picture, store_picture

# On one page; more are sent one after the other all the same.
MAX_FILES = 60


@dataclass
class Taken:
    """What became of one file: an image, known or new, or the reason why not. ``alike``: images that look the same."""

    name: str
    image: Image | None = None
    known: bool = False
    error: str = ""
    alike: list[Image] = field(default_factory=list)


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """``credit`` and ``rights`` are of those files that tell none."""

    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF; several at once."),
    )
    credit = forms.CharField(
        label=capfirst(gettext_lazy("credit")),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Of the pictures that tell none themselves."),
    )
    rights = forms.CharField(
        label=capfirst(gettext_lazy("rights")), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


def take(upload: UploadedFile, others: Details) -> Taken:
    """Keep one file in the library. What its metadata tell goes before ``others``."""
    taken = Taken((upload.name or "")[:200])
    try:
        if (upload.size or 0) > MAX_BYTES:
            raise BadPicture(_("The picture is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024**2})
        data = upload.read()
        picture = read_picture(data)
    except BadPicture as error:
        taken.error = str(error)
        return taken
    told = read_details(data).or_else(others)
    taken.image, made = store_picture(
        picture, alt=told.alt[:300], caption=told.caption, credit=told.credit[:200], rights=told.rights[:200]
    )
    taken.known = not made
    taken.alike = Image.objects.alike([taken.image]).get(taken.image.pk, []) if made else []
    return taken


def upload_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The page with the files' field, and what takes them: all at once, or one by one for a script that asks for JSON."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = UploadForm(request.POST or None)
    rows: list[Taken] = []
    if request.method == "POST" and form.is_valid():
        others = Details(credit=form.cleaned_data["credit"], rights=form.cleaned_data["rights"])
        rows = [
            _recorded(model_admin, request, take(upload, others)) for upload in request.FILES.getlist("pictures")[:MAX_FILES]
        ]
        if not rows:
            form.add_error("pictures", _("Choose at least one picture."))
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"pictures": [_as_json(row) for row in rows], "errors": form.errors}, status=200 if rows else 400)
    if rows and all(row.image for row in rows):
        return HttpResponseRedirect(describe_address([row.image.pk for row in rows if row.image]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Add several pictures"),
        "opts": Image._meta,
        "form": form,
        "rows": rows,
        "describe": describe_address([row.image.pk for row in rows if row.image]),
        "max_files": MAX_FILES,
    }
    return TemplateResponse(request, "admin/articles/image/upload.html", context, status=400 if form.errors else 200)


def describe_address(keys: list[int]) -> str:
    """Where these images are described; empty for none."""
    return address_with("admin:articles_image_describe", keys) if keys else ""


def _recorded(model_admin: Any, request: HttpRequest, taken: Taken) -> Taken:
    if taken.image is not None and not taken.known:
        model_admin.log_addition(request, taken.image, [{"added": {}}])
    return taken


def _as_json(row: Taken) -> dict[str, Any]:
    def shown(image: Image) -> dict[str, Any]:
        address = reverse("admin:articles_image_change", args=[image.pk])
        return {"pk": image.pk, "thumb": image.thumbnail.url, "address": address, "name": str(image)}

    image = shown(row.image) if row.image else None
    return {
        "file": row.name,
        "image": image,
        "known": row.known,
        "error": row.error,
        "alike": [shown(one) for one in row.alike],
    }


# Describing

DescribeSet: Any = modelformset_factory(
    Image,
    fields=["alt", "caption", "credit", "rights", "rights_end_at"],
    extra=0,
    widgets={
        "alt": forms.TextInput(attrs={"dir": "auto"}),
        "caption": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        "credit": forms.TextInput(attrs={"dir": "auto"}),
        "rights": forms.TextInput(attrs={"dir": "auto"}),
        "rights_end_at": forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=MINUTE_FORMAT),
    },
)


def _chosen(request: HttpRequest) -> QuerySet[Image]:
    return Image.objects.filter(pk__in=keys_told(request.GET.getlist("pk")[:MAX_FILES])).order_by("pk")


def describe_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """All that is to be said of the chosen images, on one page."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    rows = DescribeSet(request.POST or None, queryset=_chosen(request))
    if request.method == "POST" and rows.is_valid():
        changed = rows.save()
        for image, names in rows.changed_objects:
            model_admin.log_change(request, image, [{"changed": {"fields": [str(_verbose(name)) for name in names]}}])
        said = ngettext(
            "What is said of %(count)s picture was saved.", "What is said of %(count)s pictures was saved.", len(changed)
        )
        model_admin.message_user(request, said % {"count": len(changed)})
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Describe the pictures"),
        "opts": Image._meta,
        "rows": rows,
    }
    alike = Image.objects.alike([form.instance for form in rows.forms])
    for form in rows.forms:
        form.alike = alike.get(form.instance.pk, [])  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/articles/image/describe.html", context, status=400 if request.POST else 200)


def _verbose(name: str) -> Any:
    return Image._meta.get_field(name).verbose_name  # type: ignore[union-attr]
