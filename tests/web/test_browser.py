"""What a reader sees in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from onrecord.web.audit import audit_html
from onrecord.web.render import dossier_html
from onrecord.web.site import build_site
from tests import audits
from tests.web import examples
from tests.web.seen import assert_accessible, assert_fits

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "search.html",
    "sources.html",
    "methodology.html",
    "person/mara-vale.html",
    "topic/karsia.html",
    "dossier/mara-vale.on.karsia.html",
    "alone.html",
    "audit.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build_site(examples.site(), tmp_path_factory.mktemp("web") / "site").parent
    (built / "alone.html").write_text(dossier_html(examples.dossier()), "utf-8")
    (built / "audit.html").write_text(audit_html(audits.audit()), "utf-8")
    return built


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def source_pages(folder: Path) -> list[str]:
    return [f"source/{path.name}" for path in sorted((folder / "source").iterdir())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_meet_wcag_aa(page: Page, folder: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name in (*PAGES, *source_pages(folder)):
        page.goto(f"{folder.as_uri()}/{name}")
        assert_accessible(page)


def test_no_page_is_wider_than_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for name in (*PAGES, *source_pages(folder)):
        page.goto(f"{folder.as_uri()}/{name}")
        assert_fits(page, 390)


def test_a_sentence_opens_its_words_and_the_words_open_the_source(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/dossier/mara-vale.on.karsia.html")
    sentence = page.locator("#summary .sentence").first
    words = sentence.locator("blockquote")
    assert not words.is_visible()

    sentence.locator("summary").click()
    assert "there will be no talks" in words.inner_text()
    assert "March 1, 2019" in sentence.locator(".about").inner_text()
    words.locator("a").click()

    assert "/source/" in page.url
    lit = page.locator("mark.content:target")
    lit = lit if lit.count() else page.locator(":target")
    assert lit.is_visible()
    assert lit.evaluate("(m) => m.getBoundingClientRect().top < innerHeight")


def test_a_click_on_a_claim_shows_the_evidence_beside_it(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/audit.html")
    reason = page.locator("#n-2")
    assert not reason.is_visible()

    page.locator("mark.sound").click()

    assert reason.is_visible()
    assert "The harbour is closed" in reason.inner_text()
    mark, card = page.locator("mark.sound").bounding_box(), reason.bounding_box()
    assert mark is not None
    assert card is not None
    assert card["x"] > mark["x"]
    assert abs(card["y"] - mark["y"]) < 200


def test_all_pieces_of_a_statement_light_up(page: Page, folder: Path) -> None:
    harbours = examples.evidence()["harbours"].citations[0]
    stem = harbours.selector.document.removeprefix("sha256:")[:20]
    page.goto(f"{folder.as_uri()}/source/{stem}.html#s-{harbours.telling}")

    colours = page.locator(f".t-s-{harbours.telling}").evaluate_all(
        "(marks) => marks.map((mark) => getComputedStyle(mark).backgroundColor)"
    )

    assert len(colours) == 4
    assert set(colours) == {"rgb(238, 210, 115)"}


def test_search_works_from_a_folder(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/index.html")
    page.get_by_label("Search the record").fill("fishing agreement")
    page.keyboard.press("Enter")

    page.wait_for_selector("#results li")
    assert page.locator("#status").inner_text() == "1 found."
    assert not page.locator("#plain-index").is_visible()
    page.locator("#results a").click()
    assert "/source/" in page.url


def test_search_says_when_it_finds_nothing(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/search.html?q=zeppelin")

    page.wait_for_function("document.getElementById('status').textContent")
    assert "Nothing in the record" in page.locator("#status").inner_text()


def test_without_javascript_the_index_leads_everywhere(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/search.html?q=karsia")

    assert page.locator("#plain-index a").first.is_visible()
    page.get_by_role("link", name="Mara Vale on Karsia").click()
    assert page.locator("h1").inner_text() == "Mara Vale on Karsia"
    page.locator("#key-points summary").first.click()
    assert page.locator("#key-points blockquote").first.is_visible()
    context.close()


def test_in_print_there_is_no_navigation_and_the_paper_is_white(page: Page, folder: Path) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{folder.as_uri()}/dossier/mara-vale.on.karsia.html")

    assert not page.locator(".masthead nav").is_visible()
    assert page.locator(".chart").is_visible()
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
