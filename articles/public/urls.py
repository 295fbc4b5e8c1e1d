"""The readers' addresses."""

from django.urls import URLPattern, path
from django.http import HttpResponse

def _stub(request, **kw): return HttpResponse("")

urlpatterns: list[URLPattern] = [
    path("", _stub, name="home"),
    path("section/<str:slug>/", _stub, name="section"),
    path("article/<int:pk>/<str:slug>/", _stub, name="article"),
    path("a/<int:pk>", _stub, name="short-url"),
    path("topic/<str:slug>/", _stub, name="topic"),
    path("author/<str:slug>/", _stub, name="author"),
    path("search/", _stub, name="search"),
]
