"""What `batch` wrote -> the record, as if the sources had been added one after the other."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from onrecord.core.document import Document
from onrecord.core.evidence import Reading
from onrecord.errors import RecordError
from onrecord.extraction.reader import Reader
from onrecord.pipeline import AddReport, Written, known_register, unheard
from onrecord.reading import Progress, read_out
from onrecord.record.shards import MANIFEST, checked_manifest, readings
from onrecord.record.store import Added, Store

_AT_ONCE = 50

Fingerprinted = tuple[Reading, tuple[int, ...]]


def load(
    store: Store,
    folder: Path,
    reader: Reader | None = None,
    progress: Progress = lambda name, done: None,
    written: Written = unheard,
) -> AddReport:
    """Merge the shards of a folder into the record; again changes nothing.

    Args:
        store: the record.
        folder: the shards.
        reader: for documents of which the record knows more than the batch did.
        progress: is told of each document.
        written: is told of each document once it is in the record to stay.

    Raises:
        RecordError: a shard is not as it was written, or of another version, or there is none.
    """
    shards = sorted(path for path in folder.glob("shard=*") if (path / MANIFEST).exists())
    if not shards:
        raise RecordError(f"{folder} holds no shard that is finished: run onrecord batch first")
    for shard in shards:  # one that we cannot read is told of before anything is written
        checked_manifest(shard)
    report = AddReport()
    register = known_register(store)

    def renewed(found: Fingerprinted) -> Fingerprinted:
        """The reading, anew where the record knows more of its document."""
        reading, bands = found
        document = store.known(reading.document)
        if document == reading.document or store.holds(document):
            return found
        return read_out(document, register, reader), bands

    def add(found: Fingerprinted) -> Added:
        if store.holds(store.known(found[0].document)):
            return Added.UNCHANGED
        return store.add(*renewed(found))

    for lot in _lots(pair for shard in shards for pair in readings(shard)):
        ready = [renewed(found) for found in lot]  # before others are kept from writing
        added: list[tuple[Document, Added]] = []
        with store.transaction():
            for found in ready:
                added.append((found[0].document, add(found)))
                progress(found[0].document.uri, 1)
        for document, how in added:
            report.counts[how] += 1
            written(document, how)
    return report


def _lots(found: Iterator[Fingerprinted]) -> Iterator[list[Fingerprinted]]:
    while lot := list(islice(found, _AT_ONCE)):
        yield lot
