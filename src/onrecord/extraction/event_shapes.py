"""A deed as found in a sentence, in places of words, before it is bound to spans of the text."""

from dataclasses import dataclass

from onrecord.core.evidence import Mention, Status
from onrecord.extraction.event_frames import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A deed found in a sentence, before it is bound to spans; places are words.

    Attributes:
        starts: where the verb group that tells it starts; the trigger, for a noun.
        body: whether a body without a name does it ("the government").
        hearsay: whether somebody is only said to have done it.
        supposed: whether the words take it for granted, whatever is done by saying them.
        foreseen: whether it is told as "would", which is an announcement in reported speech only.
        is_past: whether a verb in the past tense tells it.
        goes_on: whether that verb is joined to the clause before.
    """

    frame: Frame
    type: str
    instrument: str | None
    first: int
    starts: int
    trigger: int
    last: int
    status: Status
    actor: Mention | None
    targets: tuple[Mention, ...]
    body: bool = False
    hearsay: bool = False
    supposed: bool = False
    foreseen: bool = False
    is_past: bool = False
    goes_on: bool = False

    @property
    def by_noun(self) -> bool:
        """Whether a noun tells it."""
        return self.supposed and self.starts == self.trigger
