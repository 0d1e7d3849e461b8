"""An attribution under construction: what a reader, learned or by rule, makes of a paragraph."""

from dataclasses import dataclass, field

from onrecord.core.document import Segment
from onrecord.core.evidence import Factuality
from onrecord.core.selectors import Span
from onrecord.extraction.attribution_cues import Sense


@dataclass(slots=True)
class Found:
    """An attribution under construction: further pieces of its quotation may still be found.

    Attributes:
        sentence: the sentence, or sentences, of source and cue.
        quoted: the quotations that its content lies in.
        open: whether its last quotation was not closed.
        probability: that it is right; None where no component says.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    segment: Segment
    sentence: Span
    sense: Sense | None = None
    factuality: Factuality = Factuality.SAID
    quoted: list[Span] = field(default_factory=list)
    open: bool = False
    probability: float | None = None
