"""The people, organisations and topics that users gave to a record."""

import json
from typing import Any

from onrecord.core.codec import decode, encode
from onrecord.core.entities import Organisation, Person, Register, Topic
from onrecord.record.database import Database
from onrecord.record.rows import packed

_ENTRIES: dict[str, type[Person] | type[Organisation] | type[Topic]] = {
    "people": Person,
    "organisations": Organisation,
    "topics": Topic,
}


def keep(connection: Database, register: Register) -> None:
    """Write the entries of a register; one replaces another with the same id."""
    for kind in _ENTRIES:
        connection.executemany(
            "INSERT INTO register (kind, id, data) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET data = excluded.data",
            ((kind, entry.id, packed(encode(entry))) for entry in getattr(register, kind)),
        )


def kept(connection: Database) -> Register:
    """The register that was kept."""
    entries: dict[str, list[Any]] = {kind: [] for kind in _ENTRIES}
    for kind, data in connection.execute("SELECT kind, data FROM register ORDER BY kind, id"):
        entries[kind].append(decode(_ENTRIES[kind], json.loads(data)))
    return Register(**{kind: tuple(found) for kind, found in entries.items()})
