"""The JSON-LD of pages: what it calls a quotation, a claim, and nothing; that it reads back."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Factuality, Form, Statement
from onrecord.core.findings import Evidence
from onrecord.web.app import create_app
from onrecord.web.linked import evidence_data
from onrecord.web.links import Links, Pages
from onrecord.web.opened import Opened
from onrecord.web.site import build_site
from tests.web import examples, served

Json = dict[str, Any]
NOWHERE = Links(Pages(), "")
ADDRESSES = (
    "/search?q=gas",
    "/person/mara-vale",
    "/dossier/mara-vale/karsia",
    "/dossier/mara-vale/karsia/timeline?at=2018-07",
    "/tensions?person=Mara+Vale",
    "/compare?topic=Karsia&person=Mara+Vale&person=Viktor+Sorn",
)


class Blocks(HTMLParser):
    """The graphs of a page, as a parser of HTML finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.graphs: list[list[Json]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            block = json.loads(data)
            assert block["@context"] == "https://schema.org"
            self.graphs.append(block["@graph"])

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def graph_of(page: str) -> list[Json]:
    graphs = Blocks(page).graphs
    return graphs[0] if graphs else []


def told(graph: list[Json]) -> list[Json]:
    return [node for node in graph if node["@type"] in ("Quotation", "Claim")]


def assert_sound(graph: list[Json], texts: dict[str, str]) -> None:
    """Each told thing has its words in a document of the graph; what is named is in the graph."""
    nodes = {node["@id"]: node for node in graph}
    assert len(nodes) == len(graph)
    for node in told(graph):
        written = node["isPartOf" if node["@type"] == "Quotation" else "appearance"]
        best = texts[nodes[written[0]["@id"]]["identifier"]]
        assert node["text"]
        assert all(piece in best for piece in node["text"].split(" … ")), node
        if "creator" in node:
            assert nodes[node["creator"]["@id"]]["name"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    return served.record(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def client(record: str) -> Iterator[TestClient]:
    with TestClient(create_app(Opened(location=record))) as made:
        yield made


@pytest.fixture(scope="module")
def texts(record: str) -> dict[str, str]:
    with pipeline.open_record(record) as store:
        return {document.id: document.text for document in store.documents()}


def test_every_live_page_that_shows_words_tells_them(
    client: TestClient, texts: dict[str, str]
) -> None:
    evidence = client.get("/api/v1/search?q=gas").json()["items"][0]
    own = (f"/statement/{evidence['id']}", f"/source/{evidence['document']}")
    for address in (*ADDRESSES, *own):
        graph = graph_of(client.get(address).text)
        assert told(graph), address
        assert_sound(graph, texts)


def test_pages_that_show_no_words_tell_nothing(client: TestClient) -> None:
    for address in ("/", "/people", "/methodology.html", "/audit"):
        assert Blocks(client.get(address).text).graphs == []


def test_a_live_page_tells_as_much_as_it_shows(client: TestClient) -> None:
    page = client.get("/search?q=gas&record=statement&form=direct").text

    assert len(told(graph_of(page))) == page.count("<blockquote")
    assert {node["@type"] for node in told(graph_of(page))} == {"Quotation"}


def test_every_page_of_the_site_that_shows_words_tells_them(tmp_path: Path) -> None:
    site = examples.site()
    folder = build_site(site, tmp_path / "site").parent
    texts = {reading.document.id: reading.document.text for reading in site.readings}
    pages = {page: page.read_text("utf-8") for page in folder.rglob("*.html")}
    telling = {page.relative_to(folder).parts[0]: 0 for page in pages}
    for page, html in pages.items():
        graph = graph_of(html)
        assert_sound(graph, texts)
        assert bool(told(graph)) == bool(re.search(r'<blockquote|class="note"', html)), page
        telling[page.relative_to(folder).parts[0]] += len(told(graph))

    assert all(telling[part] for part in ("index.html", "person", "dossier", "source"))


def a_statement() -> tuple[Evidence, Document]:
    site = examples.site()
    item = next(
        e
        for e in site.evidence
        if isinstance(e.telling, Statement) and e.telling.form is Form.DIRECT
    )
    documents = {reading.document.id: reading.document for reading in site.readings}
    return item, documents[item.citations[0].selector.document]


@pytest.mark.parametrize(
    ("form", "factuality", "expected"),
    [
        (Form.DIRECT, Factuality.SAID, ["Quotation"]),
        # the writer's words are in it: no quotation of the speaker
        (Form.MIXED, Factuality.SAID, ["Claim"]),
        (Form.INDIRECT, Factuality.SAID, ["Claim"]),
        (Form.DIRECT, Factuality.NOT_SAID, []),
        (Form.INDIRECT, Factuality.HYPOTHETICAL, []),
    ],
)
def test_a_report_of_words_is_not_the_words(
    form: Form, factuality: Factuality, expected: list[str]
) -> None:
    item, _ = a_statement()
    assert isinstance(item.telling, Statement)
    item = replace(item, telling=replace(item.telling, form=form, factuality=factuality))

    assert [node["@type"] for node in told(graph_of(evidence_data([item], NOWHERE)))] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2018-07-16", {"dateCreated": "2018-07-16"}),
        ("2018-07", {"dateCreated": "2018-07"}),
        # neither is an ISO 8601 date: a day of it would be made up
        ("2017-11~", {"temporalCoverage": "2017-11~"}),
        ("2018-07-13/2018-07-15", {"temporalCoverage": "2018-07-13/2018-07-15"}),
        (None, {}),
    ],
)
def test_a_date_is_no_more_precise_than_its_source(said: str | None, expected: Json) -> None:
    item, _ = a_statement()
    assert isinstance(item.telling, Statement)
    item = replace(item, telling=replace(item.telling, said=Edtf(said) if said else None))
    (node,) = told(graph_of(evidence_data([item], NOWHERE)))

    found = {name: node[name] for name in ("dateCreated", "temporalCoverage") if name in node}
    assert found == expected


@given(st.text() | st.sampled_from(["</script><script>x()</script>", "<!--<script>", "\ud800"]))
def test_no_words_end_the_block(words: str) -> None:
    item, _ = a_statement()
    cited = replace(item.citations[0], title=words or None, publisher=words or None)
    html = str(evidence_data([replace(item, citations=(cited,))], NOWHERE))

    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    (work,) = [node for node in json.loads(inside)["@graph"] if node["@id"].startswith("_:")]
    if words:
        assert work["name"] == words.encode("utf-8", "replace").decode("utf-8")
