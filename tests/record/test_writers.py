"""Several who write to one record: they take turns, and none of them loses anything."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord import pipeline
from onrecord.cli import main
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading
from onrecord.documents.facts import Defaults
from onrecord.reading import read_out
from onrecord.record import schema
from onrecord.record.store import Added, Store
from tests.conftest import NewRecord
from tests.record.worlds import document, said

ONRECORD = str(Path(sys.executable).with_name("onrecord"))


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def articles(path: Path, who: str, count: int) -> Path:
    """A table of articles in which somebody says something else each time."""
    rows = (
        {
            "id": f"{who}-{number}",
            "published": f"2031-03-{number % 28 + 1:02}",
            "text": f"Brenn votes\n\n“We have {number} reasons to keep the {who} line open,” {who}"
            f" Vale said on Friday. Velland expelled {number} diplomats of Karsia.\n",
        }
        for number in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def held(record: str) -> set[str]:
    with Store.open(record) as store:
        return {document.uri for document in store.documents()}


def test_what_json_tells_of_is_in_the_record_already(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = location
    monkeypatch.setattr(pipeline, "_BATCH", 4)
    told: list[tuple[str, Added, bool]] = []

    def written(document: Document, how: Added) -> None:
        told.append((document.uri, how, document.uri in held(record)))

    with Store.open(record, create=True) as store:
        table = str(articles(tmp_path / "a.jsonl", "Mara", 10))
        pipeline.add(store, [table], Defaults(), None, written=written)

    assert told == [(f"Mara-{number}", Added.NEW, True) for number in range(10)]


def test_add_prints_each_document(tmp_path: Path, location: str) -> None:
    table = str(articles(tmp_path / "a.jsonl", "Mara", 2))
    words = ("add", table, "--reader", "rules", "--json", "--record", location)

    first, again = call(*words), call(*words)

    assert [json.loads(line)["added"] for line in first.stdout.splitlines()] == ["new", "new"]
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert [(line["uri"], line["added"]) for line in told] == [
        ("Mara-0", "unchanged"),
        ("Mara-1", "unchanged"),
    ]
    with Store.open(location) as store:
        assert {line["document"] for line in told} == set(store.document_ids())


def test_others_write_while_documents_are_read(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_TIMEOUT_S", 0)
    record = location
    table = str(articles(tmp_path / "a.jsonl", "Mara", 3))

    def meanwhile(documents: Iterable[Document], *others: Any) -> Iterator[Reading]:
        for one in documents:
            with Store.open(record) as other:
                other.add(said(f"“Written while {one.uri} was read.”"))
            yield read_out(one, *others)

    monkeypatch.setattr(pipeline, "read_each", meanwhile)
    with Store.open(record, create=True) as store:
        report = pipeline.add(store, [table], Defaults())

    assert report.counts[Added.NEW] == 3
    assert len(held(record)) == 4  # those of Vale's have one place


def test_what_another_learned_meanwhile_is_read_with(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The date of a document comes from another writer between its reading and its writing."""
    record = location
    bare = document("“Never,” Mara Vale said on Friday in the capital.")
    dated = document(bare.text, published=Edtf("2031-03-05"))

    def meanwhile(documents: Iterable[Document], *others: Any) -> Iterator[Reading]:
        for one in documents:
            if one == bare:
                with Store.open(record) as other:
                    other.add(read_out(dated, pipeline.known_register(other)))
            yield read_out(one, *others)

    monkeypatch.setattr(pipeline, "read_each", meanwhile)
    with Store.open(record, create=True) as store:
        pipeline.add_documents(store, [bare])

        assert store.document(bare.id) == dated
        assert [e.date for e in store.evidence()] == [Edtf("2031-02-28")]


def test_two_commands_at_once_write_all_of_both(tmp_path: Path, new_record: NewRecord) -> None:
    record, alone = new_record(), new_record()
    tables = [articles(tmp_path / f"{who}.jsonl", who, 60) for who in ("Mara", "Oren")]

    running = [
        subprocess.Popen(
            [ONRECORD, "add", str(table), "--reader", "rules", "--record", record],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for table in tables
    ]
    done = [(*process.communicate(timeout=300), process.returncode) for process in running]

    assert done == [(f"60 new, 0 unchanged, 0 updated · {record}\n", "", 0)] * 2
    for table in tables:
        assert call("add", str(table), "--reader", "rules", "--record", alone).stdout.startswith(
            "60 new"
        )
    exports = [call("export", "--record", path).stdout for path in (record, alone)]
    assert exports[0]
    assert exports[0] == exports[1]


def test_two_commands_that_write_the_same_documents_write_each_once(
    tmp_path: Path, new_record: NewRecord
) -> None:
    record, alone = new_record(), new_record()
    table = articles(tmp_path / "a.jsonl", "Mara", 60)
    command = [ONRECORD, "add", str(table), "--reader", "rules", "--json", "--record", record]

    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [
        json.loads(line)
        for process in running
        for line in process.communicate(timeout=300)[0].splitlines()
    ]

    assert [process.returncode for process in running] == [0, 0]
    for how in ("new", "unchanged"):
        assert len({line["uri"] for line in told if line["added"] == how}) == 60
    assert len(told) == 120
    call("add", str(table), "--reader", "rules", "--record", alone)
    exports = [call("export", "--record", path).stdout for path in (record, alone)]
    assert exports[0]
    assert exports[0] == exports[1]


def test_who_waits_too_long_is_told_so_and_loses_nothing(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_TIMEOUT_S", 0)
    table = str(articles(tmp_path / "a.jsonl", "Mara", 2))
    words = ("add", table, "--reader", "rules", "--record", location)

    with Store.open(location, create=True) as store, store.transaction():
        store.add(said("“Written first.”"))
        refused = call(*words)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        "onrecord: cannot write to the record: another program is using it: run this again when "
        "that is done\n"
    )
    assert call(*words).stdout.startswith("2 new")
    assert len(held(location)) == 3
