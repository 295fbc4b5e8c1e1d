"""The OpenAPI document is valid, and the answers are what it says."""

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from articles.models import Article, Author, Byline, Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_the_document_is_valid_and_names_every_address(document: dict[str, Any]) -> None:
    validate_schema(document)
    assert set(document["paths"]) == {
        "/api/v1/",
        "/api/v1/stories/",
        "/api/v1/stories/{id}/",
        "/api/v1/sections/",
        "/api/v1/topics/",
        "/api/v1/topics/{slug}/",
        "/api/v1/authors/",
        "/api/v1/authors/{slug}/",
        "/api/v1/search/",
    }
    assert all(set(verbs) == {"get"} for verbs in document["paths"].values()), "read only"


def test_answers_are_what_the_document_says(client: Client, document: dict[str, Any]) -> None:
    section = Section.objects.create(name="أخبار")
    author = Author.objects.create(name="سلمى")
    article = Article.objects.create(headline="خبر", body="<p>نص.</p>", section=section, status="published")
    article.tags.add("هدنة")
    Byline.objects.create(article=article, author=author)
    addresses = {
        "/api/v1/stories/": "/api/v1/stories/",
        "/api/v1/stories/{id}/": f"/api/v1/stories/{article.pk}/",
        "/api/v1/sections/": "/api/v1/sections/",
        "/api/v1/topics/": "/api/v1/topics/",
        "/api/v1/authors/": "/api/v1/authors/",
        "/api/v1/authors/{slug}/": "/api/v1/authors/سلمى/",
        "/api/v1/search/": "/api/v1/search/?q=خبر",
    }
    for path, address in addresses.items():
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = schema | {"components": document["components"]}
        checker = Draft202012Validator(_plain(whole), format_checker=FormatChecker())
        errors = list(checker.iter_errors(client.get(address).json()))
        assert not errors, (path, errors[0].message)


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0's ``nullable`` as JSON Schema says it."""
    if isinstance(schema, list):
        return [_plain(row) for row in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _plain(value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [told, {"type": "null"}]} if schema.get("nullable") is True else told
