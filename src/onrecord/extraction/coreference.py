"""Which mentions name the same one: names by their words, pronouns by who is being talked about.

News keeps to habits. A person comes in full once and by surname after; a title belongs to one
person until another gets it; "he" after a quotation is who spoke last. Where two people share
a surname and nothing tells them apart, or a pronoun has two owners, the mention stays alone.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.core.document import Document
from onrecord.core.entities import EntityType, Gender
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.gazetteer import word_set
from onrecord.extraction.quotation import quotations
from onrecord.extraction.words import sentences

_REACH_SENTENCES = 4
_SPOKE, _SUBJECT, _NAMED_OFTEN = 2.0, 1.5, 0.4
_AGE = 1.2
_CLOSE = 0.2
"""What a sentence of distance costs a candidate; with the weights above by the news articles of
the record's development set."""
_FOLLOWING = re.compile(r"(?:['’]s?)?\s+(\w+)")
_GENERIC = frozenset({"counterpart", "candidate", "nominee", "official", "mr.", "mrs.", "ms."})


@dataclass(slots=True)
class _Chain:
    """An entity of the document as it is being put together."""

    number: int
    type: EntityType
    names: list[tuple[str, ...]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: Gender | None = None
    last_sentence: int = -1
    last_weight: float = 0.0
    count: int = 0

    fullest: tuple[str, ...] = ()
    surnames: set[str] = field(default_factory=set)

    def note(self, name: tuple[str, ...]) -> None:
        """Keep a name that the entity is called by."""
        self.names.append(name)
        self.surnames.add(name[-1])
        self.fullest = max(self.fullest, name, key=lambda n: (len(n), sum(map(len, n))))


def chains(document: Document, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The same mentions in the same order, with chain, fullest name and gender filled in."""
    reader = _Reader(document, mentions)
    linked = [reader.link(mention) for mention in mentions]
    return tuple(
        mention if chain is None else _filled(mention, chain)
        for mention, chain in zip(mentions, linked, strict=True)
    )


def _filled(mention: Mention, chain: _Chain) -> Mention:
    name = _written(chain.fullest) if chain.names else None
    return Mention(
        span=mention.span,
        type=mention.type,
        chain=chain.number,
        name=name,
        title=mention.title,
        gender=mention.gender or chain.gender,
    )


def _written(name: tuple[str, ...]) -> str:
    return " ".join(name)


class _Reader:
    """Reads the mentions of a document from first to last and keeps who was talked about."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...]) -> None:
        self.text = document.text
        self.chains: list[_Chain] = []
        told = document.told()
        self.quoted = [
            q.span for segment in told for q in quotations(self.text, segment.span) if q.closed
        ]
        self.quote_starts = [span.start for span in self.quoted]
        self.sentences = [s for segment in told for s in sentences(self.text, segment.span)]
        self.sentence_starts = [span.start for span in self.sentences]
        self.people = self._people(mentions)
        self.others: dict[tuple[EntityType, str], _Chain] = {}
        self.previous: _Chain | None = None
        self.previous_end = 0
        self.previous_sentence = -1
        self.previous_quote: int | None = None

    def _people(self, mentions: tuple[Mention, ...]) -> list[_Chain]:
        """The people of the document by their full names, each with its gender and titles."""
        people: list[_Chain] = []
        named = [m for m in mentions if m.type is EntityType.PERSON and m.name]
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

    def _new(self, kind: EntityType) -> _Chain:
        chain = _Chain(len(self.chains), kind)
        self.chains.append(chain)
        return chain

    def link(self, mention: Mention) -> _Chain | None:
        """The chain of the next mention, None when it stands alone."""
        chain = self._chain_of(mention)
        if chain is not None and chain.type is EntityType.PERSON:
            sentence = self._sentence_of(mention.span)
            if not self._is_quoted(mention.span):
                weight = self._weight(mention, sentence)
                if weight < 0:
                    return chain
                if chain.last_sentence != sentence or weight > chain.last_weight:
                    chain.last_weight = weight
                chain.last_sentence = sentence
                self.previous_sentence = sentence
            chain.count += 1
            self.previous = chain
            self.previous_end = mention.span.end
            self.previous_quote = self._quote_of(mention.span)
        return chain

    def _chain_of(self, mention: Mention) -> _Chain | None:
        if mention.type is not EntityType.PERSON:
            return self._other(mention)
        if mention.name is not None:
            return self._named(mention)
        if mention.title is not None:
            return self._role(mention)
        return self._pronoun(mention)

    def _other(self, mention: Mention) -> _Chain | None:
        if mention.name is None:
            return None
        key = (mention.type, mention.name)
        if key not in self.others:
            self.others[key] = self._new(mention.type)
            self.others[key].note(tuple(mention.name.split()))
        return self.others[key]

    def _named(self, mention: Mention) -> _Chain | None:
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

    def _told_apart(self, mention: Mention, fitting: list[_Chain]) -> list[_Chain]:
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

    def _role(self, mention: Mention) -> _Chain | None:
        assert mention.title is not None
        title = mention.title
        bearers = [
            c for c in self.people if c.count and title not in _GENERIC and title in c.titles
        ]
        if not _is_bare(mention.span.of(self.text), title):
            return None
        return max(bearers, key=lambda c: c.last_sentence) if bearers else None

    def _pronoun(self, mention: Mention) -> _Chain | None:
        if mention.gender is None:  # who, whom: of the name just before
            gap = mention.span.start - self.previous_end
            return self.previous if 0 < gap <= 2 else None
        if (quote := self._quote_of(mention.span)) is not None:
            return self._quoted_pronoun(mention, quote)
        sentence = self._sentence_of(mention.span)
        ranked = sorted(
            ((self._salience(c, sentence), c.number, c) for c in self.people if _fits(c, mention)),
            key=lambda item: (-item[0], item[1]),
        )
        ranked = [r for r in ranked if sentence - r[2].last_sentence <= _REACH_SENTENCES]
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLOSE):
            return None
        chain = ranked[0][2]
        chain.gender = chain.gender or mention.gender
        return chain

    def _quoted_pronoun(self, mention: Mention, quote: int) -> _Chain | None:
        """Inside a quotation "he" is whom its speaker has just named there, or nobody we know."""
        named_here = self.previous is not None and self.previous_quote == quote
        return self.previous if named_here and _fits(self.previous, mention) else None

    def _salience(self, chain: _Chain, sentence: int) -> float:
        score = chain.last_weight - _AGE * (sentence - chain.last_sentence)
        score += min(chain.count, 5) * _NAMED_OFTEN
        return score if chain.gender else score - 1.0

    def _weight(self, mention: Mention, sentence: int) -> float:
        """How much a naming stands out: whoever speaks, whoever the sentence is about.

        Below 0 it only says whose something is ("the Okoro government").
        """
        following = _FOLLOWING.match(self.text, mention.span.end)
        after = following[1].lower() if following else ""
        if after in word_set("offices_of"):
            return -1.0
        before = self.text[max(0, mention.span.start - 24) : mention.span.start].rsplit(None, 1)
        inverted = before and before[-1] in word_set("reporting")
        if after in word_set("speaking") or inverted:
            return _SPOKE
        return _SUBJECT if self.previous_sentence != sentence else 0.0

    def _sentence_of(self, span: Span) -> int:
        return max(0, bisect_right(self.sentence_starts, span.start) - 1)

    def _quote_of(self, span: Span) -> int | None:
        i = bisect_right(self.quote_starts, span.start) - 1
        return i if i >= 0 and self.quoted[i].contains(span) else None

    def _is_quoted(self, span: Span) -> bool:
        return self._quote_of(span) is not None


def _parts(mention: Mention) -> tuple[str, ...]:
    assert mention.name is not None
    parts = tuple(mention.name.split())
    return tuple(p for p in parts if p not in word_set("suffixes")) or parts


def _note(chain: _Chain, mention: Mention, parts: tuple[str, ...]) -> None:
    chain.note(parts)
    chain.gender = chain.gender or mention.gender
    if mention.title:
        chain.titles.add(mention.title)


def _same_person(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether two full names are one: same surname, and first names or initials that agree."""
    if longer[-1] != shorter[-1]:
        return False
    return longer[0] == shorter[0] or (len(shorter[0]) <= 2 and longer[0][0] == shorter[0][0])


def _may_name(parts: tuple[str, ...], chain: _Chain) -> bool:
    full = chain.names[0]
    if len(full) == 1 or len(parts) > 1:
        return full == parts or (len(full) > 1 and len(parts) > 1 and _same_person(full, parts))
    return parts[0] in (full[-1], full[0]) or parts[0] in chain.surnames


def _fits(chain: _Chain | None, mention: Mention) -> bool:
    return chain is not None and chain.count > 0 and chain.gender in (mention.gender, None)


def _agrees(mention: Mention, chain: _Chain) -> bool:
    return mention.gender is None or chain.gender in (None, mention.gender)


def _is_bare(words_of_role: str, title: str) -> bool:
    return words_of_role.lower() == f"the {title}"
