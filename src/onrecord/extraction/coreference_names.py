"""Names that name the same one, by their words, titles and use, over a whole document."""

import re
from dataclasses import dataclass, field

from onrecord.core.entities import EntityType, Gender, Person
from onrecord.core.evidence import Mention
from onrecord.extraction.coreference_roles import Known, noted
from onrecord.extraction.gazetteer import Gazetteer, word_set

_GENERIC = frozenset({"counterpart", "candidate", "nominee", "official", "mr.", "mrs.", "ms."})

_LONGEST_INITIALS = 6

_BEFORE_NAME = re.compile(r"\b([a-z]+),?\s+$")
_AFTER_NAME = re.compile(r",\s+(?:the|his|her|their|a)\s+(?:[a-z]+\s+)?([a-z]+)\b(?!['’])")
_OF_A_PAIR = re.compile(r"(?:^|[^\w\s.][ ]|\b[a-z]+\s+)([A-Z][a-z]+)\s+and\s+$")
_GIVEN_AND_SURNAME = 2
_OF_A_GENERATION = re.compile(
    r"\b(?:the|and)\s+(younger|elder|older)\s+(?:[A-Z][a-z]*\.\s+)?$", re.IGNORECASE
)
"""What tells two of a family apart by age: "the younger [Vale]", "the elder Mr. [Vale]"."""
_NUMBERS = frozenset({"II", "III", "IV"})
_YOUNGER = frozenset({"Jr", *_NUMBERS})
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
    fullest: Parts = ()
    suffix: str | None = None
    start: int = 0
    surnames: set[str] = field(default_factory=set)
    known: Known = field(default_factory=Known)

    @property
    def name(self) -> str | None:
        """The fullest name, None for somebody without one."""
        parts = (*self.fullest, self.suffix) if self.suffix else self.fullest
        return " ".join(parts) or None

    def note(self, name: Parts) -> None:
        """Keep a name that the entity is called by."""
        self.names.append(name)
        self.surnames.add(name[-1])
        self.fullest = max(self.fullest, name, key=lambda n: (len(n), sum(map(len, n))))


class Names:
    """The people and bodies of a document, put together from their names."""

    def __init__(self, text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.mentions = mentions
        self.chains: list[Chain] = []
        self.people = self._people()
        self.others: dict[tuple[EntityType, str], Chain] = {}

    def linked(self) -> list[Chain | None]:
        """The chain of each name, None for a pronoun, a role, and where it stands alone."""
        found = []
        for mention in self.mentions:
            chain = self._chain_of(mention)
            if chain is not None and chain.type is EntityType.PERSON:
                chain.count += 1
                noted(chain.known, self.text, mention)
            found.append(chain)
        for chain in self.people:
            chain.known.person = self._person(chain)
        return found

    def _person(self, chain: Chain) -> Person | None:
        name = chain.name or ""
        return self.gazetteer.person(name) or self.gazetteer.person(_without_middle(name))

    def _people(self) -> list[Chain]:
        """The people of the document by their full names, each with its gender and titles."""
        people: list[Chain] = []
        named = [m for m in self.mentions if m.type is EntityType.PERSON and m.name]
        for mention in sorted(named, key=lambda m: -len(_parts(m))):
            parts = _parts(mention)
            if len(parts) == 1:
                continue
            chain = next((c for c in people if self._is_same(c, mention)), None)
            if chain is None:
                chain = self._new(EntityType.PERSON)
                chain.suffix, chain.start = _suffix(mention), mention.span.start
                people.append(chain)
            _note(chain, mention, parts)
            chain.gender = chain.gender or _kin(self.text, mention)
            self._add_other_of_a_pair(mention, parts, people)
        return people

    def _add_other_of_a_pair(self, mention: Mention, parts: Parts, people: list[Chain]) -> None:
        """Whom a surname is shared with: "Ivo and Ada Vale" are two."""
        joined = _OF_A_PAIR.search(self.text, max(0, mention.span.start - 40), mention.span.start)
        if joined is None or len(parts) != _GIVEN_AND_SURNAME or mention.title is not None:
            return
        name = (joined[1], parts[-1])
        is_person = any(
            m.type is EntityType.PERSON and m.span.start == joined.start(1) for m in self.mentions
        )
        if is_person and not any(_same_person(chain.names[0], name) for chain in people):
            other = self._new(EntityType.PERSON)
            other.note(name)
            people.append(other)

    def _is_same(self, chain: Chain, mention: Mention) -> bool:
        """Whether a full name is that of a chain, and not of another person who is known."""
        if not _same_person(chain.names[0], _parts(mention)):
            return False
        a, b = self._person(chain), self.gazetteer.person(mention.name or "")
        if a is None and b is None:
            return _is_of_age(chain, mention)
        return a is None or b is None or a is b

    def _new(self, kind: EntityType) -> Chain:
        chain = Chain(len(self.chains), kind)
        self.chains.append(chain)
        return chain

    def _chain_of(self, mention: Mention) -> Chain | None:
        if mention.type is not EntityType.PERSON:
            return self._other(mention)
        return self._named(mention) if mention.name is not None else None

    def _other(self, mention: Mention) -> Chain | None:
        if mention.name is None:
            return None
        key = (mention.type, mention.name)
        if key not in self.others:
            spelled = self._spelled_out(mention.name) if mention.type is EntityType.ORG else None
            self.others[key] = spelled or self._new(mention.type)
            self.others[key].note(tuple(mention.name.split()))
        return self.others[key]

    def _spelled_out(self, name: str) -> Chain | None:
        """The one body named before whose initials a name is: "HC" for the Harbour Council."""
        letters = name.replace(".", "")
        if not (letters.isalpha() and letters.isupper() and 2 <= len(letters) <= _LONGEST_INITIALS):
            return None
        whose = self.gazetteer.body(name)
        found = {
            chain.number: chain
            for (kind, full), chain in self.others.items()
            if kind is EntityType.ORG
            and whose in (None, self.gazetteer.body(full))
            and "".join(word[0] for word in full.split() if word[0].isupper()) == letters
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self, mention: Mention) -> Chain | None:
        fitting = self.bearers(mention)
        if len(fitting) > 1:
            fitting = self._told_apart(mention, fitting)
            if len(fitting) != 1:
                return None
        if not fitting and self._generation(mention) is not None:
            return None
        chain = fitting[0] if fitting else self._new(EntityType.PERSON)
        if not fitting:
            chain.suffix = _suffix(mention)
            self.people.append(chain)
        _note(chain, mention, _parts(mention))
        return chain

    def bearers(self, mention: Mention) -> list[Chain]:
        """The people whom a name may mean."""
        parts, suffix = _parts(mention), _suffix(mention)
        fitting = [c for c in self.people if c.names and _may_name(parts, c)]
        if len(parts) > 1:
            return [c for c in fitting if self._is_same(c, mention)][:1]
        if suffix is not None:  # "Vale Jr." is not her father, though he is all who was named
            same = [c for c in fitting if _bare(c.suffix) == _bare(suffix)]
            fitting = same or ([] if suffix not in _NUMBERS else fitting)
        if (generation := self._generation(mention)) is not None:
            fitting = [
                c for c in fitting if (_bare(c.suffix) in _YOUNGER) == (generation == "younger")
            ]
        fitting = [c for c in fitting if fits(c, mention)]
        told = generation is not None  # which of the family is meant, and not the usual one
        return [] if not told and self._is_somebody_else(mention, fitting) else fitting

    def _generation(self, mention: Mention) -> str | None:
        """Which of a family a surname means, where the text tells: `younger`, `elder`, `older`."""
        begin = mention.span.start
        told = _OF_A_GENERATION.search(self.text, max(0, begin - 30), begin)
        return told[1].lower() if told is not None else None

    def _is_somebody_else(self, mention: Mention, fitting: list[Chain]) -> bool:
        """Whether a surname is what a known person generally goes by, who is none of these."""
        usual = self.gazetteer.person(mention.name or "")
        known = [self._person(c) for c in fitting]
        return usual is not None and None not in known and usual not in known and bool(known)

    def _told_apart(self, mention: Mention, fitting: list[Chain]) -> list[Chain]:
        """Those of several bearers of a name whom a bare naming means: by title, else by use."""
        if mention.title and mention.title not in _GENERIC:
            titled = [c for c in fitting if mention.title in c.titles]
            if titled:
                return titled
        surname = [c for c in fitting if c.fullest[-1] == _parts(mention)[-1]]
        fitting = surname or fitting
        usual = self.gazetteer.person(mention.name or "")
        if usual is not None and (whose := [c for c in fitting if self._person(c) is usual]):
            return whose
        if mention.gender is not None and any(c.gender is None for c in fitting):
            return fitting  # "Ms. Vale" is any of those who may be a woman: not by use alone
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

    def has_met(self, noun: str) -> bool:
        """Whether somebody without a name was called so."""
        return (EntityType.PERSON, noun) in self.others


def _kin(text: str, mention: Mention) -> Gender | None:
    """Whether a name is a man's or a woman's by the word before it: "his wife, Ada Vale"."""
    before = _BEFORE_NAME.search(text, max(0, mention.span.start - 30), mention.span.start)
    after = _AFTER_NAME.match(text, mention.span.end)
    for match in (before, after):
        for gender, nouns in ((Gender.HE, "men"), (Gender.SHE, "women")):
            if match is not None and match[1] in word_set(nouns):
                return gender
    return None


def _parts(mention: Mention) -> Parts:
    assert mention.name is not None
    parts = tuple(mention.name.split())
    return tuple(p for p in parts if p not in word_set("suffixes")) or parts


def _suffix(mention: Mention) -> str | None:
    last = (mention.name or "").rsplit(" ", 1)[-1]
    return last if last in word_set("suffixes") else None


def _is_of_age(chain: Chain, mention: Mention) -> bool:
    """Whether two names of one family agree: "Ivo Vale Jr." told of after "Ivo Vale" is his son.

    The other way round the text may only have cut the name short, as it does with a king's number.
    """
    suffix = _suffix(mention)
    if _bare(suffix) == _bare(chain.suffix) or {suffix, chain.suffix} & _NUMBERS:
        return True
    return suffix is None and chain.start < mention.span.start


def _bare(suffix: str | None) -> str:
    return (suffix or "").removesuffix(".")


def _without_middle(name: str) -> str:
    return " ".join(part for part in name.split() if len(part.strip(".")) > 1)


def _note(chain: Chain, mention: Mention, parts: Parts) -> None:
    chain.note(parts)
    chain.gender = chain.gender or mention.gender
    if mention.title:
        chain.titles.add(mention.title)


def _same_person(longer: Parts, shorter: Parts) -> bool:
    """Whether two full names are one: same surname, and first names or initials that agree."""
    if longer[-1] != shorter[-1]:
        return False
    middle, other = ("".join(p[1:-1]).replace(".", "") for p in (longer, shorter))
    if middle and other and middle[0] != other[0]:
        return False
    return longer[0] == shorter[0] or (len(shorter[0]) <= 2 and longer[0][0] == shorter[0][0])


def _may_name(parts: Parts, chain: Chain) -> bool:
    full = chain.names[0]
    if len(full) == 1 or len(parts) > 1:
        return full == parts or (len(full) > 1 and len(parts) > 1 and _same_person(full, parts))
    return parts[0] in (full[-1], full[0]) or parts[0] in chain.surnames


def fits(chain: Chain, mention: Mention) -> bool:
    """Whether a mention may go with a person, by the pronouns that go with both."""
    return mention.gender is None or chain.gender in (None, mention.gender)
