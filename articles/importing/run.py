"""A whole import: files in, one result a story out."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from articles.importing import newsroom
from articles.importing.ahead import prepared_chunks
from articles.importing.batches import Ledger
from articles.importing.files import Source
from articles.importing.options import Options
from articles.importing.readers import jsonl
from articles.importing.story import Rejected
from articles.importing.writer import Result, Writer


def import_sources(sources: Iterable[Source], options: Options, ledger: Ledger | None = None) -> Iterator[tuple[Result, int]]:
    """Import the files one by one; ``ledger`` keeps what becomes of the records.

    Yields what became of each record, with the bytes of all files read so far.
    It may be stopped at any time: what was written stays, and no story is half written.
    `batches.Stopped` where somebody asked for it.
    """
    sources = list(sources)
    writer = Writer(options, ledger)
    if not options.dry_run:
        folders = dict.fromkeys(folder for source in sources if (folder := _with_newsroom(source)) is not None)
        yield from ((writer.write(item), 0) for folder in folders for item in _prepared(folder))
    with closing(prepared_chunks(sources, options)) as chunks:
        for chunk in chunks:
            for result in writer.write_chunk(chunk):
                if ledger is not None:
                    ledger.count(result, chunk.read_bytes)
                yield result, chunk.read_bytes


def _with_newsroom(source: Source) -> Path | None:
    """The folder, where the source is JSON Lines with what belongs around its stories beside it."""
    folder = Path(source.path).parent
    return folder if source.reader is jsonl and (folder / newsroom.FILE_NAME).is_file() else None


def _prepared(folder: Path) -> Iterator[Rejected]:
    """Make sections, authors, topics and pictures; what is wrong with them is told like a bad record."""
    path = str(folder / newsroom.FILE_NAME)
    try:
        for warning in newsroom.prepare(folder):
            yield Rejected(path, 1, warning)
    except newsroom.BadNewsroom as error:
        yield Rejected(path, 1, str(error))
