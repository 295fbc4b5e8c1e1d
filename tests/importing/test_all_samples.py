"""Every sample of real systems beside the checkout: read as its own document says, or refused with one line."""
# ruff: noqa: E501 (samples stand as systems write them)

import gzip
import io
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.importing.readers import HEAD_BYTES, Reader, named, recognise
from articles.importing.readers.wishes import Wishes
from articles.importing.story import Rejected, Story

# Folder -> (reader, stories, of them with a title of their own told nowhere: none is invented).
WXR = {
    "ghost-mg/has-audio-enclosure-with-libsyn-embed.xml": 1, "ghost-mg/has-audio-enclosure.xml": 1, "ghost-mg/has-meta.xml": 0,
    "ghost-mg/multiple_attachments-only.xml": 0, "ghost-mg/multiple_pages-only.xml": 0, "ghost-mg/multiple_posts-only.xml": 3,
    "ghost-mg/sample-no-slug.xml": 3, "ghost-mg/sample-with-alt.xml": 1, "ghost-mg/sample.xml": 3,
    "superdesk/wordpress_wxr.xml": 5, "superdesk/wordpress_wxr_thumb.xml": 1, "wp-importer/invalid-version-tag.xml": 0,
    "wp-importer/large-authors.xml": 0, "wp-importer/malformed-simple.xml": 0, "wp-importer/missing-version-tag.xml": 0,
    "wp-importer/small-export.xml": 6, "wp-importer/term-meta.xml": 0,
}  # fmt: skip
EXPORTS = {
    "mg-assetscraper-db/ghost-flat.json": ("ghost", 1), "mg-json/multi-post-only.json": ("ghost", 3),
    "mg-wp-api/dated-posts.json": ("wp-json", 3), "mg-wp-api/co-authors-post.json": ("wp-json", 1),
    "mg-wp-api/single-cpt-post.json": ("wp-json", 0), "mg-wp-api/single-user.json": ("", 0), "mg-tinynews/author-single.json": ("", 0),
    "mg-medium-export/export/posts/basic-post.html": ("html", 1), "mg-substack/posts.csv": ("csv", 0),
}  # fmt: skip


def read(reader: Reader, data: bytes, **wishes: object) -> list[Story | Rejected]:
    found = list(reader.read(io.BytesIO(data), "sample", Wishes(**wishes)))  # type: ignore[arg-type]
    assert found, "a file that gives nothing at all says why"
    for item in found:
        if isinstance(item, Rejected):
            assert item.reason and "\n" not in item.reason and item.line >= 1
        else:
            assert item.headline.strip()
    return found


def count(found: list[Story | Rejected]) -> int:
    return sum(isinstance(item, Story) for item in found)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def test_wordpress_exports(shared: Path) -> None:
    for name, data in files(shared / "data" / "wxr"):
        if name.endswith(".gz"):
            data = gzip.decompress(data)
        assert recognise(data[:HEAD_BYTES], name) is named("wxr"), name
        found = read(named("wxr"), data)
        posts = len(re.findall(rb"<wp:post_type>(?:<!\[CDATA\[)?post(?:\]\]>)?</wp:post_type>", data))
        assert count(found) == WXR.get(name, posts), name
        if name.startswith("themeunittestdata"):
            assert (posts, count(found)) == (58, 58)
            assert count(read(named("wxr"), data, pages=True)) == 58 + 21
            told = found[0].warnings  # type: ignore[union-attr]
            comments = data.count(b"<wp:comment>")
            assert f"comments {comments}, " in told[0] and "menu items 70" in told[0] and " 37" in told[0]


def test_other_systems_exports(shared: Path) -> None:
    for name, data in files(shared / "data" / "exports"):
        reader = recognise(data[:HEAD_BYTES], name)
        wanted = EXPORTS.get(name)
        if wanted is not None:
            assert (reader.NAME if reader else "") == wanted[0], name
        if reader is not None:
            found = read(reader, data)
            assert wanted is None or count(found) == wanted[1], (name, found)
    table = (shared / "data" / "exports" / "drupal-umami" / "en" / "node" / "article.csv").read_bytes()
    assert count(read(named("csv"), table, columns={"headline": "title"})) == 8


def test_agencies_items(shared: Path) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for name, data in files(shared / "data" / "iptc"):
        reader = recognise(data[:HEAD_BYTES], name)
        if reader is None:
            outcomes["none", ""] += 1
            continue
        found = read(reader, data)
        outcomes[reader.NAME, "stories" if count(found) else "left"] += 1
        if reader.NAME == "ninjs":
            document = json.loads(data)
            kind = document.get("type", "") if "item" not in document else "text"
            assert bool(count(found)) == (kind not in ("picture", "video", "event")), name
    assert outcomes["ninjs", "stories"] >= 20 and outcomes["newsml-g2", "stories"] >= 5
    assert outcomes["newsml-g2", "left"] >= 10


@pytest.mark.parametrize("archive", ["w3c-feedvalidator-testcases", "feedparser-half-a"])
def test_feeds(shared: Path, archive: str) -> None:
    counts: Counter[str] = Counter()
    with tarfile.open(shared / "data" / "feeds" / f"{archive}.tar.gz") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is None:
                continue
            data = content.read()
            found = read(named("feed"), data)
            whole = [
                item.reason for item in found if isinstance(item, Rejected) and item.reason != "an item without title and text"
            ]
            told = len(re.findall(rb"<(?:\w+:)?(?:item|entry)[\s>]", data))
            counts["read" if not whole else "refused"] += 1
            # Comments show items too: one file of the set does.
            counts["other count"] += not whole and len(found) != told
    assert counts["read"] > 450 and counts["other count"] <= 1, counts


def test_documents_with_a_document_type_are_refused(shared: Path) -> None:
    for name, data in files(shared / "data" / "bad" / "xml"):
        for format_name in ("wxr", "feed", "newsml-g2"):
            found = read(named(format_name), data)
            assert count(found) == 0, name
            assert b"<!DOCTYPE" not in data or "document type" in found[0].reason, name  # type: ignore[union-attr]


def test_saved_pages(shared: Path) -> None:
    found = {
        name: read(named("html"), data)
        for name, data in files(shared / "data" / "html")
        if name.endswith(("source.html", "article.html"))
    }
    told = {name for name, items in found.items() if count(items)}
    assert len(found) == 9
    assert {name for name in found if "rtl" in name or "arabic" in name} <= told


def test_hostile_texts_through_every_reader(shared: Path) -> None:
    texts = [data for name, data in files(shared / "data" / "bad") if name.endswith((".txt", ".json")) and "images" not in name]
    assert len(texts) >= 6
    for data in texts:
        for format_name in (
            "wxr",
            "feed",
            "newsml-g2",
            "html",
            "jsonfeed",
            "ghost",
            "ninjs",
            "wp-json",
            "csv",
            "jsonl",
            "seed",
        ):
            read(named(format_name), data)
