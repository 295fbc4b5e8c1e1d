"""Addresses beside stories and lists: archive, corrections, versions, live updates, text alone, standing pages."""

from django.urls import URLPattern, path

import articles.converters  # noqa: F401 (registers what addresses are made of)
from articles.public import archive, changes, corrections, live, newsletter, standing, text_only

urlpatterns: list[URLPattern] = [
    path("archive/", archive.archive, name="archive"),
    path("archive/undated/", archive.undated, name="archive-undated"),
    path("archive/<int:year>/", archive.year, name="archive-year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive-month"),
    path("archive/<int:year>/<int:month>/<int:day>/", archive.day, name="archive-day"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", corrections.feed, name="corrections-feed"),
    path("corrections/feed/<word:form>/", corrections.feed),
    path("article/<key:pk>/text/", text_only.story, name="text-story-id"),
    path("article/<key:pk>/<word:slug>/text/", text_only.story, name="text-story"),
    path("article/<key:pk>/<word:slug>/versions/", changes.versions, name="versions"),
    path("live/<key:pk>/", live.updates, name="live-updates"),
    path("live/entry/<key:pk>/", live.entry, name="live-entry"),
    path("text/", text_only.front, name="text"),
    path("page/<word:slug>/", standing.page, name="page"),
    path("newsletter/", newsletter.follow, name="newsletter"),
    path("newsletter/confirm/<str:token>/", newsletter.confirm, name="newsletter-confirm"),
    path("newsletter/leave/<str:token>/", newsletter.leave, name="newsletter-leave"),
]
