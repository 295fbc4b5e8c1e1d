"""Version 1. A change that breaks its readers becomes version 2 beside it."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

import articles.converters  # noqa: F401 (registers what addresses are made of)
from articles.api import views

app_name = "api"

urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("stories/", views.StoryList.as_view(), name="stories"),
    path("stories/<key:pk>/", views.StoryDetail.as_view(), name="story"),
    path("sections/", views.SectionList.as_view(), name="sections"),
    path("topics/", views.TopicList.as_view(), name="topics"),
    path("topics/<word:slug>/", views.TopicDetail.as_view(), name="topic"),
    path("authors/", views.AuthorList.as_view(), name="authors"),
    path("authors/<word:slug>/", views.AuthorDetail.as_view(), name="author"),
    path("search/", views.Search.as_view(), name="search"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
]
