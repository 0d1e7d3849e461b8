"""Files and addresses that are sent to the server, into the record: one bad one spoils nothing."""

from collections.abc import Iterator, Sequence

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.documents.fetch import fetched, is_url
from onrecord.documents.readers import read
from onrecord.errors import UnreadableError
from onrecord.record.store import Added
from onrecord.web.opened import Opened

_WORDS = {
    Added.NEW: "new",
    Added.UNCHANGED: "on record already, unchanged",
    Added.UPDATED: "brought up to date",
}


def added(
    opened: Opened, files: Sequence[tuple[str, bytes]], urls: Sequence[str], defaults: Defaults
) -> list[tuple[str, str]]:
    """Add what was sent, one after the other; for each its name and what came of it."""
    with opened.writing() as store:
        results: list[tuple[str, str]] = []
        for name, data in files:
            documents = read(data, name, defaults)
            results.append(
                (name, _outcome(pipeline.add_documents(store, documents, opened.reader)))
            )
        for url in urls:
            if not is_url(url):
                results.append((url, "is not an http or https address"))
                continue
            try:
                data = fetched(url, public_only=True)
            except UnreadableError as error:
                results.append((url, f"not read: {error}"))
                continue
            report = pipeline.add_documents(store, read(data, url, defaults), opened.reader)
            results.append((url, _outcome(report)))
        return results


def _outcome(report: pipeline.AddReport) -> str:
    return "; ".join(_told(report)) or "nothing in it"


def _told(report: pipeline.AddReport) -> Iterator[str]:
    for kind, count in report.counts.items():
        if count == 1 and sum(report.counts.values()) == 1:
            yield _WORDS[kind]
        elif count:
            yield f"{count:,} {_WORDS[kind]}"
    for unread in report.unread[:3]:
        yield f"not read: {unread.reason}"
    if len(report.unread) > 3:
        yield f"{len(report.unread) - 3:,} more not read"
