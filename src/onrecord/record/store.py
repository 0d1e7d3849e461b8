"""The record as one unit of work: what is added, and what is known."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import Any, Self

from onrecord.core.codec import decode, encode
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Register
from onrecord.core.evidence import Reading, Statement
from onrecord.core.findings import Evidence
from onrecord.core.selectors import Selector, Span
from onrecord.errors import RecordError
from onrecord.record import grouping, pairs, rows
from onrecord.record.counts import PersonCount, TopicCount, counted_people, counted_topics
from onrecord.record.database import Database
from onrecord.record.facets import Faceted, Wanted, faceted
from onrecord.record.failures import FAILURES, in_words
from onrecord.record.identities import (
    Identities,
    all_ids,
    as_meant,
    identities,
    merge,
    reading_as_meant,
    unmerge,
)
from onrecord.record.listing import Shelf
from onrecord.record.opening import opened
from onrecord.record.queries import conditions, dossier_keys, hits, merged_evidence
from onrecord.record.registers import keep, kept
from onrecord.record.schema import CACHE_KIB
from onrecord.record.search import Hits, Query, within
from onrecord.record.writing import insert, is_stored, rewrite

_SMALL_TOPIC = 5_000
"""Tellings on a topic that are read whole, in half a second."""
_PEOPLE = frozenset({EntityType.PERSON})


class Added(StrEnum):
    """What adding a document did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"


class Store:
    """The record, in a file or in a database of a PostgreSQL server; use it as a context manager.

    Args of `open`:
        location: path of the file, or `postgresql://…`.
        create: whether to make a record where there is none.
        near_duplicates: whether a text is a near-duplicate of others, asked of those that share
            a band of their fingerprints; without it sharing a band is enough.
    """

    def __init__(
        self, connection: Database, near_duplicates: grouping.Resemblance | None = None
    ) -> None:
        self._connection = connection
        self._near_duplicates = near_duplicates

    @classmethod
    def open(
        cls,
        location: str,
        *,
        create: bool = False,
        near_duplicates: grouping.Resemblance | None = None,
        cache_kib: int = CACHE_KIB,
    ) -> Self:
        """Open the record at a location.

        Raises:
            RecordError: there is none, or it is not one that this version can use.
        """
        return cls(opened(location, create=create, cache_kib=cache_kib), near_duplicates)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type | None, failure: BaseException | None, *__: object) -> None:
        with in_words("use the record"), closing(self):
            if failure is None:
                self._settle()
            elif isinstance(failure, FAILURES):
                raise failure

    def close(self) -> None:
        """Let go of the record."""
        self._connection.close()

    # Writing

    @contextmanager
    def transaction(self, *, derived: bool = False) -> Iterator[None]:
        """All or nothing of what is written inside; may be nested, the outermost decides.

        Args:
            derived: whether it follows from what the record holds, and can be made again.

        Raises:
            RecordError: it cannot be written.
        """
        if self._connection.in_transaction:
            yield
            return
        with in_words("write to the record"), self._connection.writing(derived=derived):
            yield

    def known(self, document: Document) -> Document:
        """The document with what the record already knows of it; as given when it is new.

        Newer metadata goes before older, and what is not given stays as it was.
        """
        row = self._connection.execute(
            "SELECT data FROM documents WHERE id = ?", (document.id,)
        ).fetchone()
        return document if row is None else rows.known_of(document, row[0])

    def holds(self, document: Document) -> bool:
        """Whether the record has this document with just this metadata and these segments."""
        row = self._connection.execute(
            "SELECT data, rest FROM documents WHERE id = ?", (document.id,)
        ).fetchone()
        return (
            row is not None
            and row[0] == rows.metadata(document)
            and json.loads(row[1])["segments"] == encode(document.segments)
        )

    def add(self, reading: Reading, fingerprint: Sequence[int] = ()) -> Added:
        """Write what was read from one document, all or nothing.

        A document that the record holds is rewritten in place when something else is now known
        of it or read from it. Read it after `known` has filled in its metadata: a reading of less
        than the record knows changes nothing.

        Args:
            reading: the document, and what it says.
            fingerprint: bands of the text; texts that share one may be near-duplicates.

        Raises:
            RecordError: it cannot be written.
        """
        with self.transaction():
            row = self._connection.execute(
                "SELECT number, data FROM documents WHERE id = ?", (reading.document.id,)
            ).fetchone()
            if row is None:
                insert(self._connection, reading, fingerprint, self._near_duplicates)
                return Added.NEW
            number, data = row
            document = rows.known_of(reading.document, data)
            if rows.metadata(document) == data and document != reading.document:
                return Added.UNCHANGED
            reading = replace(reading, document=document)
            if is_stored(self._connection, number, reading):
                return Added.UNCHANGED
            rewrite(self._connection, number, reading)
            return Added.UPDATED

    def extend_register(self, register: Register) -> None:
        """Keep people, organisations and topics; an entry replaces one with the same id."""
        with self.transaction():
            keep(self._connection, register)

    def merge(self, person: str, meant: str) -> None:
        """Let the id of a person stand for another from now on.

        Raises:
            RecordError: it stands for another already, or the two would stand for each other.
        """
        with self.transaction():
            merge(self._connection, person, meant)

    def unmerge(self, person: str) -> None:
        """Take a merge back; the record is as if it had never been.

        Raises:
            RecordError: the person was not merged.
        """
        with self.transaction():
            unmerge(self._connection, person)

    # Reading

    def register(self) -> Register:
        """The people, organisations and topics that were given to this record."""
        return kept(self._connection)

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, in order."""
        found = self._connection.execute("SELECT id FROM documents ORDER BY id")
        return tuple(row[0] for row in found)

    def documents(self) -> Iterator[Document]:
        """All documents, in order of their ids, one at a time."""
        for key in self.document_ids():
            yield self.document(key)

    def document(self, key: str) -> Document:
        """One document.

        Raises:
            RecordError: there is none with that id, or its text was changed.
        """
        return rows.document_of(*self._row("text, data, rest", key))

    def text_of(self, key: str) -> str:
        """The text of one document, whatever has happened to it."""
        return rows.read_text(self._row("text", key)[0])

    def contents(self) -> Iterator[tuple[str, str, str | None]]:
        """Id, text and origin of every document, for checking them against each other."""
        for key in self.document_ids():
            text, data = self._row("text, data", key)
            yield key, rows.read_text(text), json.loads(data)["origin"]

    def holding(self, runs: Sequence[str], most: int, since: Edtf | None = None) -> tuple[str, ...]:
        """Ids of documents that may hold some runs of words, the earliest published first.

        Args:
            runs: words that stand together; single words find nothing.
            most: how many ids at most.
            since: what was published before its first day comes last.
        """
        day = since.earliest.isoformat() if since else ""
        return pairs.holding_all(self._connection, runs, most, day)

    def resembling(self, runs: Sequence[str], most: int) -> tuple[str, ...]:
        """Ids of documents that share pairs of words with some runs, the likest first."""
        return self.likeness().best(runs, most)

    def likeness(self) -> pairs.Likeness:
        """The same for a text and then for parts of it, of which no pair is looked up twice."""
        return pairs.Likeness(self._connection)

    def statements(self, key: str, span: Span) -> tuple[Statement, ...]:
        """The statements of a document that report words at a span."""
        (number,) = self._row("number", key)
        found = self._connection.execute(
            "SELECT data FROM tellings WHERE document = ? AND record = 'statement' ORDER BY number",
            (number,),
        )
        rows_read = (json.loads(data) for (data,) in found)
        return tuple(
            decode(Statement, row)
            for row in rows_read
            if any(start < span.end and span.start < end for start, end in row["content"])
        )

    def groups(self) -> dict[str, str]:
        """The near-duplicate group of every document."""
        return dict(self._connection.execute("SELECT id, family FROM documents ORDER BY id"))

    def reading(self, key: str) -> Reading:
        """All that was read from one document.

        Raises:
            RecordError: there is none with that id, or its text was changed.
        """
        number, text, data, rest = self._row("number, text, data, rest", key)
        tellings = self._connection.execute(
            "SELECT record, data FROM tellings WHERE document = ? ORDER BY number", (number,)
        )
        known = self.merges()
        reading = rows.reading_of(
            rows.document_of(text, data, rest),
            rest,
            [as_meant(rows.telling_of(record, telling), known) for record, telling in tellings],
        )
        return reading_as_meant(reading, known)

    def evidence_of(self, document: str) -> dict[str, str]:
        """The ids of the tellings of a document, each with that of its evidence."""
        self._settle()
        rows = self._connection.execute(
            "SELECT t.id, t.evidence FROM tellings AS t JOIN documents AS d"
            " ON d.number = t.document WHERE d.id = ?",
            (document,),
        )
        return dict(rows)

    def _row(self, columns: str, key: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] | None = self._connection.execute(
            f"SELECT {columns} FROM documents WHERE id = ?", (key,)
        ).fetchone()
        if found is None:
            raise RecordError(f"the record holds no document {key}")
        return found

    def people(
        self, types: Collection[EntityType] = _PEOPLE, only: str | None = None
    ) -> tuple[PersonCount, ...]:
        """The people who spoke or acted, the most heard first; or other entities, or only one."""
        self._settle()
        known = self.merges()
        meant = {key: who.id for key, who in known.items()}
        among = None if only is None else all_ids(only, known)
        return counted_people(self._connection, types, meant, among)

    def merges(self) -> Identities:
        """Whom an id stands for, for every person who was merged into another."""
        return identities(self._connection)

    def topics(self) -> tuple[TopicCount, ...]:
        """The topics, the most touched on first."""
        self._settle()
        known = {topic.id: (topic.name, topic.kind) for topic in self.register().topics}
        return counted_topics(self._connection, known)

    def evidence(
        self,
        *,
        person: str | None = None,
        topic: str | None = None,
        since: Edtf | None = None,
        until: Edtf | None = None,
    ) -> tuple[Evidence, ...]:
        """What was said and done, by one person (or on their behalf), on one topic, in a time.

        In order of date, the undated last. What is not `said` is among it: look at factuality.
        """
        self._settle()
        known = self.merges()
        where, values = conditions(self._connection, person, topic, known)
        found = merged_evidence(
            self._connection, f"SELECT t.evidence FROM tellings AS t WHERE {where}", values, known
        )
        return tuple(item for item in found if within(item.date, since, until))

    def evidence_around(self, person: str, topic: str) -> tuple[Evidence, ...]:
        """What a dossier of a person on a topic is made of, in order of date, the undated last.

        All that the record holds on a small topic; of a large one what the person said and did on
        it, what others said of them, and what else the documents that tell this say of the topic.
        """
        self._settle()
        known = self.merges()
        keys, values = dossier_keys(self._connection, person, topic, known, _SMALL_TOPIC)
        return merged_evidence(self._connection, keys, values, known)

    def search(self, query: Query) -> tuple[Evidence, ...]:
        """What holds all the words of a query, the nearest first; of very many the latest added."""
        return self.hits(query).evidence

    def hits(self, query: Query) -> Hits:
        """The same, and whether there are very many."""
        self._settle()
        return hits(self._connection, query, self.merges())

    def faceted(self, wanted: Wanted) -> Faceted:
        """A page of what fits a search, with what all its hits are."""
        self._settle()
        return faceted(self._connection, wanted, self.merges())

    def pieces(self, keys: Sequence[str]) -> tuple[Evidence, ...]:
        """The evidence of these ids; what the record does not hold is left out."""
        self._settle()
        if not keys:
            return ()
        query = f"SELECT value FROM {self._connection.each(':keys', str)} AS asked"
        listed = {"keys": self._connection.listed(list(keys))}
        return merged_evidence(self._connection, query, listed, self.merges())

    def shelf(self) -> Shelf:
        """What the record holds, listed and counted."""
        return Shelf(self._connection)

    def _settle(self) -> None:
        """Name the evidence that changed since it was last read: once, however much was added."""
        if self._connection.execute("SELECT 1 FROM unsettled LIMIT 1").fetchone():
            with self.transaction(derived=True):
                grouping.settle(self._connection)

    def selectors(self) -> Iterator[Selector]:
        """Every selector that a citation may show, document by document."""
        numbers = self._connection.execute("SELECT number FROM documents ORDER BY number")
        for document in numbers.fetchall():
            for (data,) in self._connection.execute(
                "SELECT selector FROM tellings WHERE document = ? ORDER BY number", document
            ):
                yield rows.selector_of(data)
