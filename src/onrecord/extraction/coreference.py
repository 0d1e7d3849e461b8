"""Which mentions name the same one: names by their words, pronouns by who is being talked about.

News keeps to habits. A person comes in full once and by surname after; a title belongs to one
person until another gets it; "he" after a quotation is who spoke last. So names are put together
first, over the whole document; pronouns, descriptions and surnames of several people after them,
from first to last. Where nothing tells two people apart, the mention stays alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.core.document import Document
from onrecord.core.entities import EntityType, Register
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_cues import verb_cues
from onrecord.extraction.coreference_bodies import bodies_again
from onrecord.extraction.coreference_names import Chain, Names, fits
from onrecord.extraction.coreference_pronouns import (
    REACH_SENTENCES,
    Candidate,
    Choose,
    choose,
    near,
)
from onrecord.extraction.coreference_roles import (
    PARTISANS,
    Description,
    described,
    gender_of,
    is_epithet,
    no_longer_is,
    title_of,
    words_of,
)
from onrecord.extraction.coreference_roles import fits as is_meant
from onrecord.extraction.coreference_sightings import Scenery, Sighting
from onrecord.extraction.coreference_strangers import strangers
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.gazetteer import gazetteer, word_set

_CLEARLY = 2
"""How many times as often somebody must be named as another to be meant before them."""
_AFTER_COMMA = 2
_FOR, _OF = len("for "), len(" part")
_PART = re.compile(r"for \w+ part\b", re.IGNORECASE)
"""What looks ahead to whom its sentence is about: "For her part, Vale declined"."""
_PEOPLES = (EntityType.NORP, EntityType.GPE, EntityType.LOC)
_WORD_AFTER = re.compile(r"\s+([a-z]+)")


def chains(
    document: Document,
    mentions: tuple[Mention, ...],
    register: Register,
    seen: Encoded | None = None,
    chooses: Choose = choose,
) -> tuple[Mention, ...]:
    """The same mentions with chain, fullest name and gender filled in, and those without a name.

    Descriptions of people ("the retired surgeon") and bodies told of again ("the fund", "it") are
    mentions where they mean somebody or something named.

    Args:
        document: where they stand.
        mentions: in text order and apart.
        register: who is known, and held which offices.
        seen: the document as an encoder sees it, for its trees.
        chooses: says whom a pronoun means; the trained model.
    """
    scenery = Scenery(document, seen)
    mentions = tuple(_surnames_first(mentions, scenery))
    people = _apart(_Reader(document, mentions, register, scenery, chooses).linked())
    again = [
        mention
        for mention in bodies_again(scenery, people)
        if not any(mention.span.overlaps(other.span) for other in _around(people, mention))
    ]
    return tuple(
        replace(mention, describes=described) if described else mention
        for mention in sorted((*people, *again), key=lambda mention: mention.span.start)
        for described in (scenery.describes(mention),)
    )


def _surnames_first(mentions: tuple[Mention, ...], scenery: Scenery) -> Iterator[Mention]:
    """The mentions; a people or place that says something is who bears its name: "Cuban said"."""
    surnames = {
        m.name.rsplit(maxsplit=1)[-1]
        for m in mentions
        if m.type is EntityType.PERSON and m.name and " " in m.name
    }
    for mention in mentions:
        alike = mention.type in _PEOPLES and mention.name in surnames
        if alike and scenery.sighting(mention).spoke:
            yield Mention(span=mention.span, type=EntityType.PERSON, name=mention.name)
        else:
            yield mention


def _around(mentions: Sequence[Mention], mention: Mention) -> Sequence[Mention]:
    """The mentions just before and after a place."""
    i = bisect_left(mentions, mention.span.start, key=lambda m: m.span.start)
    return mentions[max(0, i - 1) : i + 1]


@dataclass(frozen=True, slots=True)
class _Item:
    """A mention, or a phrase for somebody without a name (by its noun) that may come to be one."""

    mention: Mention
    chain: Chain | None
    noun: str | None = None


def _apart(items: Iterable[tuple[_Item, Chain | None]]) -> tuple[Mention, ...]:
    """The mentions; a phrase is one if it means somebody named, and takes in the names in it."""
    found: list[Mention] = []
    end = 0
    for item, chain in items:
        if item.noun is not None and (chain is None or not chain.names):
            continue
        if item.mention.span.start < end:
            continue
        if item.noun is not None:
            end = item.mention.span.end
        found.append(item.mention if chain is None else _filled(item.mention, chain))
    return tuple(found)


def _filled(mention: Mention, chain: Chain) -> Mention:
    return Mention(
        span=mention.span,
        type=mention.type,
        chain=chain.number,
        name=chain.name,
        title=mention.title,
        gender=mention.gender or chain.gender,
    )


class _Reader:
    """Reads a document from first to last and keeps who was talked about."""

    def __init__(
        self,
        document: Document,
        mentions: tuple[Mention, ...],
        register: Register,
        scenery: Scenery,
        chooses: Choose,
    ) -> None:
        self.text = document.text
        self.published = document.published
        self.known = gazetteer(register)
        self.chooses = chooses
        self.scenery = scenery
        self.names = Names(self.text, mentions, self.known)
        self.items = self._items(mentions)
        self.named = tuple(self.names.people)
        self.sightings: dict[int, list[Sighting]] = {}
        self.latest: list[tuple[int, int]] = []
        self.counts: dict[int, int] = {}

    def _items(self, mentions: tuple[Mention, ...]) -> list[_Item]:
        found = [
            _Item(mention, chain)
            for mention, chain in zip(mentions, self.names.linked(), strict=True)
        ]
        met = strangers(self.text, self.scenery.sentences, mentions)
        found.extend(_Item(mention, None, noun) for mention, noun in met)
        return sorted(found, key=lambda item: (item.mention.span.start, -item.mention.span.end))

    def linked(self) -> Iterator[tuple[_Item, Chain | None]]:
        """The chain of each mention and phrase, None where it stands alone."""
        ahead = dict(self._ahead())
        previous: tuple[Span, Chain] | None = None
        sentence = -1
        for i, item in enumerate(self.items):
            mention = item.mention
            if mention.type is not EntityType.PERSON:
                yield item, item.chain
                continue
            opens = sentence != (sentence := self.scenery.sentence_of(mention.span))
            sighting = self.scenery.sighting(mention, opens=opens and item.noun is None)
            chain = item.chain or self._chain_of(item, sighting, previous, ahead.get(i, {}))
            yield item, chain
            if chain is not None:
                self._note(chain, sighting)
                if item.noun is None:
                    previous = (mention.span, chain)

    def _ahead(self) -> Iterator[tuple[int, dict[int, Mention]]]:
        """For each pronoun the people named after it in its sentence, by chain."""
        following: dict[int, Mention] = {}
        sentence = -1
        for i in range(len(self.items) - 1, -1, -1):
            mention, chain = self.items[i].mention, self.items[i].chain
            if mention.type is not EntityType.PERSON:
                continue
            if sentence != (sentence := self.scenery.sentence_of(mention.span)):
                following = {}
            if mention.name is None:
                yield i, following
            elif chain is not None:
                following = following | {chain.number: mention}

    def _note(self, chain: Chain, sighting: Sighting) -> None:
        self.counts[chain.number] = self.counts.get(chain.number, 0) + 1
        if not self.scenery.only_owns(sighting.span):
            self.sightings.setdefault(chain.number, []).append(sighting)
            self.latest.append((sighting.sentence, chain.number))

    def _chain_of(
        self,
        item: _Item,
        sighting: Sighting,
        previous: tuple[Span, Chain] | None,
        ahead: dict[int, Mention],
    ) -> Chain | None:
        mention = item.mention
        if item.noun is not None or (mention.name is None and mention.title is not None):
            return self._described(item, sighting, ahead)
        if mention.name is not None:  # a surname of several people
            return self._chosen(sighting, mention, self.names.bearers(mention))
        if mention.gender is None:  # who, whom: of the name just before
            near_it = previous and 0 < mention.span.start - previous[0].end <= _AFTER_COMMA
            return previous[1] if previous and near_it else None
        if (quote := self.scenery.quote_of(mention.span)) is not None:
            return self._quoted_pronoun(mention, quote, previous)
        if ahead and _PART.match(
            self.text, max(0, mention.span.start - _FOR), mention.span.end + _OF
        ):
            return self.names.chains[min(ahead, key=lambda number: ahead[number].span.start)]
        return self._chosen(sighting, mention, ahead=ahead)

    def _described(self, item: _Item, sighting: Sighting, ahead: dict[int, Mention]) -> Chain:
        """Whom a phrase means: "the former governor", or a person without a name."""
        mention = item.mention
        words = words_of(self.text, mention.span)
        title = mention.title or title_of([word.lower() for word in words])
        definite = words[0].lower() == "the"
        if definite and not self._goes_on(mention.span, title):
            what = described(words[1:], title, self.known)
            chain = self._named_by(what, sighting, mention, ahead)
            if chain is not None:
                return chain
        return self.names.stranger(item.noun or title, mention, again=definite)

    def _goes_on(self, span: Span, title: str) -> bool:
        """Whether a party's word only begins a phrase: "the Republican establishment"."""
        following = _WORD_AFTER.match(self.text, span.end)
        if title not in PARTISANS or following is None:
            return False
        return following[1] not in word_set("speaking") and following[1] not in verb_cues()

    def _named_by(
        self, what: Description, sighting: Sighting, mention: Mention, ahead: dict[int, Mention]
    ) -> Chain | None:
        told = [c for c in self.named if self.counts.get(c.number)]
        meant = [c for c in told if is_meant(what, c.known, self.published, self.known)]
        meant = self._in_office(what, sighting, meant)
        gender = gender_of(what.title)
        if len(meant) == 1:
            return meant[0]
        if meant:
            if what.is_plain and (leading := self._told_of_most(meant)) is not None:
                return leading
            latest = max(meant, key=lambda c: self._last_start(c.number))
            chosen = self._chosen(sighting, mention, meant)
            return chosen or (latest if what.is_plain else None)
        if is_epithet(what.title) and not self.names.has_met(what.title):
            fitting = [
                c
                for c in told
                if (c.gender is None or gender in (None, c.gender))
                and c.known.may_be_of(what.party)
                and c.number not in ahead  # "the businessman praised Okoro": somebody else
            ]
            return self._chosen(sighting, mention, fitting)
        return None

    def _told_of_most(self, people: Sequence[Chain]) -> Chain | None:
        """Who of several in the same office is named clearly more often than the others.

        Where two presidents meet, "the president" is the one whom the text is about; the other is
        told of with his country.
        """
        first, second = sorted(people, key=lambda c: -self.counts[c.number])[:2]
        return first if self.counts[first.number] >= _CLEARLY * self.counts[second.number] else None

    def _in_office(self, what: Description, sighting: Sighting, meant: list[Chain]) -> list[Chain]:
        """Those of several who still hold the office, and those spoken of in that paragraph."""
        kept = [
            chain
            for chain in meant
            if not no_longer_is(what, chain.known, self.published)
            or self.sightings.get(chain.number, [sighting])[-1].paragraph == sighting.paragraph
        ]
        return kept or meant

    def _last_start(self, number: int) -> int:
        return max((s.span.start for s in self.sightings.get(number, ())), default=-1)

    def _chosen(
        self,
        sighting: Sighting,
        mention: Mention,
        people: Sequence[Chain] | None = None,
        ahead: dict[int, Mention] | None = None,
    ) -> Chain | None:
        """Who of several people, or of all, is meant, by who is being talked about."""
        oldest = sighting.sentence - REACH_SENTENCES
        recent = set(ahead or ())
        for sentence, seen in reversed(self.latest):
            if sentence < oldest:
                break
            recent.add(seen)
        wanted = None if people is None else {chain.number for chain in people}
        near_by = [self.names.chains[n] for n in sorted(recent) if wanted is None or n in wanted]
        candidates = list(self._candidates(mention, near_by, ahead or {}))
        number = self.chooses(sighting, near(sighting, candidates))
        if number is None:
            return None
        chain = self.names.chains[number]
        chain.gender = chain.gender or mention.gender
        return chain

    def _candidates(
        self, mention: Mention, people: Sequence[Chain], ahead: dict[int, Mention]
    ) -> Iterator[Candidate]:
        for chain in people:
            seen = self.sightings.get(chain.number, [])
            later = ahead.get(chain.number)
            if (seen or later is not None) and fits(chain, mention):
                yield Candidate(
                    number=chain.number,
                    count=self.counts.get(chain.number, 0),
                    gender_known=chain.gender is not None,
                    stranger=not chain.names,
                    in_first=bool(seen) and seen[0].paragraph <= 1,
                    sightings=seen,
                    ahead=None if later is None else self.scenery.sighting(later),
                )

    def _quoted_pronoun(
        self, mention: Mention, quote: int, previous: tuple[Span, Chain] | None
    ) -> Chain | None:
        """Inside a quotation "he" is whom its speaker has just named there, or nobody we know."""
        if previous is None or self.scenery.quote_of(previous[0]) != quote:
            return None
        return previous[1] if fits(previous[1], mention) else None
