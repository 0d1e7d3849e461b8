"""Lists out of the record that need no text: documents, and single pieces of evidence."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.record.counts import (
    entity_name,
    entity_names,
    heard_most,
    is_heard,
    speakers_ending,
    topic_ids,
    touched_most,
)
from onrecord.record.database import Database
from onrecord.record.facets import SPEAKERS, dated

_TELLING = len("sha256:") + 16
"""A shorter beginning of a hash may be that of several documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in a list, with how many statements and actions it tells.

    `beginning` are the first words of its text, by which a post without a title is known.
    """

    id: str
    title: str | None
    uri: str
    publisher: str | None
    published: Edtf | None
    kind: str
    statements: int
    actions: int
    beginning: str = ""


_LINES = """
SELECT d.id, d.data, substr(d.text, 1, 400),
    (SELECT count(*) FROM tellings AS t WHERE t.document = d.number AND t.record = 'statement'),
    (SELECT count(*) FROM tellings AS t WHERE t.document = d.number AND t.record = 'action')
FROM documents AS d WHERE d.number IN (
    SELECT number FROM documents ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?
)
ORDER BY d.published IS NULL, d.published DESC, d.id
"""

_TOLD = (
    "FROM tellings AS t JOIN outlets AS d ON d.document = t.document"
    " WHERE t.record = 'statement' AND t.who IS NOT NULL AND d.publisher IS NOT NULL"
)
_OUTLETS_OF_PEOPLE = f"""
SELECT d.publisher, t.who, count(DISTINCT t.evidence) {_TOLD}
    AND (CAST(:topic AS TEXT) IS NULL
        OR t.number IN (SELECT telling FROM telling_topics WHERE topic = :topic))
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_OUTLETS_OF_TOPICS = """
SELECT d.publisher, p.topic, count(DISTINCT t.evidence) FROM tellings AS t
    JOIN outlets AS d ON d.document = t.document JOIN telling_topics AS p ON p.telling = t.number
    WHERE t.record = 'statement' AND t.who {among}
    AND d.publisher IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
"""
_KNOWN = """
SELECT who IS NOT NULL, date, count(*) FROM tellings WHERE record = 'statement' GROUP BY 1, 2
ORDER BY 1, 2
"""


class Shelf:
    """What a record holds, listed and counted without reading any of it."""

    def __init__(self, connection: Database) -> None:
        self._connection = connection

    def document_lines(self, start: int, count: int) -> tuple[DocumentLine, ...]:
        """So many documents after the first so many, the latest published first."""
        return tuple(_line(*row) for row in self._connection.execute(_LINES, (count, start)))

    def document_id(self, beginning: str) -> str:
        """The id of the document whose hash begins so; given back when too short, or of none."""
        start = f"sha256:{beginning.removeprefix('sha256:')}"
        if len(start) < _TELLING:
            return beginning
        row = self._connection.execute(
            "SELECT id FROM documents WHERE id >= ? AND id < ? LIMIT 1", (start, f"{start}g")
        ).fetchone()
        return str(row[0]) if row else beginning

    def is_heard(self, who: str) -> bool:
        """Whether one of this very id spoke or acted."""
        return is_heard(self._connection, who)

    def speakers_ending(self, ending: str) -> set[str]:
        """The ids, of those who spoke or acted, that have an ending."""
        return speakers_ending(self._connection, ending)

    def entity_name(self, entity: str) -> tuple[EntityType, str] | None:
        """The type and the fullest name of one entity; None when no document names it."""
        return entity_name(self._connection, entity)

    def entity_names(self, entities: Collection[str]) -> dict[str, tuple[EntityType, str]]:
        """The type and the fullest name of each of some entities that documents name."""
        return entity_names(self._connection, entities)

    def heard_most(self) -> tuple[str, ...]:
        """The ids of all who spoke or acted, those with most tellings first."""
        return heard_most(self._connection)

    def touched_most(self) -> dict[str, int]:
        """The topics with how many tellings are on each, those with most first."""
        return touched_most(self._connection)

    def topic_ids(self) -> tuple[str, ...]:
        """The topics that tellings are on."""
        return topic_ids(self._connection)

    def outlets_of_people(
        self, meant: Mapping[str, str], topic: str | None = None
    ) -> dict[tuple[str, str], int]:
        """How many statements of whom each publisher tells, on one topic or on all.

        Args:
            meant: whom an id stands for, where it is not its own.
            topic: its id.
        """
        found: dict[tuple[str, str], int] = {}
        rows = self._connection.execute(_OUTLETS_OF_PEOPLE, {"topic": topic})
        for publisher, who, count in rows:
            key = publisher, meant.get(who, who)
            found[key] = found.get(key, 0) + count
        return found

    def outlets_of_topics(self, people: Collection[str]) -> dict[tuple[str, str], int]:
        """How many statements of a person, who may have several ids, each publisher tells on what.

        The keys are the publisher and the topic.
        """
        query = _OUTLETS_OF_TOPICS.format(among=self._connection.among(":people", str))
        listed = {"people": self._connection.listed(list(people))}
        rows = self._connection.execute(query, listed)
        return {(publisher, topic): count for publisher, topic, count in rows}

    def known(self) -> tuple[dict[str, int], dict[str, int]]:
        """Of how many statements the speaker is known, and how exact the date is.

        The words are those of the facets `speaker` and `dated` of a search.
        """
        speakers: dict[str, int] = {}
        dates: dict[str, int] = {}
        for is_named, date, count in self._connection.execute(_KNOWN):
            for counts, key in ((speakers, SPEAKERS[is_named]), (dates, dated(date))):
                counts[key] = counts.get(key, 0) + count
        return speakers, dates

    def totals(self) -> dict[str, int]:
        """How many documents, statements and actions the record holds."""
        (documents,) = self._connection.execute("SELECT count(*) FROM documents").fetchone()
        told = dict(
            self._connection.execute("SELECT record, count(*) FROM tellings GROUP BY record")
        )
        return {
            "documents": documents,
            "statements": told.get("statement", 0),
            "actions": told.get("action", 0),
        }

    def most(self) -> int:
        """How many statements and actions the record holds at the most, told without counting."""
        row = self._connection.execute("SELECT max(number) FROM tellings").fetchone()
        return int(row[0] or 0)

    def state(self) -> str:
        """A mark that changes when a document or a merge is added, by whomever."""
        row = self._connection.execute(
            "SELECT (SELECT coalesce(max(number), 0) FROM documents),"
            " (SELECT coalesce(max(number), 0) FROM tellings), (SELECT count(*) FROM merges)"
        ).fetchone()
        return "-".join(map(str, row))


def _line(key: str, data: str, text: bytes, statements: int, actions: int) -> DocumentLine:
    facts: dict[str, Any] = json.loads(data)
    published = facts["published"]
    return DocumentLine(
        id=key,
        title=facts["title"],
        uri=facts["uri"],
        publisher=facts["publisher"],
        published=Edtf(published) if published else None,
        kind=facts["kind"],
        statements=statements,
        actions=actions,
        beginning=" ".join(text.decode("utf-8", "ignore").split()),
    )
