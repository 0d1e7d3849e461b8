"""What takes long to find: another process looks, nobody waits for long, nothing is found twice."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.errors import UnknownNameError
from onrecord.record.store import Store
from onrecord.web import aside, dossier_views, viewing
from onrecord.web.app import create_app
from onrecord.web.aside import Aside, BusyError
from onrecord.web.opened import Opened
from tests.web import served

LONG_S = 240
"""The other process gets only what the rest of the machine leaves it."""


@pytest.fixture
def looking() -> Iterator[Aside]:
    made = Aside()
    yield made
    made.close()


def process_of(name: str) -> tuple[str, int]:
    """Who it is that answers."""
    return name, os.getpid()


def after_a_while(file: str) -> str:
    """What a file holds once it is there, which tells the process that it may go on."""
    while not Path(file).exists():
        time.sleep(0.02)
    return Path(file).read_text("utf-8")


def refuse(name: str) -> str:
    raise UnknownNameError(f"nobody is called {name}")


def break_off(name: str) -> str:
    os._exit(3)


def test_another_process_finds_it_once_for_each_state(looking: Aside) -> None:
    first = looking.find("1", process_of, ("vale",), LONG_S)
    again = looking.find("1", process_of, ("vale",), LONG_S)
    other = looking.find("1", process_of, ("sorn",), LONG_S)
    later = looking.find("2", process_of, ("vale",), LONG_S)

    assert first is not None
    assert again == first
    assert other is not None
    assert later is not None
    assert [found[0][0] for found in (first, other, later)] == ["vale", "sorn", "vale"]
    assert len({first[0][1], other[0][1], later[0][1], os.getpid()}) == 4


def test_who_asks_is_not_kept_waiting(looking: Aside, tmp_path: Path) -> None:
    file = tmp_path / "go"

    assert looking.find("1", after_a_while, (str(file),), 0.05) is None
    file.write_text("found", "utf-8")
    assert looking.find("1", after_a_while, (str(file),), LONG_S) == ("found",)


@pytest.mark.parametrize(
    ("work", "error", "words"),
    [(refuse, UnknownNameError, "called vale"), (break_off, RuntimeError, "break_off broke off")],
)
def test_what_goes_wrong_is_told_and_tried_again(
    looking: Aside, work: object, error: type[Exception], words: str
) -> None:
    for _ in range(2):
        with pytest.raises(error, match=words):
            looking.find("1", work, ("vale",), LONG_S)  # type: ignore[arg-type]


def test_no_more_is_taken_on_than_can_be_done(looking: Aside, tmp_path: Path) -> None:
    for n in range(aside._WAITING + 1):
        looking.find("1", after_a_while, (str(tmp_path / str(n)),), 0)

    with pytest.raises(BusyError):
        looking.find("1", after_a_while, (str(tmp_path / "more"),), 0)
    assert looking.find("1", after_a_while, (str(tmp_path / "0"),), 0) is None  # asked for before


@pytest.mark.parametrize("patience_s", [0.0, 0.1, 2.0])
def test_closing_gives_up_what_is_at_work_or_about_to_be(tmp_path: Path, patience_s: float) -> None:
    looking = Aside()
    looking.find("1", after_a_while, (str(tmp_path / "never"),), patience_s)
    looking.close()

    for thread in looking._threads._threads:
        thread.join(LONG_S)
        assert not thread.is_alive()


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server for which the example is a large record."""
    monkeypatch.setattr(dossier_views, "_FEW", 0)
    with TestClient(create_app(Opened(location=served.record(tmp_path)))) as made:
        yield made


@pytest.mark.parametrize("asked", [{"person": "Mara Vale"}, {"topic": "Karsia"}])
def test_tensions_come_by_themselves_and_are_the_same(
    client: TestClient, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(aside, "PATIENCE_S", 0.0)
    waiting = client.get("/tensions", params=asked)
    monkeypatch.setattr(aside, "PATIENCE_S", LONG_S)
    page = client.get("/tensions", params=asked)

    assert (waiting.status_code, waiting.headers["cache-control"]) == (202, "no-store")
    assert "data-wait" in waiting.text
    assert "while the machine has other work, which goes first" in waiting.text
    assert page.status_code == 200
    with pipeline.open_record(str(tmp_path / "record.db")) as store:
        found = pipeline.tensions(store, asked.get("person"), asked.get("topic"))
    assert page.text.count('<section class="tension"') == len(found) > 1


def test_programs_are_told_to_ask_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.web.api._PATIENCE_S", 0.0)
    answer = client.get("/api/v1/tensions?person=mara-vale")
    monkeypatch.setattr("onrecord.web.api._PATIENCE_S", LONG_S)
    later = client.get("/api/v1/tensions?person=mara-vale")

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert later.json()["total"] == len(later.json()["items"]) > 1


def test_too_much_to_hold_in_memory_is_refused_and_what_to_name_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_views, "_TOO_MANY", 3)
    monkeypatch.setattr(aside, "PATIENCE_S", LONG_S)
    for asked in ("person=Mara+Vale", "topic=Karsia"):
        answer = client.get(f"/tensions?{asked}")
        assert answer.status_code == 400
        assert "name both a person and a topic" in answer.text
    assert client.get("/tensions?person=Mara+Vale&topic=Karsia").status_code == 200


def test_a_name_that_is_not_known_is_said_at_once(client: TestClient) -> None:
    assert client.get("/tensions?person=Nobody+Here").status_code == 404


def test_the_front_page_comes_before_its_numbers(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = served.record(tmp_path_factory.mktemp("served"))
    whole = TestClient(create_app(Opened(location))).get("/").text
    monkeypatch.setattr(viewing, "COUNTED_AT_ONCE", 1)
    monkeypatch.setattr(viewing, "_PATIENCE_S", 0.0)
    opened = Opened(location)
    client = TestClient(create_app(opened))

    first = client.get("/")

    assert first.status_code == 202
    assert first.headers["cache-control"] == "no-store"
    assert "is being counted" in first.text
    assert '<a href="/person/mara-vale">Mara Vale</a>' in first.text
    assert '<a href="/topic/karsia">Karsia</a>' in first.text
    monkeypatch.setattr(viewing, "_PATIENCE_S", LONG_S)
    monkeypatch.setattr(Store, "people", None)  # what was counted is not counted again
    then = client.get("/")
    assert (then.status_code, then.text) == (200, whole)
    assert "Mara Vale" in client.get("/people").text
    opened.aside.close()
