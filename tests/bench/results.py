"""What benches find: each figure is recorded once, with the limit it is held against; `python -m tests.bench` collects.

A bench calls `record` for every figure. Started by itself it only prints; started by `python -m tests.bench`, which
sets BENCH_RESULTS to a file, each figure is written there as one line of JSON.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value. ``most`` / ``least``: what it must not pass / must reach; None where nothing is demanded.

    ``on`` is the database (or server) measured, ``size`` the number of stories, None where the data are fixed.
    """

    bench: str
    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    on: str = ""
    size: int | None = None

    @property
    def is_met(self) -> bool:
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def limit(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""


def record(bench: str, name: str, value: float, unit: str = "", **more: Any) -> Figure:
    """Keep a figure (see `Figure` for what ``more`` may say) for whoever collects; returns it."""
    figure = Figure(bench, name, round(value, 4), unit, **more)
    path = os.environ.get("BENCH_RESULTS")
    if path:
        with open(path, "a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(figure), ensure_ascii=False) + "\n")
    return figure


def read(path: Path) -> list[Figure]:
    """The figures recorded in the file so far."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [Figure(**json.loads(line)) for line in lines]


def as_json(figure: Figure) -> dict[str, Any]:
    return {**asdict(figure), "met": figure.is_met}


def table(figures: Iterable[Figure]) -> str:
    """One line a figure, those that miss their limit marked."""
    rows = [("bench", "on", "stories", "figure", "value", "limit", "")]
    for one in figures:
        size = f"{one.size:,}" if one.size else ""
        value = f"{one.value:.3f}" if abs(one.value) < 10 else f"{one.value:,.1f}"
        rows.append(
            (one.bench, one.on, size, one.name, f"{value} {one.unit}".strip(), one.limit, "" if one.is_met else "MISSED")
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
