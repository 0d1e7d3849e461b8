"""How many documents a second `onrecord batch` reads, on one worker and on more.

Run as `python -m benchmarks.batch --data FILE.jsonl.gz`. The articles are dealt out to shards; each
number of workers reads all of them into a folder of its own. Told are documents a second of the
clock, from the moment at which the workers have loaded their models, and of their processors'
time, which a busy machine slows less; the efficiency (documents a second and worker, against one
worker); the most memory that a worker held; whether all wrote the same bytes; what `onrecord load`
takes for a document, and its size in a record and as Parquet. With `--ray local` they are read on
Ray as well. The last line is JSON.
"""

import argparse
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import Any

from benchmarks.attribution import rows
from benchmarks.reading import cpu

from onrecord.batch import Done, Work, in_processes
from onrecord.batch_on_ray import on_ray
from onrecord.documents.readers import read
from onrecord.documents.shards import Shard, shards
from onrecord.loading import load
from onrecord.pipeline import open_record

_TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME = 13, 14
"""Fields of /proc/PID/stat, counted from 0."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run over all shards took."""

    documents: int
    clock_s: float
    processor_s: float
    memory_mb: float
    digest: str


def main() -> None:
    """Measure and print."""
    options = arguments().parse_args()
    articles = list(islice(rows(options.data), options.articles))
    with tempfile.TemporaryDirectory() as folder:
        planned = dealt(articles, Path(folder), options.shards)
        result = measured(options, planned, Path(folder))
    if not options.json:
        for name, value in result.items():
            print(f"{name}: {value}")
    print(json.dumps(result))


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, may be gzipped")
    parser.add_argument("--articles", type=int, help="read only so many")
    parser.add_argument("--reader", default="accurate", help="as onrecord batch takes it")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--shards", type=int, default=28, help="files that the articles go into")
    parser.add_argument(
        "--times", type=int, default=2, help="runs of each, in turn; the best counts"
    )
    parser.add_argument("--pages", type=Path, help="JSON lines with web pages, timed as well")
    parser.add_argument("--ray", metavar="ADDRESS|local", help="read on Ray too")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    return parser


def dealt(articles: Sequence[dict[str, Any]], folder: Path, files: int) -> list[Shard]:
    """The articles in so many tables, each of which is a shard."""
    for number in range(files):
        lines = (json.dumps({"text": row["text"]}) + "\n" for row in articles[number::files])
        (folder / f"{number:03}.jsonl").write_text("".join(lines), "utf-8")
    return list(shards([str(folder)]))


def measured(options: argparse.Namespace, planned: Sequence[Shard], folder: Path) -> dict[str, Any]:
    """Each number of workers in turn, so that all meet the same machine."""
    runs: dict[int, list[Run]] = {workers: [] for workers in options.workers}
    for turn in range(options.times):
        for workers, found in runs.items():
            work = Work(out=str(folder / f"out-{workers}-{turn}"), reader=options.reader)
            found.append(run(in_processes(planned, work, workers), work, workers))
    clock = {n: max(r.documents / r.clock_s for r in found) for n, found in runs.items()}
    processor = {n: max(r.documents / r.processor_s for r in found) for n, found in runs.items()}
    least = min(clock)
    digests = {r.digest for found in runs.values() for r in found}
    if options.ray is not None:
        work = Work(out=str(folder / "out-ray"), reader=options.reader)
        list(on_ray(planned, work, max(options.workers), options.ray))
        digests.add(digest_of(Path(work.out)))
    return {
        "cpu": cpu(),
        "reader": options.reader,
        "documents": {n: found[0].documents for n, found in runs.items()},
        "documents_per_s": {n: round(rate, 2) for n, rate in clock.items()},
        "documents_per_processor_s": {n: round(rate, 2) for n, rate in processor.items()},
        "efficiency": {n: round(r * least / (clock[least] * n), 3) for n, r in clock.items()},
        "efficiency_of_processors": {
            n: round(rate / processor[least], 3) for n, rate in processor.items()
        },
        "memory_mb": {n: round(max(r.memory_mb for r in found)) for n, found in runs.items()},
        **loaded(Path(work.out), folder / "record.db"),
        **({"page_ms": page_ms(options.pages)} if options.pages else {}),
        "ray": options.ray is not None,
        "same_bytes": len(digests) == 1,
    }


def run(found: Iterator[Done], work: Work, workers: int) -> Run:
    """Read all shards; the clock starts when each worker has had one, its models loaded."""
    documents, memory_mb = 0, 0.0
    for number, done in enumerate(found, start=1):
        if done.failure is not None:
            raise SystemExit(done.failure)
        if number > workers:
            documents += done.counts["documents"]
        ended, last, memory_mb = time.perf_counter(), processor_seconds(), peak_mb()
        if number == workers:
            started, spent = ended, last
    return Run(documents, ended - started, last - spent, memory_mb, digest_of(Path(work.out)))


def loaded(shards_in: Path, record: Path) -> dict[str, float]:
    """What it takes to merge the shards into a record, and what a document comes to in both."""
    with open_record(str(record), create=True) as store:
        started = time.process_time()
        count = sum(load(store, shards_in).counts.values())
        spent = time.process_time() - started
    tables = sum(file.stat().st_size for file in shards_in.rglob("*.parquet"))
    return {
        "load_ms": round(1000 * spent / count, 1),
        "record_kb": round(record.stat().st_size / 1000 / count, 1),
        "parquet_kb": round(tables / 1000 / count, 1),
    }


def page_ms(data: Path) -> float:
    """Milliseconds of a processor for the main text of a web page."""
    pages = [row["html"].encode() for row in rows(data)]
    list(read(pages[0], "warm.html"))
    started = time.process_time()
    for page in pages:
        list(read(page, "page.html"))
    return round(1000 * (time.process_time() - started) / len(pages), 1)


def processor_seconds() -> float:
    """Seconds of processor that the workers have had so far."""
    return sum(
        (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS
        for fields in (_proc(child.pid, "stat").split() for child in active_children())
    )


def peak_mb() -> float:
    """The most memory that a worker ever held."""
    found = [
        int(line.split()[1]) / 1024
        for child in active_children()
        for line in _proc(child.pid, "status").splitlines()
        if line.startswith("VmHWM")
    ]
    return max(found)


def _proc(pid: int | None, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


def digest_of(folder: Path) -> str:
    """SHA-256 of all files of a folder, with their names."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            total.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    main()
