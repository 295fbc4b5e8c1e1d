"""A whole import: files in, one result a story out to whoever shows the progress, counts at the end."""

from collections.abc import Iterable
from typing import Protocol

from articles.importing.files import Source
from articles.importing.options import Options
from articles.importing.writer import Report, Result, Writer


class Progress(Protocol):
    """Shows what happens; ``read_bytes`` of all files so far."""

    def show(self, result: Result, read_bytes: int) -> None: ...


def import_sources(sources: Iterable[Source], options: Options, progress: Progress) -> Report:
    """Import the files one by one, each story in a transaction of its own."""
    writer = Writer(options)
    report = Report()
    done = 0
    for source in sources:
        for item in source.items():
            result = writer.write(item)
            report.counts[result.outcome] += 1
            progress.show(result, done + source.read_bytes)
        done += source.size
    return report
