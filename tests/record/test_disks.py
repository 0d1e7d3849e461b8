"""Disks that are full, and disks that may not be written: one line, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.invented import articles
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import main
from onrecord.documents.facts import Defaults

_SCRIPT = Path(__file__).with_name("on_disk.py")
_APART = ("unshare", "--map-root-user", "--mount")
Told = tuple[int, str, str]

needs_mounts = pytest.mark.skipif(
    subprocess.run([*_APART, "true"], capture_output=True, check=False).returncode != 0,
    reason="needs namespaces in which a user may mount",
)


def told(folder: Path, *steps: tuple[str, ...], apart: bool = True) -> list[Told]:
    """What each command among the steps came to."""
    command = [*(_APART if apart else ()), sys.executable, str(_SCRIPT), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(steps), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in filter(None, json.loads(done.stdout))]


def is_refused(one: Told, *words: str) -> bool:
    code, out, err = one
    return (code, out, err.count("\n")) == (2, "", 1) and all(word in err for word in words)


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Where a small disk is mounted."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture
def table(tmp_path: Path) -> str:
    return str(articles(tmp_path / "a.jsonl", 60))


def add(table: str, record: Path) -> tuple[str, ...]:
    return ("onrecord", "add", table, "--reader", "rules", "--record", str(record))


@needs_mounts
def test_a_full_disk_loses_nothing(disk: Path, tmp_path: Path, table: str) -> None:
    record, few = disk / "r.db", str(articles(tmp_path / "few.jsonl", 8, seed=4))
    export = ("onrecord", "export", "--record", str(record))

    first, before, *full, after, whole, verified = told(
        disk,
        ("mount", "9m"),
        add(few, record),
        export,
        ("fill",),
        add(table, record),
        ("onrecord", "backup", str(disk / "b.db"), "--record", str(record)),
        ("empty",),
        export,
        add(table, record),
        ("onrecord", "verify", "--record", str(record)),
    )

    assert first[:2] == (0, f"8 new, 0 unchanged, 0 updated · {record}\n")
    assert before[1].count("\n") > 8
    assert [is_refused(one, "the disk is full") for one in full] == [True, True]
    assert after == before
    assert whole[:2] == (0, f"60 new, 0 unchanged, 0 updated · {record}\n")
    assert verified[0] == 0


@needs_mounts
def test_a_disk_that_fills_up_keeps_what_was_told_of(disk: Path, table: str) -> None:
    full, room = disk / "r.db", disk.with_name("copied.db")

    added, export = told(
        disk,
        ("mount", "700k"),
        (*add(table, full), "--json"),
        ("copy", str(room)),
        ("onrecord", "export", "--record", str(room)),
    )

    kept = {json.loads(line)["uri"] for line in added[1].splitlines()}
    assert (added[0], added[2].count("\n")) == (2, 1)
    assert "cannot write to the record: the disk is full" in added[2]
    assert 0 < len(kept) < 60
    assert sources(export) == kept


def test_a_file_that_may_not_grow_keeps_what_was_told_of(tmp_path: Path, table: str) -> None:
    record = tmp_path / "r.db"

    added, export = told(
        tmp_path,
        ("limit", "600000"),
        (*add(table, record), "--json"),
        ("onrecord", "export", "--record", str(record)),
        apart=False,
    )

    kept = {json.loads(line)["uri"] for line in added[1].splitlines()}
    assert (added[0], added[2].count("\n")) == (2, 1)
    assert "the disk is full or fails" in added[2]
    assert sources(export) == kept


def sources(export: Told) -> set[str]:
    """Where an export says that things are written."""
    assert export[0] == 0, export
    items = (json.loads(line) for line in export[1].splitlines())
    return {citation["uri"] for item in items for citation in item["citations"]}


@needs_mounts
def test_a_record_on_a_read_only_disk_is_read_and_not_written(
    disk: Path, tmp_path: Path, table: str
) -> None:
    record, copy = disk / "r.db", tmp_path / "b.db"
    few = str(articles(tmp_path / "few.jsonl", 8, seed=4))
    export = ("onrecord", "export", "--record", str(record))

    _, before, after, people, refused, merged, backup, built = told(
        disk,
        ("mount", "20m"),
        add(table, record),
        export,
        ("read-only",),
        export,
        ("onrecord", "people", "--record", str(record)),
        add(few, record),
        ("onrecord", "people", "--merge", "Mara Vale", "Tom Arden", "--record", str(record)),
        ("onrecord", "backup", str(copy), "--record", str(record)),
        ("onrecord", "build", "-o", str(disk / "site"), "--record", str(record)),
    )

    assert after == before
    assert people[0] == 0
    assert is_refused(refused, "it may not be written")
    assert is_refused(merged, "it may not be written")
    assert backup[0] == 0
    assert is_refused(built, "ead-only file system")
    assert copy.exists()


@needs_mounts
def test_a_record_that_others_write_to_is_read_where_it_is_read_only(
    disk: Path, tmp_path: Path, table: str
) -> None:
    """As in a container that is given the folder of a record read-only."""
    written = tmp_path / "written"
    written.mkdir()
    with pipeline.open_record(str(written / "r.db"), create=True) as store:
        pipeline.add(store, [str(articles(tmp_path / "few.jsonl", 8, seed=4))], Defaults())
        assert store.evidence()  # names what was added, which a reader cannot do there
        own = {document.uri for document in store.documents()}
        (written / "cut-off.db").write_bytes((written / "r.db").read_bytes())
        (written / "cut-off.db-wal").write_bytes((written / "r.db-wal").read_bytes())

        shown, cut_off = told(
            disk,
            ("show", str(written)),
            ("onrecord", "export", "--record", str(disk / "r.db")),
            ("onrecord", "export", "--record", str(disk / "cut-off.db")),
        )

    assert sources(shown) == own
    assert is_refused(cut_off, "cannot open the record", "may not be written")


@needs_mounts
def test_no_record_can_be_made_on_a_read_only_disk(disk: Path, table: str) -> None:
    (refused,) = told(disk, ("mount", "1m"), ("read-only",), add(table, disk / "r.db"))

    assert is_refused(refused, "cannot open the record", "may not be written")


@pytest.mark.parametrize("good", [2, 20])
def test_a_damaged_record_is_told_of_in_one_line(tmp_path: Path, table: str, good: int) -> None:
    record = tmp_path / "r.db"
    assert CliRunner().invoke(main, list(add(table, record)[1:])).exit_code == 0
    content = record.read_bytes()
    good *= 4096  # pages: before the tables are named, and after
    record.write_bytes(content[:good] + bytes(len(content) - good))

    damaged = CliRunner().invoke(main, ["export", "--record", str(record)])

    assert is_refused((damaged.exit_code, damaged.stdout, damaged.stderr), "it is damaged")
