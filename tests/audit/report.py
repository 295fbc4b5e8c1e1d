"""docs/audit.md: what was measured, with the command that measures it."""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path

from tests.audit.result import Result, Row

HEAD = """\
# The readers' site, measured

`make audit` writes this page: it builds the demo newsroom in a folder of its own, serves it with gunicorn as `make run`
does, and measures from outside. It installs its tools from the npm registry into `tests/audit/node_modules` (pinned in
`tests/audit/package-lock.json`); it needs Node.js 18.19 or newer, Chromium and, for one of the two HTML validators, Java.
One part again: `make audit ARGS="--only lighthouse"`. It ends with an error where a target is missed.

"""


def read_all(folder: Path, names: list[str]) -> dict[str, Result]:
    """The last result of every part that was measured."""
    paths = {name: folder / f"{name}.json" for name in names}
    return {name: Result.of_data(json.loads(path.read_text(encoding="utf-8"))) for name, path in paths.items() if path.exists()}


def in_words(result: Result) -> str:
    """For the terminal: every figure, every fault."""
    lines = [
        f"  {'ok  ' if row.met else 'MISS'} {row.what}: {row.figure} {row.target and f'({row.target})'}" for row in result.rows
    ]
    return "\n".join([*lines, *(f"  FAULT {fault}" for fault in result.faults)])


def write(path: Path, results: dict[str, Result]) -> None:
    day = datetime.now(tz=UTC).date().isoformat()
    parts = [f"{HEAD}Measured on {day}, {platform.system()} {platform.machine()}, {_processors()}.\n"]
    parts += [_section(result) for result in results.values()]
    path.write_text("\n".join(parts), encoding="utf-8")


def _processors() -> str:
    info = Path("/proc/cpuinfo")
    count = info.read_text(encoding="ascii", errors="replace").count("processor\t") if info.exists() else 0
    return f"{count} processors" if count else "unknown processors"


def _section(result: Result) -> str:
    lines = [f"## {result.title}\n", f"{result.about}\n"]
    if result.rows:
        lines += ["| What | Measured | Target |", "| --- | --- | --- |", *map(_row, result.rows), ""]
    lines += [f"- Fault: {fault}" for fault in result.faults] + ([""] if result.faults else [])
    return "\n".join(lines)


def _row(row: Row) -> str:
    return f"| {row.what} | {row.figure} | {row.target}{'' if row.met else ' **missed**'} |"
