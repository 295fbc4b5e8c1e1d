"""Lighthouse, mobile preset, on the three pages where readers arrive: medians of three runs."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from tests.audit import tools
from tests.audit.newsroom import Newsroom
from tests.audit.result import Result, Row

RUNS = 3
ATTEMPTS = 4
PAGES = ("front", "section", "article")
# Least scores of a hundred.
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_SHIFT = 0.01
TIMES = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def measure(newsroom: Newsroom) -> Result:
    result = Result(
        "Lighthouse",
        f"Lighthouse {_version()} in the machine's Chromium, mobile preset (simulated slow 4G, processor slowed four times), "
        f"medians of {RUNS} runs.",
    )
    for page in PAGES:
        runs = [_run(newsroom.address(page)) for _ in range(RUNS)]
        for category, least in LEAST.items():
            score = round(statistics.median(run["categories"][category]["score"] * 100 for run in runs))
            result.rows.append(Row(f"{page}: {category}", str(score), f"≥ {least}" if least < 100 else "100", score >= least))
            result.faults += _lost(page, category, runs) if score < least else []
        shift = statistics.median(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs)
        result.rows.append(Row(f"{page}: layout shift (CLS)", f"{shift:.4f}", f"≤ {MOST_SHIFT}", shift <= MOST_SHIFT))
        for key, name in TIMES.items():
            time = statistics.median(run["audits"][key]["numericValue"] for run in runs)
            result.rows.append(Row(f"{page}: {name}", f"{time:.0f} ms", "", met=True))
    return result


def _run(address: str) -> dict[str, Any]:
    """A run's whole report. One in which Chromium did not get so far as to score every category is made again."""
    for _ in range(ATTEMPTS):
        found = _report(address)
        if all(category["score"] is not None for category in found["categories"].values()):
            return found
    broken = {key: audit["errorMessage"] for key, audit in found["audits"].items() if audit.get("errorMessage")}
    raise RuntimeError(f"Lighthouse gave no score for {address}: {found.get('runtimeError')} {broken}")


def _report(address: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={path}", f"--chrome-flags={FLAGS}"]
        options.append(f"--only-categories={','.join(LEAST)}")
        outcome = tools.run(tools.node("lighthouse", address, *options), CHROME_PATH=tools.chromium(), TMPDIR=folder)
        if not path.exists():
            raise RuntimeError(f"Lighthouse failed on {address}: {outcome.stderr[-600:]}")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found


def _lost(page: str, category: str, runs: list[dict[str, Any]]) -> list[str]:
    """Which of its audits cost the category its points, from the last run."""
    refs = runs[-1]["categories"][category]["auditRefs"]
    audits = [runs[-1]["audits"][ref["id"]] for ref in refs if ref["weight"]]
    return [
        f"{page}, {category}: {audit['id']} {audit['score']} {audit.get('displayValue', '')}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


def _version() -> str:
    data = json.loads((tools.MODULES / "lighthouse" / "package.json").read_text(encoding="utf-8"))
    return str(data["version"])
