"""For programs: `read` a text, open a `Record`, ask it for a `dossier`, `audit` a text against it.

The same functions as behind the commands, and the records of `core` as answers. Dates are given
as EDTF text. What does not work is an `OnrecordError` that says in one line what to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from os import PathLike, fspath
from pathlib import Path
from typing import Self

from onrecord import pipeline
from onrecord.core.audit import Audit
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading
from onrecord.core.findings import Dossier, Evidence, Tension
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.errors import ComponentError
from onrecord.extraction.reader import READERS, Reader
from onrecord.linking.register import builtin_register, parse_register
from onrecord.reading import read_out
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.search import Query
from onrecord.record.store import Store
from onrecord.settings import settings


def read(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    reader: str | None = None,
) -> Reading:
    """Who said and did what in a text; nothing is stored, and no record is needed.

    Args:
        text: plain text, each line a paragraph. Files of other kinds go into a record.
        title: its headline, where the text does not hold it.
        publisher: who published it.
        published: EDTF date, from which "on Friday" is worked out; without one it stays open.
        reader: `accurate`, `fast` or `rules`; by default what `ONRECORD_READER` says.

    Raises:
        OnrecordError: the reader's files are missing.
        ValueError: `published` is no EDTF date.
    """
    given = Defaults(published=_date(published), publisher=publisher, title=title)
    document = plain_document(text, title or "text", given)
    return read_out(document, builtin_register(), _reader(reader))


class Record:
    """A record: what was read from documents, and what is found in it.

    Open it with `Record.open`, as a context or with `close` at the end. It is one connection:
    for one thread at a time.
    """

    def __init__(self, store: Store, reader: str | None = None) -> None:
        """Wrap an open store; `Record.open` is the way in."""
        self.store = store
        self._reader = reader

    @classmethod
    def open(
        cls,
        location: str | PathLike[str] | None = None,
        *,
        create: bool = False,
        reader: str | None = None,
    ) -> Self:
        """Open a record.

        Args:
            location: its path; by default where `ONRECORD_RECORD` says, else `onrecord.db`.
            create: make it where there is none.
            reader: what reads what is added and audited: `accurate`, `fast` or `rules`.

        Raises:
            RecordError: there is none, or it is not one that this version can use.
        """
        return cls(pipeline.open_record(_location(location), create=create), reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it; all that was added is in it."""
        self.store.close()

    def add(
        self,
        *names: str | PathLike[str],
        published: str | None = None,
        publisher: str | None = None,
        register: str | PathLike[str] | None = None,
    ) -> pipeline.AddReport:
        """Read files, folders and addresses into the record; what it holds already is passed over.

        What cannot be read spoils nothing: it stands in `unread` of the report, with the reason.

        Args:
            names: what to read.
            published: EDTF date of what does not tell its own.
            publisher: of what does not tell its own.
            register: a TOML file of people and topics that the record keeps, and reads with.
        """
        given = Defaults(published=_date(published), publisher=publisher)
        if register is not None:
            self.store.extend_register(parse_register(Path(register).read_text("utf-8")))
        return pipeline.add(self.store, map(str, names), given, _reader(self._reader))

    def people(self) -> tuple[PersonCount, ...]:
        """Who speaks and acts, the most heard first."""
        return self.store.people()

    def topics(self) -> tuple[TopicCount, ...]:
        """What it is about, the most touched on first."""
        return pipeline.named_topics(self.store)

    def search(
        self,
        words: str,
        *,
        person: str | None = None,
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Evidence, ...]:
        """Statements and actions that hold all the words, the nearest hundred first."""
        return self.store.search(
            Query(
                words=words,
                person=pipeline.find_person(self.store, person).id if person else None,
                topic=pipeline.find_topic(self.store, topic).id if topic else None,
                since=_date(since),
                until=_date(until),
            )
        )

    def dossier(self, person: str, topic: str, *, as_of: str | None = None) -> Dossier:
        """One person on one topic; with `as_of`, of what was published by that day.

        Raises:
            UnknownNameError: the record holds no such person or topic; near names are suggested.
        """
        return pipeline.dossier(self.store, person, topic, _date(as_of))

    def tensions(self, person: str | None = None, topic: str | None = None) -> tuple[Tension, ...]:
        """What does not sit together, of a person, on a topic, or both."""
        return pipeline.tensions(self.store, person, topic)

    def audit(self, text: str, *, published: str | None = None) -> Audit:
        """What it makes of each claim of a text; "unsupported" says that it holds nothing of it."""
        document = plain_document(text, "text", Defaults(published=_date(published)))
        return pipeline.audit(self.store, document, _reader(self._reader), date.today())

    def broken(self) -> tuple[str, ...]:
        """The citations that no longer read as they did, one line each; none in a sound record."""
        return tuple(pipeline.broken(self.store))


def dossier(
    person: str,
    topic: str,
    record: str | PathLike[str] | Record | None = None,
    *,
    as_of: str | None = None,
) -> Dossier:
    """What a record holds of one person on one topic.

    Args:
        person: a name or an id.
        topic: a name or an id.
        record: the path of a record, or one that is open; by default where `ONRECORD_RECORD` says.
        as_of: EDTF date: of what was published by then.

    Raises:
        OnrecordError: there is no such record, person or topic.
        ValueError: `as_of` is no EDTF date.
    """
    with _opened(record, None) as held:
        return held.dossier(person, topic, as_of=as_of)


def audit(
    text: str,
    record: str | PathLike[str] | Record | Store | None = None,
    *,
    published: str | None = None,
    reader: str | None = None,
) -> Audit:
    """What a record makes of each claim of a text.

    Args:
        text: plain text; a file of another kind is for the command `onrecord audit`.
        record: the path of a record, or one that is open; by default where `ONRECORD_RECORD` says.
        published: EDTF date of the text, from which "on Friday" is worked out.
        reader: `accurate`, `fast` or `rules`; by default what an open record was opened with,
            else what `ONRECORD_READER` says.

    Raises:
        OnrecordError: the record cannot be opened, or the reader's files are missing.
        ValueError: `published` is no EDTF date.
    """
    with _opened(record, reader) as held:
        return held.audit(text, published=published)


@contextmanager
def _opened(
    record: str | PathLike[str] | Record | Store | None, reader: str | None
) -> Iterator[Record]:
    """The record, closed afterwards only if it was opened here."""
    if isinstance(record, Record) and reader is None:
        yield record
    elif isinstance(record, Record | Store):
        yield Record(record.store if isinstance(record, Record) else record, reader)
    else:
        with Record.open(record, reader=reader) as held:
            yield held


def _reader(name: str | None) -> Reader | None:
    return _loaded(name or settings().reader)


@cache
def _loaded(name: str) -> Reader | None:
    """The reader of a name, which takes seconds to load and is the same for all calls."""
    if name not in ("rules", *READERS):
        known = ", ".join(("rules", *READERS))
        raise ComponentError(f"there is no reader {name!r}: choose one of {known}")
    return pipeline.reader_named(name)


def _location(location: str | PathLike[str] | None) -> str:
    return fspath(location) if location is not None else settings().record


def _date(text: str | None) -> Edtf | None:
    return Edtf(text) if text else None
