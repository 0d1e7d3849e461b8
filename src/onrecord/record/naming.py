"""Who and what in a record a user means by a name."""

from collections.abc import Iterable
from difflib import get_close_matches

from onrecord.core.entities import EntityType, Reference, Register, slug
from onrecord.errors import UnknownNameError
from onrecord.record.counts import topic_name
from onrecord.record.identities import Identities, all_ids
from onrecord.record.store import Store

_LIKE, _LIKE_LONG, _LONG = 0.75, 0.8, 6
"""A word is taken for another, misspelt, that shares so much with it, a long one more: "Vail" for
"Vale", and not "nobody" for "Moody"."""
_LIKE_WHOLE = 0.6
"""So much a name of several words must share with all of another."""
_WORDS, _ADVISED = 20, 3
SPEAKING = (EntityType.PERSON, EntityType.ORG, EntityType.GPE)
"""What can speak and act: people, bodies, countries."""


def person_named(store: Store, register: Register, name: str) -> Reference:
    """The person, body or country that a name, an alias or an id names.

    Raises:
        UnknownNameError: the record holds no such person; near names are suggested.
    """
    merges = store.merges()
    key = slug(name)
    found = _heard(store, key, merges)
    if found is None:
        aliases = {slug(alias): p.id for p in register.people for alias in (p.name, *p.aliases)}
        key = aliases.get(key, key)
        key = merges[key].id if key in merges else key
        found = _heard(store, key, merges)
    if found is not None:
        return found
    bearers = _surnamed(store, key, merges)
    if len(bearers) == 1:
        return bearers[0]
    held = {p.id: p.name for p in store.people(SPEAKING)}  # counts them all: only for advice
    nearest = [id_ for id_ in held if _surname(id_) == key]
    raise _unknown("person", name, held, nearest, "onrecord people")


def _heard(store: Store, key: str, merges: Identities) -> Reference | None:
    """Who of an id the record holds, under the fullest name; None who is somebody else by now."""
    shelf = store.shelf()
    if key in merges or not any(shelf.is_heard(who) for who in all_ids(key, merges)):
        return None
    kind, name = shelf.entity_name(key) or (EntityType.PERSON, key)
    return Reference(key, name) if kind in SPEAKING else None


def _surnamed(store: Store, surname: str, merges: Identities) -> list[Reference]:
    """All whom the record holds of a surname."""
    ids = store.shelf().speakers_ending(f"-{surname}")
    ids |= {who.id for who in merges.values() if _surname(who.id) == surname}
    heard = (_heard(store, key, merges) for key in ids if _surname(key) == surname)
    return [who for who in heard if who is not None]


def _surname(key: str) -> str:
    return key.rsplit("-", 1)[-1]


def topic_named(store: Store, register: Register, name: str) -> Reference:
    """The topic that a name, a word for it or an id names.

    Raises:
        UnknownNameError: the record holds no such topic; near names are suggested.
    """
    names = {topic.id: topic.name for topic in register.topics}
    held = {key: names.get(key, topic_name(key)) for key in store.shelf().topic_ids()}
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
    near = nearest or _misspelt(slug(name), held)
    hint = ", ".join(f'"{held[key]}"' for key in near[:_ADVISED])
    what = f'the record holds no {kind} "{name}"'
    return (
        UnknownNameError(f"{what}: did you mean {hint}?")
        if hint
        else UnknownNameError(what, command)
    )


def _misspelt(name: str, held: Iterable[str]) -> list[str]:
    """The ids that a name may be meant for whose last word is misspelt, or goes with another.

    Whole names that share half of their letters mostly have nothing to do with each other.
    """
    words = {key: key.split("-") for key in held}
    each = {word for parts in words.values() for word in parts}
    surname = _surname(name)
    cutoff = _LIKE if len(surname) < _LONG else _LIKE_LONG
    like = set(get_close_matches(surname, each, n=_WORDS, cutoff=cutoff))
    near = [key for key in words if not like.isdisjoint(words[key])]
    return get_close_matches(name, near, n=_ADVISED, cutoff=_LIKE_WHOLE if "-" in name else 0)
