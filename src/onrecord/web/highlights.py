"""A document's text as HTML in which statements and actions are highlighted.

Statements lie inside statements ("Vale said Okoro had promised …"), and an action may reach from
the words of one into those of the next. HTML only nests, so a stretch that crosses the end of
another is cut there; the pieces of one telling share a class, the first of them bears the anchor.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from markupsafe import Markup, escape

from onrecord.core.selectors import Span
from onrecord.web.links import words_anchor


@dataclass(frozen=True, slots=True, order=True)
class Highlight:
    """A stretch of text that belongs to a telling; `role` is its CSS class."""

    span: Span
    telling: str
    role: str


class HighlightedText:
    """The text of one document with its highlights.

    Blocks are asked for in text order: the first piece of a telling gets its anchor, the last one
    the number of its note, so that numbers go up as one reads on.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Span],
        highlights: Iterable[Highlight],
    ) -> None:
        """Cut the highlights to the blocks of text that will be shown.

        Args:
            text: the whole text that spans refer to.
            blocks: in order and apart; what is outside of them is not shown.
            highlights: in any order, overlapping or not.
        """
        self._text = text
        self._numbers: dict[str, int] = {}
        self._pieces: dict[Span, list[Highlight]] = {block: [] for block in blocks}
        self._anchored: set[str] = set()
        self._last: dict[str, int] = {}
        for highlight in sorted(highlights, key=_opening_order):
            self._cut(highlight, blocks)

    def number(self, telling: str) -> int:
        """The number of a telling's note; one that no block shows comes after all others."""
        return self._numbers.setdefault(telling, len(self._numbers) + 1)

    def reaching_into(self, block: Span) -> frozenset[str]:
        """The tellings whose highlights reach into the block."""
        return frozenset(piece.telling for piece in self._pieces[block])

    def _cut(self, highlight: Highlight, blocks: Sequence[Span]) -> None:
        for block in blocks:
            start = max(block.start, highlight.span.start)
            end = min(block.end, highlight.span.end)
            if start >= end:
                continue
            piece = Highlight(Span(start, end), highlight.telling, highlight.role)
            self._pieces[block].append(piece)
            self._last[piece.telling] = max(end, self._last.get(piece.telling, 0))

    def html(self, block: Span) -> Markup:
        """One of the blocks, escaped and highlighted."""
        return Markup("").join(self._stretches(block))

    def _stretches(self, block: Span) -> Iterator[Markup]:
        waiting = [(_opening_order(piece), piece) for piece in self._pieces[block]]
        heapify(waiting)
        opened: list[Highlight] = []
        at = block.start
        while waiting or opened:
            if opened and (not waiting or waiting[0][1].span.start >= opened[-1].span.end):
                piece = opened.pop()
                yield escape(self._text[at : piece.span.end])
                at = piece.span.end
                yield self._closing(piece)
                continue
            piece = heappop(waiting)[1]
            if opened and piece.span.end > opened[-1].span.end:
                border = opened[-1].span.end
                rest = Highlight(Span(border, piece.span.end), piece.telling, piece.role)
                heappush(waiting, (_opening_order(rest), rest))
                piece = Highlight(Span(piece.span.start, border), piece.telling, piece.role)
            yield escape(self._text[at : piece.span.start])
            at = piece.span.start
            yield self._opening(piece)
            opened.append(piece)
        yield escape(self._text[at : block.end])

    def _opening(self, piece: Highlight) -> Markup:
        anchor = words_anchor(piece.telling)
        place = Markup("")
        if piece.telling not in self._anchored:
            self._anchored.add(piece.telling)
            place = Markup(' id="{}"').format(anchor)
        return Markup('<mark class="{} t-{}"{}>').format(piece.role, anchor, place)

    def _closing(self, piece: Highlight) -> Markup:
        if piece.span.end != self._last[piece.telling] or piece.telling in self._numbers:
            return Markup("</mark>")
        number = self._numbers[piece.telling] = len(self._numbers) + 1
        return Markup('</mark><a class="ref" href="#n-{0}" id="r-{0}">{0}</a>').format(number)


def _opening_order(piece: Highlight) -> tuple[int, int, str, str]:
    return (piece.span.start, -piece.span.end, piece.telling, piece.role)
