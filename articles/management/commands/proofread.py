"""Proofread the archive: one line for each finding, and how many of each rule at the end."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from articles.editorial.house_style import house_style, read_by_house_style
from articles.editorial.proofreading import ALL_RULES
from articles.models import Article


class Command(BaseCommand):
    help = "Proofread stories by the newsroom's own rules; prints id, place, rule, what stands there and what should."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--status", choices=Article.Status.values, help="only stories in this state")
        parser.add_argument("--rule", action="append", choices=sorted(ALL_RULES), metavar="RULE", help="only this rule")
        parser.add_argument("--limit", type=int, help="stop after so many stories, newest first")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = Article.objects.newest_first().select_related("image")
        if options["status"]:
            stories = stories.filter(status=options["status"])
        if options["limit"] is not None:
            stories = stories[: max(options["limit"], 0)]
        counts: Counter[str] = Counter()
        read = 0
        style = house_style()
        for story in stories.prefetch_related("ignored_findings").iterator(chunk_size=200):
            read += 1
            ignored = {(row.field, row.fingerprint) for row in story.ignored_findings.all()}
            for found, _row in read_by_house_style(story, style=style, rules=options["rule"], ignored=ignored).open:
                finding = found.finding
                counts[finding.rule] += 1
                fix = "" if finding.suggestion is None else f" -> {finding.suggestion!r}"
                self.stdout.write(f"{story.pk}\t{found.place}\t{finding.rule}\t{finding.text!r}{fix}")
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            self.stdout.write(f"{count:8} {rule}")
        self.stdout.write(f"{sum(counts.values())} findings in {read} stories")
