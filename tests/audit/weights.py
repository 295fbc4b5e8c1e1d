"""What a first visit to a page brings over the wire, told by the browser: headers and compressed bodies, by kind of file."""

from collections import Counter
from typing import Any

from playwright.sync_api import Browser

from tests.audit import tools
from tests.audit.newsroom import Newsroom
from tests.audit.result import Result, Row

# Most bytes of the article page, from issue to issue the same; 1 KB is 1024 bytes.
MOST = {"Document": 20, "Stylesheet": 15, "Script": 10, "Font": 120}
NAMES = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JavaScript", "Font": "fonts", "Image": "pictures"}
# These pages are weighed too, so that growth is seen; only the article page has targets.
PAGES = ("article", "front", "section", "live coverage", "gallery", "text of a story")


def measure(newsroom: Newsroom) -> Result:
    result = Result(
        "Weights",
        "What a first visit at 390 pixels brings over the wire, with headers, as Chromium counts it (`encodedDataLength`). "
        "Pictures: those that the first screen and what is near it ask for.",
    )
    with tools.browser() as browser:
        for page in PAGES:
            weighed = _weigh(browser, newsroom, newsroom.address(page))
            for kind, name in NAMES.items():
                most = MOST.get(kind) if page == "article" else None
                size = weighed[kind] / 1024
                target = f"≤ {most} KB" if most else ""
                result.rows.append(Row(f"{page}: {name}", f"{size:.1f} KB", target, most is None or size <= most))
    return result


def _weigh(browser: Browser, newsroom: Newsroom, address: str) -> Counter[str]:
    context = tools.visitor(browser, newsroom)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    session = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()

    def asked(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other")

    def came(event: dict[str, Any]) -> None:
        sizes[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    context.close()
    return sizes
