"""The picture library: whatever is uploaded is decoded, checked and written anew before it is kept."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from imagefield.widgets import with_preview_and_ppoi

from articles import picture_uses
from articles.admin.base import DeskAdmin, LimitedPaginator
from articles.admin.images.filters import RightsFilter, ToBeSaidFilter
from articles.admin.images.thumbnails import thumbnail
from articles.admin.images.upload import describe_view, upload_view
from articles.editorial.rights import may, visible_to
from articles.models import Article, Author, Image
from articles.pictures import MAX_BYTES, BadPicture, Picture, read_picture

# Pictures on a page of the window that the body's editor opens.
PICKER_PICTURES = 24
# How many of the stories that use a picture are named.
USES_SHOWN = 20


class PictureField(forms.FileField):
    """A picture re-encoded: ``picture`` of the cleaned file carries its hash."""

    widget = with_preview_and_ppoi(forms.FileInput, ppoi_field="focal_point", processors=["default", ("thumbnail", (640, 640))])

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The picture is larger than %(size)s MB."), params={"size": MAX_BYTES // 1024**2}, code="too_large"
            )
        try:
            picture = read_picture(upload.read())
        except BadPicture as error:
            raise forms.ValidationError(str(error), code="bad_picture") from error
        clean = SimpleUploadedFile(f"picture.{picture.extension}", picture.data)
        clean.picture = picture  # type: ignore[attr-defined]
        return clean


class ImageForm(forms.ModelForm):
    file = PictureField(label=capfirst(gettext_lazy("file")), help_text=gettext_lazy("JPEG, PNG, WebP or GIF."))

    class Meta:
        model = Image
        fields = ["file", "focal_point", "alt", "caption", "credit", "rights", "rights_end_at"]
        widgets = {"caption": forms.Textarea(attrs={"rows": 3})}

    # The library's own picture where the same file is there already.
    known: Image | None = None

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        picture: Picture | None = getattr(upload, "picture", None)
        if picture is None:
            return upload
        self.known = Image.objects.filter(sha256=picture.sha256).exclude(pk=self.instance.pk).first()
        if self.known is not None and self.instance.pk:
            raise forms.ValidationError(_("This picture is in the library already: «%(image)s»."), params={"image": self.known})
        self.instance.sha256, self.instance.look = picture.sha256, picture.look
        return upload

    def save(self, commit: bool = True) -> Image:
        if self.known is not None:
            self.save_m2m = lambda: None  # type: ignore[method-assign]
            return self.known
        return super().save(commit)


class ImageAdmin(DeskAdmin):
    form = ImageForm
    change_form_template = "admin/articles/image/change_form.html"
    list_display = ["picture", "name", "credit", "rights_told", "size", "uses", "created_at"]
    list_filter = [ToBeSaidFilter, RightsFilter]
    list_display_links = ["name"]
    search_fields = ["alt", "caption", "credit"]
    search_help_text = gettext_lazy("Words of the alternative text, the caption or the credit.")
    ordering = ["-pk"]
    sortable_by = ["created_at"]
    readonly_fields = ["size", "where_used", "looks_like", "created_at"]
    fieldsets = [
        (gettext_lazy("Picture"), {"fields": ["file", "focal_point"]}),
        (gettext_lazy("What is said of it"), {"fields": ["alt", "caption", "credit", "rights", "rights_end_at"]}),
        (gettext_lazy("Record"), {"fields": ["size", "where_used", "looks_like", "created_at"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/thumb/", self.admin_site.admin_view(self.thumb_view), name="articles_image_thumb"),
            path("upload/", self.admin_site.admin_view(self.upload_view), name="articles_image_upload"),
            path("describe/", self.admin_site.admin_view(self.describe_view), name="articles_image_describe"),
            path("picker/", self.admin_site.admin_view(self.picker_view), name="articles_image_picker"),
        ]
        return [*own, *super().get_urls()]

    def picker_view(self, request: HttpRequest) -> HttpResponse:
        """The library as a window of the body's editor, which hands the chosen picture's address and words back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        term = request.GET.get("q", "")
        found, _distinct = self.get_search_results(request, Image.objects.order_by("-pk"), term)
        page = LimitedPaginator(found, PICKER_PICTURES).get_page(request.GET.get("p"))
        # The editor tells its window by a number; nothing else goes back into the page.
        editor = request.GET.get("CKEditorFuncNum", "")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pictures"),
            "is_popup": True,
            "pictures": page,
            "term": term,
            "editor": editor if re.fullmatch(r"-?\d{1,9}", editor) else "",
        }
        return TemplateResponse(request, "admin/articles/image/picker.html", context)

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        return upload_view(self, request)

    def describe_view(self, request: HttpRequest) -> HttpResponse:
        return describe_view(self, request)

    def thumb_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Where a picture's small rendition lies: the form's preview of what was just chosen."""
        image = Image.objects.filter(pk=pk).first() if self.has_view_permission(request) else None
        if image is None or not image.file:
            raise Http404
        return HttpResponseRedirect(image.best("whole", 640).url)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        return shown if obj else shown[:2]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        uses = Article.objects.filter(image=OuterRef("pk")).order_by().values("image").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(uses_count=Coalesce(Subquery(uses), 0))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found: Any = super().get_object(request, object_id, from_field)
        if found is not None:
            # Headlines of stories that the person may not see are not told here either.
            found.seen_articles = visible_to(request.user).filter(image=found)
        return found

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, image: Image) -> SafeString:
        return thumbnail(image)

    @admin.display(description=gettext_lazy("what is to be seen"))
    def name(self, image: Image) -> SafeString:
        if image.alt:
            return format_html('<span dir="auto">{}</span>', image.alt)
        return format_html('<span class="nr-warn">{}</span> {}', _("no alternative text"), image.caption)

    @admin.display(description=gettext_lazy("size"))
    def size(self, image: Image) -> SafeString | str:
        return format_html("<bdi>{} × {}</bdi>", image.width, image.height) if image.width else "-"

    @admin.display(description=gettext_lazy("rights"), ordering="rights_end_at")
    def rights_told(self, image: Image) -> SafeString | str:
        if image.rights_end_at is None:
            return image.rights
        end = localize(timezone.localtime(image.rights_end_at).date())
        if image.may_be_shown:
            return format_html('<span dir="auto">{}</span> <span class="nr-time">{}</span>', image.rights, _("until %s") % end)
        return format_html('<span class="nr-warn">{}</span>', _("ended on %s") % end)

    @admin.display(description=gettext_lazy("looks like"))
    def looks_like(self, image: Image) -> SafeString | str:
        alike = Image.objects.alike([image]).get(image.pk, [])[:USES_SHOWN]
        if not alike:
            return _("No other picture.")
        rows = [(reverse("admin:articles_image_change", args=[one.pk]), thumbnail(one), str(one)) for one in alike]
        items = format_html_join("", '<li><a href="{}">{}<span dir="auto">{}</span></a></li>', rows)
        return format_html('<ul class="nr-alike">{}</ul>', items)

    @admin.display(description=gettext_lazy("stories"))
    def uses(self, image: Any) -> int:
        return image.uses_count

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With the texts that show one of the pictures among what protects it."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed, [*protected, *(_named(row, request.user) for row in picture_uses.shown_by_texts(objs))]

    @admin.display(description=gettext_lazy("where it is used"))
    def where_used(self, image: Image) -> SafeString | str:
        rows: list[tuple[str, str]] = [
            (reverse("admin:articles_article_change", args=[pk]), headline)
            for pk, headline in image.seen_articles.order_by("-pk").values_list("pk", "headline")[:USES_SHOWN]  # type: ignore[attr-defined]
        ]
        rows += [
            (reverse("admin:articles_author_change", args=[author.pk]), author.name)
            for author in Author.objects.filter(image=image)[:USES_SHOWN]
        ]
        if not rows:
            return _("Nowhere yet.")
        return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}" dir="auto">{}</a></li>', rows))

    # A picture that is there already is not kept twice: the upload leads to it.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.known is None:
            super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if not getattr(request, "_known_picture", False):
            return super().log_addition(request, obj, message)
        return None

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        request._known_picture = form.known is not None  # type: ignore[attr-defined]
        return super().save_form(request, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if not getattr(request, "_known_picture", False) or IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.warning(request, _("This picture is in the library already: here it is. What you wrote of it was not kept."))
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[obj.pk]))


def _named(row: Any, user: Any) -> SafeString | str:
    """A row by its kind, with its name and the address of its form where the person may see it."""
    if isinstance(row, Article) and not may(user, "view", row):
        return capfirst(str(row._meta.verbose_name))
    address = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    return format_html('{}: <a href="{}" dir="auto">{}</a>', capfirst(row._meta.verbose_name), address, row)
