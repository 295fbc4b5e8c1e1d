"""What became of records: one result each, and how many of each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FAILED = "failed"


WRITTEN = frozenset({Outcome.CREATED, Outcome.UPDATED})


@dataclass(frozen=True)
class Result:
    """What became of one record. ``reason`` says why it failed or is in conflict."""

    outcome: Outcome
    path: str
    line: int
    headline: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    article_id: int | None = None
    external_id: str = ""
    # Of a written one: hash of what the file told.
    record_hash: str = ""
    # Of an updated one: the story as it was, as `snapshots` writes it.
    before: Mapping[str, Any] | None = field(default=None, compare=False)


@dataclass
class Report:
    """How many of each."""

    counts: Counter[Outcome] = field(default_factory=Counter)

    def __getitem__(self, outcome: Outcome) -> int:
        return self.counts[outcome]

    @property
    def all_well(self) -> bool:
        return not self.counts[Outcome.FAILED] and not self.counts[Outcome.CONFLICT]
