"""Tables of a record on a server: their versions, and what the server knows of them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest

from onrecord.record import postgres_opening
from onrecord.record.export import Format, exported
from onrecord.record.postgres import Postgres
from onrecord.record.postgres_schema import MIGRATIONS
from onrecord.record.search import Query
from onrecord.record.store import Store
from tests.conftest import NewRecord
from tests.record.worlds import said

RELEASED = ("48d9f7", "17cd96", "68cd7a")
"""Beginnings of the digests of the migrations, which records out there have been through."""
TOLD = (
    said("“We hold the harbour until the rain is over.”"),
    said("“We hold the harbour until the rain is over,” again."),
    said("“The bridge is closed to all of them.”"),
)
BANDS = (1, 2)
_TABLES = ("documents", "bands", "tellings", "traces", "telling_topics", "names", "found", "pairs")
_LOOSE = (
    "SELECT count(*) FROM {table} AS x"
    " WHERE NOT EXISTS (SELECT 1 FROM tellings AS t WHERE t.number = x.{column})"
)


def rows(location: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(location, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def told(store: Store) -> list[str]:
    return [*exported(store.evidence(), Format.JSONL)]


@pytest.fixture
def place(postgresql: NewRecord) -> str:
    return postgresql()


@pytest.fixture
def aged(place: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Makes a record of an earlier version, with two who tell the same and one who was wrong."""

    def make(version: int) -> str:
        with monkeypatch.context() as then:
            then.setattr(postgres_opening, "MIGRATIONS", MIGRATIONS[:version])
            with Store.open(place, create=True) as store:
                for reading in TOLD:
                    store.add(reading, BANDS)
        assert rows(place, "SELECT version FROM onrecord") == [(version,)]
        return place

    return make


def test_migrations_are_never_changed() -> None:
    found = [hashlib.sha256(script.encode()).hexdigest()[:6] for script in MIGRATIONS]

    assert found == list(RELEASED)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_record_of_each_version_keeps_every_row(version: int, aged: Callable[[int], str]) -> None:
    record = aged(version)
    every = {table: f"SELECT * FROM {table} AS t ORDER BY t::text" for table in _TABLES}
    before = {table: rows(record, query) for table, query in every.items()}

    Store.open(record).close()

    assert rows(record, "SELECT version FROM onrecord") == [(len(MIGRATIONS),)]
    assert {table: rows(record, query) for table, query in every.items()} == before
    assert all(before.values())


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_record_of_each_version_goes_on_as_one_of_this(
    version: int, aged: Callable[[int], str], postgresql: NewRecord
) -> None:
    later = said("“The bridge is closed to all of them.”", title="Later")
    with Store.open(aged(version)) as old, Store.open(postgresql(), create=True) as new:
        for reading in TOLD:
            new.add(reading, BANDS)
        for store in (old, new):
            store.add(later, BANDS)

        assert told(old) == told(new)
        assert len(old.search(Query(words="bridge"))) == 1


def test_tellings_that_go_leave_nothing_behind(place: str) -> None:
    first = said("“We hold the harbour until the rain is over.”")
    with Store.open(place, create=True) as store:
        store.add(first)
        store.add(replace(first, statements=()))  # read anew, with nothing found

    assert rows(place, "SELECT count(*) FROM tellings") == [(0,)]
    for table, column in (("traces", "telling"), ("telling_topics", "telling"), ("found", "rowid")):
        assert rows(place, _LOOSE.format(table=table, column=column)) == [(0,)], table
    assert rows(place, "SELECT rows, size FROM found_totals") == [(0, 0)]


def test_a_document_that_goes_leaves_nothing_behind(place: str) -> None:
    """Nobody takes one out but by SQL; then what hangs on it goes, as foreign keys would do it."""
    with Store.open(place, create=True) as store:
        for reading in TOLD:
            store.add(reading, BANDS)

    assert rows(place, "DELETE FROM documents RETURNING number")
    for table in _TABLES:
        assert rows(place, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_few_questions_are_asked_to_add_a_document(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a way to the server and back; there were 24 when nobody had counted them."""
    with Store.open(place, create=True) as store:
        store.add(TOLD[0], BANDS)
        asked: list[str] = []
        for name in ("execute", "executemany", "run", "write"):
            monkeypatch.setattr(Postgres, name, _counted(getattr(Postgres, name), asked))

        store.add(TOLD[2], BANDS)

        assert len(asked) <= 18, asked


def _counted(run: Callable[..., object], asked: list[str]) -> Callable[..., object]:
    def counted(self: Postgres, statement: str, *rest: object) -> object:
        asked.append(statement)
        return run(self, statement, *rest)

    return counted


def test_only_what_can_be_made_again_is_not_waited_for(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that was told of outlives a power cut; names of evidence are found anew."""
    waits: list[tuple[str, object]] = []
    run = Postgres.run

    def watched(self: Postgres, script: str) -> None:
        if script == "COMMIT":
            (waiting,) = self.execute("SHOW synchronous_commit").fetchone()
            waits.append((waiting, self.execute("SELECT count(*) FROM unsettled").fetchone()[0]))
        run(self, script)

    monkeypatch.setattr(Postgres, "run", watched)
    with Store.open(place, create=True) as store:
        store.add(TOLD[0])
        store.evidence()

    assert waits[1:] == [("on", 1), ("off", 0)]


def test_the_server_counts_what_is_written_before_it_is_asked_much(place: str) -> None:
    """Its own housekeeping comes once a minute, and not while a transaction goes on."""
    with Store.open(place, create=True) as store, store.transaction():
        for number in range(12):
            store.add(said(f"“We have {number} reasons to keep this line open.”"), BANDS)
        for table in _TABLES:
            (counted,) = store._connection.execute(
                f"SELECT reltuples FROM pg_class WHERE oid = to_regclass('{table}')"
            ).fetchone()
            assert counted >= 10, table


def test_one_who_may_not_count_writes_all_the_same(place: str) -> None:
    Store.open(place, create=True).close()
    schema = place.rpartition("%3D")[2]
    for statement in (
        "DROP ROLE IF EXISTS writer",
        "CREATE ROLE writer LOGIN",
        f"GRANT USAGE ON SCHEMA {schema} TO writer",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO writer",
    ):
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(statement.encode())
    with Store.open(place.replace("user=onrecord", "user=writer")) as store:
        for number in range(12):
            store.add(said(f"“We have {number} reasons to keep this line open.”"))

        assert len(store.evidence()) == 12
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("DROP OWNED BY writer; DROP ROLE writer")
