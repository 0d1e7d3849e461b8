"""Readers of a served record, many at once: how long they wait, and whether memory grows.

Run: python benchmarks/serving.py --record onrecord.db --json

A server is started on the record, and `--readers` threads ask it for pages in a row, each after a
second of reading what came: searches for words of the record, people, topics, sources, statements.
Half of the requests are searches for one of thousands of words, so that few are asked twice.
Printed are requests a second, the median and the 95th percentile of waiting in milliseconds,
errors, the processor time of the server for a request, which depends less on what else the machine
does, and the server's memory at the start (after one round of all pages), at six moments of the
load, and at the end: it grows until what is kept is full, and is to be flat from then on. `first`
tells of some pages how many seconds the first of their kind takes after a change of the record, by
the clock and of the server's processor: a server that has just started knows as little. It is one
of its own, for what such a page sets going ("contradictions" are looked for by another process)
would else slow the readers down.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from onrecord import pipeline

PORT = 8765
SEED = 7
_MOMENTS = 6


def main() -> None:
    """Start, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--json", action="store_true", help="always so")
    options = parser.parse_args()
    addresses, searches = pages(options.record)
    with served(options.record) as process:
        first = {page: first_s(process, page) for page in (searches[0], *firsts(options.record))}
    with served(options.record) as process:
        for address in addresses:
            ask(address)
        before, used = memory_mb(process), processor_s(process)
        with watched(process, options.seconds) as memory:
            waits, errors = load((addresses, searches), options.readers, options.seconds)
        after, used = memory_mb(process), processor_s(process) - used
    print(
        json.dumps(
            {
                "first": first,
                "readers": options.readers,
                "requests": len(waits),
                "a_second": round(len(waits) / options.seconds, 1),
                "median_ms": round(1000 * median(waits), 1),
                "p95_ms": round(1000 * quantiles(waits, n=20)[-1], 1),
                "server_ms_a_request": round(1000 * used / len(waits), 1),
                "errors": errors,
                "memory_before_mb": before,
                "memory_mb": memory,
                "memory_after_mb": after,
            }
        )
    )


@contextmanager
def served(record: str) -> Iterator[int]:
    """A server that has just started on a record: its process."""
    command = [str(Path(sys.executable).with_name("onrecord")), "serve", "--reader", "rules"]
    server = subprocess.Popen(
        [*command, "--record", record, "--port", str(PORT)], stdout=subprocess.DEVNULL
    )
    try:
        wait_for_it()
        yield server.pid
    finally:
        server.terminate()
        server.wait()


@contextmanager
def watched(process: int, seconds: float) -> Iterator[list[int]]:
    """The memory of a process at six moments of a time, filled in as it passes."""
    found: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while len(found) < _MOMENTS and not over.wait(seconds / _MOMENTS):
            found.append(memory_mb(process))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def pages(record: str) -> tuple[list[str], list[str]]:
    """Addresses that readers ask for: what the record holds most of, and searches."""
    with pipeline.open_record(record) as store:
        people = store.people()[:20]
        topics = store.topics()[:20]
        documents = store.shelf().document_lines(0, 20)
        some = store.evidence(topic=topics[0].id)
    words = sorted({word for item in some for word in item.exact.split() if word.isalpha()})
    some = some[:40]
    found = ["/", "/people", "/topics", "/sources", "/methodology.html"]
    found += [f"/person/{quote(person.id)}" for person in people]
    found += [f"/topic/{quote(topic.id)}" for topic in topics]
    found += [f"/source/{quote(line.id, safe='')}" for line in documents]
    found += [f"/statement/{item.id}" for item in some]
    return found, [f"/search?q={quote(word)}" for word in words]


def firsts(record: str) -> tuple[str, ...]:
    """Pages of which a record that has changed lets the first wait for longest."""
    with pipeline.open_record(record) as store:
        person = quote(store.people()[0].id)
    return (f"/person/{person}", "/", f"/tensions?person={person}")


def first_s(server: int, address: str) -> tuple[float, float]:
    """How long a page takes, by the clock and of the server's processor."""
    began, used = time.perf_counter(), processor_s(server)
    ask(address)
    return round(time.perf_counter() - began, 2), round(processor_s(server) - used, 2)


def wait_for_it() -> None:
    """Until the server answers."""
    for _ in range(200):
        try:
            ask("/methodology.html")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def ask(address: str) -> int:
    """The status of the answer to one request."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    try:
        connection.request("GET", address, headers={"accept-encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def load(
    addresses: tuple[list[str], list[str]], readers: int, seconds: float
) -> tuple[list[float], int]:
    """The waits of all requests, in seconds, and how many went wrong."""
    until = time.monotonic() + seconds
    waits: list[float] = []
    errors = [0]

    def read(number: int) -> None:
        chance = random.Random(SEED + number)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                errors[0] += ask(chance.choice(chance.choice(addresses))) != 200
            except OSError:
                errors[0] += 1
            waits.append(time.perf_counter() - began)
            time.sleep(chance.uniform(0.5, 1.5))  # somebody reads what came

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, errors[0]


def processor_s(process: int) -> float:
    """The processor time that a process has used, of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(process: int) -> int:
    """The resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
