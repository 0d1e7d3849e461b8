"""A document as it was read: its text, what is known about it, and its segments."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.edtf import Edtf
from onrecord.core.selectors import Span


class Kind(StrEnum):
    """What sort of source a document is."""

    ARTICLE = "article"
    TRANSCRIPT = "transcript"
    POST = "post"
    OFFICIAL = "official"


class SegmentKind(StrEnum):
    """What part of a document a stretch of text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    KEY_POINT = "key-point"
    CAPTION = "caption"
    CREDIT = "credit"
    TEASER = "teaser"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    TURN = "turn"


TOLD = frozenset(
    {SegmentKind.TITLE, SegmentKind.PARAGRAPH, SegmentKind.KEY_POINT, SegmentKind.TURN}
)
"""The segments that statements and actions are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One part of a document; `speaker` is the label of a turn as written, and where it stands.

    The span of a turn holds the words spoken, without the label. A turn that goes on in a further
    paragraph is a further segment with the same `speaker` and the same `label`.
    """

    kind: SegmentKind
    span: Span
    speaker: str | None = None
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which component, at which version, made something."""

    component: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source text that statements and actions are cited from.

    Attributes:
        id: `sha256:` and the hash of text and origin, see `document_id`.
        uri: where it came from: a URL, an id in a table, or a file name.
        origin: what beside its text tells the document from others (a URL, a table's id, author
            and date of a post); None for a file, whose text alone tells.
        published: when it was published, None when not known.
        published_basis: how the date was found ("given by the user", "JSON-LD").
        author: who wrote it; of a post, who speaks.
        occasion: the event that a transcript records, as the source names it.
        language: ISO 639-1 code, None when not known.
        segments: in order, apart, and together holding every word of `text` that was recognised.
        notes: what was found wrong in reading ("mojibake: 3 places"), one line each.
    """

    id: str
    uri: str
    text: str
    kind: Kind
    origin: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Edtf | None = None
    published_basis: str | None = None
    occasion: str | None = None
    language: str | None = None
    segments: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        if self.id != document_id(self.text, self.origin):
            raise ValueError(f"the id is not the hash of the content: {self.id}")
        end = 0
        for segment in self.segments:
            if segment.span.start < end or segment.span.end > len(self.text):
                raise ValueError(f"segments overlap or leave the text at {segment.span}")
            end = segment.span.end

    def told(self) -> tuple[Segment, ...]:
        """The segments that statements and actions are taken from."""
        return tuple(segment for segment in self.segments if segment.kind in TOLD)


def document_id(text: str, origin: str | None = None) -> str:
    """The content hash that names a document: SHA-256 over its text and, if any, its origin."""
    content = text if origin is None else f"{text}\0{origin}"
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def content_hash(*parts: object) -> str:
    """A short id for a record made of these parts: the same parts, the same id, everywhere."""
    content = "\0".join(str(part) for part in parts)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
