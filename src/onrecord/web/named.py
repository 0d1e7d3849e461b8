"""Whom and what a search may mean: people and topics by the beginnings of their names.

To count what everybody said takes seconds in a large record, and is done anew after every change.
A search needs none of it: it needs names, and who is heard more than another of that name.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from onrecord import pipeline
from onrecord.core.entities import EntityType, Reference, slug
from onrecord.record.counts import topic_name
from onrecord.record.store import Store

_LOOKED_UP = 50
"""Names that are looked up at once; of those who bear one most are people."""


_Entity = tuple[EntityType, str]


@dataclass(frozen=True)
class Named:
    """All who spoke or acted and all topics of a record, the most heard of first.

    It is kept as long as the record is as it was, and with it the names that were looked up: those
    whom most searches find are named in thousands of documents.

    Attributes:
        people: their ids, which are their names as they are found, each part after a hyphen.
        topics: ids and names.
        touched: how many tellings are on each topic.
    """

    people: tuple[str, ...]
    topics: Mapping[str, str]
    touched: Mapping[str, int]
    _looked_up: dict[str, _Entity | None] = field(default_factory=dict)

    @cached_property
    def _topics(self) -> tuple[tuple[str, Reference], ...]:
        """Each topic under the name as it is looked for."""
        return tuple((slug(name), Reference(key, name)) for key, name in self.topics.items())

    @cached_property
    def _lines(self) -> str:
        return "".join(f"-{who}\n" for who in self.people)

    def most_heard(self, store: Store, most: int, words: str = "") -> tuple[Reference, ...]:
        """People; those whose name holds each of some words, or the beginning of it."""
        asked = [f"-{word}" for word in slug(words).split("-") if word]
        fits = self._fitting(asked)
        found: list[Reference] = []
        while len(found) < most and (some := list(islice(fits, max(most, _LOOKED_UP)))):
            found += (
                Reference(who, name)
                for who, (kind, name) in self._entities(store, some).items()
                if kind is EntityType.PERSON
            )
        return tuple(found[:most])

    def _fitting(self, asked: list[str]) -> Iterator[str]:
        """Those whose ids hold each of some beginnings, "-vale"; everybody where none is given."""
        place = self._lines.find(asked[0]) if asked else -1
        if not asked:
            yield from self.people
        while place >= 0:
            end = self._lines.index("\n", place)
            line = self._lines[self._lines.rfind("\n", 0, place) + 1 : end]
            if all(word in line for word in asked):
                yield line[1:]
            place = self._lines.find(asked[0], end)

    def _entities(self, store: Store, ids: Collection[str]) -> dict[str, _Entity]:
        """Type and name of each that documents name, in their order."""
        missing = [who for who in ids if who not in self._looked_up]
        if missing:
            found = store.shelf().entity_names(missing)
            self._looked_up.update({who: found.get(who) for who in missing})
        return {who: known for who in ids if (known := self._looked_up[who]) is not None}

    def names_of(self, store: Store, ids: Collection[str]) -> dict[str, str]:
        """What some who speak or act are called."""
        return {who: name for who, (_, name) in self._entities(store, ids).items()}

    def most_touched(self, most: int | None = None, words: str = "") -> tuple[Reference, ...]:
        """Topics; those whose name begins with some words."""
        asked = slug(words)
        fits = (topic for name, topic in self._topics if name.startswith(asked))
        return tuple(islice(fits, most))


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
