"""axe-core on every page kind, in both themes, at three widths; and nothing that runs out of the page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.audit import tools
from tests.audit.newsroom import Newsroom
from tests.audit.result import Result, Row

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")


def measure(newsroom: Newsroom) -> Result:
    result = Result(
        "Accessibility",
        "axe-core (WCAG 2.0 to 2.2, A and AA, and its best practices) on every page kind, light and dark, "
        f"at {', '.join(map(str, WIDTHS))} pixels. No page may be wider than its window.",
    )
    axe = Axe.from_file(tools.AXE)
    runs = 0
    with tools.browser() as browser:
        for language in ("ar", "en"):
            context = tools.visitor(browser, newsroom, language=language)
            tab = context.new_page()
            for kind in [kind for kind in newsroom.pages if tools.language_of(kind) == language]:
                tab.goto(newsroom.address(kind))
                for width in WIDTHS:
                    tab.set_viewport_size({"width": width, "height": 900})
                    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
                    result.faults += [f"{kind}, {width}: {wide} pixels too wide"] if wide > 0 else []
                    for theme in THEMES:
                        tab.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                        result.faults += [f"{kind}, {width}, {theme}: {fault}" for fault in _violations(axe, tab)]
                        runs += 1
            context.close()
    result.rows.append(Row("runs", str(runs), "every kind, theme and width", met=True))
    result.rows.append(Row("violations", str(len(result.faults)), "0", not result.faults))
    return result


def _violations(axe: Axe, tab: Page) -> list[str]:
    found = axe.run(tab, options=RULES).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]
