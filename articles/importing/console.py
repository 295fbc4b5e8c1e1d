"""What an import says on a terminal or into a log. English, like all of the command line."""

import re
import time
from typing import Any

from tqdm import tqdm

from articles.importing.writer import Outcome, Report, Result

# Seconds between two lines of progress where there is no terminal.
_LINE_EVERY = 5.0
_NOT_PRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TABLE = (
    (Outcome.CREATED, "created"),
    (Outcome.UPDATED, "updated"),
    (Outcome.UNCHANGED, "unchanged"),
    (Outcome.CONFLICT, "conflicts"),
    (Outcome.FAILED, "failed"),
)


class Console:
    """A bar on a terminal, plain lines elsewhere; faults and warnings one line each on ``err``."""

    def __init__(self, out: Any, err: Any, *, total_bytes: int, dry_run: bool, each_story: bool) -> None:
        for stream in (out, err):
            # A terminal of another encoding gets escapes, not a traceback.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        self._out, self._err = out, err
        self._dry_run = dry_run
        self._each_story = each_story or dry_run
        self.report = Report()
        self._next_line = time.monotonic() + _LINE_EVERY
        self._bar = None
        if err.isatty() and not self._each_story:
            self._bar = tqdm(total=total_bytes or None, unit="B", unit_scale=True, file=err, leave=False)

    def show(self, result: Result, read_bytes: int) -> None:
        self.report.counts[result.outcome] += 1
        place = f"{result.path}:{result.line}"
        for warning in result.warnings:
            self._say(self._err, f"{place}: warning: {warning}")
        if result.reason:
            kind = "conflict: " if result.outcome is Outcome.CONFLICT else ""
            self._say(self._err, f"{place}: {kind}{result.reason}")
        elif self._each_story:
            would = "would be " if self._dry_run and result.outcome is not Outcome.UNCHANGED else ""
            self._say(self._out, f"{place}: {would}{result.outcome}: {result.headline}")
        self._progress(read_bytes)

    def close(self) -> None:
        """The closing table: what was done up to here."""
        report = self.report
        if self._bar is not None:
            self._bar.close()
        if self._dry_run:
            self._say(self._out, "Dry run: nothing was written.")
        width = max(len(f"{report[outcome]:,}") for outcome, _ in _TABLE)
        for outcome, word in _TABLE:
            self._say(self._out, f"{word:<10}{report[outcome]:>{width + 1},}")

    def _progress(self, read_bytes: int) -> None:
        if self._bar is not None:
            self._bar.set_postfix(stories=self.report.counts.total(), refresh=False)
            self._bar.update(max(0, read_bytes - self._bar.n))
        elif time.monotonic() >= self._next_line:
            self._say(self._out, f"{self.report.counts.total():,} stories read")
            self._next_line = time.monotonic() + _LINE_EVERY

    def _say(self, stream: Any, text: str) -> None:
        line = _NOT_PRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        if self._bar is not None:
            self._bar.clear()
        stream.write(line + "\n")
        if self._bar is not None:
            self._bar.refresh()
