"""A whole import: files in, one result a story out."""

from collections.abc import Iterable, Iterator

from articles.importing.files import Source
from articles.importing.options import Options
from articles.importing.writer import Result, Writer


def import_sources(sources: Iterable[Source], options: Options) -> Iterator[tuple[Result, int]]:
    """Import the files one by one, each story in a transaction of its own.

    Yields what became of each record, with the bytes of all files read so far.
    It may be stopped between two records at any time: what was written stays.
    """
    writer = Writer(options)
    done = 0
    for source in sources:
        for item in source.items():
            yield writer.write(item), done + source.read_bytes
        done += source.size
