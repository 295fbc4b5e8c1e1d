"""``manage.py run_imports``: work on the imports that editors have started at the desk."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, no_translations
from django.db import OperationalError, close_old_connections

from articles.importing import batch_runs, uploads

_LOOK_EVERY = 2.0
_CLEAR_EVERY = 3600.0


class Command(BaseCommand):
    help = (
        "Work on imports of the desk as they come. The server starts a process for each by itself; with "
        "IMPORT_CHILDREN=0 it does not, and this command is to run beside it, on every machine that takes uploads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", nargs="?", type=int, help="work on this import alone, then end")
        parser.add_argument("--once", action="store_true", help="end when nothing waits any more")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _end)
        if options["batch"]:
            self._work(options["batch"])
            return
        next_clearing = 0.0
        while True:
            if time.monotonic() >= next_clearing:
                next_clearing = time.monotonic() + _CLEAR_EVERY
                uploads.clear_away()
            try:
                if self._work(None):
                    continue
            except OperationalError as error:
                self.stderr.write(f"the database does not answer: {' '.join(str(error).split())}")
            if options["once"]:
                return
            close_old_connections()
            time.sleep(_LOOK_EVERY)

    def _work(self, key: int | None) -> bool:
        batch = batch_runs.take(key)
        if batch is not None:
            self.stdout.write(f"import {batch}: {batch.state}")
            batch_runs.run(batch)
            batch.refresh_from_db()
            self.stdout.write(f"import {batch.pk}: {batch.state} {batch.message}".rstrip())
        return batch is not None


def _end(*_: Any) -> None:
    raise SystemExit(143)
