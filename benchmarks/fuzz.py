"""Short texts that nobody would write, by the hundred thousand: is each read, and cited rightly?

Run: python -m benchmarks.fuzz --documents 100000 --json

The texts come from `fuzz_texts`, each from the seed and its number alone, so that
`--first 8123 --documents 1` makes one of them again. Each is read by rule, one in 200 by the
trained reader too, and 500 at a time are added to a record. Then, of each reading: every span
lies inside the text; every selector that the record gives back cites the words at its span; every
date parses to itself; the words that the encoder is fed stand in the text where they say; JSON
gives back the same reading, and so does the record; none takes seconds. One in 50 is audited
against the record, and what it opens with is searched for, with facets.

Printed are the documents, what did not hold (a mismatch) and what was raised (an exception).
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import pairwise
from typing import Any

from benchmarks.fuzz_texts import draft

from onrecord import pipeline
from onrecord.core.codec import audit_json, decode, encode, reading_json, writable
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.documents.duplicates import fingerprint
from onrecord.errors import FAULTS
from onrecord.extraction.attribution_sentences import paragraphs
from onrecord.extraction.encoder_input import WORD, PieceReader, read_words, windows
from onrecord.extraction.reader import Reader
from onrecord.extraction.words import sentences, words
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out
from onrecord.record.facets import Wanted
from onrecord.record.search import Query

SEED = 20261128
BATCH = 500
"""Documents in one record."""
AUDITED = 50
"""One document in so many is audited against its record."""
ACCURATE = 200
"""One document in so many is read by the trained reader too."""
MOST_S = 5
"""Seconds of a processor that a text of some thousand characters may take, checks included."""


@dataclass(slots=True)
class Tally:
    """What was read, and what went wrong with which document."""

    counts: Counter[str] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    def mismatch(self, where: object, what: str) -> None:
        """Tell of what does not hold, and keep it."""
        self.mismatches.append(f"{where}: {what}")
        print(self.mismatches[-1], file=sys.stderr, flush=True)

    def exception(self, where: object, error: Exception) -> None:
        """Tell of what was raised, and keep it."""
        self.exceptions.append(f"{where}: {_told(error)}")
        print(self.exceptions[-1], file=sys.stderr, flush=True)


def main() -> None:
    """Draw, read, check, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first document")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    options = parser.parse_args()
    began = time.perf_counter()
    tally = fuzzed(options.seed, range(options.first, options.first + options.documents))
    numbers = {
        **tally.counts,
        "mismatches": len(tally.mismatches),
        "exceptions": len(tally.exceptions),
        "seconds": round(time.perf_counter() - began, 1),
    }
    print(json.dumps(numbers) if options.json else numbers)


def fuzzed(seed: int, numbers: range) -> Tally:
    """Read and check the documents of these numbers."""
    tally = Tally()
    reader = pipeline.reader_named("accurate")
    if reader is None:
        raise ValueError("the trained reader has no weights")
    for begin in range(numbers.start, numbers.stop, BATCH):
        _batch(seed, range(begin, min(begin + BATCH, numbers.stop)), reader, tally)
    return tally


def _batch(seed: int, numbers: range, reader: Reader, tally: Tally) -> None:
    """Read some documents, and put them into one record."""
    register = builtin_register()
    readings: dict[str, Reading] = {}
    for number in numbers:
        began = time.process_time()
        try:
            for document in draft(seed, number):
                tally.counts["documents"] += 1
                reading = read_out(document, register)
                readings.setdefault(document.id, reading)
                found = [*of_reading(reading), *of_words(document, reader.encoder.pieces)]
                if number % ACCURATE == 0:
                    tally.counts["accurate"] += 1
                    found += of_reading(read_out(document, register, reader))
                for what in found:
                    tally.mismatch(number, what)
        except FAULTS as error:
            tally.exception(number, error)
        if time.process_time() - began > MOST_S and _seconds(seed, number) > MOST_S:
            tally.mismatch(number, f"takes more than {MOST_S} s")
    try:
        for what in of_record(readings, tally):
            tally.mismatch(numbers, what)
    except FAULTS as error:
        tally.exception(numbers, error)


def _seconds(seed: int, number: int) -> float:
    """How long a document takes when nothing is left to be loaded, such as names of months."""
    began = time.process_time()
    for document in draft(seed, number):
        read_out(document, builtin_register())
    return time.process_time() - began


def _told(error: Exception) -> str:
    """What was raised, and where."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace is not None else None
    where = f"{code.co_filename}:{trace.tb_lineno}" if code is not None and trace else "nowhere"
    return f"{type(error).__name__} {ascii(str(error))[:200]} at {where}"


def of_reading(reading: Reading) -> Iterator[str]:
    """What does not hold of a reading by itself."""
    text = reading.document.text
    yield from _outside(reading, text)
    for date in _parts(reading, Edtf):
        if Edtf(str(date)) != date or not date.earliest <= date.latest:
            yield f"the date {date} does not parse to itself"
    if decode(Reading, json.loads(json.dumps(encode(reading)))) != reading:
        yield "JSON gives back another reading"
    json.dumps(writable(reading_json(reading)), ensure_ascii=False).encode("utf-8")


def _outside(record: object, text: str) -> Iterator[str]:
    for span in _parts(record, Span):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{span} is not in a text of {len(text)}"


def of_words(document: Document, pieces: PieceReader) -> Iterator[str]:
    """What does not hold of the words of a document, as the rules and the encoder see them."""
    text = document.text
    spans = [p for part in document.told() for p in paragraphs(text, part.span)]
    fed = read_words(text, spans, pieces)
    held = [
        (m.start(), m.end()) for span in spans for m in WORD.finditer(text, span.start, span.end)
    ]
    want = [(a, b) for a, b in held if pieces.read(text[a:b])[0]]
    if list(zip(fed.starts.tolist(), fed.ends.tolist(), strict=True)) != want:
        yield "the words fed to the encoder stand elsewhere in the text"
    if [pieces.read(text[a:b])[0] for a, b in want] != list(fed.pieces):
        yield "the encoder is fed the pieces of other words"
    if {i for cut in windows(fed, 256, 64) for i in range(cut.first, cut.end)} != set(
        range(len(fed))
    ):
        yield "the windows do not hold every word"
    for span in spans:
        if any(word.span.of(text) != word.text for word in words(text, span)):
            yield f"a word of {span} stands elsewhere in the text"
        if any(a.end > b.start for a, b in pairwise(sentences(text, span))):
            yield f"sentences of {span} overlap"


def of_record(readings: dict[str, Reading], tally: Tally) -> Iterator[str]:
    """What does not hold of a record of these readings, one of which is audited against it."""
    with pipeline.open_record(":memory:", create=True) as store:
        with store.transaction():
            for reading in readings.values():
                store.add(reading, fingerprint(reading.document.text))
        yield from pipeline.broken(store)
        for selector in store.selectors():
            tally.counts["citations"] += 1
            document = readings[selector.document].document
            if selector.span.of(document.text) != selector.exact:
                yield f"{selector.span} of {document.uri} is cited in other words"
        for key, reading in readings.items():
            if store.reading(key) != reading:
                yield f"the record gives back another reading of {reading.document.uri}"
        store.faceted(Wanted())
        for reading in list(readings.values())[::AUDITED]:
            tally.counts["audits"] += 1
            store.search(Query(words=reading.document.text[:40]))
            store.faceted(Wanted(words=reading.document.text[:40]))
            audit = pipeline.audit(store, reading.document)
            yield from _outside([f.claim for f in audit.findings], reading.document.text)
            yield from _outside(audit.warnings, reading.document.text)
            for passage in (p for finding in audit.findings for p in finding.evidence):
                if not passage.selector.holds_in(store.text_of(passage.selector.document)):
                    yield f"the audit of {reading.document.uri} cites what is not there"
            json.dumps(writable(audit_json(audit)), ensure_ascii=False).encode("utf-8")


def _parts(value: Any, kind: type) -> Iterator[Any]:
    """Whatever of a kind a record holds, however deep."""
    if isinstance(value, kind):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _parts(getattr(value, part.name), kind)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from _parts(item, kind)


if __name__ == "__main__":
    main()
