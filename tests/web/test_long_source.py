"""A very long transcript: light pages, and every permalink leads to its words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.core.evidence import Reading
from onrecord.documents.facts import Defaults
from onrecord.web.app import create_app
from onrecord.web.links import Links, Pages, words_anchor
from onrecord.web.live import live_links
from onrecord.web.opened import Opened
from onrecord.web.site import Site, build_site
from tests.web import served

TURNS = 400
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("long")
    talk = folder / "talk.txt"
    talk.write_text("\n\n".join(_turns()), "utf-8")
    location = str(folder / "long.db")
    with pipeline.open_record(location, create=True) as store:
        pipeline.add(store, [str(talk)], Defaults())
    return location


def _turns() -> Iterator[str]:
    for n in range(TURNS):
        who = ("MARA VALE", "Q", "VIKTOR SORN")[n % 3]
        yield (
            f"{who}: We will keep gate {n} of the harbour open, whatever others write of it."
            f" Karsia has never paid for pier {n}, and nobody at this table ever asked for that."
        )


@pytest.fixture(scope="module")
def reading(location: str) -> Reading:
    with pipeline.open_record(location) as store:
        (key,) = store.document_ids()
        return store.reading(key)


@pytest.fixture(scope="module")
def client(location: str) -> Iterator[TestClient]:
    with TestClient(create_app(Opened(location=location))) as made:
        yield made


def test_the_pages_are_light_and_hold_all_of_it(client: TestClient, reading: Reading) -> None:
    assert len(reading.statements) > TURNS / 2
    pages = list(served.followed(client, f"/source/{reading.document.id}"))

    assert len(pages) > 2
    assert max(len(page.encode()) for page in pages) < MOST_BYTES
    for n in (0, TURNS // 2, TURNS - 1):
        assert any(f"gate {n} of" in re.sub("<[^>]+>", "", page) for page in pages)
    assert client.get(f"/source/{reading.document.id}?page=99").status_code == 404


def test_every_permalink_leads_to_its_words(client: TestClient, location: str) -> None:
    with pipeline.open_record(location) as store:
        citations = [citation for item in store.evidence() for citation in item.citations]
    links = {c.telling: live_links().words(c) or "" for c in citations}
    pages: dict[str, str] = {}

    for telling, link in links.items():
        address, _, anchor = link.partition("#")
        if address not in pages:
            pages[address] = client.get(address).text
        assert anchor == words_anchor(telling)
        assert f'id="{anchor}"' in pages[address], link
    assert len(pages) > 2


def test_the_site_has_the_same_pages(reading: Reading, location: str, tmp_path: Path) -> None:
    with pipeline.open_record(location) as store:
        citations = [citation for item in store.evidence() for citation in item.citations]
    folder = build_site(Site(readings=[reading]), tmp_path / "site").parent
    links = Links(Pages(documents=frozenset({reading.document.id})), "")

    for citation in citations:
        address, _, anchor = (links.words(citation) or "").partition("#")
        assert f'id="{anchor}"' in (folder / address).read_text("utf-8")
    assert len(list((folder / "source").iterdir())) > 2
    for page in (folder / "source").iterdir():
        for address in re.findall(r'<a rel="[a-z]+" href="([^"]+)"', page.read_text("utf-8")):
            assert (page.parent / address).resolve().exists()


def test_a_note_leads_to_everything_on_its_statement(client: TestClient, reading: Reading) -> None:
    page = client.get(f"/source/{reading.document.id}?page=2").text
    links = re.findall(r'href="(/statement/[^"]+)">Everything on it</a>', page)

    assert len(links) > 50
    told = client.get(links[0]).text
    assert re.search(r'href="/source/[0-9a-f]+\?page=2#s-', told)
