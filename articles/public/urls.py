"""The readers' addresses. Slugs are Arabic; a story's id alone decides, its slug is for people."""

from django.urls import URLPattern, path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from articles.public import machines, preview, search, stories, views


class SlugConverter:
    """Whatever may stand between two slashes, except control characters, which no slug holds and databases refuse."""

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KeyConverter:
    """A row's key: digits, as many as a 64-bit key may have."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(SlugConverter, "word")
register_converter(KeyConverter, "key")

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("section/<word:slug>/", views.section, name="section"),
    path("article/<key:pk>/<str:slug>/", stories.article, name="article"),
    path("article/<key:pk>/", stories.article, name="article-id"),
    path("article/<key:pk>", stories.article),
    path("a/<key:pk>", stories.article, name="short-url"),
    path("a/<key:pk>/", stories.article),
    path("preview/<key:pk>/", preview.preview, name="preview"),
    path("topic/<word:slug>/", views.topic, name="topic"),
    path("author/<word:slug>/", views.author, name="author"),
    path("search/", search.search, name="search"),
    # Exempt so that reading a page sets no cookie: all that a forged request could do is change a reader's language.
    path("language/", csrf_exempt(set_language), name="language"),
    path("robots.txt", machines.robots),
    path("healthz", machines.healthz),
]
