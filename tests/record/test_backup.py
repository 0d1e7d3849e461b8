"""Backups: what was written comes back, and what is not as it was written does not."""

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.errors import RecordError
from onrecord.record.backup import back_up, restore
from onrecord.record.schema import MIGRATIONS
from onrecord.record.store import Store
from tests.record.worlds import action, document, reading, said

WORDS = "“We will never lift the sanctions on Velland, not for one day.”"


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def add(path: Path, *words: str) -> None:
    with Store.open(str(path), create=True) as store:
        for said_words in words:
            store.add(said(said_words, date="2031-03-04"))


def exported(path: Path) -> str:
    result = call("export", "--record", str(path))
    assert result.exit_code == 0, result.output
    return result.stdout


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    add(path, WORDS)
    deed = document("Vale imposed sanctions on Velland on Tuesday.\ud83d")
    with Store.open(str(path)) as store:
        store.add(reading(deed, action(deed, "imposed sanctions")))
        store.merge("ben-okoro", "anna-vale")
    return path


def test_a_backup_holds_the_record_and_is_one(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.db"

    printed = call("backup", str(copy), "--record", str(record), "--json")

    told = json.loads(printed.stdout)
    assert told.pop("digest").startswith("sha256:")
    assert told == {
        "file": str(copy),
        "record": str(record),
        "version": len(MIGRATIONS),
        "documents": 2,
        "statements": 1,
        "actions": 1,
    }
    assert exported(copy) == exported(record)
    assert left_in(tmp_path) == {"r.db", "b.db"}


def test_what_was_backed_up_is_restored_to_the_letter(record: Path, tmp_path: Path) -> None:
    before = exported(record)
    first = back_up(str(record), tmp_path / "b.db")
    record.unlink()

    told = call("restore", str(tmp_path / "b.db"), "--record", str(record))

    assert (
        told.stdout == f"2 documents, 1 statements, 1 actions · {tmp_path}/b.db · {first.digest}\n"
    )
    assert exported(record) == before
    with Store.open(str(record)) as store:
        assert [*store.merges()] == ["ben-okoro"]
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'backed_up'"
        ).fetchone()
    assert back_up(str(record), tmp_path / "c.db") == first


def test_a_backup_is_made_while_others_write(record: Path, tmp_path: Path) -> None:
    with Store.open(str(record)) as writer, writer.transaction():
        writer.add(said("“Not yet written.”"))
        found = back_up(str(record), tmp_path / "b.db")

    assert found.documents == 2
    assert "Not yet written" in exported(record)
    assert "Not yet written" not in exported(tmp_path / "b.db")


def test_reading_a_backup_as_a_record_leaves_it_a_backup(record: Path, tmp_path: Path) -> None:
    back_up(str(record), tmp_path / "b.db")
    assert call("people", "--record", str(tmp_path / "b.db")).exit_code == 0

    restore(tmp_path / "b.db", str(tmp_path / "new.db"))

    assert exported(tmp_path / "new.db") == exported(record)


def test_a_letter_that_changed_is_noticed(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b.db"
    back_up(str(record), copy)
    content = copy.read_bytes()
    assert content.count(b"never lift the sanctions") > 1
    copy.write_bytes(content.replace(b"never lift the sanctions", b"never life the sanctions", 1))

    with pytest.raises(RecordError, match="not what was backed up"):
        restore(copy, str(tmp_path / "new.db"))

    assert left_in(tmp_path) == {"r.db", "b.db"}


@pytest.mark.parametrize("place", ["0.02", "0.3", "0.5", "0.8", "end"])
def test_a_page_that_is_damaged_is_noticed(record: Path, tmp_path: Path, place: str) -> None:
    copy = tmp_path / "b.db"
    back_up(str(record), copy)
    content = bytearray(copy.read_bytes())
    if place == "end":
        del content[-5000:]
    else:
        start = int(float(place) * len(content)) // 4096 * 4096
        content[start : start + 4096] = bytes(4096)
    copy.write_bytes(content)

    with pytest.raises(RecordError) as caught:
        restore(copy, str(tmp_path / "new.db"))

    assert "\n" not in str(caught.value)
    assert left_in(tmp_path) == {"r.db", "b.db"}


def test_a_damaged_record_is_not_backed_up(record: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'tellings_who'")
        connection.commit()

    with pytest.raises(RecordError, match="damaged"):
        back_up(str(record), tmp_path / "b.db")

    assert left_in(tmp_path) == {"r.db"}


def test_an_older_record_is_backed_up_as_it_is(record: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        for name in ("documents_added", "documents_changed", "documents_removed"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DROP TABLE outlets")
        connection.execute("PRAGMA user_version = 4")

    found = back_up(str(record), tmp_path / "b.db")
    restore(tmp_path / "b.db", str(tmp_path / "new.db"))

    assert found.version == 4
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (4,)
    assert exported(tmp_path / "new.db") == exported(record)


def _no_backup(path: Path) -> None:
    add(path, WORDS)


def _newer(path: Path) -> None:
    add(path, WORDS)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "no backup at"),
        (_no_backup, "is not a file that 'onrecord backup' made"),
        (_newer, "made by a newer onrecord"),
        (lambda path: path.write_bytes(b"Vale said no.\n" * 100), "not a record of onrecord"),
        (lambda path: path.touch(), "is not a file that 'onrecord backup' made"),
    ],
)
def test_only_backups_are_restored(tmp_path: Path, make: object, says: str) -> None:
    backup = tmp_path / "b.db"
    make(backup)  # type: ignore[operator]
    before = backup.read_bytes() if backup.exists() else None

    result = call("restore", str(tmp_path / "b.db"), "--record", str(tmp_path / "r.db"))

    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert says in result.stderr
    assert (backup.read_bytes() if backup.exists() else None) == before
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("backup", "{there}", "--record", "{record}"), "is there already"),
        (("backup", "{record}", "--record", "{record}"), "is there already"),
        (("backup", "{new}", "--record", "{none}"), "nothing to back up"),
        (("backup", "{new}", "--record", "{empty}"), "holds nothing yet"),
        (("backup", "{nowhere}", "--record", "{record}"), "No such file or directory"),
        (("backup", "{new}", "--record", "postgresql://db/r"), "pg_dump"),
        (("restore", "{there}", "--record", "{record}"), "--replace puts the backup"),
        (("restore", "{there}", "--record", "{there}", "--replace"), "is the backup itself"),
        (("restore", "{there}", "--record", "{folder}", "--replace"), "is a folder"),
        (("restore", "{there}", "--record", "{nowhere}"), "No such file or directory"),
        (("restore", "{there}", "--record", "postgresql://db/r"), "restored to a file"),
    ],
)
def test_a_call_that_cannot_be_served_changes_nothing(
    record: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    back_up(str(record), tmp_path / "there.db")
    (tmp_path / "empty.db").touch()
    places = {name: tmp_path / f"{name}.db" for name in ("there", "new", "none", "empty")}
    places |= {"record": record, "folder": tmp_path, "nowhere": tmp_path / "no" / "r.db"}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    result = call(*(word.format(**places) for word in words))

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_record_is_replaced_whole(record: Path, tmp_path: Path) -> None:
    before = exported(record)
    back_up(str(record), tmp_path / "b.db")
    add(record, "“Said after the backup.”")
    record.chmod(0o640)

    result = call("restore", str(tmp_path / "b.db"), "--record", str(record), "--replace")

    assert result.exit_code == 0, result.output
    assert exported(record) == before
    assert stat.S_IMODE(record.stat().st_mode) == 0o640
    assert left_in(tmp_path) == {"r.db", "b.db"}


def test_a_record_in_use_is_not_replaced(record: Path, tmp_path: Path) -> None:
    back_up(str(record), tmp_path / "b.db")

    with Store.open(str(record)) as reader:
        people = reader.people()
        result = call("restore", str(tmp_path / "b.db"), "--record", str(record), "--replace")
        reader.add(said("“Said while it was not replaced.”"))

    assert result.exit_code == 2
    assert "another program is using it" in result.stderr
    assert people
    assert "Said while it was not replaced" in exported(record)


def test_what_a_crash_left_beside_the_old_record_is_not_played_into_the_new(
    record: Path, tmp_path: Path
) -> None:
    before = exported(record)
    back_up(str(record), tmp_path / "b.db")
    with Store.open(str(record)) as crashed:
        crashed.add(said("“Of the old record alone.”"))
        wal = record.with_name("r.db-wal").read_bytes()
        assert wal
    for left in ("the record and its log", "the log alone"):
        record.with_name("r.db-wal").write_bytes(wal)
        if left == "the log alone":
            record.unlink()

        restore(tmp_path / "b.db", str(record), replace=True)

        assert exported(record) == before, left


def test_a_log_without_its_record_is_not_taken_for_nothing(record: Path, tmp_path: Path) -> None:
    back_up(str(record), tmp_path / "b.db")
    record.unlink()
    record.with_name("r.db-wal").write_bytes(b"a log")

    with pytest.raises(RecordError, match=r"r\.db-wal is there already"):
        restore(tmp_path / "b.db", str(record))


def test_a_record_that_cannot_be_opened_is_kept_under_another_name(
    record: Path, tmp_path: Path
) -> None:
    before = exported(record)
    back_up(str(record), tmp_path / "b.db")
    junk = b"no database" + os.urandom(9000)
    record.write_bytes(junk)

    restore(tmp_path / "b.db", str(record), replace=True)

    assert exported(record) == before
    assert (tmp_path / "r.db.damaged").read_bytes() == junk


def test_a_restore_that_is_cut_off_leaves_the_old_record(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(str(record), tmp_path / "b.db")
    add(record, "“Said after the backup.”")
    before = exported(record)

    def cut_off(made: Path, target: Path) -> None:
        assert (made.parent != target.parent, target) == (True, record)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "b.db", str(record), replace=True)

    assert exported(record) == before
    assert left_in(tmp_path) == {"r.db", "b.db"}
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_no_record_is_not_replaced(record: Path, tmp_path: Path) -> None:
    back_up(str(record), tmp_path / "b.db")
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")
    before = theirs.read_bytes()

    with pytest.raises(RecordError, match="but not a record of onrecord"):
        restore(tmp_path / "b.db", str(theirs), replace=True)

    assert theirs.read_bytes() == before


def test_a_record_behind_a_link_is_replaced_where_it_is(record: Path, tmp_path: Path) -> None:
    before = exported(record)
    link = tmp_path / "links" / "link.db"
    link.parent.mkdir()
    link.symlink_to(record)
    back_up(str(link), tmp_path / "b.db")
    add(link, "“Said after the backup.”")

    restore(tmp_path / "b.db", str(link), replace=True)

    assert link.is_symlink()
    assert exported(record) == exported(link) == before
    assert left_in(link.parent) == {"link.db"}
