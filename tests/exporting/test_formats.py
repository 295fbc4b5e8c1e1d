"""WXR, RSS and ninjs: strict parsers take them, and what they tell is what the newsroom holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import time_machine

from articles.importing.readers import named
from articles.importing.story import Story
from articles.models import Article
from tests.exporting.newsroom import NOW, PARAGRAPH, make_newsroom
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "https://news.example.org"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def out(path: Path, format_name: str, *options: str) -> Path:
    run = Run(path, "--format", format_name, "--base-url", SITE, *options, command="export_articles")
    assert run.status == 0, run.err
    return path


def hostile(**values: Any) -> Article:
    return Article.objects.create(
        headline='خبر <b>&</b> "]]>" \x0b و‏آخر',
        body="<p>نص ]]&gt; &amp; نهاية</p>",
        kicker="]]>",
        source_url="https://example.org/?a=1&b=أ",
        status="published",
        published_at=NOW,
        **values,
    )


def test_our_own_wxr_reader_reads_what_we_write(tmp_path: Path) -> None:
    stories = make_newsroom()
    path = out(tmp_path / "all.xml", "wxr", "--status", "all")
    with path.open("rb") as stream:
        read = {item.headline: item for item in named("wxr").read(stream, str(path)) if isinstance(item, Story)}
    assert len(read) == len(stories)
    lead = read[stories["lead"].headline]
    assert lead.body == PARAGRAPH
    assert (lead.slug, lead.status, lead.standfirst) == ("own-slug", "published", "مقدمة.")
    assert lead.published_at == stories["lead"].published_at
    assert lead.sections[0] == "محليات"
    assert set(lead.sections) == {"محليات", "أخبار", "رياضة"}
    assert ("محليات", "أخبار") in lead.section_parents
    assert set(lead.tags) == {"الولايات المتحدة", "جسور، قديمة"}
    assert lead.authors == ("أنور الكتبي",)
    assert lead.image.url.startswith(f"{SITE}/media/images/")
    assert (lead.image.alt, lead.image.caption) == ("الجسر", "الجسر القديم")
    assert read[stories["undated"].headline].published_at is None
    assert read[stories["draft"].headline].status == "draft"
    assert read[stories["gone"].headline].status == "draft"
    assert read[stories["later"].headline].published_at == stories["later"].published_at


@pytest.mark.parametrize("format_name", ["wxr", "rss"])
def test_xml_is_well_formed_whatever_stories_hold(format_name: str, tmp_path: Path) -> None:
    story = hostile()
    path = out(tmp_path / "x.xml", format_name)
    item = ElementTree.parse(path).getroot().find("channel/item")
    assert item is not None
    assert item.findtext("title") == story.headline.replace("\x0b", "")
    assert item.findtext(CONTENT) == story.body


def test_rss_tells_public_stories_with_their_full_text_and_absolute_addresses(tmp_path: Path) -> None:
    stories = make_newsroom()
    channel = ElementTree.parse(out(tmp_path / "x.xml", "rss")).getroot().find("channel")
    assert channel is not None
    items = {item.findtext("title"): item for item in channel.findall("item")}
    assert len(items) == 6
    rich = items[stories["rich"].headline]
    text = rich.findtext(CONTENT) or ""
    assert f'<img src="{SITE}/media/' in text
    assert 'src="/' not in text
    assert (rich.findtext("link") or "").isascii()
    assert rich.findtext("guid") == f"{SITE}/a/{stories['rich'].pk}"
    assert items[stories["undated"].headline].find("pubDate") is None
    lead = items[stories["lead"].headline]
    assert [made.text for made in lead.findall("{http://purl.org/dc/elements/1.1/}creator")] == ["أنور الكتبي", "سلمى الحداد"]


def test_ninjs_is_valid_against_the_standards_own_schema(tmp_path: Path, shared: Path) -> None:
    schema = json.loads((shared / "data/iptc/ninjs/ninjs-schema_3.1.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert not validator.is_valid({"type": "text"})
    assert not validator.is_valid({"uri": "no address", "type": "text"})
    make_newsroom()
    hostile()
    path = out(tmp_path / "x.jsonl", "ninjs", "--status", "all")
    items = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    assert len(items) == 10
    for item in items:
        validator.validate(item)


def test_ninjs_tells_what_a_newsroom_needs(tmp_path: Path) -> None:
    stories = make_newsroom()
    path = out(tmp_path / "x.jsonl", "ninjs", "--status", "all")
    items = {item["uri"]: item for item in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    lead = items[f"{SITE}/a/{stories['lead'].pk}"]
    assert lead["headlines"][0] == {"role": "main", "contentType": "text/plain", "value": stories["lead"].headline}
    assert lead["bodies"][0]["value"] == PARAGRAPH
    assert [person["name"] for person in lead["people"]] == ["أنور الكتبي", "سلمى الحداد"]
    assert {"name": "الولايات المتحدة", "rel": "keyword", "uri": "http://cv.iptc.org/newscodes/mediatopic/16000000"} in lead[
        "subjects"
    ]
    picture = lead["associations"][0]
    assert picture["renditions"][0]["poi"] == {"x": 40, "y": 234}
    assert picture["copyrightNotice"] == "© الديوان"
    assert [line["title"] for line in lead["associations"][1:]] == ["اقرأ أيضاً", "من بعيد", stories["draft"].headline]
    states = {name: items[f"{SITE}/a/{stories[name].pk}"]["pubStatus"] for name in ("lead", "draft", "gone")}
    assert states == {"lead": "usable", "draft": "withheld", "gone": "canceled"}
    assert items[f"{SITE}/a/{stories['later'].pk}"]["embargoedUntil"]
