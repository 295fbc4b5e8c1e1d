"""All benches in one command; `make bench` calls it.

    python -m tests.bench                          all of them, archives of 10,000 stories
    python -m tests.bench search related           these alone
    python -m tests.bench --size 100000 search     larger archives
    python -m tests.bench --list                   their names, and what each measures

Each bench runs in a process of its own (on SQLite, and on PostgreSQL where one answers) and prints as it goes. At the
end all figures stand in one table, beside the limits they are held against, and as JSON in a new file under ``--out``
(``bench-results/``, which git ignores). Status 1: a figure misses its limit, or a bench failed.

A further bench is one more line in `BENCHES`: a module that is run as ``python -m``, and calls `results.record`.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.bench import results

ROOT = Path(__file__).resolve().parents[2]


class Bench(NamedTuple):
    module: str
    about: str
    arguments: Callable[[int], list[str]] = lambda _size: []


BENCHES = {
    "retrieval": Bench("tests.bench.retrieval", "does search find: public questions, ours beside others' ways"),
    "related": Bench("tests.bench.related", "are related stories related: event pairs and judged pairs of real news"),
    "proofing": Bench("tests.bench.proofing", "proofreading: false alarms, mistakes found, speed"),
    "search": Bench(
        "tests.bench.scale", "how quickly search answers, and how large its index is", lambda size: ["--stories", str(size)]
    ),
    "importing": Bench(
        "tests.bench.importing",
        "how quickly an archive comes in, and in how much memory",
        lambda size: ["--stories", str(size)],
    ),
    "killing": Bench("tests.bench.killing", "imports killed at random moments and run again: doubled, lost or half stories"),
    "likeness": Bench(
        "tests.bench.related", "how long related stories of one story take", lambda size: ["--archive", str(size)]
    ),
}


def run(names: Sequence[str], size: int, out: Path) -> int:
    """Run the benches, print the table, write the JSON; 1 if a limit is missed or a bench failed."""
    out.mkdir(parents=True, exist_ok=True)
    started = datetime.now(UTC)
    stamp = f"{started:%Y-%m-%d-%H%M%S}"
    lines = out / f"{stamp}.jsonl"
    failed, spent = [], {}
    for name in names:
        print(f"\n=== {name}: {BENCHES[name].about}", flush=True)
        begun = time.perf_counter()
        if not _succeeds(name, size, lines):
            failed.append(name)
        spent[name] = round(time.perf_counter() - begun, 1)
    figures = results.read(lines)
    lines.unlink(missing_ok=True)
    told = {
        "started": started.isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "size": size,
        "seconds": spent,
        "failed": failed,
        "figures": [results.as_json(figure) for figure in figures],
    }
    path = out / f"{stamp}.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{results.table(figures)}\n")
    missed = [figure for figure in figures if not figure.is_met]
    print(f"{len(figures)} figures, {len(missed)} miss their limit; written to {path}")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return int(bool(missed or failed))


def _succeeds(name: str, size: int, lines: Path) -> bool:
    """Whether the bench ran to its end. Status 1 is a bench's way to say that a limit is missed: the figures tell that."""
    bench = BENCHES[name]
    before = len(results.read(lines))
    environment = {**os.environ, "BENCH_RESULTS": str(lines)}
    status = subprocess.call([sys.executable, "-m", bench.module, *bench.arguments(size)], cwd=ROOT, env=environment)
    recorded = results.read(lines)[before:]
    return status == 0 or (status == 1 and any(not figure.is_met for figure in recorded))


def _commit() -> str:
    asked = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--size", type=int, default=10_000, help="stories in the archives that speed is measured on")
    parser.add_argument("--out", type=Path, default=ROOT / "bench-results", help="folder of the JSON files")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(f"{name:12} {bench.about}" for name, bench in BENCHES.items()))
        return 0
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    return run(options.names or list(BENCHES), options.size, options.out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
