"""``manage.py publish_due``: let out prepared changes whose time has come, without waiting for a reader."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.editorial import prepared


class Command(BaseCommand):
    help = (
        "Apply the prepared changes of live stories that are due, and say how many went out and how many could not."
        " The site does so by itself with the first request after their time: this is for whom that is not soon enough."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = prepared.apply_due()
        self.stdout.write(f"applied {done['applied']}, refused {done['refused']}")
