"""``manage.py export_site DIR``: the public site as files."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import DatabaseError
from tqdm import tqdm

from articles.editorial import prepared
from articles.exporting.site.edition import export_site
from articles.exporting.site.ledger import Busy, NotOurs
from articles.exporting.site_address import NoAddress, SiteAddress

# What the exit status says besides 0: some pages failed; the export could not run.
SOME_FAILED = 1
COULD_NOT_RUN = 2
# Links that lead nowhere are the editors' to mend: so many are named.
BROKEN_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Write every public page, and what it shows, as files that nginx or any CDN gives out (deploy/nginx). Run it again to"
        " bring the folder up to date: only what changed is written, what is no longer public is removed."
        " Exit status: 0 all well, 1 some pages failed (they stay as they were), 2 could not run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--base-url", default="", metavar="URL", help="the site's address, like https://example.org")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        root = options["folder"]
        try:
            prepared.apply_due()
            address = SiteAddress.of(options["base_url"])
            with tqdm(unit=" pages", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
                outcome = export_site(root.absolute(), address, lambda done, known: self._show(bar, done, known))
        except (Busy, NotOurs, NoAddress) as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        except (OSError, DatabaseError) as error:
            reason = " ".join(str(error).split())
            message = f"{root} could not be written: {reason}. What stands there is whole; run the same command again."
            raise CommandError(message, returncode=COULD_NOT_RUN) from error
        for line in (*outcome.faults, *outcome.broken[:BROKEN_SHOWN]):
            self.stderr.write(line)
        if len(outcome.broken) > BROKEN_SHOWN:
            self.stderr.write(f"{len(outcome.broken) - BROKEN_SHOWN:,} more links lead nowhere")
        self.stdout.write(
            f"{outcome.pages:,} pages and {outcome.assets:,} files that they show;"
            f" {outcome.written:,} written, {outcome.removed:,} removed."
        )
        if outcome.faults:
            raise SystemExit(SOME_FAILED)

    def _show(self, bar: Any, done: int, known: int) -> None:
        bar.total = known
        bar.update(done - bar.n)
