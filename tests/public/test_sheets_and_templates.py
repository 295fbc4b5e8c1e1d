"""Rules for the sheets and pages themselves: logical properties, nothing inline, small."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.public.stories import picture, section, story

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:margin|padding|border|inset|scroll-margin|scroll-padding)?-?(?:left|right|top|bottom)\s*:"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)|(?:^|[;{\s])(?:min-|max-)?(?:width|height)\s*:",
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheets_use_logical_properties_only(sheet: Path) -> None:
    text = re.sub(r"@media[^{]*\{", "", sheet.read_text(encoding="utf-8"))
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_whatever_a_sheet_names_is_there(sheet: Path) -> None:
    for url in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
        assert (sheet.parent / url).resolve().is_file()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_templates_hold_no_inline_style_and_no_inline_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style[\s>]", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text)


def test_the_sheets_of_a_story_and_all_fonts_are_small() -> None:
    sheets = [sheet for sheet in SHEETS if sheet.name in {"site.css", "cards.css", "story.css"}]
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) < 8_000
    fonts = list((Path(settings.BASE_DIR) / "static" / "fonts").glob("*.woff2"))
    assert fonts
    assert sum(font.stat().st_size for font in fonts) < 120_000


@pytest.mark.django_db
def test_a_story_s_page_is_light_and_whole_without_scripts(client: Client) -> None:
    news = section("أخبار")
    for number in range(12):
        story(f"عنوان من كلمات كثيرة كما تكتبها الصحف عادة رقم {number}", section=news, image=picture())
    body = "".join(f"<p>{'كلمة ' * 45}</p>" for _ in range(9))
    article = story("واشنطن تستضيف اجتماعا لمسؤولي دول المجموعة المصغرة بشأن سوريا", body=body, section=news, image=picture())
    html = client.get(article.get_absolute_url()).content
    assert len(gzip.compress(html)) < 9_000
    # Scripts that the story does not wait for and does without.
    scripts = re.findall(rb"<script(?! type=\"application/ld\+json\")[^>]*>", html)
    assert [re.findall(rb"/js/(\w+)\.", tag) for tag in scripts] == [[b"read"], [b"reader"], [b"app"]]
    assert all(b'type="module"' in tag for tag in scripts)
    assert re.findall(rb"\s(?:style|on[a-z]+)=", html) == []


@pytest.mark.django_db
def test_every_sheet_font_and_icon_that_a_page_names_is_there(client: Client) -> None:
    html = client.get("/").content.decode()
    names = re.findall(r'href="/static/([^"]+)"', html)
    assert len(names) >= 5
    for name in names:
        assert finders.find(name), name
