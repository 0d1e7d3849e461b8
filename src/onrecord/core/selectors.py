"""Where a thing stands in a document, so that anyone can check it again."""

from collections.abc import Iterable
from dataclasses import dataclass

CONTEXT = 64
"""Code points kept before and after a selection; enough to find it again in a changed text."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of Unicode code points in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __repr__(self) -> str:  # ids are hashes of it, so it is written out
        return f"Span(start={self.start}, end={self.end})"

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Words in a document by place and by wording (W3C Web Annotation, TextQuoteSelector)."""

    document: str
    span: Span
    exact: str
    prefix: str
    suffix: str

    def holds_in(self, text: str) -> bool:
        """Whether the text still reads `exact` at `span`, between `prefix` and `suffix`."""
        return (
            self.span.of(text) == self.exact
            and text[max(0, self.span.start - len(self.prefix)) : self.span.start] == self.prefix
            and text[self.span.end : self.span.end + len(self.suffix)] == self.suffix
        )


def select(document: str, text: str, span: Span) -> Selector:
    """Bind a span to its words and their neighbours.

    Raises:
        ValueError: the span reaches past the end of the text.
    """
    if span.end > len(text):
        raise ValueError(f"span [{span.start}, {span.end}) is not in a text of {len(text)}")
    return Selector(
        document=document,
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all the given ones.

    Raises:
        ValueError: no span is given.
    """
    pieces = tuple(spans)
    if len(pieces) == 1:
        return pieces[0]
    return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends; None when nothing else is in it."""
    words = text[start:end].strip()
    if not words:
        return None
    begin = text.index(words, start)
    return Span(begin, begin + len(words))
