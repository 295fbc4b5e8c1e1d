"""`manage.py rebuild_search`: the search index anew, from the stories."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles import search


class Command(BaseCommand):
    help = (
        "Build the search index anew from the stories. Readers keep the old index until it is done; on SQLite saves"
        " wait meanwhile. Needed after an update that changed the analysis of words, and never in daily work: every"
        " save keeps the index right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only index stories that the index lacks or holds as an older version left them, in small steps",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bar = tqdm(unit=" stories", disable=not sys.stderr.isatty(), file=sys.stderr)
        with bar:
            if options["missing"]:
                keys = list(search.outdated().values_list("pk", flat=True))
                bar.total = len(keys)
                done = search.index_many(tqdm(keys, disable=True))
            else:
                done = search.rebuild(lambda so_far, total: self._show(bar, so_far, total))
        self.stdout.write(f"{done} stories indexed.")

    def _show(self, bar: Any, done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if not sys.stderr.isatty() and done % 10_000 < 200:
            self.stdout.write(f"{done} of {total}")
