"""``manage.py export_articles TARGET``: stories out of the newsroom, in a format that others take."""

import sys
from argparse import ArgumentTypeError
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from articles.editorial import prepared
from articles.exporting.selection import Selection
from articles.exporting.site_address import NoAddress, SiteAddress
from articles.exporting.stories import STDOUT, WRITERS, CantExport, export
from articles.models import Section

# What the exit status says besides 0: pictures were missing; the export could not run.
SOME_MISSING = 1
COULD_NOT_RUN = 2


def since(text: str) -> datetime:
    return _moment(text, timedelta())


def until(text: str) -> datetime:
    return _moment(text, timedelta(days=1))


def _moment(text: str, whole_day: timedelta) -> datetime:
    """A day's beginning, or its end; a moment as it is. In the newsroom's zone where none is told."""
    try:
        if len(text) == 10:
            day = datetime.combine(datetime.fromisoformat(text).date(), time.min) + whole_day
            return timezone.make_aware(day)
        moment = datetime.fromisoformat(text)
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(f"{text!r} is no ISO 8601 day or time, like 2026-11-24 or 2026-11-24T09:30+03:00") from error


class Command(BaseCommand):
    help = (
        "Export stories. JSON Lines (the default) hold all that the newsroom knows of a story and come with newsroom.json"
        " (sections, authors, topics) and pictures/ beside them: import_articles makes the same newsroom of them."
        " Exit status: 0 all well, 1 some pictures are missing, 2 could not run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="FILE|DIR", help="a file, a folder, or - for JSON Lines on standard output")
        parser.add_argument("--format", choices=list(WRITERS), default="jsonl")
        parser.add_argument(
            "--status", choices=["published", "all"], default="published", help="all: drafts, scheduled, withdrawn ones too"
        )
        parser.add_argument("--section", metavar="NAME", help="name or slug: its stories and those below it")
        parser.add_argument("--since", type=since, metavar="TIME", help="published from this day or time on (ISO 8601)")
        parser.add_argument("--until", type=until, metavar="TIME", help="published up to this day (included) or time")
        parser.add_argument(
            "--base-url", default="", metavar="URL", help="the site's address in links, like https://example.org"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target"]
        out = self.stderr if target == STDOUT else self.stdout
        selection = Selection(
            everything=options["status"] == "all",
            section=_section(options["section"]) if options["section"] else None,
            since=options["since"],
            until=options["until"],
        )
        try:
            prepared.apply_due()
            site = SiteAddress.of(options["base_url"])
            with tqdm(unit=" stories", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
                outcome = export(target, options["format"], selection, site, lambda done: bar.update(done - bar.n))
        except (CantExport, NoAddress) as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        except BrokenPipeError:
            raise SystemExit(COULD_NOT_RUN) from None
        except (OSError, DatabaseError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"{target} could not be written: {reason}", returncode=COULD_NOT_RUN) from error
        for name in outcome.missing:
            self.stderr.write(f"{name}: the picture's file is missing or can't be read")
        out.write(f"{outcome.stories:,} stories, {outcome.pictures:,} pictures.")
        if outcome.missing:
            raise SystemExit(SOME_MISSING)


def _section(text: str) -> Section:
    section = Section.objects.filter(slug=text).first() or Section.objects.named(text)
    if section is None:
        raise CommandError(f"--section: there is no section {text!r}", returncode=COULD_NOT_RUN)
    return section  # type: ignore[no-any-return]
