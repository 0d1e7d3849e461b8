"""What every page must hold to when it is seen in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
