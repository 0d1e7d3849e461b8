"""The page of a source: its whole text, with what it tells highlighted and noted in the margin.

A very long text goes over several pages, which hold every word and every highlight of it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.evidence import Action, Factuality, Reading, Statement
from onrecord.core.selectors import Span, trimmed
from onrecord.errors import UnknownNameError
from onrecord.web.highlights import Highlight, HighlightedText
from onrecord.web.links import ON_A_PAGE, page_at

QUIET = {
    SegmentKind.CAPTION: "Caption",
    SegmentKind.CREDIT: "Picture credit",
    SegmentKind.TEASER: "Link to another story",
    SegmentKind.BYLINE: "Byline",
    SegmentKind.BOILERPLATE: "Not part of the text",
}
_KEPT_LINES = frozenset({Kind.TRANSCRIPT, Kind.POST})
_SPACES = " \n\t"
_WORD = 100
"""Code points of the longest word that a page does not break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLink:
    """A dossier that cites a telling, and where."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a number in the text stands for; `statement` is its page, where it has one."""

    number: int
    telling: Statement | Action
    dossiers: tuple[DossierLink, ...]
    statement: str | None = None


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
        statements: how many the whole document tells, and `actions` too.
        page: which of its pages this is.
        tellings: those that this page tells.
        unplaced: notes whose words stand in no part of the document that is shown.
    """

    document: Document
    blocks: tuple[Block, ...]
    scattered: tuple[str, ...]
    is_long: bool
    statements: int
    actions: int
    page: int
    pages: int
    tellings: tuple[Statement | Action, ...]
    unplaced: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Leads:
    """Where tellings lead, by their ids: to the dossiers that cite them, to a page of their own."""

    dossiers: Mapping[str, Sequence[DossierLink]] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)


def pages_of(document: Document) -> int:
    """Over how many pages a document goes."""
    return page_at(max(0, len(document.text.rstrip()) - 1))


def source_view(reading: Reading, leads: Leads, page: int = 1) -> SourceView:
    """Lay out a page of a document.

    Raises:
        UnknownNameError: it has no such page.
    """
    document, pages = reading.document, pages_of(reading.document)
    if not 1 <= page <= pages:
        raise UnknownNameError(f"this document has no page {page}")
    whole = list(parts_of(document))
    parts = list(_on_page(whole, document.text, page)) if pages > 1 else whole
    tellings: list[Statement | Action] = [*reading.statements, *reading.actions]
    text = HighlightedText(
        document.text,
        [part.span for part in parts],
        (highlight for telling in tellings for highlight in _highlights(telling)),
    )
    shown = [text.html(part.span) for part in parts]
    headlines = [part for part in parts if is_headline(part, document, text)]
    reached = frozenset[str]().union(*(text.reaching_into(part.span) for part in parts))
    homeless = frozenset[str](_shown_nowhere(tellings, whole) if page == 1 else ())
    here = [telling for telling in tellings if telling.id in reached | homeless]
    notes = {
        telling.id: Note(
            number=text.number(telling.id),
            telling=telling,
            dossiers=tuple(leads.dossiers.get(telling.id, ())),
            statement=leads.statements.get(telling.id),
        )
        for telling in sorted(here, key=lambda telling: telling.id)
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
        scattered=tuple(t.id for t in here if len(_spans(t)) > 1),
        is_long=document.kind in _KEPT_LINES,
        statements=len(reading.statements),
        actions=len(reading.actions),
        page=page,
        pages=pages,
        tellings=tuple(here),
        unplaced=_taken(notes, frozenset(notes)),
    )


def _on_page(parts: Iterable[Segment], text: str, page: int) -> Iterator[Segment]:
    """The parts that reach into a page; of those that reach out of it what lies inside.

    A part is cut at the border of words, so that the word on the border is on both pages.
    """
    first, last = (page - 1) * ON_A_PAGE, page * ON_A_PAGE
    for part in parts:
        start, end = part.span.start, part.span.end
        if end <= first or start >= last:
            continue
        if start < first:
            start = max(start, _before(text, first))
        if end > last:
            end = min(end, _after(text, last))
        yield replace(part, span=Span(start, end))


def _before(text: str, at: int) -> int:
    """Where the word begins that holds the code point."""
    found = max(text.rfind(space, at - _WORD, at) for space in _SPACES)
    return found + 1 if found >= 0 else at


def _after(text: str, at: int) -> int:
    """Where the word ends that holds the code point before."""
    found = [place for space in _SPACES if (place := text.find(space, at - 1, at + _WORD)) >= at]
    return min(found, default=at)


def _shown_nowhere(
    tellings: Iterable[Statement | Action], parts: Sequence[Segment]
) -> Iterator[str]:
    """The ids of those whose words stand in no part of the document."""
    starts = [part.span.start for part in parts]
    for telling in tellings:
        before = ((span, bisect_left(starts, span.end)) for span in _spans(telling))
        if not any(place and parts[place - 1].span.end > span.start for span, place in before):
            yield telling.id


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
