"""One reading into the tables, and what it changes there for others."""

from collections.abc import Sequence

from onrecord.core.codec import encode
from onrecord.core.evidence import Reading
from onrecord.record import grouping, pairs, rows
from onrecord.record.database import Database
from onrecord.record.merging import Telling, trace


def insert(
    connection: Database,
    reading: Reading,
    fingerprint: Sequence[int],
    near_duplicates: grouping.Resemblance | None,
) -> None:
    """Write a document that the record does not hold, and all it says."""
    document = reading.document
    number, first = connection.execute(_LAST).fetchone()
    connection.write_document(
        {
            "number": number,
            "id": document.id,
            "family": document.id,
            "published": str(document.published) if document.published else None,
            "text": rows.stored_text(document.text),
            "data": rows.metadata(document),
            "rest": rows.rest(reading),
        }
    )
    pairs.index(connection, number, document.text)
    new = grouping.New(number, document.id, document.text)
    moved = grouping.join_family(connection, new, fingerprint, near_duplicates)
    touched = _insert_tellings(connection, number, reading, first)
    for other in moved - {number}:
        touched |= _clusters(connection, other)
    grouping.unsettle(connection, touched)


def rewrite(connection: Database, number: int, reading: Reading) -> None:
    """Write anew what is known of a document, and all it says."""
    document = reading.document
    connection.rewrite_document(
        number,
        {
            "published": str(document.published) if document.published else None,
            "data": rows.metadata(document),
            "rest": rows.rest(reading),
        },
    )
    left = _clusters(connection, number)
    grouping.hand_over_traces(connection, number)
    for table in ("tellings", "names"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
    touched = grouping.take_apart(connection, sorted(left))
    _, first = connection.execute(_LAST).fetchone()
    touched |= _insert_tellings(connection, number, reading, first)
    grouping.unsettle(connection, touched)


def is_stored(connection: Database, number: int, reading: Reading) -> bool:
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


def _insert_tellings(connection: Database, number: int, reading: Reading, first: int) -> set[int]:
    """Write the tellings and names of a document; the clusters that they touch."""
    document = reading.document
    told = dict(enumerate(_tellings(reading).values(), start=first))
    traces = {place: trace(telling, document.text) for place, telling in told.items()}
    connection.write_tellings(
        [
            {
                **rows.telling_columns(telling, document),
                "number": place,
                "document": number,
                "bond": traces[place].bond.value,
                "size": len(traces[place].keys),
                "cluster": place,
                "evidence": telling.id,
            }
            for place, telling in told.items()
        ]
    )
    left = grouping.leave_traces(connection, traces)
    connection.write(
        "telling_topics",
        ("topic", "telling"),
        [(topic, place) for place, t in told.items() for topic in dict.fromkeys(t.topics)],
    )
    names = {
        entity.id: (kind.value, rows.plain(entity.name))
        for kind, entity in reversed(reading.entities)
    }
    connection.write(
        "names",
        ("entity", "document", "type", "name"),
        [(entity, number, *named) for entity, named in sorted(names.items())],
    )
    own = {
        place: grouping.Own(cluster=place, size=len(found.keys), traces=left[place])
        for place, found in traces.items()
    }
    return grouping.join_clusters(connection, own)


def _tellings(reading: Reading) -> dict[str, Telling]:
    """Statements and actions by id, each once."""
    found: dict[str, Telling] = {statement.id: statement for statement in reading.statements}
    return found | {action.id: action for action in reading.actions}


# the numbers of the next document and telling; whoever writes has the record for themselves
_LAST = """
SELECT coalesce((SELECT max(number) FROM documents), 0) + 1,
coalesce((SELECT max(number) FROM tellings), 0) + 1
"""


def _clusters(connection: Database, document: int) -> set[int]:
    found = connection.execute(
        "SELECT DISTINCT cluster FROM tellings WHERE document = ?", (document,)
    )
    return {row[0] for row in found}
