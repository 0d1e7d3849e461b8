"""A record on a server: what is refused, what is said, and what becomes of it then."""

import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from benchmarks.servers import LOCKED
from click.testing import CliRunner, Result

from onrecord.api import Record
from onrecord.cli import main
from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.address import shown
from onrecord.record.postgres_schema import MIGRATIONS
from onrecord.record.search import Query
from onrecord.record.store import Added, Store
from onrecord.web.opened import Opened
from tests.conftest import NewRecord
from tests.record.worlds import said

SECRET = "geheim"


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def run(location: str, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(location, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def held(location: str) -> list[tuple[object, ...]]:
    return run(
        location,
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " ORDER BY 1",
    )


@pytest.fixture
def place(postgresql: NewRecord) -> str:
    return postgresql()


@pytest.fixture
def record(place: str) -> str:
    with Store.open(place, create=True) as store:
        store.add(said("“We hold the harbour until the rain is over.”", date="2031-03-04"))
    return place


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ((), "no record at {place}: run 'onrecord add' first"),
        (("CREATE TABLE invoices (id INTEGER)",), "{place} holds tables, but no record"),
        (("CREATE TABLE onrecord (version INTEGER)",), "{place} holds tables, but no record"),
        (("CREATE VIEW ours AS SELECT 1",), "{place} holds tables, but no record"),
    ],
)
@pytest.mark.parametrize("command", [("people",), ("topics",), ("verify",)])
def test_what_is_no_record_is_left_as_it_is(
    place: str, make: tuple[str, ...], words: str, command: tuple[str, ...]
) -> None:
    run(place, "SELECT 1", *make)
    before = held(place)

    result = call(*command, "--record", place)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"onrecord: {words.format(place=place)}")
    assert len(result.stderr.splitlines()) == 1
    assert held(place) == before


def test_nothing_is_added_to_somebody_elses_tables(place: str, tmp_path: Path) -> None:
    run(place, "CREATE TABLE invoices (id INTEGER)")
    (tmp_path / "a.txt").write_text("Mara Vale said “No.”")

    result = call("add", str(tmp_path / "a.txt"), "--reader", "rules", "--record", place)

    assert result.exit_code == 2
    assert "name an empty database or schema" in result.stderr
    assert held(place) == [("invoices",)]


def test_a_newer_record_is_refused_and_untouched(record: str) -> None:
    run(record, f"UPDATE onrecord SET version = {len(MIGRATIONS) + 1}")
    before = held(record)

    with pytest.raises(RecordError, match="made by a newer onrecord"):
        Store.open(record, create=True)

    assert held(record) == before
    assert run(record, "SELECT version FROM onrecord") == [(len(MIGRATIONS) + 1,)]


def _with_password(server: str, password: str) -> str:
    return server.replace("user=onrecord", f"user={LOCKED}&password={password}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda place: _with_password(place, SECRET * 2), "does not know this user and password"),
        (lambda place: place.replace("user=onrecord", f"user={LOCKED}"), "asks for a password"),
        (lambda place: place.replace("/postgres?", "/nowhere?"), 'database "nowhere" does not'),
        (lambda place: place.replace("user=onrecord", "user=nobody"), 'role "nobody" does not'),
        (lambda place: f"postgresql://vale:{SECRET}@127.0.0.1:9/r", "Connection refused"),
        (lambda place: f"postgresql://vale:{SECRET}@velland.invalid/r", "velland.invalid"),
        (lambda place: f"postgresql://vale:{SECRET}%zz@h/r", "is no address of a database"),
        (lambda place: f"postgresql://vale:x@{SECRET}@h:port/r", "is no address of a database"),
        (lambda place: f"postgresql://vale:pass/{SECRET}@h/r", "is no address of a database"),
        (lambda place: f"postgresql://vale:12/{SECRET}@h/r", "is no address of a database"),
        (lambda place: f"{place}x", "names a schema that is not there"),
    ],
)
def test_who_cannot_connect_is_told_why_and_no_password(
    place: str, change: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with suppress(psycopg.errors.DuplicateObject):
        run(place, f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{SECRET}'")
    location = change(place)  # type: ignore[operator]

    result = call("people", "--record", location)

    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert words in line
    assert SECRET not in line
    assert SECRET not in result.stdout


def test_a_password_is_used_and_not_printed(place: str, tmp_path: Path) -> None:
    with suppress(psycopg.errors.DuplicateObject):
        run(place, f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{SECRET}'")
    name = place.rpartition("%3D")[2]
    run(place, f"GRANT ALL ON SCHEMA {name} TO {LOCKED}")
    (tmp_path / "a.txt").write_text("Mara Vale said “No.”")
    location = _with_password(place, SECRET)

    result = call("add", str(tmp_path / "a.txt"), "--reader", "rules", "--record", location)

    assert result.stdout.startswith("1 new, 0 unchanged, 0 updated · postgresql:///postgres?host=")
    assert SECRET not in result.output


def test_who_may_read_settles_what_was_added_and_writes_nothing_else(record: str) -> None:
    name = record.rpartition("%3D")[2]
    with suppress(psycopg.errors.DuplicateObject):
        run(record, "CREATE ROLE reader LOGIN")
    rights = (
        Path("docs/postgres.md").read_text("utf-8").partition("```sql\n")[2].partition("```")[0]
    )
    run(record, *rights.replace("SCHEMA public", f"SCHEMA {name}").splitlines())
    writing = Store.open(record)  # and does not look
    writing.add(said("“We hold the harbour until the rain is over.”", before="Again: "))
    reading = record.replace("user=onrecord", "user=reader")

    assert run(record, "SELECT count(*) FROM unsettled") == [(1,)]
    with Store.open(reading) as store:
        (evidence,) = store.evidence()
        with pytest.raises(RecordError, match="the user may not do that"):
            store.merge("anna-vale", "ben-okoro")
    writing.close()

    assert len(evidence.citations) == 2
    assert run(record, "SELECT count(*) FROM unsettled") == [(0,)]


def test_who_may_only_read_reads_and_is_told_so(record: str) -> None:
    with Store.open(record) as store:
        expected = store.evidence()
    name = record.rpartition("%3D")[2]
    with suppress(psycopg.errors.DuplicateObject):
        run(record, "CREATE ROLE reader LOGIN")
    run(
        record,
        f"GRANT USAGE ON SCHEMA {name} TO reader",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader",
    )
    reading = record.replace("user=onrecord", "user=reader")

    with Store.open(reading) as store:
        assert store.evidence() == expected
        with pytest.raises(RecordError, match="the user may not do that"):
            store.add(said("“Another one.”"))


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        ("r.db", "r.db"),
        ("postgresql://h/d", "postgresql://h/d"),
        ("postgresql://vale@h/d", "postgresql://vale@h/d"),
        ("postgresql://vale:p@h:5/d?a=b", "postgresql://vale@h:5/d?a=b"),
        ("postgres://vale:p@ss/w:rd@h/d", "postgres://vale@h/d"),
        ("postgresql:///d?password=p&host=h", "postgresql:///d?password=…&host=h"),
    ],
)
def test_a_location_is_shown_without_a_password(location: str, printed: str) -> None:
    assert shown(location) == printed


def test_without_the_library_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "onrecord.record.postgres_opening", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)

    result = call("people", "--record", f"postgresql://vale:{SECRET}@h/d")

    assert result.exit_code == 2
    assert result.stderr == (
        "onrecord: a record in PostgreSQL needs psycopg: run pip install 'onrecord[postgres]'\n"
    )


def test_a_database_that_is_not_in_utf8_is_refused(place: str) -> None:
    run(place, "CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")

    result = call("people", "--record", place.replace("/postgres?", "/latin?"))

    assert result.exit_code == 2
    assert "keeps text in LATIN1: a record needs a database in UTF8" in result.stderr


def test_a_connection_that_is_lost_loses_what_was_not_told_of(record: str) -> None:
    with Store.open(record) as store:
        before = store.evidence()

    def lost() -> None:
        with Store.open(record) as store, store.transaction():
            store.add(said("“Lost on the way.”"))
            run(
                record,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'onrecord' AND state = 'idle in transaction'",
            )
            store.add(said("“And never written.”"))

    with pytest.raises(RecordError, match="the server has gone: run this again"):
        lost()
    with Store.open(record) as store:
        assert store.evidence() == before
        assert store.add(said("“Lost on the way.”")) is Added.NEW


def test_what_fails_inside_is_taken_back(record: str) -> None:
    with Store.open(record) as store:
        before = store.evidence()

        def failing() -> None:
            with store.transaction():
                store.add(said("“Half of it.”"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            failing()
        assert store.evidence() == before


def test_a_failure_that_was_passed_over_is_not_taken_for_done(record: str) -> None:
    with Store.open(record) as store:

        def passed_over() -> None:
            with store.transaction():
                store.add(said("“Half of it.”"))
                with suppress(Exception):
                    store._connection.execute("SELECT 1 / 0")

        with pytest.raises(RecordError, match="it was taken back: run this again"):
            passed_over()
        assert len(store.evidence()) == 1


def test_many_who_make_one_record_at_once_make_one(place: str) -> None:
    failed: list[Exception] = []

    def add(number: int) -> None:
        try:
            with Store.open(place, create=True) as store:
                store.add(said(f"“We have {number} reasons to keep this line open.”"))
        except RecordError as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert run(place, "SELECT version FROM onrecord") == [(len(MIGRATIONS),)]
    with Store.open(place) as store:
        assert len(store.document_ids()) == 6


def test_records_beside_each_other_do_not_wait_for_each_other(
    postgresql: NewRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_TIMEOUT_S", 0)
    with (
        Store.open(postgresql(), create=True) as one,
        Store.open(postgresql(), create=True) as other,
        one.transaction(),
    ):
        assert other.add(said("“Beside.”")) is Added.NEW


def test_readers_do_not_wait_for_a_writer(record: str) -> None:
    with Store.open(record) as store, Store.open(record) as reader:
        before = reader.evidence()
        with store.transaction():
            store.add(said("“Written meanwhile.”"))
            assert reader.evidence() == before
        assert len(reader.evidence()) == 2


def test_totals_follow_what_is_written_and_taken_away(record: str) -> None:
    with Store.open(record) as store:
        store.add(said("“One two three.”"))
        store.add(said("“One two three.”", title="Later"))  # rewritten

    assert run(record, "SELECT rows, size FROM found_totals") == run(
        record, "SELECT count(*), sum(size) FROM found"
    )


def test_a_very_long_word_and_a_very_long_telling_are_found(record: str) -> None:
    word, words = "x" * 5_000, " ".join(f"w{n}" for n in range(3_000))
    with Store.open(record) as store:
        store.add(said(f"“It is {word}.”"))
        store.add(said(f"“It is {words} in the end.”"))

        assert len(store.search(Query(words=word))) == 1
        assert store.search(Query(words="x" * 4_999)) == ()
        assert len(store.search(Query(words='"w2998 w2999 in the end"'))) == 1


@dataclass(frozen=True, slots=True)
class Served:
    """A record that is served."""

    opened: Opened
    location: str


@pytest.fixture
def served(record: str) -> Iterator[Served]:
    opened = Opened(location=record)
    yield Served(opened, record)
    opened.close()


def test_one_request_fails_when_a_server_was_started_anew(served: Served) -> None:
    with served.opened.store() as one, served.opened.store() as two:
        assert one.evidence() == two.evidence()
    run(
        served.location,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'onrecord' AND state = 'idle'",
    )

    with pytest.raises(RecordError, match="the server has gone"), served.opened.store() as store:
        store.evidence()
    for _ in range(3):
        with served.opened.store() as store:
            assert len(store.evidence()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("backup", "{file}", "--record", "{record}"), "is backed up with pg_dump"),
        (("restore", "{file}", "--record", "{record}"), "is restored with pg_restore"),
    ],
)
def test_backups_are_left_to_the_tools_of_the_server(
    record: str, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    result = call(*(word.format(file=tmp_path / "b.db", record=record) for word in words))

    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "b.db").exists()


def test_python_opens_it_too(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_RECORD", record)

    with Record.open() as opened:
        assert [hit.exact for hit in opened.search("harbour")] == [
            "“We hold the harbour until the rain is over.”"
        ]


def test_a_server_that_may_only_be_read_is_read_and_not_written(
    record: str, postgresql: NewRecord, tmp_path: Path
) -> None:
    """As a standby is, or a server whose owner has set it so."""
    read_only, empty = (
        f"{address}%20-cdefault_transaction_read_only%3Don" for address in (record, postgresql())
    )
    article = tmp_path / "a.txt"
    article.write_text("Anna Vale said “The bridge is closed to all of them.”\n", "utf-8")
    add = ("add", str(article), "--reader", "rules", "--record")
    before = run(record, "SELECT id FROM documents")

    assert "Anna Vale" in call("people", "--record", read_only).stdout
    assert "harbour" in call("search", "harbour", "--record", read_only).stdout
    for refused in (call(*add, read_only), call(*add, empty)):
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.endswith("it may not be written: the server is read-only\n")
        assert refused.stderr.count("\n") == 1
    assert run(record, "SELECT id FROM documents") == before
