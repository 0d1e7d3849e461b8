"""Which mentions name the same one: names by their words, pronouns by who is being talked about.

News keeps to habits. A person comes in full once and by surname after; a title belongs to one
person until another gets it; "he" after a quotation is who spoke last. So names are put together
first, over the whole document, and pronouns after them, from first to last. Where two people share
a surname and nothing tells them apart, or a pronoun has two owners, the mention stays alone.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from onrecord.core.document import Document
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.coreference_grammar import standings
from onrecord.extraction.coreference_names import Chain, Names, fits
from onrecord.extraction.coreference_pronouns import (
    Candidate,
    Choose,
    Sighting,
    choose,
    near,
)
from onrecord.extraction.coreference_strangers import strangers as strangers_in
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.gazetteer import word_set
from onrecord.extraction.quotation import quotations
from onrecord.extraction.words import sentences

_FOLLOWING = re.compile(r"(?:['’]s?)?\s+(\w+)")
_PRECEDING = re.compile(r"(\w+)\W+(?:[A-Z]\w*\.? )?$")
_AFTER_COMMA = 2


def chains(
    document: Document,
    mentions: tuple[Mention, ...],
    seen: Encoded | None = None,
    chooses: Choose = choose,
) -> tuple[Mention, ...]:
    """The same mentions in the same order, with chain, fullest name and gender filled in.

    Args:
        document: where they stand.
        mentions: in text order and apart.
        seen: the document as an encoder sees it, for its trees.
        chooses: says whom a pronoun means; the trained model.
    """
    linked = _Reader(document, mentions, seen, chooses).linked()
    return tuple(
        mention if chain is None else _filled(mention, chain)
        for mention, chain in zip(mentions, linked, strict=True)
    )


def _filled(mention: Mention, chain: Chain) -> Mention:
    return replace(
        mention,
        chain=chain.number,
        name=" ".join(chain.fullest) if chain.names else None,
        gender=mention.gender or chain.gender,
    )


class _Reader:
    """Reads the mentions of a document from first to last and keeps who was talked about."""

    def __init__(
        self,
        document: Document,
        mentions: tuple[Mention, ...],
        seen: Encoded | None,
        chooses: Choose,
    ) -> None:
        self.text = document.text
        self.mentions = mentions
        self.chooses = chooses
        told = document.told()
        self.quoted = [
            q.span for segment in told for q in quotations(self.text, segment.span) if q.closed
        ]
        self.quote_starts = [span.start for span in self.quoted]
        self.paragraphs = [segment.span.start for segment in told]
        self.sentences = [s for segment in told for s in sentences(self.text, segment.span)]
        self.sentence_starts = [span.start for span in self.sentences]
        self.standings = standings(self.text, self.sentences, seen)
        self.names = Names(self.text, mentions)
        self.sightings: dict[int, list[Sighting]] = {}
        self.counts: dict[int, int] = {}

    def linked(self) -> list[Chain | None]:
        """The chain of each mention, None where it stands alone."""
        named = self.names.linked()
        ahead = dict(self._ahead(named))
        found: list[Chain | None] = []
        previous: tuple[int, Chain] | None = None
        sentence = -1
        strangers = deque(strangers_in(self.text, self.sentences, self.mentions))
        for i, (mention, known) in enumerate(zip(self.mentions, named, strict=True)):
            while strangers and strangers[0][0].span.start < mention.span.start:
                self._meet(*strangers.popleft())
            if mention.type is not EntityType.PERSON:
                found.append(known)
                continue
            opens = sentence != (sentence := self._sentence_of(mention.span))
            chain = known
            sighting = self._sighting(mention, opens=opens)
            if chain is None and mention.name is None and mention.title is not None:
                chain = self.names.stranger(mention.title, mention, again=True)
            elif chain is None and mention.name is None:
                chain = self._pronoun(mention, sighting, previous, ahead.get(i, {}))
            found.append(chain)
            if chain is not None:
                self._note(chain, sighting)
                previous = (i, chain)
        return found

    def _meet(self, stranger: Mention, noun: str) -> None:
        """Note that somebody without a name is spoken of; "the" one is who was met before."""
        chain = self.names.stranger(noun, stranger, again=self._is_definite(stranger.span))
        self._note(chain, self._sighting(stranger, opens=False))

    def _is_definite(self, span: Span) -> bool:
        return self.text.startswith(("the ", "The "), span.start)

    def _ahead(self, named: list[Chain | None]) -> Iterator[tuple[int, dict[int, Mention]]]:
        """For each pronoun the people named after it in its sentence, by chain."""
        following: dict[int, Mention] = {}
        sentence = -1
        for i in range(len(self.mentions) - 1, -1, -1):
            mention, chain = self.mentions[i], named[i]
            if mention.type is not EntityType.PERSON:
                continue
            if sentence != (sentence := self._sentence_of(mention.span)):
                following = {}
            if mention.name is None:
                yield i, following
            elif chain is not None:
                following = following | {chain.number: mention}

    def _note(self, chain: Chain, sighting: Sighting) -> None:
        self.counts[chain.number] = self.counts.get(chain.number, 0) + 1
        if not self._only_owns(sighting.span):
            self.sightings.setdefault(chain.number, []).append(sighting)

    def _pronoun(
        self,
        mention: Mention,
        sighting: Sighting,
        previous: tuple[int, Chain] | None,
        ahead: dict[int, Mention],
    ) -> Chain | None:
        if mention.gender is None:  # who, whom: of the name just before
            if previous is None:
                return None
            gap = mention.span.start - self.mentions[previous[0]].span.end
            return previous[1] if 0 < gap <= _AFTER_COMMA else None
        if (quote := self._quote_of(mention.span)) is not None:
            return self._quoted_pronoun(mention, quote, previous)
        candidates = near(sighting, list(self._candidates(mention, ahead)))
        number = self.chooses(sighting, candidates)
        if number is None:
            return None
        chain = self.names.chains[number]
        chain.gender = chain.gender or mention.gender
        return chain

    def _candidates(self, mention: Mention, ahead: dict[int, Mention]) -> Iterator[Candidate]:
        for chain in self.names.people:
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
                    ahead=None if later is None else self._sighting(later, opens=False),
                )

    def _quoted_pronoun(
        self, mention: Mention, quote: int, previous: tuple[int, Chain] | None
    ) -> Chain | None:
        """Inside a quotation "he" is whom its speaker has just named there, or nobody we know."""
        if previous is None or self._quote_of(self.mentions[previous[0]].span) != quote:
            return None
        return previous[1] if fits(previous[1], mention) else None

    def _sighting(self, mention: Mention, *, opens: bool) -> Sighting:
        span = mention.span
        return Sighting(
            span=span,
            word=span.of(self.text).lower(),
            sentence=self._sentence_of(span),
            paragraph=bisect_right(self.paragraphs, span.start),
            standing=self.standings.standing(span),
            opens=opens,
            quoted=self._quote_of(span) is not None,
            named=mention.name is not None,
            spoke=self._speaks(span),
        )

    def _speaks(self, span: Span) -> bool:
        """Whether a reporting verb stands beside a mention."""
        if self._word_after(span) in word_set("reporting"):
            return True
        before = _PRECEDING.search(self.text, max(0, span.start - 30), span.start)
        return before is not None and before[1] in word_set("reporting")

    def _only_owns(self, span: Span) -> bool:
        """Whether a name only says whose something is ("the Okoro government")."""
        return self._word_after(span) in word_set("offices_of")

    def _word_after(self, span: Span) -> str:
        following = _FOLLOWING.match(self.text, span.end)
        return following[1].lower() if following else ""

    def _sentence_of(self, span: Span) -> int:
        return max(0, bisect_right(self.sentence_starts, span.start) - 1)

    def _quote_of(self, span: Span) -> int | None:
        i = bisect_right(self.quote_starts, span.start) - 1
        return i if i >= 0 and self.quoted[i].contains(span) else None
