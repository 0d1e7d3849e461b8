"""A record in PostgreSQL beside the same record in a file, in one run.

Run: python -m benchmarks.postgres --data polnear/train.jsonl.gz --statements 20000 --json

Both hold the same articles, read once, by rule, and replicated with changed names as in
`benchmarks/scale.py`, which says how each number is measured. The server is a private one on a
socket of this machine that waits for its disk as usual; it shares the processors with the
benchmark. On a machine on which other programs work, `--processor` counts the time of the
processor, of the benchmark and of whom it asks on the server together; else all is by the clock.
`fill_s` is the whole of them, `add_ms` one more document,
`lookup_ms` the documents that share wording with a sentence, `mb` the room that it takes. `same`
says that the exports of both are the same bytes.
"""

import argparse
import hashlib
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import psycopg
from benchmarks import scale
from benchmarks.replicas import replicas
from benchmarks.servers import new_place, private_server

from onrecord import pipeline
from onrecord.core.evidence import Reading
from onrecord.documents.duplicates import fingerprint
from onrecord.record.export import Format, exported
from onrecord.record.postgres import Postgres
from onrecord.record.store import Store

_BATCH = 50
_ADDED, _LOOKUPS = 20, 100


def main() -> None:
    """Fill, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a table of articles")
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--processor", action="store_true", help="by the processor's time")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    of = processor if options.processor else by_the_clock
    readings = scale.read(options.data)
    found: dict[str, scale.Numbers] = {}
    digests = set()
    with tempfile.TemporaryDirectory() as folder, private_server(durable=True) as server:
        file, place = f"{folder}/record.db", new_place(server, "measured")
        for name, location in (("sqlite", file), ("postgresql", place)):
            documents, spent = filled(location, readings, options.statements, of)
            with pipeline.open_record(location) as store:
                found[name] = {"fill_s": spent} | measured(store, readings, documents, of(store))
                digests.add(digest(store))
        found["sqlite"]["mb"] = round(Path(file).stat().st_size / 1e6)
        found["postgresql"]["mb"] = round(size_of(place) / 1e6)
    if not options.json:
        for number in found["sqlite"]:
            print(f"{number:<24}{found['sqlite'][number]:>12}{found['postgresql'][number]:>12}")
    print(json.dumps({"statements": options.statements, **found, "same": len(digests) == 1}))


def by_the_clock(_: Store) -> scale.Clock:
    """What tells the time."""
    return time.perf_counter


def processor(store: Store) -> scale.Clock:
    """What tells the seconds that a processor worked here, and for us on a server."""
    database = store._connection
    if not isinstance(database, Postgres):
        return time.process_time
    (number,) = database.execute("SELECT pg_backend_pid()").fetchone()
    spent_there = Path(f"/proc/{number}/schedstat")
    return lambda: time.process_time() + int(spent_there.read_text().split()[0]) / 1e9


def filled(
    location: str,
    readings: Sequence[Reading],
    statements: int,
    of: Callable[[Store], scale.Clock] = by_the_clock,
) -> tuple[int, float]:
    """Fill a new record with so many statements and actions; its documents, and the seconds."""
    held, documents, spent = 0, 0, 0.0
    more = replicas(readings)
    with pipeline.open_record(location, create=True) as store:
        clock = of(store)
        while held < statements:
            batch = [(r, fingerprint(r.document.text)) for r in islice(more, _BATCH)]
            held += sum(len(r.statements) + len(r.actions) for r, _ in batch)
            documents += len(batch)
            begun = clock()
            with store.transaction():
                for reading, bands in batch:
                    store.add(reading, bands)
            spent += clock() - begun
        begun = clock()
        store.pieces([])  # reading anything settles what was added
        spent += clock() - begun
    return documents, round(spent, 2)


def measured(
    store: Store, readings: Sequence[Reading], documents: int, clock: scale.Clock
) -> scale.Numbers:
    """What it costs to ask a record, and to add one document more."""
    chance = random.Random(1)
    texts = [text for reading in readings for text in scale.sayings(reading)]
    more = list(islice(replicas(readings, first=1_000 + documents), 2 * _ADDED))
    found = scale.searched(store, list(scale.searches(texts, chance)), clock)
    found |= scale.composed(store, more[:_ADDED], clock)
    took = [scale.spent(partial(scale.settled, store, [one]), clock) for one in more[_ADDED:]]
    found["add_ms"] = round(1000 * statistics.median(took), 1)
    took = [scale.spent(partial(store.resembling, [run], 5), clock) for run in texts[:_LOOKUPS]]
    found["lookup_ms"] = round(1000 * statistics.median(took), 2)
    return found


def digest(store: Store) -> str:
    """What the record exports, in one word."""
    made = hashlib.sha256()
    for line in exported(store.evidence(), Format.JSONL):
        made.update(line.encode())
    return made.hexdigest()


def size_of(place: str) -> int:
    """Bytes of all tables and indexes of a schema."""
    with psycopg.connect(place) as connection:
        row = connection.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class AS c"
            " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
        ).fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()
