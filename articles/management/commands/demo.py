"""``manage.py demo``: a full newsroom to look at, where there is none yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import transaction
from django.utils import timezone

from articles.importing import accounts, demo
from articles.importing.writer import Result

SIGN_INS_FILE = "demo-sign-ins.txt"


class Command(BaseCommand):
    help = "Fill an empty newsroom with demo stories and make the editors' accounts; a newsroom with stories is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="only print the demo editors' sign-ins again")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        kept = settings.DATA_DIR / SIGN_INS_FILE
        if options["sign_ins"]:
            self.stdout.write(kept.read_text(encoding="utf-8") if kept.exists() else "No demo sign-ins were made here.")
            return
        if not demo.is_wanted():
            self.stdout.write("The newsroom holds stories already: the demo is left out.")
            return
        self.stdout.write("Filling the newsroom with the demo's stories and pictures (once, about a minute) ...")
        self.stdout.flush()
        try:
            with transaction.atomic():
                count = demo.load(settings.BASE_DIR / "demo", timezone.now(), self._show)
                text = accounts.sign_ins_text(accounts.make_accounts())
                # Kept before the accounts are committed: none must ever be without its password.
                accounts.keep(text, kept)
        except demo.DemoBroken as error:
            raise CommandError(f"the demo can't be loaded, nothing was written: {error}", returncode=2) from error
        self.stdout.write(f"{count} stories.\n{text}")

    def _show(self, result: Result) -> None:
        for warning in result.warnings:
            self.stderr.write(f"{result.path}:{result.line}: warning: {warning}")
