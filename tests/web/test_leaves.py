"""A dossier with very much behind it: over several pages, each light, and nothing is lost."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.core.findings import Dossier
from onrecord.web.app import create_app
from onrecord.web.citing import cited_evidence
from onrecord.web.leaves import ON_A_LEAF, front_of, leaves_of
from onrecord.web.links import Links, Pages
from onrecord.web.live import live_links
from onrecord.web.opened import Opened
from onrecord.web.render import dossier_html
from onrecord.web.site import Site, build_site
from tests.web import large

DOSSIER = "/dossier/mara-vale/karsia"
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return large.record(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def dossier(location: str) -> Dossier:
    with pipeline.open_record(location) as store:
        return pipeline.dossier(store, "mara-vale", "karsia")


@pytest.fixture(scope="module")
def client(location: str) -> Iterator[TestClient]:
    with TestClient(create_app(Opened(location=location))) as made:
        yield made


class Page(HTMLParser):
    """The ids and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            if name == "href" and value:
                self.addresses.append(value)


def test_each_page_of_a_large_dossier_is_light(client: TestClient, dossier: Dossier) -> None:
    assert len(dossier.evidence) > 150
    pages = [DOSSIER, *re.findall(rf'href="({DOSSIER}/[^"#]*)', client.get(DOSSIER).text)]

    sizes = {address: len(client.get(address).content) for address in pages}
    assert len(sizes) > 5
    assert max(sizes.values()) < MOST_BYTES, sizes


def test_every_address_of_a_large_dossier_leads_to_an_anchor(client: TestClient) -> None:
    known: dict[str, Page] = {}

    def page(address: str) -> Page:
        if address not in known:
            answer = client.get(address)
            assert answer.status_code == 200, address
            known[address] = Page(answer.text)
        return known[address]

    for start in (DOSSIER, f"{DOSSIER}/evidence?page=2", f"{DOSSIER}/all/timeline"):
        for address in page(start).addresses:
            name, _, anchor = unquote(address).partition("#")
            if not name.startswith(("http", "/static")):
                assert not anchor or anchor in page(name or start).ids, (start, address)


def test_the_leaves_hold_all_that_is_cited_once_and_in_order(dossier: Dossier) -> None:
    leaves = leaves_of(dossier, live_links())

    keys = [item.id for leaf in leaves for item in leaf.evidence]
    assert keys == list(cited_evidence(dossier))
    dates = [i.date.earliest for leaf in leaves for i in leaf.evidence if i.date is not None]
    assert dates == sorted(dates)
    assert all(len(leaf.evidence) <= ON_A_LEAF for leaf in leaves)


def test_what_the_front_leaves_out_stands_on_the_page_that_it_names(
    client: TestClient, dossier: Dossier
) -> None:
    front, more = front_of(dossier, live_links())

    assert len(front.timeline) < len(dossier.timeline)
    assert front.timeline == dossier.timeline[-len(front.timeline) :]
    whole = client.get(more["timeline"].address).text
    assert whole.count('<span class="said">') == len(dossier.timeline)
    shown = client.get(DOSSIER).text
    assert f"All {len(dossier.timeline)} entries" in shown
    assert f'href="{more["timeline"].address}"' in shown


def test_a_section_or_page_that_is_none_is_said(client: TestClient) -> None:
    for address in (f"{DOSSIER}/all/nothing", f"{DOSSIER}/evidence?page=99"):
        assert client.get(address).status_code == 404


def test_pages_of_a_dossier_as_of_a_day_are_of_that_day(client: TestClient) -> None:
    asked = "as_of=2019-06"
    then = client.get(f"{DOSSIER}?{asked}").text
    inner = re.findall(rf'href="({DOSSIER}/(?:evidence|all)[^"#]*)', then)

    assert inner
    assert all(asked in address for address in inner)
    assert "As of June 2019" in client.get(f"{DOSSIER}/all/timeline?{asked}").text


def test_a_dossier_in_a_file_of_its_own_holds_everything(dossier: Dossier) -> None:
    page = dossier_html(dossier)

    assert page.count('<li id="e-') == len(cited_evidence(dossier))
    assert leaves_of(dossier, Links(Pages(), ""))[0].address == ""


def test_the_site_of_a_large_dossier_has_the_same_pages_and_no_dead_link(
    location: str, dossier: Dossier, tmp_path: Path
) -> None:
    with pipeline.open_record(location) as store:
        site = Site(
            dossiers=(dossier,),
            people=store.people(),
            topics=pipeline.named_topics(store),
            readings=[store.reading(key) for key in store.document_ids()],
        )
    folder = build_site(site, tmp_path / "site").parent

    pages = {path: Page(path.read_text("utf-8")) for path in (folder / "dossier").iterdir()}
    assert len(pages) > 5
    assert all(path.stat().st_size < MOST_BYTES for path in pages)
    sources = {path: Page(path.read_text("utf-8")) for path in (folder / "source").iterdir()}
    for path, page in (*pages.items(), *sources.items()):
        for address in page.addresses:
            name, _, anchor = unquote(address).partition("#")
            if name.startswith("http"):
                continue
            target = (path.parent / name).resolve() if name else path
            assert target.exists(), (path.name, address)
            held = pages.get(target) or sources.get(target)
            assert not anchor or held is None or anchor in held.ids, (path.name, address)
    assert any("evidence-" in address for page in sources.values() for address in page.addresses)
