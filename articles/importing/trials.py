"""What an import would do, looked through before anything is written: counts, samples, warnings, refused records."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.importing.batches import Ledger, place
from articles.importing.checking import checked
from articles.importing.files import Source, items
from articles.importing.options import Options
from articles.importing.results import WRITTEN, Outcome, Result
from articles.importing.story import Rejected, Story
from articles.importing.writer import Writer
from articles.models import Article, ImportBatch
from articles.text.markup import clean_html, paragraphs_to_html, plain_text

# A trial is one row: what it tells is bounded, however many records there are.
SAMPLES = 5
_LISTED = 100
_KINDS = 200
_BODY_CHARS = 6000
_BODY_PARAGRAPHS = 6
_TEXT = 500
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|«[^»]*»|https?://\S+|\d[\d,.]*")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


@dataclass
class _Kind:
    """Warnings that differ only in names and numbers."""

    example: str
    where: str
    count: int = 0


@dataclass
class _Trial:
    counts: Counter[str] = field(default_factory=Counter)
    samples: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    kinds: dict[str, _Kind] = field(default_factory=dict)

    def add(self, item: Story | Rejected, result: Result, options: Options, batch: ImportBatch) -> None:
        self.counts[result.outcome] += 1
        where = place(batch, f"{result.path}:{result.line}")
        for warning in result.warnings:
            self._warn(place(batch, warning), where)
        row = {"where": where, "headline": result.headline[:_TEXT], "reason": place(batch, result.reason)[:_TEXT]}
        if result.outcome is Outcome.FAILED and len(self.refused) < _LISTED:
            self.refused.append(row)
        elif result.outcome is Outcome.CONFLICT and len(self.conflicts) < _LISTED:
            self.conflicts.append(row | {"story": result.article_id})
        elif result.outcome in WRITTEN and isinstance(item, Story) and len(self.samples) < SAMPLES:
            self.samples.append(_sample(item, options) | {"where": where, "outcome": str(result.outcome)})

    def _warn(self, text: str, where: str) -> None:
        self.counts["warnings"] += 1
        kind = _PARTICULAR.sub("…", text)[:_TEXT]
        if kind in self.kinds or len(self.kinds) < _KINDS:
            self.kinds.setdefault(kind, _Kind(text[:_TEXT], where)).count += 1

    def told(self) -> dict[str, Any]:
        kinds = sorted(self.kinds.values(), key=lambda kind: -kind.count)
        return {
            "counts": {str(name): count for name, count in self.counts.items()},
            "samples": self.samples,
            "refused": self.refused,
            "conflicts": self.conflicts,
            "warnings": [vars(kind) for kind in kinds],
        }


def look_through(sources: Iterable[Source], options: Options, ledger: Ledger) -> dict[str, Any]:
    """Read all and write nothing. Returns what `ImportBatch.trial` keeps. Stopped.

    Pictures that are named by address are not fetched: whether they can be had the import itself will tell.
    """
    trial = _Trial()
    writer = Writer(options)
    for item, read_bytes in items(sources):
        result = writer.write(item)
        trial.add(item, result, options, ledger.batch)
        ledger.count(result, read_bytes)
    return trial.told()


def _sample(story: Story, options: Options) -> dict[str, Any]:
    """The story as it would stand here, as JSON values."""
    clean = checked(story)
    body = clean_html(clean.body)
    pictures = len(_IMG.findall(body))
    body = clean_html(_IMG.sub("", body))
    if len(body) > _BODY_CHARS:
        body = paragraphs_to_html(plain_text(body)[:_BODY_CHARS].split("\n\n")[:_BODY_PARAGRAPHS])
    published_at = clean.published_at or options.published_at
    return {
        "headline": clean.headline,
        "kicker": clean.kicker,
        "standfirst": clean.standfirst,
        "body": body,
        "sections": list(clean.sections or filter(None, [options.section])),
        "topics": list(clean.tags),
        "authors": list(clean.authors or filter(None, [options.author])),
        "published_at": published_at.isoformat() if published_at else "",
        "status": options.status or clean.status or Article.Status.PUBLISHED,
        "picture": clean.image.path or clean.image.url,
        "caption": clean.image.caption,
        "pictures": pictures,
    }
