"""One record in a file and on a server: whatever is asked of them, they answer the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.cli import main
from onrecord.core.edtf import Edtf
from onrecord.documents.facts import Defaults
from onrecord.linking.register import parse_register
from onrecord.record.facets import Wanted
from onrecord.record.search import Query
from onrecord.record.store import Store
from onrecord.web.app import create_app
from onrecord.web.opened import Opened
from tests.conftest import NewRecord
from tests.record.worlds import OKORO, document, reading, said, statement

ODD = (
    "“Naïve señor Łukasz won’t re-open the café—not O’Hara’s one, not one,”",
    "“Nai\u0308ve sen\u0303or re open the cafe not one not one.”",
    "“ＡＢＣ 北京 ΣΊΣΥΦΟΣ İstanbul straße 10,000.5% e-mail@velland.example,”",
    "“the the the border the border_line NOT OR AND NEAR,”",
    "“A\0nul and a \ud83d surrogate, 🙂 and\u200bzero,”",
    "“Не откроем границу, сказала она: ёлка,”",
)


@dataclass(frozen=True, slots=True)
class Both:
    """The same record twice."""

    file: str
    server: str


@pytest.fixture(scope="module")
def both(
    sqlite: NewRecord, postgresql: NewRecord, tmp_path_factory: pytest.TempPathFactory
) -> Both:
    made = Both(sqlite(), postgresql())
    folder, register = pipeline.example_files()
    sources = tmp_path_factory.mktemp("sources")
    for path in folder.iterdir():
        if path.name != "register.toml":
            (sources / path.name).write_bytes(path.read_bytes())
    for location in (made.file, made.server):
        with pipeline.open_record(location, create=True) as store:
            store.extend_register(parse_register(register))
            pipeline.add(store, [str(sources)], Defaults())
            for number, words in enumerate(ODD):
                store.add(said(words, uri=f"odd {number}", date=f"203{number}-01"), (number, 7))
            store.add(said(ODD[0], uri="odd 0", title="Later", published=Edtf("2031-03-05")))
            store.merge("oren-sarrow", "mara-vale")
    return made


@pytest.fixture
def stores(both: Both) -> Iterator[tuple[Store, Store]]:
    with Store.open(both.file) as file, Store.open(both.server) as server:
        yield file, server


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("export", "--format", "jsonl"),
    ("export", "--format", "csv"),
    ("export", "--format", "jsonld"),
    ("people", "--json"),
    ("people",),
    ("topics", "--json"),
    ("tensions", "--json"),
    ("tensions", "--person", "Mara Vale"),
    ("dossier", "Mara Vale", "Karsia", "--format", "json"),
    ("dossier", "Mara Vale", "Karsia", "--format", "html"),
    ("dossier", "Mara Valle", "Karsia"),
    ("search", "sanctions", "--json"),
    ("search", '"the border"', "--json"),
    ("search", "Karsia", "--person", "Mara Vale", "--since", "2018", "--json"),
    ("verify",),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_print_the_same(both: Both, words: tuple[str, ...]) -> None:
    file, server = (
        CliRunner().invoke(main, [*words, "--record", location])
        for location in (both.file, both.server)
    )

    assert (server.exit_code, server.stderr) == (file.exit_code, file.stderr)
    assert server.stdout == file.stdout
    assert len(file.output) > 20


PAGES = (
    "/",
    "/people",
    "/topics",
    "/sources",
    "/tensions",
    "/search?q=the",
    "/search?q=sanctions&person=mara-vale",
    "/person/mara-vale",
    "/topic/karsia",
    "/dossier/mara-vale/karsia",
    "/dossier/mara-vale/karsia/timeline",
    "/compare?topic=karsia",
    "/source/%00",
    "/person/%00%ff",
    "/api/v1/people",
    "/api/v1/documents",
    "/api/v1/search?q=%22the%20border%22",
    "/api/v1/search?q=%00",
    "/api/v1/dossier?person=mara-vale&topic=karsia",
    "/api/v1/tensions?topic=karsia",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_server_answers_the_same(both: Both, page: str) -> None:
    answers = []
    for location in (both.file, both.server):
        opened = Opened(location=location)
        with TestClient(create_app(opened), raise_server_exceptions=False) as client:
            answer = client.get(page)
        opened.close()
        answers.append((answer.status_code, answer.text))

    assert answers[0] == answers[1]
    assert answers[0][0] == (404 if page.startswith(("/source/%", "/person/%")) else 200)


def test_sites_are_the_same(both: Both, tmp_path: Path) -> None:
    built = []
    for name, location in (("file", both.file), ("server", both.server)):
        out = tmp_path / name
        result = CliRunner().invoke(main, ["build", "--record", location, "-o", str(out)])
        assert result.exit_code == 0, result.output
        built.append({str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.*")})

    assert built[0] == built[1]
    assert len(built[0]) > 30


def test_audits_are_the_same(both: Both, tmp_path: Path) -> None:
    with Store.open(both.file) as store:
        quotes = [e.exact for e in store.evidence(person="mara-vale")][:6]
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "\n\n".join(f"“{q.strip('“”,.')}, and nothing else,” Mara Vale said." for q in quotes)
        + "\n\nMara Vale expelled forty diplomats of Karsia in 2018.\n",
        "utf-8",
    )

    file, server = (
        CliRunner().invoke(main, ["audit", str(draft), "--json", "--record", location])
        for location in (both.file, both.server)
    )

    assert json.loads(file.stdout)["claims"]
    assert server.stdout == file.stdout


@pytest.mark.parametrize(
    "words",
    [
        "the",
        "Karsia",
        '"the border"',
        '"the the"',
        "the the",
        "won't",
        "won’t O'Hara",
        '"won’t re-open"',
        "re-open",
        "cafe",
        "CAFÉ naïve",
        '"nai\u0308ve señor"',
        "lukasz",
        "ł",
        "σίσυφος",
        "istanbul",
        "strasse straße",
        '"10,000.5%"',
        "e-mail@velland.example",
        "北京",
        "граница ёлка",
        "елка",
        "ёлка",
        "border_line",
        '"_" border',
        "_",
        "🙂",
        "nul surrogate",
        "zero",
        "NOT OR AND NEAR",
        'NOT ) OR " AND *',
        "sanction*",
        "^the",
        "words:the",
        "'; --",
        "% _",
        "x" * 3000,
    ],
)
def test_searches_find_the_same_in_the_same_order(stores: tuple[Store, Store], words: str) -> None:
    file, server = stores

    assert server.search(Query(words=words)) == file.search(Query(words=words))
    for person in (None, "mara-vale"):
        wanted = Wanted(words=words, person=person)
        assert server.faceted(wanted) == file.faceted(wanted)


@pytest.mark.parametrize("phrases", [("the",), ("the border", "the"), ("karsia", "sanctions")])
def test_hits_rank_by_the_same_number(
    stores: tuple[Store, Store], phrases: tuple[str, ...]
) -> None:
    file, server = (store._connection for store in stores)

    ranks = sorted(file.ranked(phrases, "true", {}))
    again = sorted(server.ranked(phrases, "true", {}))

    assert [number for _, number in again] == [number for _, number in ranks]
    assert [rank for rank, _ in again] == pytest.approx([rank for rank, _ in ranks], rel=1e-12)
    assert ranks


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(start=3, count=5),
        Wanted(person="mara-vale", topic="karsia"),
        Wanted(chosen={"form": "direct", "record": "statement"}),
        Wanted(since=Edtf("2018"), until=Edtf("2020-06")),
        Wanted(words="the", is_counted=False),
    ],
)
def test_facets_are_the_same(stores: tuple[Store, Store], wanted: Wanted) -> None:
    file, server = stores

    assert server.faceted(wanted) == file.faceted(wanted)
    assert file.faceted(wanted).total


def test_what_lies_below_is_the_same(stores: tuple[Store, Store]) -> None:
    file, server = stores

    assert server.document_ids() == file.document_ids()
    assert server.groups() == file.groups()
    assert server.merges() == file.merges()
    assert server.register() == file.register()
    assert [*server.contents()] == [*file.contents()]
    assert [*server.selectors()] == [*file.selectors()]
    assert [server.reading(k) for k in server.document_ids()] == [
        file.reading(k) for k in file.document_ids()
    ]
    shelf, other = server.shelf(), file.shelf()
    assert shelf.document_lines(0, 99) == other.document_lines(0, 99)
    assert shelf.totals() == other.totals()
    assert shelf.topic_ids() == other.topic_ids()
    assert shelf.state() == other.state()
    assert shelf.known() == other.known()
    for topic in (None, "karsia"):
        meant = {key: who.id for key, who in file.merges().items()}
        outlets = shelf.outlets_of_people(meant, topic)
        assert [*outlets.items()] == [*other.outlets_of_people(meant, topic).items()]
    people = ["mara-vale", "oren-sarrow"]
    topics = shelf.outlets_of_topics(people)
    assert [*topics.items()] == [*other.outlets_of_topics(people).items()]
    assert outlets
    assert topics


def test_what_shares_wording_is_the_same(stores: tuple[Store, Store]) -> None:
    file, server = stores

    for document_ in file.documents():
        runs = [document_.text[i : i + 60] for i in range(0, 600, 150)]
        for run in filter(None, runs):
            assert server.holding([run], 5) == file.holding([run], 5)
            assert server.holding([run], 5, Edtf("2018")) == file.holding([run], 5, Edtf("2018"))
        assert server.resembling(runs, 5) == file.resembling(runs, 5)


_ALPHABET = "ab éÉ ñ n\u0303 ß İ '’-—_.,\"“”\0 0 9 я Я й 京 🙂 \ud800"


@settings(max_examples=60)
@given(
    st.lists(st.text(_ALPHABET, min_size=1, max_size=12), min_size=1, max_size=4),
    st.text(_ALPHABET, max_size=6),
)
def test_any_words_are_found_alike(both: Both, texts: list[str], asked: str) -> None:
    with Store.open(both.file) as file, Store.open(both.server) as server:
        for number, words in enumerate(texts):
            of = document(f"{number} {words} Okoro said so.")
            made = reading(of, statement(of, f"{number} {words}", speaker=OKORO))
            assert server.add(made) is file.add(made)
        for words in (asked, f'"{asked}"', *texts):
            query = words.encode("utf-8", "replace").decode("utf-8")
            expected = file.search(Query(words=query, person=OKORO.id))
            assert server.search(Query(words=query, person=OKORO.id)) == expected


def test_an_update_is_the_same(both: Both) -> None:
    for location in (both.file, both.server):
        with Store.open(location) as store:
            first = said("“We hold the harbour until the rain is over, all of us.”", uri="up")
            store.add(first)
            store.add(replace(first, statements=()))
    with Store.open(both.file) as file, Store.open(both.server) as server:
        for words in ("harbour", "rain"):
            assert server.search(Query(words=words)) == file.search(Query(words=words))
        assert server.evidence() == file.evidence()
