"""The documentation site: it builds without a warning, its links hold, it loads nothing foreign."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.web.conftest import browser  # noqa: F401  a fixture

ROOT = Path(__file__).parents[1]
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    built = subprocess.run(
        [*command, str(out)], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return out


class Addresses(HTMLParser):
    """Where a page leads, what it loads, and the ids that it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.leads.append(given["href"] or "")
        address = given.get(LOADING.get(tag, "")) or ""
        if address and given.get("rel") not in ("canonical", "next", "prev"):
            self.loads.append(address)


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {page: Addresses(page) for page in site.rglob("*.html") if page.name != "404.html"}

    dead = [
        (str(page.relative_to(site)), address)
        for page, found in pages.items()
        for address in (*found.leads, *found.loads)
        if not urlsplit(address).scheme and not leads(page, address, pages)
    ]
    assert len(pages) > 12
    assert dead == []


def leads(page: Path, address: str, pages: dict[Path, Addresses]) -> bool:
    path, _, anchor = unquote(address).partition("#")
    target = (page.parent / path).resolve() if path else page
    target = target / "index.html" if target.is_dir() else target
    if not target.exists():
        return False
    return not anchor or target not in pages or anchor in pages[target].ids


def test_it_loads_nothing_from_elsewhere(site: Path) -> None:
    foreign = {
        address
        for page in site.rglob("*.html")
        for address in Addresses(page).loads
        if urlsplit(address).netloc
    }
    styles = {
        address
        for sheet in site.rglob("*.css")
        for address in re.findall(r"(?:url\(|@import )[\"']?(https?://[^)\"']+)", sheet.read_text())
    }
    assert foreign | styles == set()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.browser
def test_in_a_browser_it_asks_nobody_else_and_its_search_finds(
    browser: Browser,  # noqa: F811
    address: str,
) -> None:
    page = browser.new_page()
    foreign: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(address) else foreign.append(r.url))
    for name in ("", "architecture/", "commands/", "benchmarks/RESULTS/"):
        page.goto(f"{address}/{name}")
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
    page.goto(address)
    field = page.get_by_placeholder("Search").first
    field.click()
    field.press_sequentially("register", delay=20)
    page.wait_for_selector(".md-search-result__item")
    page.close()

    assert foreign == []
