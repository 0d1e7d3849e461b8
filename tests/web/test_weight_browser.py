"""A large dossier on a slow phone.

The DevTools can hold a processor back, but not free it from what else a machine of tests does; so
the processor time of the page is measured, and a phone takes so many times as much.
`benchmarks/page_weight.py` holds the processor back, on a real record and an idle machine.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from onrecord.web.opened import Opened
from tests.web import large, served
from tests.web.seen import assert_accessible, assert_fits, worked_s

pytestmark = pytest.mark.browser
_PHONE = 6
DOSSIER = "/dossier/mara-vale/karsia"
PAGES = (
    DOSSIER,
    f"{DOSSIER}/evidence?page=2",
    f"{DOSSIER}/all/timeline",
    f"{DOSSIER}/all/sources",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = large.record(tmp_path_factory.mktemp("heavy"))
    with served.serving(Opened(location=location)) as at:
        yield at


def test_a_large_dossier_is_shown_within_a_second_on_a_slow_phone(
    browser: Browser, address: str
) -> None:
    for page in PAGES:
        assert _PHONE * worked_s(browser, address + page) < 1.0, page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_large_dossier_meet_wcag_aa(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for name in PAGES:
        page.goto(name)
        assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for name in PAGES:
        page.goto(name)
        assert_fits(page, 390)
    context.close()


def test_a_mark_of_the_chart_leads_to_the_words_that_it_counts(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(DOSSIER)
    mark = page.locator(".chart a .mark").first
    told = mark.locator("title").text_content() or ""
    mark.click()

    assert page.locator(":target").is_visible()
    assert "Vale" in page.locator("main").inner_text()
    page.goto(DOSSIER)
    page.get_by_text("The chart as a table").click()
    row = page.locator(f"tr:has(th:text-is('{told.partition(':')[0]}'))")
    row.get_by_role("link").first.click()
    assert page.locator(":target").is_visible()
    context.close()
