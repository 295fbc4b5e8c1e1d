"""Addresses: the desk under /admin/, media where this process serves it, everything else is the readers' site."""

from django.contrib import admin
from django.urls import include, path

from newsroom.health import healthz, readyz
from newsroom.media import media

handler403 = "articles.public.errors.permission_denied"
handler404 = "articles.public.errors.page_not_found"
handler500 = "newsroom.availability.server_error"

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    # One machine needs no other server; nginx or a CDN in front answers /media/ before it gets here.
    path("media/<path:path>", media),
    path("api/v1/", include("articles.api.urls")),
    path("", include("articles.public.urls")),
]
