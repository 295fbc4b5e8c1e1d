"""`manage.py rebuild_related`: what is related to what, anew."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from articles import likeness


class Command(BaseCommand):
    help = (
        "Find anew which stories are related. Work goes on meanwhile; saves keep the lists right, so this is needed only"
        " after an update that changed the analysis or the ranking, and after many stories were written past the models."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--awaiting", action="store_true", help="only of stories that wait for it, after a large import")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["awaiting"]:
            self.stdout.write(f"{likeness.refresh_awaiting()} stories related.")
            return
        with tqdm(unit=" steps", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
            done = likeness.rebuild(lambda so_far, total: self._show(bar, so_far, total))
        self.stdout.write(f"{done} stories related.")

    def _show(self, bar: Any, done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if not sys.stderr.isatty() and done % 10_000 == 0:
            self.stdout.write(f"{done} of {total} steps")
