"""Structured data for search engines (schema.org in JSON-LD): plain dictionaries, escaped by the template tag."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import share_pictures
from articles.models import Article, Author, Correction, Section
from articles.public.share_paths import picture_path, site_logo_path
from articles.text.markup import excerpt

CONTEXT = "https://schema.org"
# Longer headlines are cut by search engines; their whole stands in the page.
HEADLINE_LENGTH = 110

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
    published, changed = article.published_at, changed_at(article)
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPES.get(article.genre, "NewsArticle"),  # type: ignore[call-overload]
        "@id": f"{address}#story",
        "mainEntityOfPage": address,
        "url": address,
        "headline": excerpt(article.headline, HEADLINE_LENGTH),
        "description": excerpt(article.summary, 200),
        "alternativeHeadline": article.kicker,
        "inLanguage": "ar",
        "isAccessibleForFree": True,
        "datePublished": _moment(published) if published else None,
        "dateModified": _moment(changed) if changed else None,
        "articleSection": [section.name for section in path],
        "keywords": list(topics),
        "author": [person(author, absolute) for author in article.byline_authors] or organization(absolute),
        "publisher": organization(absolute),
        "image": _images(article, absolute),
        "isBasedOn": article.source_url,
        "correction": [
            _correction(note)
            for note in article.corrections.all()  # type: ignore[attr-defined]
            if note.kind == Correction.Kind.CORRECTION
        ],
    }
    return _filled(facts)


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
    """The newspaper, as publisher."""
    front = absolute(reverse("home"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{front}#newspaper",
        "name": settings.NEWSROOM["NAME"]["ar"],
        "alternateName": settings.NEWSROOM["NAME"]["en"],
        "url": front,
        "logo": {"@type": "ImageObject", "url": absolute(site_logo_path())},
    }


def web_site(absolute: Absolute) -> dict[str, Any]:
    """The site as a whole, with its search: for the front page."""
    front = absolute(reverse("home"))
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": f"{front}#site",
        "url": front,
        "name": settings.NEWSROOM["NAME"]["ar"],
        "alternateName": settings.NEWSROOM["NAME"]["en"],
        "inLanguage": "ar",
        "publisher": {"@id": f"{front}#newspaper"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(reverse("search")) + "?q={search_term_string}"},
            "query-input": "required name=search_term_string",
        },
    }


def newspaper(absolute: Absolute) -> dict[str, Any]:
    """The newspaper as a thing of its own: for the front page."""
    return {"@context": CONTEXT, **organization(absolute)}


def collection(name: str, path: str, stories: Iterable[Article], absolute: Absolute) -> dict[str, Any]:
    """A list of stories as CollectionPage, in the order in which it stands."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": name,
        "url": absolute(path),
        "inLanguage": "ar",
        "isPartOf": {"@id": f"{absolute(reverse('home'))}#site"},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute(story.get_absolute_url()), "name": story.headline}
                for place, story in enumerate(stories, start=1)
            ],
        },
    }


def profile(author: Author, absolute: Absolute) -> dict[str, Any]:
    """An author's page."""
    about = person(author, absolute) | {
        "description": author.bio,
        "image": absolute(author.image.best("square", 288).url) if author.image and author.image.file else "",
        "worksFor": organization(absolute),
    }
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": absolute(author.get_absolute_url()),
        "inLanguage": "ar",
        "mainEntity": _filled(about),
    }


def person(author: Author, absolute: Absolute) -> dict[str, Any]:
    address = absolute(author.get_absolute_url())
    return _filled({"@type": "Person", "@id": address, "name": author.name, "url": address, "jobTitle": author.job_title})


def changed_at(article: Article) -> datetime | None:
    """When readers last got another text: publication, the update that editors tell, or a note under the story.

    None where none of these is known. Reads ``corrections``.
    """
    notes = [note.date for note in article.corrections.all()]  # type: ignore[attr-defined]
    told = [moment for moment in (article.published_at, article.updated_at, *notes) if moment is not None]
    return max(told) if told else None


def _moment(moment: datetime) -> str:
    """With the newsroom's zone, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _images(article: Article, absolute: Absolute) -> list[dict[str, Any]]:
    """The lead picture in the shapes that search engines ask for, around its focal point."""
    image = article.lead_image
    if image is None or not image.file:
        return []
    images = []
    for shape in share_pictures.CROPS:
        width, height = share_pictures.crop_size(image, shape)
        shown = {
            "@type": "ImageObject",
            "url": absolute(picture_path(article, shape)),
            "width": pixels(width),
            "height": pixels(height),
            "caption": article.caption,
            "creditText": article.credit,
        }
        images.append(_filled(shown))
    return images


def pixels(count: int | None) -> dict[str, Any] | None:
    """A width or height as schema.org has it: a quantity with its unit, of which E37 (UN/CEFACT) is the pixel."""
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"} if count else None


def _correction(note: Correction) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": note.note, "datePublished": _moment(note.date)}


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}
