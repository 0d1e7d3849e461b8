"""Files and addresses that are sent to the server, into the record: one bad one spoils nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.fetch import fetched, is_url
from onrecord.documents.readers import read
from onrecord.errors import UnreadableError
from onrecord.record.store import Added, Store
from onrecord.web.opened import Opened

_WORDS = {
    Added.NEW: "new",
    Added.UNCHANGED: "on record already, unchanged",
    Added.UPDATED: "brought up to date",
}
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A document that was read, and how much it tells."""

    document: Document
    statements: int
    actions: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a file or an address.

    Attributes:
        told: the documents in it, the first of many.
        more: how many more there are.
    """

    name: str
    outcome: str
    told: tuple[Told, ...] = ()
    more: int = 0


def added(
    opened: Opened, files: Sequence[tuple[str, bytes]], urls: Sequence[str], defaults: Defaults
) -> list[Result]:
    """Add what was sent, one after the other; for each what came of it."""
    with opened.writing() as store:
        results = [_added(opened, store, name, read(data, name, defaults)) for name, data in files]
        for url in urls:
            if not is_url(url):
                results.append(Result(url, "is not an http or https address"))
                continue
            try:
                data = fetched(url, public_only=True)
            except UnreadableError as error:
                results.append(Result(url, f"not read: {error}"))
                continue
            results.append(_added(opened, store, url, read(data, url, defaults)))
        return results


def _added(
    opened: Opened, store: Store, name: str, documents: Iterable[Document | Unread]
) -> Result:
    held: list[Document] = []
    report = pipeline.add_documents(
        store, documents, opened.reader, written=lambda document, how: held.append(document)
    )
    readings = [store.reading(document.id) for document in held[:_SHOWN]]
    told = (Told(r.document, len(r.statements), len(r.actions)) for r in readings)
    return Result(name, _outcome(report), tuple(told), max(0, len(held) - _SHOWN))


def _outcome(report: pipeline.AddReport) -> str:
    return "; ".join(_told(report)) or "nothing in it"


def _told(report: pipeline.AddReport) -> Iterator[str]:
    for kind, count in report.counts.items():
        if count == 1 and sum(report.counts.values()) == 1:
            yield _WORDS[kind]
        elif count:
            yield f"{count:,} {_WORDS[kind]}"
    for unread in report.unread[:3]:
        yield f"not read: it {unread.reason}"
    if len(report.unread) > 3:
        yield f"{len(report.unread) - 3:,} more not read"
