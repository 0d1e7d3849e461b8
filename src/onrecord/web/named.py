"""Whom and what a search may mean: people and topics by the beginnings of their names.

To count what everybody said takes seconds in a large record, and is done anew after every change.
A search needs none of it: it needs names, and who is heard more than another of that name.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice

from onrecord import pipeline
from onrecord.core.entities import EntityType, Reference, slug
from onrecord.record.counts import topic_name
from onrecord.record.store import Store

_LOOKED_UP = 50
"""Names that are looked up at once; of those who bear one most are people."""


@dataclass(frozen=True, slots=True)
class Named:
    """All who spoke or acted and all topics of a record, the most heard of first.

    Attributes:
        people: their ids, which are their names as they are found, each part after a hyphen.
        topics: ids and names.
        touched: how many tellings are on each topic.
    """

    people: tuple[str, ...]
    topics: Mapping[str, str]
    touched: Mapping[str, int]

    def most_heard(self, store: Store, most: int, words: str = "") -> tuple[Reference, ...]:
        """People; those whose name holds each of some words, or the beginning of it."""
        asked = [f"-{word}" for word in slug(words).split("-") if word]
        fits = (who for who in self.people if all(word in f"-{who}" for word in asked))
        found: list[Reference] = []
        while len(found) < most and (some := list(islice(fits, max(most, _LOOKED_UP)))):
            names = store.shelf().entity_names(some)
            found += (
                Reference(who, names[who][1])
                for who in some
                if who in names and names[who][0] is EntityType.PERSON
            )
        return tuple(found[:most])

    def most_touched(self, most: int | None = None, words: str = "") -> tuple[Reference, ...]:
        """Topics; those whose name begins with some words."""
        asked = slug(words)
        fits = (key for key, name in self.topics.items() if slug(name).startswith(asked))
        return tuple(Reference(key, self.topics[key]) for key in islice(fits, most))


def named_in(store: Store) -> Named:
    """Who and what a record names; an id that stands for another is none of them."""
    known = {topic.id: topic.name for topic in pipeline.known_register(store).topics}
    merges = store.merges()
    heard = dict.fromkeys(
        merges[who].id if who in merges else who for who in store.shelf().heard_most()
    )
    touched = store.shelf().touched_most()
    topics = {key: known.get(key, topic_name(key)) for key in touched}
    return Named(tuple(heard), topics, touched)


def names_of(store: Store, entities: Collection[str]) -> dict[str, str]:
    """What some who speak or act are called."""
    found = store.shelf().entity_names(entities)
    return {who: found[who][1] for who in entities if who in found}
