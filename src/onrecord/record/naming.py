"""Who and what in a record a user means by a name."""

from difflib import get_close_matches

from onrecord.core.entities import EntityType, Reference, Register, slug
from onrecord.errors import UnknownNameError
from onrecord.record.store import Store

SPEAKING = (EntityType.PERSON, EntityType.ORG, EntityType.GPE)
"""What can speak and act: people, bodies, countries."""


def person_named(store: Store, register: Register, name: str) -> Reference:
    """The person, body or country that a name, an alias or an id names.

    Raises:
        UnknownNameError: the record holds no such person; near names are suggested.
    """
    held = {p.id: p.name for p in store.people(SPEAKING)}
    aliases = {slug(alias): p.id for p in register.people for alias in (p.name, *p.aliases)}
    key = slug(name)
    key = key if key in held else aliases.get(key, key)
    merges = store.merges()
    key = merges[key].id if key in merges else key
    if key in held:
        return Reference(key, held[key])
    surnames = [id_ for id_ in held if id_.rsplit("-", 1)[-1] == key]
    if len(surnames) == 1:
        return Reference(surnames[0], held[surnames[0]])
    raise _unknown("person", name, held, surnames, "onrecord people")


def topic_named(store: Store, register: Register, name: str) -> Reference:
    """The topic that a name, a word for it or an id names.

    Raises:
        UnknownNameError: the record holds no such topic; near names are suggested.
    """
    names = {topic.id: topic.name for topic in register.topics}
    held = {topic.id: names.get(topic.id, topic.name) for topic in store.topics()}
    words = {
        slug(word): topic.id
        for topic in register.topics
        for word in (topic.name, *topic.words, *topic.demonyms)
    }
    key = slug(name)
    key = key if key in held else words.get(key, key)
    if key in held:
        return Reference(key, held[key])
    raise _unknown("topic", name, held, [], "onrecord topics")


def _unknown(
    kind: str, name: str, held: dict[str, str], nearest: list[str], command: str
) -> UnknownNameError:
    near = nearest or get_close_matches(slug(name), held, n=3, cutoff=0.5)
    hint = ", ".join(f'"{held[key]}"' for key in near[:3])
    advice = f"did you mean {hint}?" if hint else f"'{command}' lists what it holds"
    return UnknownNameError(f'the record holds no {kind} "{name}": {advice}')
