"""``manage.py import_articles PATH...``: stories from files into the newsroom."""

from argparse import ArgumentTypeError, BooleanOptionalAction
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import DatabaseError

from articles import likeness
from articles.importing import batches
from articles.importing.checking import Refused, aware, name_fault, plain
from articles.importing.console import Console
from articles.importing.files import NothingToImport, Source, collect
from articles.importing.options import Options
from articles.importing.readers import READERS, named
from articles.importing.readers.csv_table import COLUMNS
from articles.importing.readers.wishes import Wishes
from articles.importing.run import import_sources

# What the exit status says besides 0: some stories were refused or in conflict; the import could not run.
SOME_REFUSED = 1
COULD_NOT_RUN = 2
# Of so many stories what is related is found before the command ends.
AT_ONCE = 100
# As shells say it of a process that Ctrl+C has stopped.
INTERRUPTED = 130


def moment(text: str) -> datetime:
    try:
        return aware(datetime.fromisoformat(text), "--published-at")  # type: ignore[return-value]
    except (ValueError, Refused) as error:
        raise ArgumentTypeError(f"{text!r} is no ISO 8601 time, like 2026-11-24T09:30:00+03:00") from error


def a_name(text: str) -> str:
    name = plain(text)
    if fault := name_fault(name):
        raise ArgumentTypeError(f"{text!r} is no name: {fault}")
    return name


def column(text: str) -> tuple[str, str]:
    key, equals, name = text.partition("=")
    if not equals or not name.strip() or key.strip() not in COLUMNS:
        raise ArgumentTypeError(f"{text!r} is not KEY=COLUMN with a key among {', '.join(COLUMNS)}")
    return key.strip(), name.strip()


class Command(BaseCommand):
    help = (
        "Import stories. The same file again changes nothing; a changed file updates its stories, except those that an "
        "editor has worked on since: both texts are kept and the conflict is reported. "
        "Exit status: 0 all well, 1 some refused or in conflict, 2 could not run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, globs, http(s) addresses, or -")
        parser.add_argument("--format", choices=[reader.NAME for reader in READERS], help="instead of telling it by content")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--status", choices=["draft", "published"], help="of all stories, whatever they tell")
        parser.add_argument("--published-at", type=moment, metavar="TIME", help="of stories that tell no date (ISO 8601)")
        parser.add_argument("--section", type=a_name, metavar="NAME", help="of stories that tell none")
        parser.add_argument("--author", type=a_name, metavar="NAME", help="of stories that tell none")
        parser.add_argument("--map", type=column, action="append", default=[], metavar="KEY=COLUMN", help="a table's column")
        parser.add_argument("--pages", action="store_true", help="take a site's pages too, not its posts alone")
        parser.add_argument(
            "--fetch-pictures", action=BooleanOptionalAction, default=True, help="those named by an http(s) address"
        )
        parser.add_argument("--max-pictures", type=int, default=Options.max_pictures, metavar="N", help="fetched in one run")
        parser.add_argument("--allow-private-addresses", action="store_true", help="fetch from your own network too")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        reader = named(options["format"]) if options["format"] else None
        told = ("status", "published_at", "section", "author", "dry_run", "fetch_pictures", "max_pictures")
        chosen = Options(
            **{key: options[key] for key in told if options[key] is not None},
            allow_private_addresses=options["allow_private_addresses"],
        )
        try:
            wishes = Wishes(dict(options["map"]), options["pages"])
            sources = collect(options["paths"], reader, wishes, private=chosen.allow_private_addresses)
        except NothingToImport as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        console = Console(
            self.stdout,
            self.stderr,
            total_bytes=sum(source.size for source in sources),
            dry_run=chosen.dry_run,
            each_story=options["verbosity"] > 1,
        )
        try:
            with batches.kept(None if chosen.dry_run else lambda: self._batch(options, chosen, wishes, sources)) as ledger:
                for result, read_bytes in import_sources(sources, chosen, ledger):
                    console.show(result, read_bytes)
        except KeyboardInterrupt:
            self.stderr.write("Interrupted: what was imported stays; run the same command again to go on.")
            raise SystemExit(INTERRUPTED) from None
        except batches.Stopped as stop:
            message = f"{stop}. What was imported stays; run the same command again to go on."
            raise CommandError(message, returncode=COULD_NOT_RUN) from None
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            message = f"the database failed ({reason}). What was imported stays; run the same command again."
            raise CommandError(message, returncode=COULD_NOT_RUN) from error
        finally:
            console.close()
        self._find_related()
        if not console.report.all_well:
            raise SystemExit(SOME_REFUSED)

    def _find_related(self) -> None:
        """Of few stories at once; of many off this command, for it takes some tens of milliseconds a story."""
        waiting = likeness.awaiting()
        if waiting <= AT_ONCE:
            likeness.refresh_awaiting()
        else:
            self.stdout.write(
                f"{waiting:,} stories wait for their related ones: a running server finds them, or rebuild_related --awaiting."
            )

    def _batch(self, options: dict[str, Any], chosen: Options, wishes: Wishes, sources: list[Source]) -> batches.Ledger:
        total_bytes = sum(source.size for source in sources)
        return batches.begin(options["paths"], chosen, wishes, total_bytes=total_bytes, reader=options["format"] or "")
