"""What the server answers: pages, and what it refuses."""

import re
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.errors import RecordError, UnknownNameError
from onrecord.record.store import Store
from onrecord.web import guards
from onrecord.web.app import create_app
from onrecord.web.guards import Paces
from onrecord.web.opened import Opened
from onrecord.web.remembered import Remembered
from tests.web import served


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return served.record(tmp_path_factory.mktemp("served"))


@pytest.fixture
def client(location: str) -> Iterator[TestClient]:
    with TestClient(create_app(Opened(location=location))) as made:
        yield made


PAGES = (
    "/",
    "/people",
    "/topics",
    "/sources",
    "/search",
    "/search?q=gas",
    "/search?q=gas&form=direct&page=1",
    "/person/mara-vale",
    "/topic/karsia",
    "/dossier/mara-vale/karsia",
    "/dossier/mara-vale/karsia?as_of=2018-12-31",
    "/dossier/mara-vale/karsia/timeline",
    "/dossier/mara-vale/karsia/timeline?at=201",
    "/dossier/mara-vale/karsia/timeline?at=2018",
    "/dossier/mara-vale/karsia/timeline?at=2018-07",
    "/tensions",
    "/tensions?person=Mara+Vale",
    "/tensions?topic=Karsia&kind=reversal",
    "/compare",
    "/compare?topic=Karsia&person=Mara+Vale&person=Viktor+Sorn",
    "/compare?topic=Karsia&person=Mara+Vale&person=Viktor+Sorn&issue=Sanctions",
    "/audit",
    "/add",
    "/methodology.html",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_without_scripts_of_its_own(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r'<script(?![^>]* src=| type="application/ld\+json">)', answer.text)
    assert "<h1" in answer.text


def test_links_of_a_page_lead_to_pages(client: TestClient) -> None:
    for start in ("/", "/person/mara-vale", "/search?q=gas", "/dossier/mara-vale/karsia"):
        found = re.findall(r'href="(/[^"#]*)', client.get(start).text)
        for address in sorted(set(found))[:60]:
            assert client.get(address.replace("&amp;", "&")).status_code == 200, address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/person/nobody", "the record holds no person &#34;nobody&#34;"),
        ("/topic/nothing", "the record holds no topic"),
        ("/statement/0", "holds no evidence 0"),
        ("/source/sha256:0", "holds no document"),
        ("/nowhere", "Nothing is at this address"),
    ],
)
def test_what_is_not_there_is_said_on_a_page(client: TestClient, address: str, words: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert words.casefold() in answer.text.casefold()


@pytest.mark.parametrize(
    "address",
    [
        "/search?since=yesterday",
        "/dossier/mara-vale/karsia?as_of=x",
        "/dossier/mara-vale/karsia/timeline?at=2018-13",
    ],
)
def test_a_date_that_is_none_is_said_on_a_page(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_request_that_does_not_fit_is_said_on_a_page(client: TestClient) -> None:
    for answer, status in ((client.get("/sources?page=x"), 422), (client.post("/people"), 405)):
        assert answer.status_code == status
        assert "That does not work" in answer.text


@pytest.mark.parametrize("words", ["Mara Vale", "vale", "MARA", "va mar"])
def test_people_are_found_by_the_beginnings_of_their_names(client: TestClient, words: str) -> None:
    for page in ("/people", "/search"):
        assert 'href="/person/mara-vale"' in client.get(page, params={"q": words}).text

    assert "nobody of that name" in client.get("/people", params={"q": "ale"}).text


def test_a_search_names_topics_too(client: TestClient) -> None:
    assert 'Topics: <a href="/topic/karsia">' in client.get("/search?q=kars").text
    assert "Topics:" not in client.get("/search").text


def test_a_search_counts_nobody(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def count(*_: object) -> None:
        raise AssertionError("this takes seconds in a large record")

    monkeypatch.setattr(Store, "people", count)
    monkeypatch.setattr(Store, "topics", count)
    page = client.get("/search?q=vale").text

    assert '<a href="/person/mara-vale">Mara Vale</a>' in page  # who is named so
    assert 'person=mara-vale">Mara Vale</a>' in page  # and a facet
    assert 'topic=karsia">Karsia</a>' in page
    assert "Mara Vale <span" in client.get("/search?q=gas&person=mara-vale&topic=karsia").text


def test_of_those_named_alike_the_most_heard_come_first(tmp_path: Path) -> None:
    location = str(tmp_path / "record.db")
    texts = [f"Anna Orvik said on Monday: “Pier {n} is closed.”" for n in range(3)]
    texts += ["Boris Orvik said on Monday: “Pier 9 is open.”", "Orvik Group said: “We sell.”"]
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(text, "utf-8")
    with pipeline.open_record(location, create=True) as store:
        pipeline.add(store, [str(tmp_path / f"{n}.txt") for n in range(len(texts))], Defaults())
    with TestClient(create_app(Opened(location=location))) as client:
        page = client.get("/search?q=orvik").text

    (line,) = re.findall(r'<p class="names">(.*?)</p>', page)
    assert re.findall(r"/person/([\w-]+)", line) == ["anna-orvik", "boris-orvik"]


def test_a_search_that_finds_nothing_says_what_to_try(client: TestClient) -> None:
    page = client.get("/search", params={"q": '"zeppelin above"', "form": "direct"}).text

    assert 'href="/search?q=zeppelin+above&amp;form=direct"' in page
    assert "dropped" in page
    assert "There is no page 9" in client.get("/search?q=gas&page=9").text


def test_a_number_on_the_front_page_leads_to_as_many(client: TestClient) -> None:
    home = client.get("/").text
    found = re.search(r'href="(/search\?record=statement&amp;person=mara-vale)">(\d+) said', home)

    assert found is not None
    answer = client.get(found[1].replace("&amp;", "&")).text
    assert f"{found[2]} found." in answer


def test_how_much_is_known_leads_to_what_is_not(client: TestClient) -> None:
    link = re.search(r'href="([^"]*dated=no\+date)">no date</a> .*?, (\d+)<', client.get("/").text)

    assert link is not None
    answer = client.get(link[1].replace("&amp;", "&")).text
    assert 'aria-label="Drop How exact the date is: no date"' in answer
    assert answer.count('<div class="words') == answer.count('<span class="date">no date</span>')


def test_ids_in_an_address_show_as_names(client: TestClient) -> None:
    tensions = client.get("/tensions?person=mara-vale&topic=karsia&kind=none").text
    form = client.get("/compare?topic=karsia").text

    assert "was found of Mara Vale on Karsia" in tensions
    assert 'value="Mara Vale"' in tensions
    assert re.search(r'name="topic" value="Karsia"', form)
    first = form.split('class="columns"')[-1] if 'class="columns"' in form else form
    assert re.search(r"on Karsia</a>", first)


def test_a_post_without_a_title_is_listed_by_its_words(tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    post = '{"text": "We will not\\nwait for Karsia.", "author": "Mara Vale", "kind": "post"}'
    posts.write_text(post, "utf-8")
    location = str(tmp_path / "record.db")
    with pipeline.open_record(location, create=True) as store:
        pipeline.add(store, [str(posts)], Defaults())

    page = TestClient(create_app(Opened(location))).get("/sources").text

    assert ">We will not wait for Karsia.</a>" in page


def test_facets_narrow_a_search_down_and_can_be_dropped(client: TestClient) -> None:
    all_of = client.get("/search?q=gas").text
    narrowed = client.get("/search?q=gas&person=mara-vale").text

    assert all_of.count('class="words') > narrowed.count('class="words') > 0
    assert 'aria-label="Drop Who: Mara Vale"' in narrowed


def test_a_dossier_as_of_a_day_knows_nothing_of_what_came_later(client: TestClient) -> None:
    later = "war criminal"
    address = "/dossier/mara-vale/karsia"

    assert later in client.get(address).text
    assert later not in client.get(f"{address}?as_of=2019").text


def test_an_audit_keeps_nothing(client: TestClient, location: str) -> None:
    with pipeline.open_record(location) as store:
        before = store.shelf().state()
    answer = client.post("/audit", data={"text": "“Sorn is a war criminal,” Mara Vale wrote."})

    assert answer.status_code == 200
    assert "verified" in answer.text
    with pipeline.open_record(location) as store:
        assert store.shelf().state() == before


@pytest.mark.parametrize("data", [{"text": "  "}, {}])
def test_an_audit_of_nothing_says_so(client: TestClient, data: dict[str, str]) -> None:
    answer = client.post("/audit", data=data)

    assert answer.status_code == 400
    assert "no text to audit" in answer.text


def test_adds_files_one_bad_one_spoils_nothing(tmp_path: Path) -> None:
    location = str(tmp_path / "record.db")
    with pipeline.open_record(location, create=True):
        pass
    client = TestClient(create_app(Opened(location=location)))
    good = ("good.txt", "Mara Vale said: “The harbour is closed.”".encode(), "text/plain")
    bad = ("bad.pdf", b"%PDF-1.4 and then nothing", "application/pdf")
    sent = [("files", good), ("files", bad)]

    answer = client.post("/add", files=sent, data={"published": "2022-06", "publisher": "Courier"})

    assert "<b>good.txt</b>: new" in answer.text
    assert "<b>bad.pdf</b>: not read: it is a broken PDF" in answer.text
    assert "unchanged" in client.post("/add", files=[("files", good)]).text
    (line,) = _lines(location)
    assert (line.uri, line.publisher, str(line.published)) == ("good.txt", "Courier", "2022-06")


def _lines(location: str) -> tuple[object, ...]:
    with pipeline.open_record(location) as store:
        return store.shelf().document_lines(0, 10)


def test_a_public_server_takes_nothing(location: str) -> None:
    client = TestClient(create_app(Opened(location=location, public=True)))

    assert client.get("/add").status_code == 404
    assert client.post("/add", data={"urls": "http://a.example"}).status_code == 404
    assert 'href="/add"' not in client.get("/").text
    assert "nothing can be added here" in client.get("/").text


def test_other_names_and_other_sites_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    sent = {"text": "Vale said it."}

    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
        assert client.post("/audit", data=sent, headers=headers).status_code == 403
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post("/audit", data=sent, headers=own).status_code == 200


def test_too_much_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "LARGEST_BYTES", 1_000)

    assert client.post("/audit", data={"text": "a" * 2_000}).status_code == 413

    def pieces() -> Iterator[bytes]:  # no length is told beforehand
        yield from [b"a" * 600] * 3

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/audit", content=pieces(), headers=form).status_code == 413


def test_what_is_sent_too_slowly_is_refused(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "SLOWEST_S", 0.5)
    head = (
        "POST /audit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nContent-Length: 900\r\n\r\n"
    )
    with served.serving(Opened(location=location)) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
            slow.sendall(head.format("application/x-www-form-urlencoded").encode() + b"text=a")
            answer = slow.recv(4_096).decode()
        assert TestClient(create_app(Opened(location=location))).get("/audit").status_code == 200

    assert answer.startswith("HTTP/1.1 408")


def test_strangers_are_slowed_down_each_by_themselves() -> None:
    now = 0.0
    paces = Paces(lambda: now)

    assert all(paces.allow("a") for _ in range(guards.PACE))
    assert not paces.allow("a")
    assert paces.allow("b")
    now = guards.PACE_S
    assert paces.allow("a")


def test_what_is_remembered_is_found_anew_when_the_record_changes() -> None:
    kept = Remembered(most=2)
    found = iter(range(10))

    def ask(key: str, state: str) -> int:
        return kept.get(key, state, lambda: next(found))

    assert [ask("a", "1"), ask("a", "1"), ask("a", "2")] == [0, 0, 1]
    assert [ask("b", "2"), ask("c", "2"), ask("a", "2")] == [2, 3, 4]  # the oldest was let go


def test_what_is_remembered_is_bounded_by_its_weight() -> None:
    kept = Remembered(most=10, weigh=len)

    def asked_anew(key: str, value: str) -> bool:
        found = []
        kept.get(key, "1", lambda: found.append(value) or value)
        return bool(found)

    assert [asked_anew("a", "aaaa"), asked_anew("b", "bbbb"), asked_anew("a", "")] == [1, 1, 0]
    assert asked_anew("c", "cccc")  # too much now: b is let go, which was used least
    assert not asked_anew("a", "")
    assert asked_anew("b", "bbbb")
    assert asked_anew("d", "d" * 11)  # more than all that may be kept
    assert asked_anew("d", "d")


def test_a_page_is_sent_once_to_who_keeps_it(client: TestClient) -> None:
    address = "/dossier/mara-vale/karsia"
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    plain = client.get(address, headers={"accept-encoding": "identity"})
    again = client.get(address, headers={"if-none-match": packed.headers["etag"]})
    other = client.get("/people", headers={"if-none-match": packed.headers["etag"]})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert (again.status_code, again.content) == (304, b"")
    assert "content-security-policy" in again.headers
    assert other.status_code == 200


def test_a_kept_page_is_made_anew_when_the_record_has_changed(tmp_path: Path) -> None:
    location = str(tmp_path / "record.db")
    with pipeline.open_record(location, create=True):
        pass
    with TestClient(create_app(Opened(location=location))) as client:
        before = client.get("/search?q=lighthouse")
        text = "Mara Vale said: “The lighthouse is for sale.”"
        client.post("/add", files=[("files", ("sale.txt", text.encode(), "text/plain"))])
        headers = {"if-none-match": before.headers["etag"]}
        after = client.get("/search?q=lighthouse", headers=headers)

    assert "lighthouse is for sale" not in before.text
    assert after.status_code == 200
    assert "lighthouse is for sale" in after.text


def test_a_record_put_in_the_place_of_another_is_the_one_that_is_shown(tmp_path: Path) -> None:
    for name, text in (("served", "The bridge is closed."), ("other", "The bridge is open.")):
        (tmp_path / f"{name}.txt").write_text(f"Mara Vale said: “{text}”", "utf-8")
        with pipeline.open_record(str(tmp_path / f"{name}.db"), create=True) as store:
            pipeline.add(store, [str(tmp_path / f"{name}.txt")], Defaults())
    opened = Opened(location=str(tmp_path / "served.db"))
    with TestClient(create_app(opened)) as client:
        assert "bridge is closed" in client.get("/search?q=bridge").text
        for companion in ("-wal", "-shm"):
            (tmp_path / f"served.db{companion}").unlink(missing_ok=True)
        (tmp_path / "other.db").replace(tmp_path / "served.db")
        assert "bridge is open" in client.get("/search?q=bridge").text
        (tmp_path / "served.db").unlink()
        assert client.get("/search?q=bridge").status_code == 404


def test_connections_are_kept_and_those_that_failed_are_not(location: str) -> None:
    opened = Opened(location=location)
    with opened.store() as first:
        pass
    with opened.store() as again:
        assert again is first
        with opened.store() as beside:
            assert beside is not first
    with pytest.raises(UnknownNameError), opened.store() as asked:
        pipeline.find_person(asked, "nobody")
    with pytest.raises(RecordError, match="cannot use the record"), opened.store() as failed:
        raise sqlite3.OperationalError("disk I/O error")
    with opened.store() as one, opened.store() as two:
        assert failed not in (one, two)
    opened.close()


def test_addresses_of_the_own_network_are_not_fetched(tmp_path: Path) -> None:
    location = str(tmp_path / "record.db")
    with pipeline.open_record(location, create=True):
        pass
    client = TestClient(create_app(Opened(location=location)))

    answer = client.post("/add", data={"urls": "http://127.0.0.1:9/x ftp://a.example"})

    assert "private network" in answer.text
    assert "not an http or https address" in answer.text


def test_of_many_who_ask_at_once_one_looks() -> None:
    kept, found = Remembered(), []
    gate = threading.Barrier(8)

    def look() -> int:
        time.sleep(0.05)
        found.append(1)
        return 7

    def ask() -> None:
        gate.wait()
        assert kept.get("key", "1", look) == 7

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [1]


def test_a_page_that_is_not_there_leads_on_and_names_no_command(client: TestClient) -> None:
    page = client.get("/tensions?person=nobody").text

    assert "The record holds no person" in page
    assert "onrecord people" not in page
    assert all(f'href="{place}"' in page for place in ("/search", "/people", "/topics", "/"))
