"""Structured data for search engines (schema.org in JSON-LD): plain dictionaries, escaped by the template tag."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.models import Article, Section
from articles.text.markup import excerpt

CONTEXT = "https://schema.org"

# schema.org has its own types for some genres; the others are NewsArticle.
TYPES = {
    Article.Genre.OPINION: "OpinionNewsArticle",
    Article.Genre.ANALYSIS: "AnalysisNewsArticle",
    Article.Genre.EXPLAINER: "BackgroundNewsArticle",
    Article.Genre.REPORT: "ReportageNewsArticle",
}

# Makes a path absolute: `HttpRequest.build_absolute_uri`.
Absolute = Callable[[str], str]


def news_article(article: Article, path: Iterable[Section], topics: Iterable[str], absolute: Absolute) -> dict[str, Any]:
    """A story as NewsArticle. Keys without a value are left out: nothing is claimed that isn't known."""
    address = absolute(article.get_absolute_url())
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPES.get(article.genre, "NewsArticle"),  # type: ignore[call-overload]
        "mainEntityOfPage": address,
        "headline": article.headline,
        "description": excerpt(article.summary, 200),
        "alternativeHeadline": article.kicker,
        "inLanguage": "ar",
        "datePublished": article.published_at.isoformat() if article.published_at else None,
        "dateModified": _modified(article),
        "articleSection": [section.name for section in path],
        "keywords": list(topics),
        "author": [_person(author, absolute) for author in article.byline_authors],
        "publisher": organization(absolute),
        "image": _image(article, absolute),
        "isBasedOn": article.source_url,
        "correction": [_correction(note) for note in article.corrections.all()],  # type: ignore[attr-defined]
    }
    if not facts["author"]:
        facts["author"] = organization(absolute)
    return {key: value for key, value in facts.items() if value}


def breadcrumbs(steps: Iterable[tuple[str, str]], absolute: Absolute) -> dict[str, Any]:
    """BreadcrumbList of (name, path) steps, from the front page down."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def organization(absolute: Absolute) -> dict[str, Any]:
    return {"@type": "NewsMediaOrganization", "name": settings.NEWSROOM["NAME"]["ar"], "url": absolute(reverse("home"))}


def _modified(article: Article) -> str | None:
    moment = article.updated_at or article.published_at
    return moment.isoformat() if moment else None


def _person(author: Any, absolute: Absolute) -> dict[str, Any]:
    person = {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url()), "jobTitle": author.job_title}
    return {key: value for key, value in person.items() if value}


def _image(article: Article, absolute: Absolute) -> dict[str, Any] | None:
    if article.image is None or not article.image.file:
        return None
    image = {
        "@type": "ImageObject",
        "url": absolute(article.image.file.large),
        "caption": article.caption,
        "creditText": article.credit,
    }
    return {key: value for key, value in image.items() if value}


def _correction(note: Any) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": note.note, "datePublished": note.date.isoformat()}
