"""Addresses: the desk under /admin/, media where this process serves it, everything else is the readers' site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

handler403 = "articles.public.errors.permission_denied"
handler404 = "articles.public.errors.page_not_found"
handler500 = "articles.public.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    # One machine needs no other server; nginx or a CDN in front answers /media/ before it gets here.
    re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("articles.public.urls")),
]
