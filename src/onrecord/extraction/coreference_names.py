"""Names that name the same one, by their words, titles and use, over a whole document."""

from dataclasses import dataclass, field

from onrecord.core.entities import EntityType, Gender
from onrecord.core.evidence import Mention
from onrecord.extraction.gazetteer import word_set

_GENERIC = frozenset({"counterpart", "candidate", "nominee", "official", "mr.", "mrs.", "ms."})

Parts = tuple[str, ...]


@dataclass(slots=True)
class Chain:
    """An entity of the document as it is being put together."""

    number: int
    type: EntityType
    names: list[Parts] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: Gender | None = None
    count: int = 0
    last: int = -1
    fullest: Parts = ()
    surnames: set[str] = field(default_factory=set)

    def note(self, name: Parts) -> None:
        """Keep a name that the entity is called by."""
        self.names.append(name)
        self.surnames.add(name[-1])
        self.fullest = max(self.fullest, name, key=lambda n: (len(n), sum(map(len, n))))


class Names:
    """The people and bodies of a document, put together from their names."""

    def __init__(self, text: str, mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.mentions = mentions
        self.chains: list[Chain] = []
        self.people = self._people()
        self.others: dict[tuple[EntityType, str], Chain] = {}

    def linked(self) -> list[Chain | None]:
        """The chain of each name or role, None for a pronoun and where it stands alone."""
        found = []
        for i, mention in enumerate(self.mentions):
            chain = self._chain_of(mention)
            if chain is not None and chain.type is EntityType.PERSON:
                chain.count, chain.last = chain.count + 1, i
            found.append(chain)
        return found

    def _people(self) -> list[Chain]:
        """The people of the document by their full names, each with its gender and titles."""
        people: list[Chain] = []
        named = [m for m in self.mentions if m.type is EntityType.PERSON and m.name]
        for mention in sorted(named, key=lambda m: -len(_parts(m))):
            parts = _parts(mention)
            if len(parts) == 1:
                continue
            chain = next((c for c in people if _same_person(c.names[0], parts)), None)
            if chain is None:
                chain = self._new(EntityType.PERSON)
                people.append(chain)
            _note(chain, mention, parts)
        return people

    def _new(self, kind: EntityType) -> Chain:
        chain = Chain(len(self.chains), kind)
        self.chains.append(chain)
        return chain

    def _chain_of(self, mention: Mention) -> Chain | None:
        if mention.type is not EntityType.PERSON:
            return self._other(mention)
        if mention.name is not None:
            return self._named(mention)
        return self._role(mention) if mention.title is not None else None

    def _other(self, mention: Mention) -> Chain | None:
        if mention.name is None:
            return None
        key = (mention.type, mention.name)
        if key not in self.others:
            self.others[key] = self._new(mention.type)
            self.others[key].note(tuple(mention.name.split()))
        return self.others[key]

    def _named(self, mention: Mention) -> Chain | None:
        parts = _parts(mention)
        fitting = [c for c in self.people if _may_name(parts, c)]
        if len(parts) == 1:
            fitting = [c for c in fitting if _agrees(mention, c)]
        elif fitting:
            fitting = fitting[:1]
        if len(fitting) > 1:
            fitting = self._told_apart(mention, fitting)
            if len(fitting) != 1:
                return None
        chain = fitting[0] if fitting else self._new(EntityType.PERSON)
        if not fitting:
            self.people.append(chain)
        _note(chain, mention, parts)
        return chain

    def _told_apart(self, mention: Mention, fitting: list[Chain]) -> list[Chain]:
        """Those of several bearers of a name whom a bare naming means: by title, else by use."""
        if mention.title and mention.title not in _GENERIC:
            titled = [c for c in fitting if mention.title in c.titles]
            if titled:
                return titled
        surname = [c for c in fitting if c.fullest[-1] == _parts(mention)[-1]]
        fitting = surname or fitting
        told = [c for c in fitting if c.count]
        if len(told) == 1:
            return told
        often = sorted(fitting, key=lambda c: -len(c.names))
        if len(often) > 1 and len(often[0].names) >= 2 * len(often[1].names):
            return often[:1]
        return fitting

    def stranger(self, noun: str, mention: Mention, *, again: bool) -> Chain:
        """The chain of somebody without a name: of whoever was met as such, or a new one."""
        key = (EntityType.PERSON, noun)
        if not again or key not in self.others:
            self.others[key] = self._new(EntityType.PERSON)
            self.others[key].gender = mention.gender
            self.people.append(self.others[key])
        return self.others[key]

    def _role(self, mention: Mention) -> Chain | None:
        title = mention.title
        bearers = [
            c for c in self.people if c.count and title not in _GENERIC and title in c.titles
        ]
        if mention.span.of(self.text).lower() != f"the {title}" or not bearers:
            return None
        return max(bearers, key=lambda c: c.last)


def _parts(mention: Mention) -> Parts:
    assert mention.name is not None
    parts = tuple(mention.name.split())
    return tuple(p for p in parts if p not in word_set("suffixes")) or parts


def _note(chain: Chain, mention: Mention, parts: Parts) -> None:
    chain.note(parts)
    chain.gender = chain.gender or mention.gender
    if mention.title:
        chain.titles.add(mention.title)


def _same_person(longer: Parts, shorter: Parts) -> bool:
    """Whether two full names are one: same surname, and first names or initials that agree."""
    if longer[-1] != shorter[-1]:
        return False
    return longer[0] == shorter[0] or (len(shorter[0]) <= 2 and longer[0][0] == shorter[0][0])


def _may_name(parts: Parts, chain: Chain) -> bool:
    full = chain.names[0]
    if len(full) == 1 or len(parts) > 1:
        return full == parts or (len(full) > 1 and len(parts) > 1 and _same_person(full, parts))
    return parts[0] in (full[-1], full[0]) or parts[0] in chain.surnames


def fits(chain: Chain, mention: Mention) -> bool:
    """Whether a pronoun may go with a person."""
    return chain.gender in (mention.gender, None)


def _agrees(mention: Mention, chain: Chain) -> bool:
    return mention.gender is None or chain.gender in (None, mention.gender)
