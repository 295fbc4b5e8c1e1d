"""``manage.py move_article``: the desk's moves from the command line, with the rights of the person named."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.editorial import workflow
from articles.models import Article


def _moment(text: str) -> datetime:
    """An ISO time, in the newsroom's zone where it names none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"{text!r} is no time: write it as 2026-11-24T18:30", returncode=2)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = (
        "Move stories to another state as the person named may: the same table, the same checks, the same log as at the desk."
        " Exit status: 0 all moved, 1 some were refused, 2 could not run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("move", choices=list(workflow.MOVES))
        parser.add_argument("stories", nargs="+", type=int, metavar="ID", help="numbers of the stories, as in their addresses")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who does it")
        parser.add_argument("--note", default="", help="for the history; public where a story is withdrawn")
        parser.add_argument("--at", default="", help="time of publication (ISO), for publish and schedule")
        parser.add_argument("--until", default="", help="end of the embargo (ISO), for embargo")

    def handle(self, *args: Any, **options: Any) -> None:
        person = get_user_model().objects.filter(username=options["by"]).first()
        if person is None:
            raise CommandError(f"there is nobody with the user name {options['by']!r}", returncode=2)
        told = {key: _moment(options[key]) for key in ("at", "until") if options[key]}
        refused = 0
        for key in options["stories"]:
            refused += not self._move(key, options["move"], person, options["note"], told)
        if refused:
            raise CommandError(f"{refused} of {len(options['stories'])} stories stay as they are", returncode=1)

    def _move(self, key: int, name: str, person: Any, note: str, told: dict[str, datetime]) -> bool:
        story = Article.objects.filter(pk=key).first()
        if story is None:
            self.stderr.write(f"{key}: there is no such story")
            return False
        try:
            step = workflow.move(story, name, by=person, note=note, **told)
        except workflow.NotAllowed as refusal:
            self.stderr.write(f"{key}: {refusal}")
            return False
        self.stdout.write(f"{key}: {step.get_from_state_display()} → {step.get_to_state_display()}")
        return True
