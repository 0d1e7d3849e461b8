"""People whom a user says are one person.

What was read stays as it was read: a merge is a row that says whom an id stands for, looked up
whenever the record is read. So a merge that is taken back leaves no trace.
"""

from collections.abc import Mapping
from dataclasses import replace

from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import Reading, Statement
from onrecord.errors import RecordError
from onrecord.record.counts import entity_name
from onrecord.record.database import Database
from onrecord.record.merging import Telling

Identities = Mapping[str, Reference]
"""Whom an id stands for, for every id that was merged into another."""


def identities(connection: Database) -> Identities:
    """The ids that stand for others, and for whom; a merge of a merge goes to the last one."""
    merges = dict(connection.execute("SELECT person, meant FROM merges"))
    found = {}
    for person in merges:
        meant = _meant(person, merges)
        named = entity_name(connection, meant)
        found[person] = Reference(meant, named[1] if named else meant)
    return found


def _meant(person: str, merges: Mapping[str, str]) -> str:
    while person in merges:
        person = merges[person]
    return person


def merge(connection: Database, person: str, meant: str) -> None:
    """Keep that one id stands for another.

    Raises:
        RecordError: it stands for another already, or the two would stand for each other.
    """
    merges = dict(connection.execute("SELECT person, meant FROM merges"))
    if _meant(meant, merges) == person:
        raise RecordError(f"{meant} is merged into {person} already, or is the same")
    if person in merges:
        raise RecordError(f"{person} is merged into {merges[person]} already: undo that first")
    connection.execute("INSERT INTO merges (person, meant) VALUES (?, ?)", (person, meant))


def unmerge(connection: Database, person: str) -> None:
    """Take back that an id stands for another.

    Raises:
        RecordError: it does not.
    """
    statement = "DELETE FROM merges WHERE person = ? RETURNING person"
    if not connection.execute(statement, (person,)).fetchall():
        raise RecordError(f"{person} is not merged into anybody")


def all_ids(person: str, known: Identities) -> list[str]:
    """The ids that stand for a person, its own first."""
    return [person, *(key for key, meant in known.items() if meant.id == person)]


def as_meant(telling: Telling, known: Identities) -> Telling:
    """A telling with the people whom its ids stand for."""
    if not known:
        return telling
    if isinstance(telling, Statement):
        target = _id(telling.target, known) if telling.target is not None else None
        return replace(telling, speaker=_who(telling.speaker, known), target=target)
    return replace(
        telling,
        actor=_who(telling.actor, known),
        behalf=_who(telling.behalf, known),
        target=tuple(_id(key, known) for key in telling.target),
    )


def _id(key: str, known: Identities) -> str:
    return known[key].id if key in known else key


def _who(reference: Reference | None, known: Identities) -> Reference | None:
    return known.get(reference.id, reference) if reference is not None else None


def reading_as_meant(reading: Reading, known: Identities) -> Reading:
    """A reading with the people whom its mentions stand for, its tellings being so already."""
    if not known:
        return reading
    entities: dict[str, tuple[EntityType, Reference]] = {}
    for kind, reference in reading.entities:
        meant = known.get(reference.id, reference)
        entities.setdefault(meant.id, (kind, meant))
    mentions = tuple(
        replace(m, entity=_id(m.entity, known)) if m.entity is not None else m
        for m in reading.mentions
    )
    return replace(
        reading, mentions=mentions, entities=tuple(entities[key] for key in sorted(entities))
    )
