"""``manage.py undo_import BATCH``: take an import back, as far as nobody has worked on its stories since."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from articles.importing import batch_runs, undoing
from articles.models import ImportBatch, ImportResult
from articles.models.imports import Undone

# What the exit status says besides 0: some stories stayed; it could not be done.
SOME_STAYED = 1
COULD_NOT_RUN = 2


class Command(BaseCommand):
    help = (
        "Undo an import: the stories that it created are removed with their redirects and with the pictures that nothing "
        "else shows; those that it updated are put back. Stories that somebody has worked on since stay and are named. "
        "Exit status: 0 all well, 1 some stories stayed, 2 could not be done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH", help="the import's number")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--yes", action="store_true", help="don't ask")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(f"there is no import {options['batch']}", returncode=COULD_NOT_RUN)
        batch_runs.bury(batch)
        batch.refresh_from_db()
        if not undoing.is_open_to(batch) and batch.state != ImportBatch.State.UNDOING:
            raise CommandError(f"import {batch} can't be undone: {batch.state}", returncode=COULD_NOT_RUN)
        self._tell(batch)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
            return
        if not options["yes"] and input("Undo it? [y/N] ").strip().lower() not in ("y", "yes"):
            raise CommandError("nothing was changed", returncode=COULD_NOT_RUN)
        self._undo(batch)

    def _tell(self, batch: ImportBatch) -> None:
        plan = undoing.plan(batch)
        self.stdout.write(f"Import {batch}: {plan.remove:,} stories would be removed, {plan.restore:,} put back.")
        for article, why in plan.named:
            self.stdout.write(f"stays: {article.pk}: {article.headline}: {why.label}")
        if plan.stay > len(plan.named):
            self.stdout.write(f"... and {plan.stay - len(plan.named):,} more would stay")

    def _undo(self, batch: ImportBatch) -> None:
        undoing.ask(batch, by=None)
        taken = batch_runs.take(batch.pk)
        if taken is None:
            raise CommandError("another process works on this import", returncode=COULD_NOT_RUN)
        counts: Counter[str] = Counter()

        def show(result: ImportResult) -> None:
            counts[result.undone_as] += 1
            if result.undone_as not in ImportResult.SETTLED:
                self.stdout.write(f"stayed: {result.story}: {result.headline}: {result.get_undone_as_display()}")

        batch_runs.run(taken, show)
        taken.refresh_from_db()
        if taken.state != ImportBatch.State.UNDONE:
            raise CommandError(f"stopped: {taken.message}; run the same command again to go on", returncode=COULD_NOT_RUN)
        for undone in Undone:
            if counts[undone]:
                self.stdout.write(f"{undone.value:<10} {counts[undone]:>7,}")
        if any(count for undone, count in counts.items() if undone not in ImportResult.SETTLED):
            raise SystemExit(SOME_STAYED)
