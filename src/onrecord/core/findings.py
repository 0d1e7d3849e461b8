"""What the record shows: evidence with its citations, positions, shifts, tensions, dossiers."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.document import Kind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Statement
from onrecord.core.selectors import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a piece of evidence is written: the words, and the document that holds them.

    `group` is the near-duplicate group of the document: citations of one group are one source.
    `telling` is the id of the statement or action as this document tells it.
    """

    telling: str
    selector: Selector
    uri: str
    kind: Kind
    group: str
    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing said or done, told by one or many documents.

    Attributes:
        id: made of its earliest telling, the same whatever the order of adding.
        telling: the statement or action as the best source tells it
            (own channel > transcript > direct report > indirect report).
        citations: best source first; never empty.
        variants: wordings of the quotation that differ from the best source's, each once.
        teller: who tells of a deed, when it is on somebody's word alone; for showing only.
    """

    id: str
    telling: Statement | Action
    citations: tuple[Citation, ...]
    variants: tuple[str, ...] = ()
    teller: str | None = None

    @property
    def date(self) -> Edtf | None:
        """When it was said or done, None when not known."""
        return self.telling.said if isinstance(self.telling, Statement) else self.telling.when

    @property
    def who(self) -> Reference | None:
        """Who said or did it, None when not known."""
        return self.telling.speaker if isinstance(self.telling, Statement) else self.telling.actor

    @property
    def exact(self) -> str:
        """The words of the best source."""
        return self.citations[0].selector.exact

    @property
    def sources(self) -> int:
        """How many independent sources tell it; a wire story in forty papers is one."""
        return len({citation.group for citation in self.citations})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence of a dossier and the evidence it rests on (at least one id).

    Attributes:
        heading: what the item is filed under: an issue, a critic, an action's type, a dimension.
        quote: the verbatim words, of a key quote.
        occasion: occasion and medium, of a key quote.
        source: publisher or title of the best source.
    """

    text: str
    citations: tuple[str, ...]
    date: Edtf | None = None
    heading: str | None = None
    quote: str | None = None
    occasion: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a sentence without evidence: {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One dot of the words-and-deeds chart."""

    evidence: str
    date: Edtf
    deed: bool
    direction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Label and strength by the rubric; both None when the evidence is too thin, and `why` says so.

    `strength` is `weak`, `moderate` or `strong`.
    """

    label: str | None
    strength: str | None
    why: str
    reasons: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A position before and after; `when` lies between the last of one, the first of the other."""

    issue: str
    when: Edtf
    before: tuple[str, ...]
    after: tuple[str, ...]
    direction_before: float
    direction_after: float


class TensionKind(StrEnum):
    """In which way two records do not sit together."""

    REVERSAL = "reversal"
    SAID_VS_DID = "said-vs-did"
    UNKEPT = "unkept"
    PRINCIPAL_VS_OFFICIAL = "principal-vs-official"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """Records that do not sit together, side by side; each side holds ids of evidence."""

    kind: TensionKind
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    explanation: str
    probability: float | None = None
    issue: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One issue: where firm, where softened."""

    issue: str
    firm: tuple[Item, ...] = ()
    softened: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenNow:
    """One issue then and now."""

    issue: str
    then: Item
    now: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A document that a dossier rests on."""

    document: str
    uri: str
    kind: Kind
    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One person on one topic; an empty section says of itself that there is no evidence.

    Attributes:
        sides: what the two sides of the ledger are called: a policy is opposed or backed.
    """

    person: Reference
    topic: Reference
    position: Position
    key_points: tuple[Item, ...] = ()
    summary: tuple[Item, ...] = ()
    context: tuple[Item, ...] = ()
    timeline: tuple[Item, ...] = ()
    chart: tuple[Point, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    sides: tuple[str, str] = ("firm", "softened")
    then_and_now: tuple[ThenNow, ...] = ()
    actions: tuple[Item, ...] = ()
    quotes: tuple[Item, ...] = ()
    criticism: tuple[Item, ...] = ()
    support: tuple[Item, ...] = ()
    comparison: tuple[Item, ...] = ()
    shifts: tuple[Shift, ...] = ()
    tensions: tuple[Tension, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    method: tuple[str, ...] = ()
