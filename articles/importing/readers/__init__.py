"""The formats that can be read: one module each, in one literal table. No Django here.

A reader offers ``NAME``, ``sniff(head, filename) -> bool`` (``head``: the file's
first bytes) and ``read(stream, path, wishes) -> Iterator[Story | Rejected]``
(``stream``: binary, read in bounded memory; ``path``: as it is to be named in
messages; ``wishes``: what the person who imports asks of any reader). It
never raises for what stands in a file: a bad record is yielded as `Rejected`
and the others go on.
"""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from articles.importing.readers import csv_table, feed, ghost, html_page, json_feed, jsonl, newsml_g2, ninjs, seed, wp_json, wxr
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.story import Rejected, Story

# What `sniff` gets to see of a file.
HEAD_BYTES = 64 * 1024


class Reader(Protocol):
    NAME: str

    def sniff(self, head: bytes, filename: str) -> bool: ...

    def read(self, stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]: ...


# The first that recognises a file reads it; seed text comes last, for nearly every text could be one.
READERS: tuple[Reader, ...] = (
    *(wxr, newsml_g2, feed, html_page),
    *(json_feed, ghost, wp_json, ninjs),
    *(jsonl, csv_table, seed),
)


def named(name: str) -> Reader:
    """The reader of this name. KeyError if there is none."""
    return {reader.NAME: reader for reader in READERS}[name]


def recognise(head: bytes, filename: str) -> Reader | None:
    """The reader for a file that begins like this, or None."""
    return next((reader for reader in READERS if reader.sniff(head, filename)), None)
