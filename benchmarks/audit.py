"""What an audit catches: quotations, true and falsified, against the articles they come from.

Run: python benchmarks/audit.py --data audit/ --json

The folder holds `record.jsonl.gz`, articles as `onrecord add` takes them, and `pages.jsonl.gz`, a
page a line: `{"id", "text", "claims": [{"span", "verdict", "how"}]}`. The claim of the audit that
shares most characters with a gold span answers for it. `caught` is the share of falsified
quotations that were not verified, `flagged` the share of true ones that were not, `exact` that of
all with the very verdict. With `--documents N` the articles are copied, their paragraphs in another
order each time, until the record holds so many, and `seconds` is what the audit of a page of ten
claims takes then, the median of twenty (`processor_s`: of the processor's time, where others work,
too). `--record FILE` keeps that record, or takes the one that was kept.
"""

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.core.audit import Audit, ClaimKind
from onrecord.core.document import Document, document_id
from onrecord.core.entities import Register
from onrecord.core.evidence import Reading
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.settings import settings

Json = dict[str, Any]
VERIFIED = "verified"
MISSING = "missing"


def main() -> None:
    """Read, audit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a folder with both files")
    parser.add_argument("--reader", default=settings().reader, help="accurate or rules")
    parser.add_argument("--documents", type=int, default=0, help="time it with so many")
    parser.add_argument("--record", type=Path, help="the record with so many documents")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    if options.documents:
        with tempfile.TemporaryDirectory() as made:
            path = options.record or Path(made) / "r.db"
            fill(path, options.data, options.reader, options.documents)
            took = time_of_a_page(path, options.data, options.reader)
        print(json.dumps({**took, "documents": options.documents}))
        return
    counts: Counter[str] = Counter()
    missed: list[str] = []
    for page, found in audits(options.data, options.reader):
        for gold in page["claims"]:
            given = verdict_on(found, gold["span"])
            count(counts, gold["verdict"], given)
            if given != gold["verdict"]:
                words = page["text"][slice(*gold["span"])]
                missed.append(f"{page['id']} {gold['verdict']} ({gold['how']}) as {given}: {words}")
    scores = {
        "caught": counts["caught"] / counts["false"],
        "flagged": counts["flagged"] / counts["true"],
        "exact": counts["exact"] / (counts["true"] + counts["false"]),
    }
    if not options.json:
        print("\n".join(missed))
        for name, value in scores.items():
            print(f"{name:<12}{value:.4f}")
    print(json.dumps({name: round(value, 4) for name, value in scores.items()}))


def audits(folder: Path, name: str) -> Iterator[tuple[Json, Audit]]:
    """Each page and the audit of it."""
    reader = pipeline.reader_named(name)
    with pipeline.one_off_record(Register()) as store:
        pipeline.add(store, [str(folder / "record.jsonl.gz")], Defaults(), reader)
        for page in pages(folder):
            document = plain_document(page["text"], page["id"], Defaults())
            yield page, pipeline.audit(store, document, reader)


def pages(folder: Path) -> Iterator[Json]:
    """The pages of a folder."""
    with gzip.open(folder / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def time_of_a_page(path: Path, folder: Path, name: str) -> dict[str, float]:
    """Seconds that the audit of ten claims takes in a record."""
    reader = pipeline.reader_named(name)
    took: list[tuple[float, float]] = []
    with pipeline.open_record(str(path)) as store:
        for lines in islice(ten_claims(folder), 20):
            document = plain_document("\n\n".join(lines), "page", Defaults())
            start, used = time.perf_counter(), time.process_time()
            pipeline.audit(store, document, reader)
            took.append((time.perf_counter() - start, time.process_time() - used))
    return {
        "seconds": round(statistics.median(wall for wall, _ in took), 3),
        "processor_s": round(statistics.median(used for _, used in took), 3),
    }


def ten_claims(folder: Path) -> Iterator[list[str]]:
    """The paragraphs with claims of all pages, ten at a time."""
    lines: list[str] = []
    for page in pages(folder):
        lines += [line for line in page["text"].split("\n\n") if '"' in line or "“" in line]
        while len(lines) >= 10:
            yield lines[:10]
            lines = lines[10:]


def fill(path: Path, folder: Path, name: str, documents: int) -> None:
    """Read the articles of a folder, and copy them, their paragraphs shuffled, to so many."""
    with pipeline.open_record(str(path), create=True) as store:
        held = store.shelf().totals()["documents"]
        if held:
            if held < documents:
                raise SystemExit(f"{path} was not finished: take another path")
            return
        pipeline.add(
            store, [str(folder / "record.jsonl.gz")], Defaults(), pipeline.reader_named(name)
        )
        chance = random.Random(0)
        own = list(store.documents())
        copies = (copied(own[i % len(own)], i, chance) for i in range(documents - len(own)))
        while batch := list(islice(copies, 2000)):
            with store.transaction():
                for document in batch:
                    store.add(Reading(document=document))


def copied(document: Document, number: int, chance: random.Random) -> Document:
    """A document with the same paragraphs in another order."""
    paragraphs = document.text.split("\n\n")
    chance.shuffle(paragraphs)
    text, origin = "\n\n".join(paragraphs), f"copy {number}"
    return replace(
        document, id=document_id(text, origin), text=text, origin=origin, uri=origin, segments=()
    )


def verdict_on(found: Audit, span: list[int]) -> str:
    """The verdict of the quotation that shares most with a gold span."""
    shares = [
        (min(f.claim.span.end, span[1]) - max(f.claim.span.start, span[0]), f.verdict.value)
        for f in found.findings
        if f.claim.kind is ClaimKind.QUOTE
    ]
    best = max(shares, default=(0, MISSING))
    return best[1] if best[0] > 0 else MISSING


def count(counts: Counter[str], gold: str, given: str) -> None:
    """Count one quotation; one that the audit did not see is neither caught nor exact."""
    counts["true" if gold == VERIFIED else "false"] += 1
    counts["exact"] += given == gold
    counts["caught"] += gold != VERIFIED and given not in (VERIFIED, MISSING)
    counts["flagged"] += gold == VERIFIED and given != VERIFIED


if __name__ == "__main__":
    main()
