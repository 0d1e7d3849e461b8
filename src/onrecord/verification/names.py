"""Whether two names may mean one speaker, and whether a text names somebody."""

import re
from collections.abc import Iterable

from onrecord.core.entities import EntityType, Organisation, Person, Reference, Register, slug

Entities = Iterable[tuple[EntityType, Reference]]


class Names:
    """The names of people and bodies: those of a register, and those of the audited text."""

    def __init__(self, register: Register, entities: Entities) -> None:
        entries: list[Person | Organisation] = [*register.people, *register.organisations]
        self._aliases = {entry.id: (entry.name, *entry.aliases) for entry in entries}
        self._people = {person.id for person in register.people}
        self._people |= {who.id for kind, who in entities if kind is EntityType.PERSON}

    def is_person(self, who: Reference) -> bool:
        """Whether the reference is to a person, and not to a body that others speak for."""
        return who.id in self._people

    def publishes(self, who: Reference, publisher: str | None) -> bool:
        """Whether the reference is to the publisher of that name."""
        if publisher is None:
            return False
        return slug(publisher) in {slug(name) for name in (who.id, *self._names(who))}

    def named_in(self, who: Reference, text: str) -> bool:
        """Whether a text names them, a person by the last name alone, too."""
        names = set(self._names(who))
        if self.is_person(who):
            names.add(who.name.split()[-1])
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)

    def _names(self, who: Reference) -> tuple[str, ...]:
        return (who.name, *self._aliases.get(who.id, ()))


def same(one: Reference, other: Reference) -> bool:
    """Whether two may be the same: by id, or one the surname or initials of the other."""
    first, second = sorted((one.id, other.id), key=len)
    initials = "".join(part[0] for part in second.split("-"))
    return first == second or second.endswith(f"-{first}") or (first == initials and "-" in second)
