import shutil
import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.record.schema import MIGRATIONS, connect


def test_makes_a_record_of_the_newest_version(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "r.db"), create=True)

    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    connection.close()


def test_opens_an_existing_record_and_keeps_what_is_in_it(tmp_path: Path) -> None:
    location = str(tmp_path / "r.db")
    first = connect(location, create=True)
    first.execute("INSERT INTO register VALUES ('topics', 'velland', '{}')")
    first.close()

    second = connect(location, create=False)

    assert second.execute("SELECT id FROM register").fetchall() == [("velland",)]
    second.close()


def _database(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    connect(str(path), create=True).close()
    _database(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "run 'onrecord add' first"),
        (lambda path: path.write_bytes(b"Vale said no.\n" * 100), "not a record of onrecord"),
        (lambda path: _database(path, "CREATE TABLE t (a)"), "but not a record of onrecord"),
        (_newer, "made by a newer onrecord"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
def test_says_in_one_line_why_a_record_cannot_be_used(
    tmp_path: Path, make: object, words: str
) -> None:
    path = tmp_path / "r.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(RecordError, match=words) as caught:
        connect(str(path), create=False)

    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_will_not_add_to_what_is_not_ours_either(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    _newer(path)
    before = path.read_bytes()

    with pytest.raises(RecordError, match="newer"):
        connect(str(path), create=True)

    assert path.read_bytes() == before


def test_a_file_that_is_empty_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()

    connect(str(path), create=True).close()

    assert sqlite3.connect(path).execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_cannot_make_a_record_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot open the record"):
        connect(str(tmp_path / "none" / "r.db"), create=True)


def test_a_record_that_was_cut_off_outside_of_wal_mode_is_taken_back(tmp_path: Path) -> None:
    """As a backup is that somebody adds to; SQLite keeps what was there in a journal."""
    path, cut_off = tmp_path / "r.db", tmp_path / "cut-off.db"
    connect(str(path), create=True).close()
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("PRAGMA journal_mode = DELETE")
    writing.execute("PRAGMA cache_size = 5")  # so that pages go to the file before the end
    writing.execute("BEGIN")
    writing.executemany(
        "INSERT INTO register VALUES ('topics', ?, ?)", ((str(n), "x" * 500) for n in range(2000))
    )
    for ending in ("", "-journal"):
        shutil.copy(f"{path}{ending}", f"{cut_off}{ending}")
    writing.close()
    assert cut_off.stat().st_size > 1_000_000

    opened = connect(str(cut_off), create=False)

    assert opened.execute("SELECT count(*) FROM register").fetchone() == (0,)
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened.close()
