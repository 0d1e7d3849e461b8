"""The page of a source: its whole text, with what it tells highlighted and noted in the margin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.evidence import Action, Factuality, Reading, Statement
from onrecord.core.selectors import Span, trimmed
from onrecord.web.highlights import Highlight, HighlightedText

QUIET = {
    SegmentKind.CAPTION: "Caption",
    SegmentKind.CREDIT: "Picture credit",
    SegmentKind.TEASER: "Link to another story",
    SegmentKind.BYLINE: "Byline",
    SegmentKind.BOILERPLATE: "Not part of the text",
}
_KEPT_LINES = frozenset({Kind.TRANSCRIPT, Kind.POST})


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLink:
    """A dossier that cites a telling, and where."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a number in the text stands for."""

    number: int
    telling: Statement | Action
    dossiers: tuple[DossierLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of the text as it is shown; `part` names a part that nothing is taken from."""

    kind: str
    html: Markup
    notes: tuple[Note, ...]
    part: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A document ready for its page.

    Attributes:
        scattered: tellings whose words stand in several places, which light up together.
        is_long: statements fill the page (a transcript, a post), so highlights stay quiet.
        unplaced: notes whose words stand in no part that is shown.
    """

    document: Document
    blocks: tuple[Block, ...]
    scattered: tuple[str, ...]
    is_long: bool
    statements: int
    actions: int
    unplaced: tuple[Note, ...] = ()


def source_view(reading: Reading, dossiers: Mapping[str, Sequence[DossierLink]]) -> SourceView:
    """Lay out a document; `dossiers` are those that cite a telling, by its id."""
    document = reading.document
    parts = list(parts_of(document))
    tellings: list[Statement | Action] = [*reading.statements, *reading.actions]
    text = HighlightedText(
        document.text,
        [part.span for part in parts],
        (highlight for telling in tellings for highlight in _highlights(telling)),
    )
    shown = [text.html(part.span) for part in parts]
    headlines = [part for part in parts if is_headline(part, document, text)]
    notes = {
        telling.id: Note(
            number=text.number(telling.id),
            telling=telling,
            dossiers=tuple(dossiers.get(telling.id, ())),
        )
        for telling in sorted(tellings, key=lambda telling: telling.id)
    }
    blocks = tuple(
        Block(
            kind=part.kind.value,
            html=html,
            notes=_taken(notes, text.reaching_into(part.span)),
            part=QUIET.get(part.kind),
            speaker=part.speaker,
        )
        for part, html in zip(parts, shown, strict=True)
        if part not in headlines
    )
    return SourceView(
        document=document,
        blocks=blocks,
        scattered=tuple(t.id for t in tellings if len(_spans(t)) > 1),
        is_long=document.kind in _KEPT_LINES,
        statements=len(reading.statements),
        actions=len(reading.actions),
        unplaced=_taken(notes, frozenset(notes)),
    )


def is_headline(part: Segment, document: Document, text: HighlightedText) -> bool:
    """Whether a part is the title that heads the page, with nothing in it to highlight."""
    if part.kind is not SegmentKind.TITLE or text.reaching_into(part.span):
        return False
    return " ".join(part.span.of(document.text).split()) == document.title


def _taken(notes: dict[str, Note], tellings: frozenset[str]) -> tuple[Note, ...]:
    """The notes of these tellings that no block before has, taken out of `notes`."""
    taken = [notes.pop(telling) for telling in tellings if telling in notes]
    return tuple(sorted(taken, key=lambda note: note.number))


def parts_of(document: Document) -> Iterator[Segment]:
    """The segments, and what stands between them, so that no word of the text is missing."""
    at = 0
    segments = document.segments
    for segment in segments:
        label = segment.label
        starts = segment.span.start if label is None else min(label.start, segment.span.start)
        yield from _paragraphs(document.text, at, max(at, starts))
        yield segment
        at = segment.span.end
    yield from _paragraphs(document.text, at, len(document.text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Segment]:
    """Paragraphs of a stretch that no segment covers, apart by blank lines."""
    for piece in text[start:end].split("\n\n"):
        span = trimmed(text, start, start + len(piece))
        if span is not None and any(map(str.isalnum, piece)):  # a bullet alone is no paragraph
            yield Segment(kind=SegmentKind.PARAGRAPH, span=span)
        start += len(piece) + 2


def _highlights(telling: Statement | Action) -> Iterator[Highlight]:
    if isinstance(telling, Action):
        yield from (Highlight(span, telling.id, "deed") for span in telling.spans)
        return
    role = "content" if telling.factuality is Factuality.SAID else "not-said"
    yield from (Highlight(span, telling.id, role) for span in telling.content)
    yield from (Highlight(span, telling.id, "source") for span in telling.source)
    yield from (Highlight(span, telling.id, "cue") for span in telling.cue)


def _spans(telling: Statement | Action) -> tuple[Span, ...]:
    if isinstance(telling, Action):
        return telling.spans
    return (*telling.content, *telling.source, *telling.cue)
