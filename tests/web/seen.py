"""What every page must hold to when it is seen in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page

_WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"


def assert_accessible(page: Page) -> None:
    """The page, with all of it unfolded, has no violation that axe-core finds."""
    page.evaluate(_OPEN_ALL)
    found = Axe().run(page, options={"runOnly": _WCAG_22_AA})
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def assert_fits(page: Page, width: int) -> None:
    """The page, with all of it unfolded, does not scroll sideways."""
    page.evaluate(_OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def worked_s(browser: Browser, address: str, tries: int = 3) -> float:
    """Seconds of processor time that Chromium needs for a page until it is painted.

    It is the time of the page's own thread, which other work of the machine does not lengthen, and
    the least of some tries. The page is asked for once before: not its making is measured.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address, timeout=120_000)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    best = min(_worked_s(page, tools, address) for _ in range(tries))
    context.close()
    return best


def _worked_s(page: Page, tools: CDPSession, address: str) -> float:
    page.goto("about:blank")
    before = _task_s(tools)
    page.goto(address, wait_until="load")
    page.evaluate(UNTIL_PAINTED)
    return _task_s(tools) - before


def _task_s(tools: CDPSession) -> float:
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


UNTIL_PAINTED = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
)
