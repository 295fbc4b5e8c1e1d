"""Reading and preparing in a process of its own, one chunk ahead of the one that writes: two cores, one database.

The reading process never touches the database. It ends by itself when nobody
takes its chunks any more, so that a killed import leaves nothing behind.
"""

import multiprocessing
import os
from collections.abc import Generator, Sequence
from multiprocessing.connection import Connection

from articles.importing import second_process
from articles.importing.fetching import is_address
from articles.importing.files import Source, items
from articles.importing.identity import STDIN
from articles.importing.options import Options
from articles.importing.prepared import Chunk, chunks
from articles.importing.readers import named

# Below this a second process costs more than it saves: it needs about a second to start.
WORTH_A_PROCESS = 4 * 1024 * 1024


class ReadingStopped(Exception):
    """The reading process ended before the files did (killed, out of memory). What was written stays."""


def prepared_chunks(sources: Sequence[Source], options: Options) -> Generator[Chunk, None, None]:
    """All stories of the sources in prepared chunks, read in a second process where that is worth it. ReadingStopped."""
    if _is_worth_it(sources, options):
        return _from_process(sources, options)
    return chunks(items(sources), options)


def _is_worth_it(sources: Sequence[Source], options: Options) -> bool:
    here = any(source.path == STDIN or is_address(source.path) for source in sources)
    large = sum(source.size for source in sources) >= WORTH_A_PROCESS
    # A daemon of multiprocessing may have no children.
    alone = (os.cpu_count() or 1) == 1 or multiprocessing.current_process().daemon
    return large and not (here or alone or options.dry_run)


def _from_process(sources: Sequence[Source], options: Options) -> Generator[Chunk, None, None]:
    # Not forked: a child that inherits an open SQLite database may spoil its locks.
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    told = [
        (source.path, source.reader and source.reader.NAME, source.size, source.wishes, source.private) for source in sources
    ]
    process = context.Process(target=second_process.read, args=(sending, told, options), daemon=True)
    process.start()
    sending.close()
    try:
        while (chunk := receiving.recv()) is not None:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk
    except EOFError as error:
        raise ReadingStopped("the process that reads the files was stopped") from error
    finally:
        receiving.close()
        process.join()


def read_into(sending: Connection, told: Sequence[tuple], options: Options) -> None:  # type: ignore[type-arg]
    """The other process: everything read and prepared, then None; or the exception that ended it."""
    sources = [
        Source(path, named(reader) if reader else None, size, wishes=wishes, private=private)
        for path, reader, size, wishes, private in told
    ]
    try:
        for chunk in chunks(items(sources), options):
            sending.send(chunk)
        sending.send(None)
    except BrokenPipeError:
        pass
    except Exception as error:  # noqa: BLE001 (it is raised where somebody hears it)
        sending.send(error)
