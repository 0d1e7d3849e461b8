"""Whatever is thrown at the readers is read, or refused in one line, in 5 seconds and 512 MB."""

import gc
import resource
import time
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import documents_at
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out
from tests.junk import JUNK, STRANGE

MOST_S = 5
MOST_MB = 512
_FORKED = get_context("forkserver")  # what a test here holds does not count
_FORKED.set_forkserver_preload(["onrecord.pipeline", "pyarrow.parquet"])
_READ = frozenset(
    "count.pdf endless.warc entities.html entities.rss gzip.warc many-columns.csv quotes.md"
    " brackets.md surrogates.jsonl surrogates-utf-8.txt surrogates-utf-16.txt word.txt"
    " deep-json-ld.html deep-array.json lines.txt".split()
)
"""They hold a text after all."""
_BINARY = frozenset(("nuls", "controls"))


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_refused_in_one_line_or_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(JUNK[name]())
    gc.collect()

    documents, reasons = _in_limits(tmp_path / name)

    assert bool(documents) == (name in _READ), reasons
    assert documents or reasons
    for reason in reasons:
        assert "\n" not in reason
        assert len(reason) < 200
        assert "report it" not in reason


@pytest.mark.parametrize("name", STRANGE)
def test_strange_writing_is_read_to_the_end(name: str, tmp_path: Path) -> None:
    (tmp_path / "strange.txt").write_text(STRANGE[name], "utf-8", newline="")

    documents, reasons = _in_limits(tmp_path / "strange.txt")

    assert (documents, len(reasons)) == ((0, 1) if name in _BINARY else (1, 0))


def test_the_limits_are_felt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mara Vale said “No” on Monday, May 3.\n" * 40_000)

    with pytest.raises(AssertionError, match="died"):
        _in_limits(tmp_path / "a.txt", most_s=1)


def _in_limits(path: Path, most_s: int = MOST_S) -> tuple[int, list[str]]:
    """How many documents a source has, and why others are none, read by a process with limits."""
    ear, mouth = _FORKED.Pipe()
    process = _FORKED.Process(target=_read, args=(path, most_s, mouth))
    process.start()
    mouth.close()
    try:
        documents, reasons, seconds, memory_mb = ear.recv()
    except EOFError:
        process.join()
        raise AssertionError(f"died: {process.exitcode}") from None
    process.join()
    assert seconds < MOST_S
    assert memory_mb < MOST_MB
    return documents, reasons


def _read(path: Path, most_s: int, mouth: Connection) -> None:
    known = builtin_register()
    before = time.process_time()
    limit = ceil(before) + most_s
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    documents = 0
    reasons = []
    for found in documents_at(str(path), Defaults()):
        if isinstance(found, Document):
            documents += 1
            _read_out(found, known)
        else:
            reasons.append(found.reason)
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mouth.send((documents, reasons, time.process_time() - before, peak_kb / 1024))


def _read_out(document: Document, known: pipeline.Register) -> None:
    """What it says, as well, and its citations hold."""
    reading = read_out(document, known)
    for mention in reading.mentions:
        assert mention.span.of(document.text)
