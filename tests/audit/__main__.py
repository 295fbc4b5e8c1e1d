"""``python -m tests.audit``: measure, write docs/audit.md, fail where a target is missed. ``--only`` measures some parts."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.audit.newsroom import Newsroom
    from tests.audit.result import Result

ROOT = Path(__file__).resolve().parent.parent.parent
# What each part found last, so that one can be measured again alone; the page in docs/ is written of all.
RESULTS = ROOT / "audit-results"


def parts() -> dict[str, "Callable[[Newsroom], Result]"]:
    from tests.audit import accessibility, crawl, lighthouse, machines, markup, weights  # noqa: PLC0415

    return {
        "lighthouse": lighthouse.measure,
        "weights": weights.measure,
        "html": markup.measure,
        "machines": machines.measure,
        "crawl": crawl.measure,
        "accessibility": accessibility.measure,
    }


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    reader.add_argument("--only", default="", help="parts to measure, divided by commas (default: all)")
    reader.add_argument("--data", default="", help="keep the demo newsroom in this folder and use it again")
    options = reader.parse_args()
    data = options.data or tempfile.mkdtemp(prefix="newsroom-audit-")
    os.environ |= {"DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "tests.audit.settings"}
    # Playwright's loop runs in this thread while the newsroom's pages are looked up.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    for name in ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "DEBUG"):
        os.environ.pop(name, None)
    try:
        return audit([name for name in options.only.split(",") if name])
    finally:
        if not options.data:
            shutil.rmtree(data, ignore_errors=True)


def audit(only: list[str]) -> int:
    import django  # noqa: PLC0415 (the environment is set only now)

    django.setup()
    from tests.audit import newsroom, report  # noqa: PLC0415

    known = parts()
    unknown = [name for name in only if name not in known]
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. Parts: {', '.join(known)}.")
    print("Building the demo newsroom ...", flush=True)
    pages, hidden = newsroom.build()
    RESULTS.mkdir(exist_ok=True)
    with newsroom.served(pages, hidden) as served:
        for name in only or known:
            print(f"Measuring: {name} ...", flush=True)
            result = known[name](served)
            (RESULTS / f"{name}.json").write_text(json.dumps(result.as_data(), ensure_ascii=False, indent=1), encoding="utf-8")
            print(report.in_words(result), flush=True)
    found = report.read_all(RESULTS, list(known))
    report.write(ROOT / "docs" / "audit.md", found)
    return 0 if all(result.is_met for result in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
