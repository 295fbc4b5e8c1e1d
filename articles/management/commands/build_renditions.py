"""``manage.py build_renditions``: make the sizes and crops of pictures that are not there yet."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from articles import renditions

NICENESS = 10


class Command(BaseCommand):
    help = (
        "Make the renditions that pictures lack (servers do so by themselves after uploads; run this after a bulk import "
        "and with each new version of the code), and remove those that no page names any more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="leave the files of former focal points and recipes")

    def run_from_argv(self, argv: list[str]) -> None:
        # A process of its own, which gives way to readers; called by another program it leaves that one's as it is.
        os.nice(NICENESS)
        super().run_from_argv(argv)

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        renditions.drop_outdated()
        tell = self.stdout.write if options["verbosity"] > 1 else None
        outcome = renditions.build_awaiting(tell=tell)
        removed = 0 if options["keep"] else renditions.tidy()
        if options["verbosity"] or outcome.failed:
            self.stdout.write(f"{outcome.pictures} pictures rendered, {removed} former sets removed.")
        if outcome.failed:
            told = "; ".join(f"picture {key}: {reason}" for key, reason in outcome.failed.items())
            raise CommandError(f"{len(outcome.failed)} can't be rendered: {told}", returncode=1)
