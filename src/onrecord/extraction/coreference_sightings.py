"""Mentions where they stand: in which sentence and clause, quoted or not, beside what verb."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.core.document import Document
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_cues import verb_cues
from onrecord.extraction.coreference_grammar import Function, Standing, standings
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.gazetteer import word_set
from onrecord.extraction.quotation import quotations
from onrecord.extraction.words import sentences

_SAYING = re.compile(
    r"(?:['’]s)?(?:,? (?:has|had|have|also|later|then|did|does|would|will|\w+ly))*,? (\w+)"
)
_FOLLOWING = re.compile(r"(?:['’]s?)?\s+(\w+)")
_SAID = re.compile(r"(\w+)\W+(?:[A-Z]\w*\.? )?$")
_REPORTED = re.compile(r"\b(?:that|whether)\s+(?:the\s+)?$")
_WHOSE = re.compile(r"(?:['’]s?)?((?: [a-z][\w-]*){1,4}) (?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A mention in its place: its sentence, what it is in its clause, and in what manner.

    Attributes:
        opens: whether no other mention of a person comes before it in its sentence.
        spoke: whether a reporting verb stands beside it.
    """

    span: Span
    word: str
    sentence: int
    paragraph: int
    standing: Standing
    opens: bool
    quoted: bool
    named: bool
    spoke: bool

    @property
    def is_subject(self) -> bool:
        """Whether it is a subject."""
        return self.standing.function is Function.SUBJECT


class Scenery:
    """The sentences, quotations and clauses of a document, in which mentions stand."""

    def __init__(self, document: Document, seen: Encoded | None) -> None:
        self.text = document.text
        told = document.told()
        self.paragraphs = [segment.span.start for segment in told]
        self.sentences = [s for segment in told for s in sentences(self.text, segment.span)]
        self._sentence_starts = [span.start for span in self.sentences]
        self._quoted = [
            q.span for segment in told for q in quotations(self.text, segment.span) if q.closed
        ]
        self._quote_starts = [span.start for span in self._quoted]
        self._standings = standings(self.text, self.sentences, seen)

    def describes(self, mention: Mention) -> tuple[Span, ...]:
        """The nouns that a mention only describes or owns."""
        return self._standings.describes(mention.span)

    def sighting(self, mention: Mention, *, opens: bool = False) -> Sighting:
        """A mention in its place; `opens` says that no other person stands before it."""
        span = mention.span
        return Sighting(
            span=span,
            word=span.of(self.text).lower(),
            sentence=self.sentence_of(span),
            paragraph=bisect_right(self.paragraphs, span.start),
            standing=self._standings.standing(span),
            opens=opens,
            quoted=self.quote_of(span) is not None,
            named=mention.name is not None,
            spoke=self._speaks(span),
        )

    def sentence_of(self, span: Span) -> int:
        """The number of the sentence in which something stands."""
        return max(0, bisect_right(self._sentence_starts, span.start) - 1)

    def quote_of(self, span: Span) -> int | None:
        """The number of the quotation in which something stands, None for none."""
        i = bisect_right(self._quote_starts, span.start) - 1
        return i if i >= 0 and self._quoted[i].contains(span) else None

    def only_owns(self, span: Span) -> bool:
        """Whether a name only says whose something or somebody is.

        As in "the Okoro government" and "Okoro campaign manager Ada Vale".
        """
        following = _FOLLOWING.match(self.text, span.end)
        if following is not None and following[1].lower() in word_set("offices_of"):
            return True
        whose = _WHOSE.match(self.text, span.end)
        heads = word_set("roles.heads", "titles.toml")
        return whose is not None and whose[1].rsplit(maxsplit=1)[-1] in heads

    def _speaks(self, span: Span) -> bool:
        """Whether a reporting verb stands beside a mention, and not in what another reports.

        In "Vale said that Okoro denied it" Okoro speaks in Vale's words only.
        """
        if _REPORTED.search(self.text, max(0, span.start - 20), span.start):
            return False
        after = _SAYING.match(self.text, span.end)
        if after is not None and after[1].lower() in verb_cues():
            return True
        before = _SAID.search(self.text, max(0, span.start - 30), span.start)
        return before is not None and before[1] in word_set("reporting")
