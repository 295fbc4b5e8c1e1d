"""``manage.py restore FILE``: a backup back into the newsroom, all of it or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import DatabaseError

from articles.exporting.backup.restoring import CantRestore, restore
from articles.exporting.backup.tarfiles import Damaged
from articles.exporting.backup.versions import OtherVersion
from articles.exporting.console import Progress

COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty newsroom (a database without tables is fine). The archive is checked first; rows and"
        " files come all together or not at all. Stop the site meanwhile. Exit status: 0 all well, 2 nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="put it in the place of what is there: needs --yes")
        parser.add_argument("--yes", action="store_true", help="yes, all stories and files that are here now may go")
        parser.add_argument("--with-secrets", action="store_true", help="take the backup's secret key too, if it has one")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["replace"] and not options["yes"]:
            message = "--replace throws away all stories, accounts and files that are here: add --yes if that is meant"
            raise CommandError(message, returncode=COULD_NOT_RUN)
        path = options["file"]
        try:
            with Progress(self.stderr) as progress:
                restored = restore(path, replace=options["replace"], with_secrets=options["with_secrets"], show=progress.say)
        except (CantRestore, OtherVersion, Damaged) as error:
            raise CommandError(f"{path}: {error}. Nothing was changed.", returncode=COULD_NOT_RUN) from error
        except (OSError, DatabaseError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"{path}: {reason}. Nothing was changed.", returncode=COULD_NOT_RUN) from error
        for line in restored.settings:
            self.stderr.write(f"another setting than where the backup was made: {line}")
        self.stdout.write(f"{restored.rows:,} rows, {restored.files:,} files restored.")
        if restored.with_secret:
            self.stdout.write("The backup's secret key stands in DATA_DIR; SECRET_KEY in the environment goes before it.")
