"""Many documents at once: the same bytes whoever reads them, and nothing that stops a shard."""

import gzip
import importlib.util
import json
from collections.abc import Sequence
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from onrecord import batch, pipeline
from onrecord.batch import Done, Hand, Work, in_processes, read_shard, tools
from onrecord.batch_on_ray import asked_for, on_ray
from onrecord.cli import main
from onrecord.core.document import Document
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.shards import Shard, shards
from onrecord.errors import OnrecordError
from onrecord.reading import read_out
from onrecord.record import shards as stored
from onrecord.record.shards import readings
from tests import deadly
from tests.conftest import Golden, NewRecord
from tests.documents.test_readers import archive

EXAMPLE, REGISTER = pipeline.example_files()
_ADDRESS = "https://velland.example/{}"


def files_of(folder: Path) -> dict[str, bytes]:
    """Each file of an output, by its name."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def work_in(out: Path, **others: Any) -> Work:
    return Work(out=str(out), reader="rules", register=REGISTER, **others)


def in_one(planned: Sequence[Shard], work: Work) -> list[Done]:
    """Read by this very process."""
    using = tools(work)
    return [read_shard(shard, work, using, lambda place: None) for shard in planned]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The bundled example, an archive, a table in Parquet and a broken file."""
    folder = tmp_path_factory.mktemp("sources")
    page = (EXAMPLE / "2018-03-19-expulsions.html").read_bytes()
    pages = [(_ADDRESS.format(number), "200 OK", page) for number in range(3)]
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(archive(*pages), mtime=0))
    rows = [json.loads(line) for line in (EXAMPLE / "union-press.jsonl").open(encoding="utf-8")]
    pq.write_table(pa.Table.from_pylist(rows), folder / "rows.parquet")
    (folder / "broken.jsonl").write_bytes(b'{"text": "Vale signed."}\nnot JSON\n{"text": ""}\n')
    return [str(EXAMPLE), str(folder)]


@pytest.fixture(scope="module")
def alone(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of the sources."""
    out = tmp_path_factory.mktemp("alone")
    in_one(list(shards(sources)), work_in(out))
    return out


def test_a_pool_writes_the_same_bytes_as_one_process(
    sources: list[str], alone: Path, tmp_path: Path
) -> None:
    planned = list(shards(sources))

    found = list(in_processes(planned, work_in(tmp_path), 2))

    assert len(planned) > 4
    assert {done.shard for done in found} == {shard.name for shard in planned}
    assert files_of(tmp_path) == files_of(alone)


@pytest.mark.parametrize(
    ("device", "workers", "gpus", "asked"),
    [
        ("cpu", 4, 2.0, {"num_cpus": 1}),
        ("cuda", 4, 0.0, {"num_cpus": 1}),
        ("cuda", 4, 2.0, {"num_cpus": 1, "num_gpus": 1 / 2}),
        ("cuda", 16, 3.0, {"num_cpus": 1, "num_gpus": 1 / 6}),
        ("cuda", 2, 8.0, {"num_cpus": 1, "num_gpus": 1}),
    ],
)
def test_workers_share_the_gpus_of_a_cluster_that_has_some(
    device: str, workers: int, gpus: float, asked: dict[str, float]
) -> None:
    found = asked_for(device, workers, gpus)

    assert found == asked
    assert workers * found.get("num_gpus", 0) <= gpus  # or some would wait for ever


def test_shards_of_another_device_are_read_anew(sources: list[str], tmp_path: Path) -> None:
    """The last bits of its numbers may be others, so that what is said of its making differs."""
    (shard, *_) = shards(sources)
    using = tools(work_in(tmp_path))
    for device, is_there in (("cpu", False), ("cpu", True), ("cuda", False), ("cuda", True)):
        done = read_shard(shard, work_in(tmp_path, device=device), using, lambda place: None)

        assert done.again is is_there, device


def test_a_device_that_is_not_there_is_one_line(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["batch", sources[0], "--out", str(tmp_path / "out"), "--reader", "fast"]
    said = {}
    for device in ("cuda", "abacus"):
        monkeypatch.setenv("ONRECORD_DEVICE", device)
        said[device] = CliRunner().invoke(main, words)

    assert {result.exit_code for result in said.values()} == {2}
    assert said["abacus"].stderr == (
        "onrecord: ONRECORD_DEVICE is 'abacus': set it to cpu or cuda\n"
    )
    assert said["cuda"].stderr.startswith("onrecord: the reader cannot run on cuda: ")
    assert said["cuda"].stderr.count("\n") == 1


@pytest.mark.parametrize("threads", ["0", "two"])
def test_a_number_of_threads_that_is_none_is_said_in_one_line(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv("ONRECORD_THREADS", threads)

    result = CliRunner().invoke(main, ["batch", sources[0], "--out", str(tmp_path / "out")])

    assert result.exit_code == 2
    assert result.stderr == (
        f"onrecord: ONRECORD_THREADS is {threads!r}: set it to a number from 1 on\n"
    )


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is an extra")
def test_ray_writes_the_same_bytes_as_one_process(
    sources: list[str], alone: Path, tmp_path: Path
) -> None:
    list(on_ray(list(shards(sources)), work_in(tmp_path), 2, "local"))

    assert files_of(tmp_path) == files_of(alone)


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is an extra")
def test_on_ray_a_poisoned_document_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.batch_on_ray.Hand", DeadlyHand)
    for name, texts in (("a", ["Vale signed.", "kill", "crash", "Vale left."]), ("b", ["Roth."])):
        (tmp_path / f"{name}.jsonl").write_bytes(rows(*texts))
    planned = list(shards([str(tmp_path / f"{name}.jsonl") for name in "ab"]))

    done = list(on_ray(planned, work_in(tmp_path / "out"), 2, "local"))

    assert sorted(one.counts["documents"] for one in done) == [1, 2]
    unread = [(u.uri.rpartition("/")[2], u.reason[:6]) for one in done for u in one.unread]
    assert unread == [("a.jsonl#2", "killed"), ("a.jsonl#3", "crashe")]


class DeadlyHand(Hand):
    """A hand on a cluster some of whose documents kill whoever reads them."""

    def _started(self) -> Connection:
        batch._serve = deadly.in_rows  # this runs in a process of Ray
        return super()._started()


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is an extra")
@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "127.0.0.1:99999"])
def test_a_cluster_that_is_not_there_is_one_line(
    address: str, sources: list[str], tmp_path: Path
) -> None:
    with pytest.raises(OnrecordError, match="no Ray cluster at"):
        list(on_ray(list(shards(sources)), work_in(tmp_path), 1, address))


def test_readings_come_back_as_they_were_written(sources: list[str], alone: Path) -> None:
    using = tools(work_in(alone))
    documents = [
        document
        for document in pipeline.documents_of(sources, Defaults())
        if isinstance(document, Document)
    ]
    expected = {document.uri: read_out(document, using.register) for document in documents}

    found = {
        reading.document.uri: reading
        for folder in alone.glob("shard=*")
        for reading, _ in readings(folder)
    }

    assert len(expected) > 30
    assert found == expected


def test_every_row_shows_the_words_at_its_span(alone: Path) -> None:
    texts = {
        row["id"]: row["text"]
        for file in alone.glob("*/documents.parquet")
        for row in pq.ParquetFile(file).read().to_pylist()
    }
    rows = [
        row
        for name in ("mentions", "timexes")
        for file in alone.glob(f"*/{name}.parquet")
        for row in pq.ParquetFile(file).read().to_pylist()
    ]

    assert len(rows) > 300
    for row in rows:
        start, end = row["span"]
        assert texts[row["document"]][start:end] == row["words"]


def test_the_columns_are_those_of_their_version(golden: Golden) -> None:
    """A change of columns needs a new version: another file, and a way to read the old one."""
    lines = [f"{name}\n{stored.schema_of(name).to_string()}\n" for name in stored.TABLES]

    golden(f"shards-{stored.SCHEMA_VERSION}.txt", "\n".join(lines))


# What is done once


def test_what_is_finished_is_not_done_again(sources: list[str], tmp_path: Path) -> None:
    planned, work = list(shards(sources)), work_in(tmp_path)
    in_one(planned, work)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    lost = tmp_path / f"shard={planned[0].name}"
    (lost / "manifest.json").unlink()

    found = in_one(planned, work)

    assert [done.again for done in found] == [False, *[True] * (len(planned) - 1)]
    touched = {path for path in tmp_path.rglob("*") if path.stat().st_mtime_ns != before.get(path)}
    assert all(path == tmp_path or lost in (path, *path.parents) for path in touched)


def test_another_text_or_another_register_is_read_anew(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Mara Vale said “No.”")
    planned = list(shards([str(source)]))
    work = work_in(tmp_path / "out")
    in_one(planned, work)

    source.write_text("Mara Vale said “Yes.”")
    assert [done.again for done in in_one(planned, work)] == [False]
    other = Work(out=work.out, reader="rules", register="")
    assert [done.again for done in in_one(planned, other)] == [False]
    assert [done.again for done in in_one(planned, other)] == [True]


def test_small_files_go_together_and_large_ones_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.documents.shards._FILES", 3)
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text("Vale signed.")
    (tmp_path / "4a.jsonl").write_text("{}")

    found = [[Path(s).name for s in shard.sources] for shard in shards([str(tmp_path)])]

    assert [" ".join(names) for names in sorted(found)] == [
        "0.txt 1.txt 2.txt",
        "3.txt 4.txt 5.txt",
        "4a.jsonl",
        "6.txt",
    ]
    names = [shard.name for shard in shards([str(tmp_path), str(tmp_path)])]
    assert len(set(names)) == len(names) == 4


# What a document may do to its reader


def rows(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def test_a_poisoned_document_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_serve", deadly.in_rows)
    source = tmp_path / "rows.jsonl"
    texts = ["Vale signed.", "kill", "kill once", "hang", "raise", "crash", "Vale came back."]
    source.write_bytes(rows(*texts))
    (shard,) = shards([str(source)])

    hand = Hand(work_in(tmp_path / "out", patience_s=2))
    done = hand.read(shard)
    hand.dismiss()

    assert done.counts["documents"] == 3
    assert [unread.uri.rpartition("#")[2] for unread in done.unread] == ["2", "4", "5", "6"]
    reasons = [unread.reason for unread in done.unread]
    parts = ["out of memory", "2 seconds", "KeyError", "crashed"]
    for reason, part in zip(reasons, parts, strict=True):
        assert part in reason
        assert "\n" not in reason
    written = pq.ParquetFile(tmp_path / "out" / f"shard={shard.name}" / "unread.parquet").read()
    assert [Unread(**row) for row in written.to_pylist()] == list(done.unread)


def test_a_file_that_kills_between_its_documents_is_passed_over_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_serve", deadly.between_rows)
    for name, texts in (("a", ["Vale signed."]), ("b", ["Vale left.", "x", "y"]), ("c", ["Roth."])):
        (tmp_path / f"{name}.jsonl").write_bytes(rows(*texts))
    sources = tuple(str(tmp_path / f"{name}.jsonl") for name in "abc")

    hand = Hand(work_in(tmp_path / "out"))
    done = hand.read(Shard("abc", sources))
    hand.dismiss()

    assert done.counts["documents"] == 2
    assert [(unread.uri, unread.reason[:7]) for unread in done.unread] == [(sources[1], "crashed")]


def test_a_full_disk_stops_the_run_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Mara Vale said “No.”")
    (tmp_path / "out").write_text("no folder")

    with pytest.raises(OnrecordError, match="cannot write") as caught:
        in_one(list(shards([str(source)])), work_in(tmp_path / "out"))

    assert "\n" not in str(caught.value)


def test_a_run_that_fails_leaves_no_process(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    for name in "abcd":
        (tmp_path / f"{name}.jsonl").write_bytes(rows("Vale signed."))

    with pytest.raises(OnrecordError, match="cannot write"):
        list(in_processes(list(shards([str(tmp_path)])), work_in(tmp_path / "out"), 2))

    assert not active_children()


def test_a_worker_that_cannot_start_says_so(tmp_path: Path) -> None:
    (shard,) = shards([str(EXAMPLE / "posts.csv")])
    hand = Hand(Work(out=str(tmp_path), reader="rules", register="[[person"))

    with pytest.raises(OnrecordError, match="TOML"):
        hand.read(shard)
    hand.dismiss()


# The commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def exported(record: str) -> str:
    return run("export", "--record", record).stdout


def test_what_is_loaded_is_what_is_added(
    sources: list[str], tmp_path: Path, new_record: NewRecord
) -> None:
    out, register = str(tmp_path / "out"), str(EXAMPLE / "register.toml")
    how = ("--register", register, "--reader", "rules")
    added, loaded = new_record(), new_record()

    done = run("batch", *sources, "--out", out, "--workers", "1", *how)
    first = run("load", out, "--record", loaded, "--reader", "rules")
    again = run("load", out, "--record", loaded, "--reader", "rules")
    read = run("add", *sources, "--record", added, *how)

    assert done.exit_code == first.exit_code == 0, done.stderr + first.stderr
    assert "skipped" in done.stdout
    assert "broken.jsonl#2: is not JSON" in done.stderr
    assert first.stdout.split(" · ")[0] + ", 2 skipped" == read.stdout.split(" · ")[0]
    assert again.stdout.startswith("0 new,")
    assert len(exported(added).splitlines()) > 50
    assert exported(loaded) == exported(added)
    assert run("verify", "--record", loaded).exit_code == 0


def test_a_record_that_knows_more_has_it_read_again(tmp_path: Path, location: str) -> None:
    """The batch did not know when it was published; the record does."""
    source = tmp_path / "a.txt"
    source.write_text("“We will sign on Friday,” Mara Vale said on Monday.")
    record, out = location, str(tmp_path / "out")
    run("add", str(source), "--record", record, "--published", "2021-05-06", "--reader", "rules")
    before = exported(record)

    run("batch", str(source), "--out", out, "--workers", "1", "--reader", "rules")
    run("load", out, "--record", record, "--reader", "rules")

    assert "2021-05-03" in before
    assert exported(record) == before


def test_a_shard_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mara Vale said “No.”")
    work = work_in(tmp_path / "out")
    in_one(list(shards([str(tmp_path / "a.txt")])), work)
    (table,) = (tmp_path / "out").glob("*/statements.parquet")
    table.write_bytes(table.read_bytes() + b" ")

    result = run("load", work.out, "--record", str(tmp_path / "r.db"))

    assert result.exit_code == 2
    assert "is not as it was written" in result.stderr


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_shard_that_was_harmed_is_read_anew(harm: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mara Vale said “No.”")
    work, planned = work_in(tmp_path / "out"), list(shards([str(tmp_path / "a.txt")]))
    in_one(planned, work)
    before = files_of(tmp_path / "out")
    (table,) = (tmp_path / "out").glob("*/statements.parquet")
    if harm == "gone":
        table.unlink()
    else:
        table.write_bytes(table.read_bytes() + b" ")

    (done,) = in_one(planned, work)

    assert not done.again
    assert files_of(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            {"schema": "2"},
            "was written by a newer onrecord (shards of version 2, this one reads 1)",
        ),
        ({"schema": "0"}, "is no shard of this version"),
        ({"schema": None}, "is no shard of this version"),
        ({"tables": None}, "is not as it was written"),
    ],
)
def test_a_shard_of_another_version_is_refused_before_anything_is_loaded(
    said: dict[str, Any], reason: str, tmp_path: Path, location: str
) -> None:
    work = work_in(tmp_path / "out")
    for name, count in (("a", 60), ("b", 1)):
        texts = (f"“We have {n} reasons in {name},” Mara Vale said." for n in range(count))
        (tmp_path / f"{name}.jsonl").write_bytes(rows(*texts))
    in_one(list(shards([str(tmp_path / f"{name}.jsonl") for name in "ab"])), work)
    last = max((tmp_path / "out").glob("*/manifest.json"))
    last.write_text(json.dumps(json.loads(last.read_text("utf-8")) | said), "utf-8")

    result = run("load", work.out, "--record", location, "--reader", "rules")

    assert result.exit_code == 2
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1
    held = run("export", "--record", location, "--format", "jsonl")
    # what is harmed shows only when it is read: what went before is in the record
    assert ("reasons in a" in held.stdout) == ("tables" in said)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("batch", "nothing-here.txt", "--out", "{out}", "--reader", "rules"), "No such file"),
        (("load", "{out}", "--record", "{out}.db"), "no such folder"),
        (("load", "{empty}", "--record", "{out}.db"), "no shard that is finished"),
    ],
)
def test_a_call_that_cannot_be_served_is_one_line(
    arguments: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"out": str(tmp_path / "out"), "empty": str(tmp_path / "empty")}

    result = run(*(argument.format(**places) for argument in arguments))

    assert result.exit_code == 2
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_record_that_knows_others_is_told(tmp_path: Path, location: str) -> None:
    record, out = location, str(tmp_path / "out")
    register = str(EXAMPLE / "register.toml")
    (tmp_path / "a.txt").write_text("Mara Vale said “No.”")
    source = str(tmp_path / "a.txt")
    run("add", source, "--record", record, "--register", register, "--reader", "rules")
    run("batch", source, "--out", out, "--workers", "1", "--reader", "rules")

    result = run("load", out, "--record", record, "--reader", "rules")

    assert "entries of this record's register" in result.stderr
