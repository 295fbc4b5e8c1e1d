"""The readers' addresses. Slugs are Arabic; a story's id alone decides, its slug is for people."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from articles.public import (
    app,
    feeds,
    machines,
    most_read,
    preview,
    preview_front,
    search,
    share,
    shared,
    sitemaps,
    stories,
    urls_more,
    views,
)


def feed_of(prefix: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """The addresses of a feed: RSS under ``feed/``, the other formats below it."""
    return [path(f"{prefix}feed/", view, name=name), path(f"{prefix}feed/<word:form>/", view)]


urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("section/<word:slug>/", views.section, name="section"),
    *urls_more.urlpatterns,
    path("article/<key:pk>/<str:slug>/", stories.article, name="article"),
    path("article/<key:pk>/", stories.article, name="article-id"),
    path("article/<key:pk>", stories.article),
    path("a/<key:pk>", stories.article, name="short-url"),
    path("a/<key:pk>/", stories.article),
    path("preview/<key:pk>/", preview.preview, name="preview"),
    path("preview/<key:pk>/version/<int:number>/", preview.version, name="preview-version"),
    path("preview/typed/", preview.typed, name="preview-typed"),
    path("preview/shared/<str:token>/", shared.shared, name="preview-shared"),
    path("preview/front/", preview_front.front, name="preview-front"),
    path("preview/front/<key:pk>/", preview_front.front, name="preview-front"),
    path("topic/<word:slug>/", views.topic, name="topic"),
    path("author/<word:slug>/", views.author, name="author"),
    path("search/", search.search, name="search"),
    # Exempt so that reading a page sets no cookie: all that a forged request could do is change a reader's language.
    path("language/", csrf_exempt(set_language), name="language"),
    path("most-read/", most_read.most_read, name="most-read"),
    path("read/<key:pk>", most_read.read, name="read"),
    *feed_of("", feeds.site, "feed"),
    *feed_of("section/<word:slug>/", feeds.section, "section-feed"),
    *feed_of("topic/<word:slug>/", feeds.topic, "topic-feed"),
    *feed_of("author/<word:slug>/", feeds.author, "author-feed"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("share/<key:pk>/<word:shape>-<word:digest>.jpg", share.story_picture, name="share-picture"),
    path("share/site/<word:kind>-<word:digest>.<word:extension>", share.site_picture, name="site-picture"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<word:kind>-<key:number>.xml", sitemaps.sitemap, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("service-worker.js", app.service_worker, name="service-worker"),
    path("offline/", app.offline, name="offline"),
    path("saved/", app.saved, name="saved"),
    path("robots.txt", machines.robots),
]
