"""Who and what the record holds, counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onrecord.core.entities import EntityType, TopicKind
from onrecord.record.database import Database

_TALLY = """
    count(DISTINCT CASE WHEN t.record = 'statement' THEN t.evidence END),
    count(DISTINCT CASE WHEN t.record = 'action' THEN t.evidence END),
    count(DISTINCT t.document)
"""
_TELLINGS = "tellings AS t"
_MEANT = "tellings AS t LEFT JOIN ends AS m ON m.person = t.who"
# whom an id stands for in the end, where it was merged into another that was merged
_LAST = """
WITH RECURSIVE steps (person, who) AS (
    SELECT person, meant FROM merges
    UNION SELECT s.person, m.meant FROM steps AS s JOIN merges AS m ON m.person = s.who
),
ends (person, who) AS (SELECT person, who FROM steps WHERE who NOT IN (SELECT person FROM merges))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCount:
    """One who spoke or acted, and in how many statements, actions and documents.

    `topics` are ids of topics with the number of pieces of evidence on each, most first; `merged`
    are ids of others who are this one.
    """

    id: str
    name: str
    type: EntityType
    statements: int
    actions: int
    documents: int
    topics: tuple[tuple[str, int], ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """A topic, and how many statements, actions, documents and known people touch on it.

    `kind` is None for a topic that the register of the record does not hold.
    """

    id: str
    name: str
    statements: int
    actions: int
    documents: int
    people: int
    kind: TopicKind | None = None


def counted_people(
    connection: Database,
    types: Collection[EntityType],
    meant: Mapping[str, str],
    among: Collection[str] | None = None,
) -> tuple[PersonCount, ...]:
    """Those of the given types who spoke or acted, the most heard first.

    Args:
        connection: the record.
        types: people, or also bodies.
        meant: whom an id stands for, where it is not its own.
        among: only those of these ids, which is quick; the ids that stand for one with it.
    """
    named = entity_names(connection, among)
    which, values = "t.who IS NOT NULL", {}
    if among is not None:
        which = f"t.who {connection.among(':among', str)}"
        values = {"among": connection.listed(list(among))}
    # an expression, no column: going through the index on it would read every row out of order
    who, tellings = ("coalesce(m.who, t.who)", _MEANT) if meant else ("t.who || ''", _TELLINGS)
    begun = _LAST if meant else ""
    topics: dict[str, list[tuple[str, int]]] = {}
    for key, topic, count in connection.execute(
        f"{begun} SELECT {who}, p.topic, count(DISTINCT t.evidence) AS n FROM {tellings}"
        f" JOIN telling_topics AS p ON p.telling = t.number WHERE {which}"
        " GROUP BY 1, p.topic ORDER BY n DESC, p.topic",
        values,
    ):
        topics.setdefault(key, []).append((topic, count))
    rows = connection.execute(
        f"{begun} SELECT {who}, {_TALLY} FROM {tellings} WHERE {which} GROUP BY 1", values
    )
    people = (
        PersonCount(
            id=key,
            name=named[key][1] if key in named else key,
            type=named[key][0] if key in named else EntityType.PERSON,
            statements=statements,
            actions=actions,
            documents=documents,
            topics=tuple(topics.get(key, ())),
            merged=tuple(sorted(other for other, who in meant.items() if who == key)),
        )
        for key, statements, actions, documents in rows
    )
    return tuple(
        sorted(
            (person for person in people if person.type in types),
            key=lambda p: (-p.statements - p.actions, p.name, p.id),
        )
    )


def speakers_ending(connection: Database, ending: str) -> set[str]:
    """The ids, of those who spoke or acted, that have an ending."""
    found = connection.execute(
        "SELECT DISTINCT who FROM tellings WHERE who LIKE ?", (f"%{ending}",)
    )
    return {who for (who,) in found if who.endswith(ending)}


def is_heard(connection: Database, who: str) -> bool:
    """Whether one of this id spoke or acted."""
    found = connection.execute("SELECT 1 FROM tellings WHERE who = ? LIMIT 1", (who,))
    return found.fetchone() is not None


def topic_ids(connection: Database) -> tuple[str, ...]:
    """The topics that tellings are on, each found in one step from the one before."""
    found = connection.execute(
        "WITH RECURSIVE held (topic) AS (SELECT min(topic) FROM telling_topics UNION ALL"
        " SELECT (SELECT min(p.topic) FROM telling_topics AS p WHERE p.topic > held.topic)"
        " FROM held WHERE held.topic IS NOT NULL)"
        " SELECT topic FROM held WHERE topic IS NOT NULL"
    )
    return tuple(topic for (topic,) in found)


def topic_name(topic: str) -> str:
    """What a topic is called that no register names."""
    return topic.replace("-", " ").title()


def counted_topics(
    connection: Database, known: dict[str, tuple[str, TopicKind]]
) -> tuple[TopicCount, ...]:
    """The topics of the record, the most touched on first, named as the register names them."""
    rows = connection.execute(
        f"SELECT p.topic, {_TALLY}, count(DISTINCT t.who) FROM telling_topics AS p"
        " JOIN tellings AS t ON t.number = p.telling GROUP BY p.topic"
    )
    topics = (
        TopicCount(
            id=topic,
            name=known[topic][0] if topic in known else topic_name(topic),
            kind=known[topic][1] if topic in known else None,
            statements=statements,
            actions=actions,
            documents=documents,
            people=people,
        )
        for topic, statements, actions, documents, people in rows
    )
    return tuple(sorted(topics, key=lambda t: (-t.statements - t.actions, t.name, t.id)))


def entity_name(connection: Database, entity: str) -> tuple[EntityType, str] | None:
    """The type and the fullest name of one entity; None when no document names it."""
    row = connection.execute(
        "SELECT type, name FROM names WHERE entity = ? GROUP BY type, name"
        " ORDER BY length(name) DESC, count(*) DESC, type DESC, name DESC LIMIT 1",
        (entity,),
    ).fetchone()
    return (EntityType(row[0]), row[1]) if row is not None else None


def entity_names(
    connection: Database, entities: Collection[str] | None = None
) -> dict[str, tuple[EntityType, str]]:
    """The type and the fullest name of every entity that documents name, or of some of them."""
    where, values = "", {}
    if entities is not None:
        where = f"WHERE entity {connection.among(':entities', str)}"
        values = {"entities": connection.listed(list(entities))}
    rows = connection.execute(
        f"SELECT entity, type, name, count(*) AS n FROM names {where} GROUP BY entity, type, name"
        " ORDER BY entity, length(name), n, type, name",
        values,
    )
    return {entity: (EntityType(kind), name) for entity, kind, name, _ in rows}


def heard_most(connection: Database) -> tuple[str, ...]:
    """The ids of all who spoke or acted, those with most tellings first.

    Tellings are counted and not evidence, which an index tells alone: in a record of 300,000 this
    takes 0.05 s, and `counted_people` 2.5 s.
    """
    rows = connection.execute(
        "SELECT who FROM tellings WHERE who IS NOT NULL GROUP BY who ORDER BY count(*) DESC, who"
    )
    return tuple(who for (who,) in rows)


def touched_most(connection: Database) -> dict[str, int]:
    """The topics with how many tellings are on each, those with most first."""
    rows = connection.execute(
        "SELECT topic, count(*) AS n FROM telling_topics GROUP BY topic ORDER BY n DESC, topic"
    )
    return dict(rows)
