"""A small desk: sections, authors, topics, pictures and stories, and forms filled as a browser fills them."""

import io
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from PIL import Image as PillowImage

from articles.models import Article, Author, Image, Section
from articles.pictures import read_picture, store_picture

LIST = "/admin/articles/article/"


def picture_bytes(colour: tuple[int, int, int] = (40, 90, 140), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    PillowImage.new("RGB", (320, 200), colour).save(out, kind)
    return out.getvalue()


class _Fields(HTMLParser):
    """What a browser would send if the form were sent untouched (no buttons, no files)."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values: dict[str, Any] = {}
        self.select: str | None = None
        self.textarea: str | None = None

    def _add(self, name: str, value: str) -> None:
        if name in self.values:
            known = self.values[name]
            self.values[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            self.values[name] = value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        name = attributes.get("name", "")
        if not self.inside or (not name and tag != "option"):
            return
        if tag == "input" and attributes.get("type") in {"checkbox", "radio"}:
            if "checked" in attributes:
                self._add(name, attributes.get("value", "on"))
        elif tag == "input" and attributes.get("type") not in {"submit", "file"}:
            self._add(name, attributes.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self._add(name, "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self._add(self.select, attributes.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea:
            # A browser drops the line break right after the tag.
            self.values[self.textarea] += data[1:] if data.startswith("\n") and not self.values[self.textarea] else data


def form_fields(html: str, form_id: str) -> dict[str, Any]:
    parser = _Fields(form_id)
    parser.feed(html)
    return {name: value for name, value in parser.values.items() if "__prefix__" not in name}


@pytest.fixture
def desk(client: Client, chief: Any) -> Client:
    """Signed in as سلمى, who may do everything."""
    client.force_login(chief)
    return client


@pytest.fixture
def news(db: None) -> Section:
    return Section.objects.create(name="أخبار")


@pytest.fixture
def make_story(news: Section) -> Callable[..., Article]:
    """``make_story(headline, **fields)``: a draft unless told otherwise."""

    def _make(headline: str = "مكتبة عامة تفتح أبوابها", **fields: Any) -> Article:
        fields.setdefault("section", news)
        fields.setdefault("body", "<p>الفقرة الأولى.</p>\n<p>الفقرة الثانية.</p>")
        return Article.objects.create(headline=headline, **fields)

    return _make


@pytest.fixture
def story(make_story: Callable[..., Article]) -> Article:
    return make_story()


@pytest.fixture
def image(db: None) -> Image:
    return store_picture(read_picture(picture_bytes()), alt="بوابة المكتبة", caption="البوابة", credit="الديوان")[0]


@pytest.fixture
def author(db: None) -> Author:
    return Author.objects.create(name="سلمى الحسن")


@pytest.fixture
def opened(desk: Client) -> Callable[[Any], dict[str, Any]]:
    """``opened(story)``: the fields of its form as the browser holds them."""

    def _opened(row: Any, client: Client | None = None) -> dict[str, Any]:
        kind = row._meta.model_name
        page = (client or desk).get(f"/admin/articles/{kind}/{row.pk}/change/")
        assert page.status_code == 200
        return form_fields(page.content.decode(), f"{kind}_form")

    return _opened


def change_url(row: Any) -> str:
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
