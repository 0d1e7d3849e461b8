"""One reading into the tables, and what it changes there for others."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from onrecord.core.codec import encode
from onrecord.core.evidence import Reading
from onrecord.record import grouping, pairs, rows
from onrecord.record.merging import Telling, trace


def insert(
    connection: sqlite3.Connection,
    reading: Reading,
    fingerprint: Sequence[int],
    near_duplicates: grouping.Resemblance | None,
) -> None:
    """Write a document that the record does not hold, and all it says."""
    document = reading.document
    number = _insert(
        connection,
        "documents",
        {
            "id": document.id,
            "family": document.id,
            "published": str(document.published) if document.published else None,
            "text": rows.stored_text(document.text),
            "data": rows.metadata(document),
            "rest": rows.rest(reading),
        },
    )
    pairs.index(connection, number, document.text)
    moved = grouping.join_family(connection, number, fingerprint, near_duplicates)
    touched = _insert_tellings(connection, number, reading)
    for other in moved - {number}:
        touched |= _clusters(connection, other)
    grouping.unsettle(connection, touched)


def rewrite(connection: sqlite3.Connection, number: int, reading: Reading) -> None:
    """Write anew what is known of a document, and all it says."""
    document = reading.document
    connection.execute(
        "UPDATE documents SET published = ?, data = ?, rest = ? WHERE number = ?",
        (
            str(document.published) if document.published else None,
            rows.metadata(document),
            rows.rest(reading),
            number,
        ),
    )
    left = _clusters(connection, number)
    grouping.hand_over_traces(connection, number)
    for table in ("tellings", "names"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
    touched = grouping.take_apart(connection, sorted(left))
    touched |= _insert_tellings(connection, number, reading)
    grouping.unsettle(connection, touched)


def is_stored(connection: sqlite3.Connection, number: int, reading: Reading) -> bool:
    """Whether a document is stored with just this reading."""
    data, rest = connection.execute(
        "SELECT data, rest FROM documents WHERE number = ?", (number,)
    ).fetchone()
    stored = connection.execute(
        "SELECT id, data FROM tellings WHERE document = ? ORDER BY number", (number,)
    ).fetchall()
    return (
        data == rows.metadata(reading.document)
        and rest == rows.rest(reading)
        and stored == [(key, rows.packed(encode(t))) for key, t in _tellings(reading).items()]
    )


def _insert_tellings(connection: sqlite3.Connection, number: int, reading: Reading) -> set[int]:
    """Write the tellings and names of a document; the clusters that they touch."""
    document = reading.document
    added: list[int] = []
    for telling in _tellings(reading).values():
        traces = trace(telling, document.text)
        place = _insert(
            connection,
            "tellings",
            {
                **rows.telling_columns(telling, document),
                "document": number,
                "bond": traces.bond.value,
                "size": len(traces.keys),
                "cluster": 0,
                "evidence": telling.id,
            },
        )
        added.append(place)
        grouping.leave_traces(connection, place, traces)
        connection.executemany(
            "INSERT INTO telling_topics (topic, telling) VALUES (?, ?)",
            ((topic, place) for topic in dict.fromkeys(telling.topics)),
        )
    connection.executemany(
        "UPDATE tellings SET cluster = number WHERE number = ?", ((place,) for place in added)
    )
    connection.executemany(
        "INSERT INTO names (entity, document, type, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (entity, document) DO NOTHING",
        ((entity.id, number, kind.value, entity.name) for kind, entity in reading.entities),
    )
    for place in added:
        grouping.join_cluster(connection, place)
    return grouping.clusters_of(connection, added)


def _tellings(reading: Reading) -> dict[str, Telling]:
    """Statements and actions by id, each once."""
    found: dict[str, Telling] = {statement.id: statement for statement in reading.statements}
    return found | {action.id: action for action in reading.actions}


def _insert(connection: sqlite3.Connection, table: str, columns: dict[str, Any]) -> int:
    """Write a row; its number."""
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", columns)
    return int(cursor.lastrowid or 0)


def _clusters(connection: sqlite3.Connection, document: int) -> set[int]:
    found = connection.execute(
        "SELECT DISTINCT cluster FROM tellings WHERE document = ?", (document,)
    )
    return {row[0] for row in found}
