"""Related links: never to itself, never twice, a story or an address; held by the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, RelatedLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Article, Article]:
    return Article.objects.create(headline="أول"), Article.objects.create(headline="ثان")


def refused(link: RelatedLink) -> None:
    """Both by the form's check and by the database."""
    with pytest.raises(ValidationError):
        link.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


def test_never_to_itself(pair: tuple[Article, Article]) -> None:
    refused(RelatedLink(article=pair[0], target=pair[0]))


def test_never_the_same_story_twice(pair: tuple[Article, Article]) -> None:
    RelatedLink.objects.create(article=pair[0], target=pair[1])
    refused(RelatedLink(article=pair[0], target=pair[1]))
    RelatedLink.objects.create(article=pair[1], target=pair[0])


def test_never_the_same_address_twice(pair: tuple[Article, Article]) -> None:
    RelatedLink.objects.create(article=pair[0], url="https://example.org/", title="عنوان")
    refused(RelatedLink(article=pair[0], url="https://example.org/", title="عنوان آخر"))


def test_either_a_story_or_an_address(pair: tuple[Article, Article]) -> None:
    refused(RelatedLink(article=pair[0]))
    refused(RelatedLink(article=pair[0], target=pair[1], url="https://example.org/", title="عنوان"))


def test_an_outside_address_needs_a_title(pair: tuple[Article, Article]) -> None:
    with pytest.raises(ValidationError):
        RelatedLink(article=pair[0], url="https://example.org/").full_clean()


def test_links_come_in_the_editors_order(pair: tuple[Article, Article]) -> None:
    third = Article.objects.create(headline="ثالث")
    RelatedLink.objects.create(article=pair[0], target=pair[1], order=2)
    RelatedLink.objects.create(article=pair[0], target=third, order=1)
    assert [link.target for link in pair[0].related_links.all()] == [third, pair[1]]
