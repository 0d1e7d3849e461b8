"""Whom a pronoun that speaks cannot mean, where the order of names alone would say so.

"He accused Mr. Okoro of lying" is not Okoro speaking: a pronoun is nobody whom its own words name
(principle C, Chomsky 1981). And who was only spoken of by others since somebody spoke is not "he"
in "he said" after a quotation: that goes on from who spoke (centering, Grosz et al. 1995). If the
last who spoke does not fit either, nobody is named.
"""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.core.document import Document
from onrecord.core.entities import Gender
from onrecord.core.evidence import Attribution, Form, SpeakerKind
from onrecord.core.selectors import Span
from onrecord.linking.people import Resolver
from onrecord.linking.speakers import Speaker

_PRONOUNS = {"he": Gender.HE, "she": Gender.SHE}
_STANDING_FOR = frozenset(
    {"he", "him", "his", "she", "her", "hers", "who", "whom", "i", "me", "my"}
)
_PARAGRAPHS_BACK = 2


def rebound(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    resolver: Resolver,
) -> list[Speaker]:
    """The speakers, with those pronouns set right that cannot mean whom they were taken for."""
    if not any(_pronoun(document.text, item) for item in attributions):
        return list(speakers)
    return _Binding(document, attributions, resolver).set_right(speakers)


class _Binding:
    """The attributions of one document in the order in which they are told."""

    def __init__(
        self, document: Document, attributions: Sequence[Attribution], resolver: Resolver
    ) -> None:
        self._text = document.text
        self._resolver = resolver
        self._items = attributions
        self._order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
        self._starts = [segment.span.start for segment in document.segments]
        self._told = {  # where people are named by whoever speaks, or speak
            mention.span
            for item in attributions
            for piece in (*item.content, *item.source)
            for mention in resolver.mentions_in(piece)
        }
        self._genders: dict[str, Gender] = {}
        for mention in resolver.mentions:
            if mention.gender is not None and mention.name is not None:
                reference = resolver.reference(mention)
                if reference is not None:
                    self._genders.setdefault(reference.id, mention.gender)

    def set_right(self, speakers: Sequence[Speaker]) -> list[Speaker]:
        """All speakers; what follows in a paragraph goes with a pronoun that was set right."""
        found = list(speakers)
        corrected: dict[tuple[int, str | None], Speaker] = {}
        for rank, i in enumerate(self._order):
            if found[i].reference is None or _pronoun(self._text, self._items[i]) is None:
                continue
            key = (self._paragraph(i), _identity(found[i]))
            earlier = (self._order[place] for place in range(rank - 1, -1, -1))
            before = next((j for j in earlier if self._spoke_before(j, i, found[j])), None)
            last = self._last(i, before, found)
            if self._cannot_be(i, found[i], before if last else None):
                unnamed = Speaker(None, SpeakerKind.PERSON, self._items[i].source[0].of(self._text))
                corrected[key] = last or unnamed
            found[i] = corrected.get(key, found[i])
        return found

    def _paragraph(self, i: int) -> int:
        return bisect_right(self._starts, _place(self._items[i]))

    def _spoke_before(self, earlier: int, i: int, speaker: Speaker) -> bool:
        """Whether a source stands before another one and is no body."""
        source = self._items[earlier].source
        is_before = bool(source) and source[0].start < _place(self._items[i])
        return is_before and speaker.kind is not SpeakerKind.ORGANISATION

    def _last(self, i: int, before: int | None, found: Sequence[Speaker]) -> Speaker | None:
        """The last who spoke, if a pronoun can be theirs."""
        if before is None or self._paragraph(i) - self._paragraph(before) > _PARAGRAPHS_BACK:
            return None
        speaker = found[before]
        if speaker.kind is not SpeakerKind.PERSON or speaker.reference is None:
            return None
        gender = self._genders.get(speaker.reference.id)
        fits = gender in (None, _pronoun(self._text, self._items[i]))
        return speaker if fits and not self._names(i, speaker) else None

    def _cannot_be(self, i: int, speaker: Speaker, before: int | None) -> bool:
        """Whether a pronoun cannot mean the speaker it was given."""
        if self._items[i].form is not Form.DIRECT:
            return self._names(i, speaker)
        if before is None:
            return False
        since = Span(_place(self._items[before]), _place(self._items[i]))
        return not any(
            (reference := self._resolver.reference(mention)) is not None
            and reference.id == _identity(speaker)
            for mention in self._resolver.mentions_in(since)
            if mention.span not in self._told
        )

    def _names(self, i: int, speaker: Speaker) -> bool:
        """Whether the words of an attribution, or those that report them, name a speaker."""
        item = self._items[i]
        return any(
            mention.name is not None
            and mention.span.of(self._text).casefold() not in _STANDING_FOR
            and (reference := self._resolver.reference(mention)) is not None
            and reference.id == _identity(speaker)
            for piece in (*item.cue, *item.content)
            for mention in self._resolver.mentions_in(piece)
        )


def _place(attribution: Attribution) -> int:
    return (attribution.source or attribution.content)[0].start


def _pronoun(text: str, attribution: Attribution) -> Gender | None:
    words = attribution.source[0].of(text).casefold() if attribution.source else ""
    return _PRONOUNS.get(words)


def _identity(speaker: Speaker) -> str | None:
    return speaker.reference.id if speaker.reference else None
