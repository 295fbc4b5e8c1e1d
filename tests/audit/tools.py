"""The programs that the audit calls: npm's, pinned in package.json, and the machine's Chromium."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.audit.newsroom import Newsroom
from tests.conftest import CHROMIUM_FLAGS

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("No Chromium on this machine: apt-get install chromium.")


def node(program: str, *arguments: str) -> list[str]:
    """The command line of an npm program of ours."""
    return [str(MODULES / ".bin" / program), *arguments]


def run(command: list[str], *, folder: Path = HERE, seconds: int = 180, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(Path.home()), **environment}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=seconds, check=False)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield started
        started.close()


def visitor(browser: Browser, newsroom: Newsroom, *, language: str = "ar") -> BrowserContext:
    """A reader who was never here, with the language chosen; nothing is kept by a worker of an earlier page."""
    context = browser.new_context(locale="ar", timezone_id="Asia/Damascus", service_workers="block")
    if language != "ar":
        context.add_cookies([{"name": "django_language", "value": language, "url": newsroom.url}])
    return context


def language_of(kind: str) -> str:
    return "en" if kind.endswith(", English") else "ar"
