"""What a record costs as it grows: adding, merging, searching, dossiers, audits, memory.

Run: python -m benchmarks.scale --data polnear/train.jsonl.gz --json [--keep FILE] [--processor]
     python -m benchmarks.scale --data polnear/train.jsonl.gz --record FILE --json

The articles of the data are read once, by rule, and replicated with changed names (`replicas`)
until the record holds 10,000, then 100,000, then 1,000,000 statements and actions. At each size a
new process measures, by the clock, or with `--processor` by the processor's time, for a machine on
which others work, too:

- `add_ms`: one more document, written and settled, the median of twenty; `merge_ms`: a statement
  more, merged with what tells the same, when 150 documents are added at once; `fill_ms`: a
  statement more, while the record was filled from the size before, by the processor's time;
- `search_p50_ms` and `search_p95_ms`: the query of the search page, for 50 searches of one word,
  two common words, three words of one statement, and phrases; `faceted_` the same with a person,
  a topic or a form each; `command_` the same as `onrecord search` asks them;
- `dossier_s`: the dossier of a person on a topic, the median of five people of whom the record
  holds 25 to 40 pieces of evidence on it (`dossier_evidence` is what it is made of), and
  `dossier_after_add_s`, when a document was added just before;
- `audit_s`: a page of ten claims, the median of ten; `memory_mb`: the most that the process took.

The growth of a number is its exponent from one size to the next: 1 is linear, 1.1 is n log n, 0
the same at any size. With `--keep` the record stays, of the largest size, and with `--record` it is
measured again: what measuring adds stays in it, a few thousand statements.
"""

import argparse
import gc
import json
import math
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice, pairwise
from pathlib import Path

from benchmarks.replicas import replicas

from onrecord import pipeline
from onrecord.core.evidence import Reading
from onrecord.documents.duplicates import fingerprint
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.linking.register import builtin_register
from onrecord.record.facets import Wanted
from onrecord.record.search import Query
from onrecord.record.store import Store
from onrecord.web.memory import settled_heap

SIZES = (10_000, 100_000, 1_000_000)
ADDED, MERGED, PAGES, CLAIMS, DOSSIERS = 20, 150, 10, 10, 5
TYPICAL = range(25, 41)
"""Pieces of evidence that a record has of a person on a topic: enough for a label, no celebrity."""
_BATCH = 50

Numbers = dict[str, float]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a record of any size."""

    searches: tuple[str, ...]
    added: tuple[Reading, ...]
    pages: tuple[str, ...]


def main() -> None:
    """Read, replicate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a table of articles")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--keep", type=Path, help="where to leave the record")
    parser.add_argument("--record", type=Path, help="measure this one, kept before")
    parser.add_argument("--processor", action="store_true", help="by the processor's time")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    clock = time.process_time if options.processor else time.perf_counter
    readings = read(options.data)
    gc.freeze()  # what is replicated is no part of what is measured
    if options.record is not None:
        print(json.dumps(measured_apart(options.record, readings, clock)))
        return
    found: dict[int, Numbers] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "record.db"
        for size, fill_ms in grown(path, readings, options.sizes):
            found[size] = measured_apart(path, readings, clock) | {"fill_ms": fill_ms}
            if not options.json:
                print(size, json.dumps(found[size]), flush=True)
    print(json.dumps({**found, "growth": growth(found)}))


def read(path: Path) -> list[Reading]:
    """The articles of a table, read by rule."""
    found = pipeline.extract([str(path)], Defaults(), builtin_register())
    return [reading for reading in found if isinstance(reading, Reading)]


def grown(
    path: Path, readings: Sequence[Reading], sizes: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """Fill a new record; each size when it has it, and what a statement more took until then."""
    more = replicas(readings)
    with pipeline.open_record(str(path), create=True) as store:
        held = 0
        for size in sizes:
            before, took_s = held, 0.0
            while held < size:
                batch = list(islice(more, _BATCH))
                begun = time.process_time()
                held += add(store, batch)
                took_s += time.process_time() - begun
            begun = time.process_time()
            store.pieces([])  # reading anything settles what was added
            took_s += time.process_time() - begun
            yield size, round(1000 * took_s / (held - before), 3)


def add(store: Store, readings: Sequence[Reading]) -> int:
    """Add readings in one transaction; how many statements and actions they hold."""
    with store.transaction():
        for reading in readings:
            store.add(reading, fingerprint(reading.document.text))
    return sum(len(reading.statements) + len(reading.actions) for reading in readings)


def measured_apart(path: Path, readings: Sequence[Reading], clock: Clock) -> Numbers:
    """All numbers of a record, found in a process of its own."""
    with pipeline.open_record(str(path)) as store:
        held = store.shelf().totals()
    texts = [words for reading in readings for words in sayings(reading)]
    chance = random.Random(1)
    new = replicas(readings, first=1_000 + held["documents"])
    asked = Asked(
        searches=tuple(searches(texts, chance)),
        added=tuple(islice(new, DOSSIERS + ADDED + MERGED)),
        pages=tuple(pages(texts, chance)),
    )
    with multiprocessing.get_context("spawn").Pool(1) as one:
        found = one.apply(measured, (path, asked, clock))
    return found | {
        "record_mb": round(path.stat().st_size / 1e6),
        "statements": held["statements"] + held["actions"],
        "documents": held["documents"],
    }


def sayings(reading: Reading) -> Iterator[str]:
    """The words of each statement of an article."""
    for statement in reading.statements:
        yield " ".join(span.of(reading.document.text) for span in statement.content)


def searches(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Fifty different searches: one word, two common ones, three of one statement, phrases."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in {w for w in text.casefold().split() if w.isalpha() and len(w) > 3}:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    yield from ranked[:120:10]  # 12, from the commonest on
    yield from chance.sample(ranked[min(200, len(ranked) - 3) :], 3)
    yield from (" ".join(chance.sample(ranked[:60], 2)) for _ in range(15))
    long = [[w for w in text.split() if w.isalpha()] for text in texts]
    told = chance.sample([words for words in long if len(words) > 8], 20)
    yield from (" ".join(chance.sample(words, 3)) for words in told[:10])
    for number, words in enumerate(told[10:]):
        start = chance.randrange(len(words) - 4)
        yield f'"{" ".join(words[start : start + 2 + number % 2])}"'


def pages(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Pages of ten quotations, every second one with a word left out."""
    quotable = [text for text in texts if 8 < len(text.split()) < 40 and '"' not in text]
    for _ in range(PAGES):
        lines: list[str] = []
        for number, text in enumerate(chance.sample(quotable, CLAIMS)):
            words = text.split()
            if number % 2:
                del words[chance.randrange(1, len(words) - 1)]
            lines.append(f'"{" ".join(words)}," she said.')
        yield "\n\n".join(lines)


def measured(path: Path, asked: Asked, clock: Clock) -> Numbers:
    """All numbers of a record."""
    after, single = asked.added[:DOSSIERS], asked.added[DOSSIERS : DOSSIERS + ADDED]
    with pipeline.open_record(str(path)) as store:
        found = searched(store, asked.searches, clock)
        found |= composed(store, after, clock)
        took = [spent(partial(settled, store, [reading]), clock) for reading in single]
        found["add_ms"] = round(1000 * statistics.median(took), 1)
        many = asked.added[DOSSIERS + ADDED :]
        told = sum(len(reading.statements) + len(reading.actions) for reading in many)
        found["merge_ms"] = round(1000 * spent(partial(settled, store, many), clock) / told, 3)
        documents = [plain_document(page, "page", Defaults()) for page in asked.pages]
        took = [spent(partial(pipeline.audit, store, page), clock) for page in documents]
    found["audit_s"] = round(statistics.median(took), 3)
    return found | {"memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def settled(store: Store, readings: Sequence[Reading]) -> None:
    """Add readings, and give their evidence its name."""
    add(store, readings)
    store.pieces([])


def searched(store: Store, asked: Sequence[str], clock: Clock) -> Numbers:
    """How long the searches take, each asked once."""
    people = [who.id for who in store.people()[:100:10]]
    topics = [topic.id for topic in store.topics()[:10]]
    facets = [Wanted(person=who) for who in people]
    facets += [Wanted(topic=topic) for topic in topics]
    facets += [Wanted(chosen={"form": "direct"}), Wanted(person=people[0], topic=topics[0])]
    narrow = [replace(one, words=words) for words, one in zip(asked, cycle(facets), strict=False)]
    with settled_heap():  # as a server asks
        pages = waits("search", [partial(store.faceted, Wanted(words=w)) for w in asked], clock)
        pages |= waits("faceted", [partial(store.faceted, one) for one in narrow], clock)
    return {
        **pages,
        **waits("command", [partial(store.search, Query(words=w)) for w in asked], clock),
    }


def waits(name: str, questions: Sequence[Callable[[], object]], clock: Clock) -> Numbers:
    """The median and the 95th percentile of waiting for the answers."""
    took = [1000 * spent(question, clock) for question in questions]
    return {
        f"{name}_p50_ms": round(statistics.median(took), 1),
        f"{name}_p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
    }


def composed(store: Store, more: Sequence[Reading], clock: Clock) -> Numbers:
    """How long dossiers take of people of whom the record holds as much at any size.

    A record that is too small to hold any such gives no numbers.
    """
    fit = sorted(
        (who.id, topic) for who in store.people() for topic, n in who.topics if n in TYPICAL
    )
    chosen = fit[:: max(1, len(fit) // DOSSIERS)][:DOSSIERS]
    if not chosen:
        return {}
    before = [spent(partial(pipeline.dossier, store, *pair), clock) for pair in chosen]
    after: list[float] = []
    for pair, reading in zip(chosen, more, strict=False):
        add(store, [reading])
        after.append(spent(partial(pipeline.dossier, store, *pair), clock))
    return {
        "dossier_s": round(statistics.median(before), 3),
        "dossier_after_add_s": round(statistics.median(after), 3),
        "dossier_evidence": statistics.median(len(store.evidence_around(*p)) for p in chosen),
    }


def spent(work: Callable[[], object], clock: Clock) -> float:
    """How long something takes, in seconds."""
    begun = clock()
    work()
    return clock() - begun


def growth(found: dict[int, Numbers]) -> dict[str, list[float]]:
    """The exponent of each number from one size to the next."""
    return {
        name: [
            round(math.log(found[b][name] / found[a][name]) / math.log(b / a), 2)
            for a, b in pairwise(sorted(found))
        ]
        for name in found[min(found)]
        if all(numbers.get(name) for numbers in found.values())
    }


if __name__ == "__main__":
    main()
