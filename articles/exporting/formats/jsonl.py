"""JSON Lines in the importer's own keys (docs/importing.md): nothing that the newsroom holds of a story is lost."""

import json
from collections.abc import Iterator

from articles.exporting import told
from articles.exporting.entries import Entry
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.exporting.telling import telling


def pieces(entries: Iterator[Entry], selection: Selection, site: SiteAddress) -> Iterator[bytes]:
    """A line a story."""
    for entry in entries:
        values = told.story(entry)
        if more := telling(entry.article, everything=selection.everything):
            values["telling"] = more
        image = entry.article.image
        if site.base:
            values["body"] = site.with_pictures(entry.article.body)
            if image is not None and image.file:
                values["image"] = _fetchable(values["image"], site.absolute(image.file.url))
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _fetchable(image: dict[str, str], address: str) -> dict[str, str]:
    return {"url": address} | {key: value for key, value in image.items() if key != "path"}
