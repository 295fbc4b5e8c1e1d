"""The API's addresses. Stories come from `Article.objects.public()` alone."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from articles import search as engine
from articles.api.filters import StoryFilter, check_parameters
from articles.api.paging import ByName, NewestFirst
from articles.api.serializers import (
    AuthorDetailSerializer,
    AuthorSerializer,
    FoundPageSerializer,
    SectionSerializer,
    StoryDetailSerializer,
    StorySerializer,
    TopicSerializer,
)
from articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from articles.search.finding import NEWEST, RELEVANCE
from articles.tombstones import withdrawal_note

KEPT_SECONDS = 60
FOUND_PER_PAGE = 20
MOST_WORDS = 1000
_FILTERS = tuple(StoryFilter.base_filters)
_PAGING = ("cursor", "page_size")


class Gone(APIException):
    status_code = status.HTTP_410_GONE
    default_detail = _("The story was withdrawn.")
    default_code = "gone"


class Open:
    """Read by anyone, from any site; kept by caches for a minute. ``parameters``: those that mean something."""

    parameters: Sequence[str] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        check_parameters(request, self.parameters)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Robots-Tag"] = "noindex"
        if response.status_code < 400:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        else:
            patch_cache_control(response, no_store=True)
        return response


def _in_lists() -> QuerySet[Article]:
    """Public stories with all that a list tells of each: five queries however many they are."""
    found = Article.objects.public().select_related("section", "section__parent", "image").defer("body")
    return found.prefetch_related("tags", "bylines__author")  # type: ignore[misc]  # taggit carries no types


class StoryList(Open, generics.ListAPIView):
    """Stories, the newest first."""

    serializer_class = StorySerializer
    pagination_class = NewestFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = StoryFilter
    parameters = (*_FILTERS, *_PAGING)

    def get_queryset(self) -> QuerySet[Article]:
        return _in_lists()


class StoryDetail(Open, generics.RetrieveAPIView):
    """One story whole. 410 where it was withdrawn."""

    serializer_class = StoryDetailSerializer

    @extend_schema(responses={200: StoryDetailSerializer, 410: OpenApiResponse(description="Withdrawn.")})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Article]:
        return _in_lists().defer(None).prefetch_related("further_sections__parent", "corrections")

    def get_object(self) -> Article:
        key = self.kwargs["pk"]
        story = self.get_queryset().filter(pk=key).first()
        if story is None:
            note = withdrawal_note(key)
            if note is not None:
                raise Gone(note or None)
        return story or get_object_or_404(Article.objects.none())


class SectionList(Open, generics.ListAPIView):
    """All sections in the newspaper's order, parents before children."""

    serializer_class = SectionSerializer
    pagination_class = None
    queryset = Section.objects.select_related("parent")

    def filter_queryset(self, queryset: Any) -> Any:
        parents = {row.pk: row for row in queryset}
        rows = Section.objects.in_tree_order()
        return [parents[row.pk] for row in rows if row.pk in parents]


class _Named(Open, generics.ListAPIView):
    pagination_class = ByName
    parameters = _PAGING


def _topics() -> QuerySet[Tag]:
    """Topics of public stories: others are the desk's business."""
    bound = TaggedArticle.objects.filter(tag=OuterRef("pk"), content_object__in=Article.objects.public())
    return Tag.objects.filter(Exists(bound))


def _authors() -> QuerySet[Author]:
    return Author.objects.filter(Exists(Byline.objects.filter(author=OuterRef("pk"), article__in=Article.objects.public())))


class TopicList(_Named):
    """Topics of which there are stories, by name."""

    serializer_class = TopicSerializer

    def get_queryset(self) -> QuerySet[Tag]:
        return _topics()


class TopicDetail(Open, generics.RetrieveAPIView):
    """One topic."""

    serializer_class = TopicSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Tag]:
        return _topics()


class AuthorList(_Named):
    """Authors of whom there are stories, by name."""

    serializer_class = AuthorSerializer

    def get_queryset(self) -> QuerySet[Author]:
        return _authors()


class AuthorDetail(Open, generics.RetrieveAPIView):
    """One author."""

    serializer_class = AuthorDetailSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Author]:
        return _authors()


_SEARCHED = [
    OpenApiParameter("q", str, required=True, description="Words, in any spelling; «phrases» in quotation marks; -without."),
    OpenApiParameter("page", int, description="From 1."),
    OpenApiParameter("order", str, enum=[RELEVANCE, NEWEST]),
]


class Search(Open, generics.GenericAPIView):
    """Stories that answer the words, the best first; narrowed as lists of stories are."""

    serializer_class = FoundPageSerializer
    pagination_class = None
    filter_backends = [DjangoFilterBackend]
    filterset_class = StoryFilter
    parameters = ("q", "page", "order", *_FILTERS)

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.public()

    @extend_schema(parameters=_SEARCHED)
    def get(self, request: Request) -> Response:
        words, page, order = self._asked(request)
        allowed: Any = self.filter_queryset(self.get_queryset())
        found = engine.find(words, queryset=allowed, page=page, per_page=FOUND_PER_PAGE, order=order)
        if page > found.pages:
            raise ValidationError({"page": [_("There is no such page.")]})
        whole = {row.pk: row for row in _in_lists().filter(pk__in=[result.article_id for result in found.results])}
        rows = [
            {"article": whole[one.article_id], "score": one.score, "headline": one.headline, "snippet": one.snippet}
            for one in found.results
            if one.article_id in whole
        ]
        told = {
            "count": found.total,
            "next": self._page(request, page + 1) if found.has_next else None,
            "previous": self._page(request, page - 1) if found.has_previous else None,
            "relaxed": found.relaxed,
            "did_you_mean": engine.did_you_mean(words),
            "results": rows,
        }
        return Response(self.get_serializer(told).data)

    def _asked(self, request: Request) -> tuple[str, int, str]:
        words = request.query_params.get("q", "").strip()
        page, order = request.query_params.get("page", "1"), request.query_params.get("order", RELEVANCE)
        errors: dict[str, Any] = {}
        if not words:
            errors["q"] = [_("Write at least one word.")]
        if not (page.isascii() and page.isdigit() and 1 <= int(page[:9]) <= 10_000 and len(page) < 9):
            errors["page"] = [_("A page is a whole number from 1 on.")]
        if order not in (RELEVANCE, NEWEST):
            errors["order"] = [_("The order is «relevance» or «newest».")]
        if errors:
            raise ValidationError(errors)
        return words, int(page), order

    def _page(self, request: Request, number: int) -> str:
        query = urlencode({**request.query_params.dict(), "page": number})
        return request.build_absolute_uri(f"{request.path}?{query}")


class Root(Open, APIView):
    """Where everything is."""

    @extend_schema(responses={200: dict[str, str]})
    def get(self, request: Request) -> Response:
        names = {"stories": "stories", "sections": "sections", "topics": "topics", "authors": "authors"}
        told = {key: reverse(f"api:{name}", request=request) for key, name in names.items()}
        told["search"] = f"{reverse('api:search', request=request)}?q="
        told["openapi"] = reverse("api:openapi", request=request)
        return Response(told)
