"""What the API answers, as types for its description: made of the records of `core` themselves.

A description written by hand would drift from the JSON. So the types of the records are read as
`codec` reads them, and only what `codec` shapes by hand is described by hand here; a test sends
requests and holds every answer to its description.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from types import GenericAlias, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from onrecord.core.audit import Claim, Finding, Oddity, Passage, Verdict
from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Statement
from onrecord.core.findings import Dossier, Position, Tension, ThenNow
from onrecord.core.selectors import Selector, Span
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.listing import DocumentLine

DATE = Annotated[str, Field(description="EDTF, as precise as the source.", examples=["2018-07"])]
SPAN = Annotated[
    list[int],
    Field(min_length=2, max_length=2, description="From and to, in code points of the text."),
]


@cache
def described_as(kind: type) -> type[BaseModel]:
    """The JSON of a record of `core`, as `codec.encode` makes it."""
    return create_model(
        kind.__name__, __doc__=(kind.__doc__ or "").partition("\n")[0], **_fields(kind)
    )


def _fields(kind: type, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        f.name: (_json_type(hints[f.name]), ...) for f in fields(kind) if f.name not in leave_out
    }


def _json_type(hint: Any) -> Any:
    """What a value of a type is in JSON."""
    if hint in (Edtf, Span):
        return DATE if hint is Edtf else SPAN
    if isinstance(hint, type) and is_dataclass(hint):
        return described_as(hint)
    arms = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(map(_json_type, arms))]  # noqa: UP007  made of values
    if get_origin(hint) is tuple and arms[-1] is Ellipsis:
        return list_of(_json_type(arms[0]))
    if get_origin(hint) is tuple:
        return GenericAlias(tuple, tuple(map(_json_type, arms)))
    return hint


def list_of(item: Any) -> Any:
    """The type of a list of items of a type that is made here."""
    return GenericAlias(list, (item,))


def _made(name: str, doc: str, base: type[BaseModel] = BaseModel, **given: Any) -> type[BaseModel]:
    """A type with fields that are all required."""
    required: dict[str, Any] = {field: (hint, ...) for field, hint in given.items()}
    return create_model(name, __base__=base, __doc__=doc, **required)


CITATION = _made(
    "Citation",
    "Where it is written: the words of a document, and the words around them.",
    evidence=str,
    telling=str,
    document=str,
    uri=str,
    span=SPAN,
    exact=str,
    prefix=str,
    suffix=str,
    title=str | None,
    publisher=str | None,
    published=DATE | None,
    kind=Kind,
)
_EVIDENCE: dict[str, Any] = {
    "document": str,
    "uri": str,
    "span": SPAN,
    "exact": str,
    "sources": int,
    "variants": list[str],
    "citations": list_of(CITATION),
}
STATEMENT = _made(
    "StatementEvidence",
    "A statement by its best source, with every citation.",
    described_as(Statement),
    record=Literal["statement"],
    **_EVIDENCE,
)
ACTION = _made(
    "ActionEvidence",
    "An action by its best source, with every citation.",
    described_as(Action),
    record=Literal["action"],
    **_EVIDENCE,
)
_ANY: Any = STATEMENT | ACTION
EVIDENCE: Any = Annotated[_ANY, Field(discriminator="record")]
TENSION = create_model(
    "Tension",
    __doc__="Records that do not sit together, both sides as citations.",
    **{**_fields(Tension), "sides": (list_of(list_of(CITATION)), ...)},
)
DOSSIER = create_model(
    "Dossier",
    __doc__="A person on a topic: each item with the ids of the evidence that it rests on.",
    **{
        **_fields(Dossier, leave_out=("position", "evidence")),
        **_fields(Position),
        "then_and_now": (
            list_of(
                _made(
                    "ThenNowItem",
                    "One issue then and now.",
                    described_as(ThenNow),
                    text=str,
                    citations=list[str],
                )
            ),
            ...,
        ),
        "tensions": (list_of(TENSION), ...),
        "evidence": (GenericAlias(dict, (str, EVIDENCE)), ...),
    },
)
CELL = _made(
    "Cell",
    "What one person said and did on an issue: all ids by date, and what most sources tell.",
    person=str,
    evidence=list[str],
    most_told=list_of(EVIDENCE),
)
ISSUE = _made("Issue", "An issue, and a cell for each person.", issue=str, cells=list_of(CELL))
PASSAGE = create_model(
    "Passage",
    __doc__="Words of a stored document that bear on a claim.",
    **{**_fields(Selector), **_fields(Passage, leave_out=("selector",))},
)
CLAIM = create_model(
    "Claim",
    __doc__="A claim of a text and what the record makes of it.",
    **{
        **_fields(Claim),
        **_fields(Finding, leave_out=("claim",)),
        "evidence": (list_of(PASSAGE), ...),
    },
)
AUDIT = _made(
    "AuditAnswer",
    "What holds of a text and what does not.",
    document=_made("Audited", "The text.", id=str, uri=str, title=str | None),
    claims=list_of(CLAIM),
    warnings=list_of(described_as(Oddity)),
    counts=dict[Verdict, int],
)
REFERENCE, POSITION = described_as(Reference), described_as(Position)
PERSON, TOPIC = described_as(PersonCount), described_as(TopicCount)
DOCUMENT, DOCUMENT_LINE = described_as(Document), described_as(DocumentLine)


class Paged(BaseModel):
    """One page of a list: `next` asks for the one after it, and is null on the last."""

    total: int
    next: str | None = None


def paged(name: str, item: Any, base: type[BaseModel] = Paged, **more: Any) -> type[BaseModel]:
    """A page of items of a type."""
    return _made(name, (base.__doc__ or "").strip(), base, items=list_of(item), **more)
