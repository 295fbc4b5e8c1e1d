"""``manage.py backup FILE``: everything into one archive, while the newsroom works on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import DatabaseError

from articles.exporting.backup.making import CantBackUp, make
from articles.exporting.console import Progress

# What the exit status says besides 0: files were missing; the backup could not be made.
SOME_MISSING = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Write database and media of one moment into a checked archive (.tar.zst or .tar.gz) that `restore` puts back, into"
        " SQLite or PostgreSQL. It holds accounts: keep it as safe as the database."
        " Exit status: 0 all well, 1 files are missing, 2 could not run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tar.zst")
        parser.add_argument("--with-secrets", action="store_true", help="the secret key too: signed-in people stay signed in")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            with Progress(self.stderr) as progress:
                made = make(path, with_secrets=options["with_secrets"], show=progress.say)
        except CantBackUp as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        except (OSError, DatabaseError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"{path} could not be written: {reason}", returncode=COULD_NOT_RUN) from error
        for name in made.missing:
            self.stderr.write(f"{name}: a row names this file and it is not among the media")
        size = path.stat().st_size
        self.stdout.write(f"{path}: {sum(made.rows.values()):,} rows, {made.files:,} files, {size:,} bytes.")
        if made.missing:
            raise SystemExit(SOME_MISSING)
