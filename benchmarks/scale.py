"""What a record costs as it grows: adding, merging, searching, dossiers, audits, memory.

Run: python -m benchmarks.scale --data polnear/train.jsonl.gz --json [--keep FILE]
     python -m benchmarks.scale --data polnear/train.jsonl.gz --record FILE --json

The articles of the data are read once, by rule, and replicated with changed names (`replicas`)
until the record holds 10,000, then 100,000, then 1,000,000 statements and actions. At each size a
new process measures, by the clock:

- `add_ms`: one more document, written and settled, the median of twenty;
- `search_p95_ms` (and p50): the query of the search page, for 50 searches of one word, two common
  words, three words of one statement, and phrases; `faceted_` the same with a facet each;
  `command_` the same as `onrecord search` asks them;
- `dossier_s`: the dossier of a person on a topic, the median of five people of whom the record
  holds 25 to 40 pieces of evidence on it (`dossier_evidence` is what it is made of), and
  `dossier_after_add_s`, when a document was added just before;
- `audit_s`: a page of ten claims, the median of ten; `memory_mb`: the most that the process took.

`merge_s` is what the record did by then with all that was added, in seconds of the processor. The
growth of a number is its exponent from one size to the next: 1 is linear, 1.1 is n log n, 0 the
same at any size. With `--record` a record that was kept is measured again.
"""

import argparse
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

SIZES = (10_000, 100_000, 1_000_000)
QUERIES, ADDED, PAGES, CLAIMS, DOSSIERS = 50, 20, 10, 10, 5
TYPICAL = range(25, 41)
"""Pieces of evidence that a record has of a person on a topic: enough for a label, no celebrity."""
_BATCH = 50

Numbers = dict[str, float]


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
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    readings = read(options.data)
    if options.record is not None:
        print(json.dumps(measured_apart(options.record, readings)))
        return
    found: dict[int, Numbers] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "record.db"
        for size, spent in grown(path, readings, options.sizes):
            found[size] = {"merge_s": round(spent, 1)} | measured_apart(path, readings)
            found[size]["record_mb"] = round(path.stat().st_size / 1e6)
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
    """Fill a new record; tell each time that it has a size, with the processor's time so far."""
    more = replicas(readings)
    spent = 0.0
    with pipeline.open_record(str(path), create=True) as store:
        held = 0
        for size in sizes:
            while held < size:
                batch = list(islice(more, _BATCH))
                held += sum(len(r.statements) + len(r.actions) for r in batch)
                begun = time.process_time()
                with store.transaction():
                    for reading in batch:
                        store.add(reading, fingerprint(reading.document.text))
                spent += time.process_time() - begun
            begun = time.process_time()
            store.pieces([])  # reading anything settles what was added
            spent += time.process_time() - begun
            yield size, spent


def measured_apart(path: Path, readings: Sequence[Reading]) -> Numbers:
    """All numbers of a record, found in a process of its own."""
    with pipeline.open_record(str(path)) as store:
        documents = store.shelf().totals()["documents"]
    texts = [s for reading in readings for s in sentences(reading)]
    chance = random.Random(1)
    asked = Asked(
        searches=tuple(searches(texts, chance)),
        added=tuple(islice(replicas(readings, first=1_000 + documents), 2 * ADDED)),
        pages=tuple(pages(texts, chance)),
    )
    with multiprocessing.get_context("spawn").Pool(1) as one:
        return one.apply(measured, (path, asked))


def sentences(reading: Reading) -> Iterator[str]:
    """What an article quotes."""
    for statement in reading.statements:
        yield " ".join(span.of(reading.document.text) for span in statement.content)


def searches(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Fifty different searches: one word, two common ones, three of one statement, phrases."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in {w for w in text.casefold().split() if w.isalpha() and len(w) > 3}:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    common = ranked[:60]
    yield from ranked[:120:10]  # 12, from the commonest on
    yield from chance.sample(ranked[200:], 3)
    yield from (" ".join(chance.sample(common, 2)) for _ in range(15))
    long = [text.split() for text in chance.sample(list(texts), 400)]
    long = [[w for w in words if w.isalpha()] for words in long]
    long = [words for words in long if len(words) > 8]
    yield from (" ".join(chance.sample(words, 3)) for words in long[:10])
    for number, words in enumerate(long[10:20]):
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


def measured(path: Path, asked: Asked) -> Numbers:
    """All numbers of a record."""
    with pipeline.open_record(str(path)) as store:
        found = searched(store, asked.searches)
        found |= composed(store, asked.added[ADDED:])
        found |= added(store, asked.added[:ADDED])
        took = [
            seconds(lambda page=page: pipeline.audit(store, plain_document(page, "p", Defaults())))
            for page in asked.pages
        ]
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found["audit_s"] = round(statistics.median(took), 3)
    return found | {"memory_mb": round(peak_kib / 1024)}


def searched(store: Store, asked: Sequence[str]) -> Numbers:
    """How long the searches take, each asked once."""
    people = [who.id for who in store.people()[:200:10]]
    topics = [topic.id for topic in store.topics()[:10]]
    facets: list[Wanted] = [Wanted(person=who) for who in people[:10]]
    facets += [Wanted(topic=topic) for topic in topics]
    facets += [Wanted(chosen={"form": "direct"}), Wanted(person=people[0], topic=topics[0])]
    plain = [Wanted(words=words) for words in asked]
    narrow = [replace(one, words=words) for words, one in zip(asked, cycle(facets), strict=False)]
    return {
        **waits("search", [lambda w=w: store.faceted(w) for w in plain]),
        **waits("faceted", [lambda w=w: store.faceted(w) for w in narrow]),
        **waits("command", [lambda w=w: store.search(Query(words=w.words)) for w in plain]),
    }


def waits(name: str, questions: Sequence[Callable[[], object]]) -> Numbers:
    """The median and the 95th percentile of waiting for the answers."""
    took = [1000 * seconds(question) for question in questions]
    return {
        f"{name}_p50_ms": round(statistics.median(took), 1),
        f"{name}_p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
    }


def composed(store: Store, more: Sequence[Reading]) -> Numbers:
    """How long dossiers of people take of whom the record holds as much at any size."""
    fit = sorted(
        (who.id, topic) for who in store.people() for topic, n in who.topics if n in TYPICAL
    )
    chosen = fit[:: max(1, len(fit) // DOSSIERS)][:DOSSIERS]
    before = [seconds(lambda w=w, t=t: pipeline.dossier(store, w, t)) for w, t in chosen]
    after: list[float] = []
    for (who, topic), reading in zip(chosen, more, strict=False):
        store.add(reading, fingerprint(reading.document.text))
        after.append(seconds(lambda w=who, t=topic: pipeline.dossier(store, w, t)))
    made_of = [len(store.evidence_around(who, topic)) for who, topic in chosen]
    return {
        "dossier_s": round(statistics.median(before), 3),
        "dossier_after_add_s": round(statistics.median(after), 3),
        "dossier_evidence": statistics.median(made_of),
    }


def added(store: Store, readings: Sequence[Reading]) -> Numbers:
    """How long it takes to add one more document."""

    def add(reading: Reading) -> None:
        store.add(reading, fingerprint(reading.document.text))
        store.pieces([])  # reading anything settles what was added

    took = [seconds(lambda r=reading: add(r)) for reading in readings]
    return {"add_ms": round(1000 * statistics.median(took), 1)}


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def growth(found: dict[int, Numbers]) -> dict[str, list[float]]:
    """The exponent of each number from one size to the next."""
    sizes = sorted(found)
    return {
        name: [
            round(
                math.log(max(found[b][name], 1e-3) / max(found[a][name], 1e-3)) / math.log(b / a), 2
            )
            for a, b in pairwise(sizes)
        ]
        for name in found[sizes[0]]
    }


if __name__ == "__main__":
    main()
