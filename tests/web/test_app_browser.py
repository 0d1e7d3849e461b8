"""The running server as a person uses it, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, Request

from onrecord.web import app, aside, dossier_views
from onrecord.web.opened import Opened
from onrecord.web.views import Views
from tests.web import served
from tests.web.seen import assert_accessible, assert_fits

pytestmark = pytest.mark.browser
FOUR = "topic=Karsia&person=Mara+Vale&person=Viktor+Sorn&person=Henrik+Aldous&person=Tomas+Brandt"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = served.record(tmp_path_factory.mktemp("served"))
    with served.serving(Opened(location=location)) as at:
        yield at


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that must cause no error, ask nobody else, and run no script from a document."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    opened = context.new_page()
    errors: list[str] = []
    foreign: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            foreign.append(request.url)

    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    opened.on("request", watch)
    yield opened
    assert opened.evaluate("window.hurt") is None
    context.close()
    assert errors == []
    assert foreign == []


@pytest.fixture(scope="module")
def every_page(address: str) -> tuple[str, ...]:
    """Each kind of page, with something on it and with nothing."""
    with httpx.Client(base_url=address) as client:
        (hit, *_) = client.get("/api/v1/search?q=war+criminal").json()["items"]
        assert client.get("/nowhere").status_code == 404
    source = hit["document"].removeprefix("sha256:")[:20]
    dossier = "/dossier/mara-vale/karsia"
    return (
        "/",
        "/people",
        "/topics",
        "/sources",
        "/search?q=gas&form=direct",
        "/search?q=zeppelin",
        "/person/mara-vale",
        "/topic/karsia",
        f"{dossier}?as_of=2018-12-31",
        f"{dossier}/evidence",
        f"{dossier}/all/timeline",
        f"{dossier}/timeline?at=2018",
        f"{dossier}/timeline?at=2018-07",
        f"/statement/{hit['id']}",
        f"/source/{source}",
        "/tensions",
        "/tensions?topic=Karsia&kind=reversal",
        "/compare",
        "/compare?topic=Karsia&person=Mara+Vale&person=Viktor+Sorn",
        f"/compare?{FOUR}",
        "/audit",
        "/add",
        "/methodology.html",
        "/nowhere",
    )


def test_every_page_of_the_server_is_among_them(every_page: tuple[str, ...]) -> None:
    views, opened = Views(Opened(location="")), Opened(location="")
    routers = (
        app._pages(views),
        app._dossiers(views),
        app._finds(views),
        app._forms(views, opened),
    )
    routes = [r for router in routers for r in router.routes if isinstance(r, APIRoute)]
    patterns = [r.path_regex for r in routes if "GET" in r.methods and r.path != "/index.html"]
    paths = [address.partition("?")[0] for address in every_page]

    assert len(patterns) > 15
    assert [p.pattern for p in patterns if not any(map(p.match, paths))] == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_meet_wcag_aa_and_fit(
    browser: Browser, address: str, every_page: tuple[str, ...], scheme: str, width: int
) -> None:
    context = browser.new_context(
        base_url=address,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 844},
    )
    page = context.new_page()
    for name in every_page:
        page.goto(name)
        assert_accessible(page)
        assert_fits(page, width)
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["/", "/topic/karsia", "/person/mara-vale", f"/compare?{FOUR}"])
def test_names_crossed_and_four_compared_are_seen_whole(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(name)

    wide = page.locator(".scroll:has(.matrix, .compare)")
    assert wide.count() == 1
    assert wide.evaluate("(region) => region.scrollWidth <= region.clientWidth")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_comes_of_a_form_meets_wcag_aa(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/audit")
    page.get_by_label("The text").fill("“Sorn is no war criminal,” Mara Vale wrote in 2022.")
    page.get_by_role("button", name="Audit").click()
    assert page.locator(".card").count() > 0
    assert_accessible(page)
    assert_fits(page, width)
    page.goto("/add")
    page.get_by_label("and addresses on the web").fill("http://127.0.0.1:9/a")
    page.get_by_role("button", name="Add").click()
    assert "not read" in page.locator("ul.items").inner_text()
    assert_accessible(page)
    assert_fits(page, width)


def test_from_a_search_to_the_words_in_the_source(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search the record").fill("war criminal")
    page.keyboard.press("Enter")
    page.locator("#results blockquote a").first.click()

    assert "/source/" in page.url
    assert "war criminal" in page.locator(":target").inner_text()


def test_the_answer_follows_what_is_typed_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/search")
    field = page.locator("#q")
    field.press_sequentially("war criminal", delay=20)
    page.wait_for_url("**q=war+criminal**")

    assert page.locator("#results li").count() >= 1
    page.reload()
    assert field.input_value() == "war criminal"


def test_a_facet_narrows_down_and_is_dropped_again(page: Page) -> None:
    page.goto("/search?q=Karsia")
    before = page.locator("#status").inner_text()
    page.locator(".facets").get_by_role("link", name="Mara Vale").click()
    narrowed = page.locator("#status").inner_text()
    page.get_by_role("link", name="Drop Who: Mara Vale").click()

    assert narrowed != before
    assert page.locator("#status").inner_text() == before


def test_from_a_person_to_a_dossier_to_its_statement(page: Page) -> None:
    page.goto("/people")
    page.get_by_role("link", name="Mara Vale", exact=True).click()
    page.get_by_role("link", name="On Karsia", exact=True).click()
    assert page.locator("h1").inner_text() == "Mara Vale on Karsia"

    page.goto("/search?q=war+criminal")
    page.get_by_role("link", name="citation").first.click()
    assert "/statement/" in page.url
    assert page.get_by_role("heading", name="Where it is written").is_visible()


def test_the_timeline_opens_down_to_days(page: Page) -> None:
    page.goto("/dossier/mara-vale/karsia/timeline")
    for step in ("the 2010s", "2018", "July 2018"):
        page.locator(".bars").get_by_role("link", name=step, exact=True).click()

    assert page.get_by_role("heading", name="Day by day").is_visible()
    assert page.locator("h1").inner_text() == "Timeline: July 2018"
    page.locator(".trail").get_by_role("link", name="2018", exact=True).click()
    assert page.locator("h1").inner_text() == "Timeline: 2018"


def test_a_column_of_the_timeline_opens_its_time_down_to_a_day(page: Page) -> None:
    page.goto("/dossier/mara-vale/karsia/timeline?at=2018")
    page.locator(".columns-of a", has=page.locator("title", has_text="July 2018")).click()
    assert page.locator("h1").inner_text() == "Timeline: July 2018"
    page.locator(".columns-of a").first.click()

    assert page.locator("h3:target").is_visible()
    assert page.locator("h3:target + .results li").count() >= 1


def test_people_are_set_side_by_side(page: Page) -> None:
    page.goto("/compare")
    page.get_by_label("On which topic").fill("Karsia")
    page.get_by_label("Person 1").fill("Mara Vale")
    page.get_by_label("Person 2").fill("Viktor Sorn")
    page.get_by_role("button", name="Compare").click()

    assert page.locator("h1").inner_text() == "Mara Vale and Viktor Sorn on Karsia"
    assert page.locator("table.compare tbody tr").count() > 1


def test_what_takes_long_to_find_comes_by_itself(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_views, "_FEW", 0)  # so that the example is a large record
    monkeypatch.setattr(aside, "PATIENCE_S", 0.0)
    page.goto("/tensions?person=Mara+Vale")
    assert "are being held against each other" in page.get_by_role("status").inner_text()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert_accessible(page)
        assert_fits(page, width)

    page.wait_for_selector("section.tension", timeout=60_000)
    assert page.locator(".pair .side blockquote").count() > 1


def test_a_pasted_text_is_marked_and_a_click_shows_the_evidence(page: Page) -> None:
    page.goto("/audit")
    page.get_by_label("The text").fill("“Sorn is a war criminal,” Mara Vale wrote in 2022.")
    page.get_by_role("button", name="Audit").click()
    mark = page.locator("mark.claim").first

    assert page.locator(".tally").inner_text()
    mark.click()
    assert page.locator(".card blockquote").first.is_visible()


def test_a_file_is_added_and_then_found(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse.txt"
    file.write_text("Mara Vale said on Monday: “The lighthouse of Ossel is for sale.”", "utf-8")
    page.goto("/add")
    page.get_by_label("Files").set_input_files(str(file))
    page.get_by_role("button", name="Add").click()
    assert "lighthouse.txt: new" in page.locator("ul.items").inner_text()

    page.goto("/search?q=lighthouse")
    assert "lighthouse of Ossel" in page.locator("#results").inner_text()


def test_of_many_files_one_sees_how_far_it_is_and_what_came_of_each(
    page: Page, tmp_path: Path
) -> None:
    names = [f"pier{n}.txt" for n in range(3)]
    for n, name in enumerate(names):
        (tmp_path / name).write_text(f"Mara Vale said on Monday: “Pier {n} is lost.”", "utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    page.goto("/add")
    page.evaluate(
        "() => { window.seen = []; new MutationObserver(() => seen.push(document.querySelector("
        "'#came [role=status]').textContent)).observe(document.querySelector('#came'),"
        " { subtree: true, childList: true }); }"
    )
    page.get_by_label("Files").set_input_files([str(tmp_path / n) for n in (*names, "bad.pdf")])
    page.get_by_role("button", name="Add").click()
    page.get_by_text("4 of 4 done.").wait_for()

    seen = page.evaluate("window.seen")
    for place, name in enumerate((*names, "bad.pdf"), 1):
        assert f"Reading {place} of 4: {name}" in seen
    came = page.locator("#came ul > li")
    assert came.count() == 4
    assert "bad.pdf: not read" in came.nth(3).inner_text()
    assert "1 statement" in came.nth(1).inner_text()
    came.nth(1).get_by_role("link").click()
    assert "Pier 1 is lost" in page.locator("article").inner_text()


@pytest.mark.parametrize(
    "name", ["'><img src=x onerror=window.hurt=1>.txt", "<script>window.hurt=1;.txt"]
)
def test_a_name_of_a_file_is_never_run(page: Page, tmp_path: Path, name: str) -> None:
    file, other = tmp_path / name, tmp_path / f"other {name}"
    text = "Foto: {0}\n\nMara Vale said on Monday: “The {1} is shut.”\n\nPhoto: {0} / Agency"
    file.write_text(text.format(served.PAYLOAD, f"crane {len(name)}"), "utf-8")
    other.write_text(text.format(served.PAYLOAD, f"dock {len(name)}"), "utf-8")
    for files in ([file], [file, other]):
        page.goto("/add")
        page.get_by_label("Files").set_input_files([str(f) for f in files])
        page.get_by_role("button", name="Add").click()
        page.locator("#came ul > li").nth(len(files) - 1).wait_for()
        assert name in page.locator("#came").inner_text()
        assert page.evaluate("window.hurt") is None
    page.locator("#came").get_by_role("link").first.click()
    assert name in page.locator(".facts").inner_text()
    assert page.evaluate("window.hurt") is None
    for address in (
        "/sources",
        "/person/mara-vale",
        "/search?q=shut",
        "/tensions?person=Mara+Vale",
    ):
        page.goto(address)
        assert page.evaluate("window.hurt") is None


def test_what_a_document_says_is_never_run(page: Page) -> None:
    page.goto("/search?q=no+way+to+talk")
    assert served.PAYLOAD in page.locator("#results").inner_text()
    for link in ("citation", "Read it in the source"):
        page.goto("/search?q=no+way+to+talk")
        page.get_by_role("link", name=link).first.click()
        page.wait_for_load_state()
        assert page.evaluate("window.hurt") is None
    assert page.locator("a[href^='javascript:']").count() == 0


def test_data_for_machines_is_no_script_that_the_policy_refuses(page: Page) -> None:
    page.goto("/dossier/mara-vale/karsia")
    data = page.locator("script[type='application/ld+json']")

    assert '"Quotation"' in (data.text_content() or "")  # and the page logged no error


def test_without_javascript_everything_reads(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/search?q=gas")

    assert page.locator("#results li").count() > 0
    page.locator(".facets").get_by_role("link", name="Mara Vale").click()
    assert page.locator("#results li").count() > 0
    context.close()
