"""Records of every earlier version, with data in them, come to this one whole.

`old/version-N.db.gz` is a record that the onrecord of that version wrote itself, of four invented
articles and posts and a register, with two people merged once that was possible; in rollback mode,
vacuumed, packed with `gzip -9n`. A version that is no longer the newest gets one.
"""

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.invented import aged, articles
from click.testing import CliRunner, Result

from onrecord import pipeline
from onrecord.cli import main
from onrecord.documents.facts import Defaults
from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.schema import MIGRATIONS, connect
from onrecord.record.search import Query
from onrecord.record.store import Store
from tests.record.worlds import document, reading, statement

OLD = Path(__file__).with_name("old")
VERSIONS = range(1, len(MIGRATIONS) + 1)
RELEASED = ("264f9f", "df54b5", "475765", "2cb2b9", "4f3a68")
"""Beginnings of the digests of the migrations, which records out there have been through."""

Rows = dict[str, list[dict[str, object]]]


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def unpacked(version: int, folder: Path) -> Path:
    path = folder / "r.db"
    path.write_bytes(gzip.decompress((OLD / f"version-{version}.db.gz").read_bytes()))
    return path


def rows_of(path: Path) -> Rows:
    """All rows of all tables, those of the indexes for search left out."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'found%' AND name NOT LIKE 'pairs%'"
        ).fetchall()
        return {
            table: sorted(map(dict, connection.execute(f"SELECT * FROM {table}")), key=repr)
            for (table,) in tables
        }


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        for index in ("found", "pairs"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        return (
            connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
            and connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        )


def test_migrations_that_are_out_there_stay_as_they_are() -> None:
    found = [hashlib.sha256(script.encode()).hexdigest()[:6] for script in MIGRATIONS]

    assert found[: len(RELEASED)] == list(RELEASED)
    assert len(found) == len(RELEASED), "pin the new one, and keep a record of the last version"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_of_each_version_keeps_every_row(version: int, tmp_path: Path) -> None:
    record = unpacked(version, tmp_path)
    before = rows_of(record)
    assert {len(before[name]) for name in ("documents", "register", "tellings")} == {4, 1, 10}

    connect(str(record), create=False).close()

    after = rows_of(record)
    for table, rows in before.items():
        columns = rows[0].keys() if rows else ()
        kept = [{name: row[name] for name in columns} for row in after[table]]
        assert sorted(kept, key=repr) == rows, table
    assert is_whole(record)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_of_each_version_is_of_use(version: int, tmp_path: Path) -> None:
    record = str(unpacked(version, tmp_path))

    assert call("verify", "--record", record).exit_code == 0
    people = map(json.loads, call("people", "--json", "--record", record).stdout.splitlines())
    dossier = call("dossier", "Mara Vale", "Karsia", "--record", record)
    with Store.open(record) as store:
        village = store.search(Query(words="single village"))
        holding = store.holding(["The talks with Velland are over"], 9)
        outlets = store._connection.execute("SELECT publisher FROM outlets ORDER BY 1").fetchall()

    merged = {person["id"]: person["merged"] for person in people if person["merged"]}
    assert merged == ({"oren-sarrow": ["ines-teleki"]} if version > 2 else {})
    assert "not trade a single village" in dossier.stdout
    assert [item.sources for item in village] == [2]
    assert len(holding) == 1
    assert outlets == [(None,), ("The Harbour Post",), ("Union Press",), ("Union Press",)]


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that was never of another version, of articles that share sayings."""
    folder = tmp_path_factory.mktemp("today")
    record = folder / "r.db"
    with pipeline.open_record(str(record), create=True) as store:
        pipeline.add(store, [str(articles(folder / "a.jsonl", 30))], Defaults())
        of = document("“He broke every promise,” Vale said.")
        store.add(reading(of, statement(of, "“He broke every promise,”", target="ben-okoro")))
    return record


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_that_came_a_long_way_is_like_a_new_one(
    version: int, today: Path, tmp_path: Path
) -> None:
    old = tmp_path / "r.db"
    aged(today, old, version)

    connect(str(old), create=False).close()

    assert rows_of(old) == rows_of(today)
    assert is_whole(old)
    exports = [call("export", "--record", str(path)).stdout for path in (old, today)]
    assert exports[0].count("\n") > 30
    assert exports[0] == exports[1]
    with Store.open(str(old)) as migrated, Store.open(str(today)) as new:
        for item in new.evidence()[:20]:
            assert migrated.holding([item.exact], 50) == new.holding([item.exact], 50) != ()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migration_that_fails_leaves_the_record_as_it_was(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = unpacked(version, tmp_path)
    before = rows_of(record)
    broken = "CREATE TABLE half (done);\nDELETE FROM tellings;\nINSERT INTO nowhere VALUES (1);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, broken))

    with pytest.raises(RecordError, match=r"cannot open the record .* nowhere"):
        connect(str(record), create=False)

    assert rows_of(record) == before
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_many_who_open_an_old_record_at_once_migrate_it_once(tmp_path: Path) -> None:
    record = unpacked(1, tmp_path)

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: connect(str(record), create=False), range(8)))

    for connection in opened:
        assert connection.execute("SELECT count(*) FROM outlets").fetchone() == (4,)
        connection.close()
    assert is_whole(record)


COMMANDS: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "add": lambda folder: ("add", str(folder / "a.txt"), "--reader", "rules"),
    "backup": lambda folder: ("backup", str(folder / "b.db")),
    "build": lambda folder: ("build", "-o", str(folder / "site")),
    "export": lambda folder: ("export",),
    "people": lambda folder: ("people", "--merge", "Mara Vale", "Oren Sarrow"),
    "restore": lambda folder: ("restore", str(folder / "backup.db"), "--replace"),
    "search": lambda folder: ("search", "village"),
    "topics": lambda folder: ("topics",),
    "verify": lambda folder: ("verify",),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_newer_record_is_refused_and_untouched(name: str, tmp_path: Path) -> None:
    record = unpacked(len(MIGRATIONS), tmp_path)
    assert call("backup", str(tmp_path / "backup.db"), "--record", str(record)).exit_code == 0
    (tmp_path / "a.txt").write_text("“Never,” Mara Vale said on Friday.\n", "utf-8")
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("CREATE TABLE of_the_future (a)")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    refused = call(*COMMANDS[name](tmp_path), "--record", str(record))

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "made by a newer onrecord (record version" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
