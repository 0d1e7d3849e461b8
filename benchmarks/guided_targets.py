"""What the fuzzer of `guided` may reach, and what must hold there."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.fuzz import of_reading, of_words

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.documents.duplicates import fingerprint
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.readers import plain_document, read
from onrecord.errors import OnrecordError
from onrecord.extraction.encoder import encoder
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out

NAMES = "a.txt a.html a.md a.json a.jsonl a.csv a.xml a.docx a.pdf a.parquet a.zip a.gz a.warc"
SEEDS = 6
Target = Callable[[bytes], None]


class MismatchError(Exception):
    """Something that must hold does not."""


def targets() -> list[tuple[str, Target]]:
    """Every target, by its name."""
    files: list[tuple[str, Target]] = [(name, partial(_read, name)) for name in NAMES.split()]
    return [*files, ("edtf", _edtf), ("words", _words), ("audit", _audit)]


def seed(corpus: Path, longest: int) -> None:
    """What the fuzzer begins with: documents of the bundled example, for each target."""
    corpus.mkdir(parents=True, exist_ok=True)
    folder, _ = pipeline.example_files()
    texts = [p.read_bytes()[: longest // 2] for p in sorted(folder.rglob("*.*"))[:SEEDS]]
    for i in range(len(targets())):
        for number, text in enumerate((*texts, b"2024-05-01/2024-06", b"1987~")):
            (corpus / f"{i}-{number}").write_bytes(bytes([i]) + text)


def _read(name: str, data: bytes) -> None:
    """A file of a kind: a document with its parts in its text, or one line why there is none."""
    for item in read(data, name):
        if isinstance(item, Unread):
            if "\n" in item.reason:
                raise MismatchError(f"more than one line: {item.reason!r}")
            continue
        for part in item.segments:
            if not 0 <= part.span.start <= part.span.end <= len(item.text):
                raise MismatchError(f"{part.span} is not in a text of {len(item.text)}")


def _edtf(data: bytes) -> None:
    """A date parses to itself, or is refused."""
    try:
        date = Edtf(data.decode("utf-8", "replace"))
    except (OnrecordError, ValueError):
        return
    if Edtf(str(date)) != date or not date.earliest <= date.latest:
        raise MismatchError(f"{date} does not parse to itself")


def _words(data: bytes) -> None:
    """The words that the encoder is fed stand in the text where they say."""
    _hold(of_words(_document(data), encoder("reader").pieces))


def _audit(data: bytes) -> None:
    """Reading by rule, and an audit of the text against a record of it."""
    document = _document(data)
    reading = read_out(document, builtin_register())
    _hold(of_reading(reading))
    with pipeline.open_record(":memory:", create=True) as store:
        with store.transaction():
            store.add(reading, fingerprint(document.text))
        _hold(pipeline.broken(store))
        pipeline.audit(store, document)


def _document(data: bytes) -> Document:
    text = data.decode("utf-8", "replace")
    return plain_document(text, "a.txt", Defaults(published=Edtf("2024-05-01")))


def _hold(mismatches: Iterable[str]) -> None:
    for what in mismatches:
        raise MismatchError(what)
