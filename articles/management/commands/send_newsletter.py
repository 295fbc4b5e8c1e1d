"""``manage.py send_newsletter daily|weekly``: the newest stories by e-mail to those who confirmed, once an issue."""

import smtplib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from articles import newsletter
from articles.exporting.site_address import NoAddress, SiteAddress
from articles.models import Frequency


class Command(BaseCommand):
    help = "Send today's letter to confirmed readers. Start it again at any time: nobody gets an issue twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("frequency", choices=Frequency.values)
        parser.add_argument("--site", default="", help="the site's address, like https://example.org")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            base = SiteAddress.of(options["site"]).base
        except NoAddress as error:
            raise CommandError(str(error), returncode=2) from error
        try:
            sent = newsletter.send(Frequency(options["frequency"]), timezone.localdate(), base)
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(
                f"The mail server could not be used ({error}). Start again: who had the letter is left out."
            ) from error
        if not sent.stories:
            self.stdout.write("No new story: no letter.")
            return
        self.stdout.write(f"{sent.letters} letters of {sent.stories} stories, {sent.refused} addresses refused.")
