"""What a source says of itself, what the user says of it, and the Document that comes of both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.core.document import Document, Kind, Provenance, Segment, document_id
from onrecord.core.edtf import Edtf
from onrecord.documents.boxes import cut_boxes

READER = Provenance("documents", "1")
GIVEN = "given by the user"


def read_all(_place: str) -> None:
    """Nothing is passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the user says of the sources that are read.

    In a source of one document it comes before what the source says; in a table, a feed or an
    archive it fills in for documents that say nothing themselves.

    Attributes:
        columns: name of a column in the user's table -> our name for it.
        watch: is told of each source, page and row before it is read, and gives the reason where
            it is to be passed over.
    """

    published: Edtf | None = None
    publisher: str | None = None
    kind: Kind | None = None
    title: str | None = None
    author: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    watch: Callable[[str], str | None] = read_all


@dataclass(frozen=True, slots=True)
class Unread:
    """A source, or one row of it, that could not be read, and why in one line."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about one document beside its text; the fields are those of `Document`."""

    uri: str
    origin: str | None = None
    kind: Kind | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Edtf | None = None
    published_basis: str | None = None
    occasion: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()

    def overruled_by(self, given: Defaults) -> "Facts":
        """The facts, where the user knows better."""
        return replace(
            self,
            kind=given.kind or self.kind,
            title=given.title or self.title,
            publisher=given.publisher or self.publisher,
            author=given.author or self.author,
            published=given.published or self.published,
            published_basis=GIVEN if given.published else self.published_basis,
        )

    def filled_from(self, given: Defaults) -> "Facts":
        """The facts, and what the user says where the source says nothing."""
        return replace(
            self,
            kind=self.kind or given.kind,
            title=self.title or given.title,
            publisher=self.publisher or given.publisher,
            author=self.author or given.author,
            published=self.published or given.published,
            published_basis=self.published_basis
            if self.published
            else (GIVEN if given.published else None),
        )


def assembled(text: str, segments: Sequence[Segment], facts: Facts) -> Document:
    """The document of a text, its segments and its facts; an article unless they say otherwise."""
    return Document(
        id=document_id(text, facts.origin),
        uri=facts.uri,
        text=text,
        kind=facts.kind or Kind.ARTICLE,
        origin=facts.origin,
        title=facts.title,
        publisher=facts.publisher,
        author=facts.author,
        published=facts.published,
        published_basis=facts.published_basis,
        occasion=facts.occasion,
        language=facts.language,
        segments=tuple(cut_boxes(text, segments)),
        notes=facts.notes,
        provenance=READER,
    )
