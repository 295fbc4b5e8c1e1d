"""What every test may use: a small cast with fixed rights, a media folder of its own, a real browser."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from articles.editorial import due

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> Path:
    """Every test writes its files into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look for what is due comes at a process's first request: counts of queries shall not depend on which that is."""
    monkeypatch.setattr(due, "LOOK_EVERY", timedelta(days=100_000))
    monkeypatch.setattr(due, "_watch", due.Watch(looked_at=timezone.now()))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout")
    return SHARED


@pytest.fixture
def chief(db: None) -> User:
    """سلمى: everything."""
    return User.objects.create_superuser("chief", password="chief", first_name="سلمى", last_name="الحسن")


@pytest.fixture
def editor(db: None) -> User:
    """رامي: edits, publishes and withdraws stories of all sections, and keeps what belongs to them; deletes nothing."""
    user = User.objects.create_user("editor", password="editor", first_name="رامي", last_name="دياب", is_staff=True)
    models = ["article", "image", "author", "tag", "byline", "relatedlink", "correction"]
    models += ["liveentry", "galleryitem", "breakingnews"]
    verbs = ["add", "change", "view"]
    codenames = [f"{verb}_{model}" for verb in verbs for model in models]
    codenames += ["publish_article", "withdraw_article", "edit_others_article", "all_sections"]
    codenames += ["view_section", "delete_byline", "delete_relatedlink"]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))
    return user


@pytest.fixture
def reporter(db: None) -> User:
    """هدى: writes stories of her own, publishes none."""
    user = User.objects.create_user("reporter", password="reporter", first_name="هدى", last_name="مراد", is_staff=True)
    codenames = ["add_article", "change_article", "view_article", "view_section", "view_image", "view_author", "view_tag"]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))
    return user


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one process a run."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.fail("No Chromium on this machine: run `make test`, which installs it, or `apt-get install chromium`.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor: no cookies, Arabic, the newsroom's time zone."""
    visitor = browser.new_context(locale="ar", timezone_id="Asia/Damascus", viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(15_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of that visitor's; the test fails on any error of the page's own scripts."""
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert errors == []


@pytest.fixture
def sign_in(live_server: Any) -> Any:
    """``sign_in(page, "editor")``: through the sign-in form, as a person does (password = user name)."""

    def _sign_in(page: Page, username: str) -> None:
        page.goto(f"{live_server.url}/admin/login/?next=/admin/")
        page.fill("#id_username", username)
        page.fill("#id_password", username)
        page.click("[type=submit]")
        page.wait_for_url(re.compile(r"/admin/$"))

    return _sign_in
