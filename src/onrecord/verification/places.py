"""What stands at a place of a text, found without looking through all of it."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from onrecord.core.selectors import Span

T = TypeVar("T")


class Places(Generic[T]):
    """Things and the spans at which they stand; a thing may have several, and they may overlap."""

    def __init__(self, placed: Iterable[tuple[Span, T]]) -> None:
        ordered = sorted(placed, key=lambda pair: pair[0])
        self._things = ordered
        self._starts = [span.start for span, _ in ordered]
        self._reach = list(accumulate((span.end for span, _ in ordered), max))

    def overlapping(self, span: Span) -> list[T]:
        """The things that share a code point with a span, in order, each as often as it does."""
        return [thing for _, thing in self._back(span)][::-1]

    def inside(self, span: Span) -> list[T]:
        """The things that lie wholly within a span, in order."""
        return [thing for place, thing in self._back(span) if span.contains(place)][::-1]

    def _back(self, span: Span) -> Iterator[tuple[Span, T]]:
        number = bisect_left(self._starts, span.end) - 1
        while number >= 0 and self._reach[number] > span.start:
            if self._things[number][0].end > span.start:
                yield self._things[number]
            number -= 1


class Taken:
    """Stretches of a text that are taken; what overlaps one that is taken already adds nothing."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            self.add(span)

    def add(self, span: Span) -> None:
        """Take a stretch."""
        if not self.holds_any_of(span):
            insort(self._spans, span)

    def holds_any_of(self, span: Span) -> bool:
        """Whether some of a stretch is taken."""
        place = bisect_left(self._spans, span)
        near = self._spans[max(0, place - 1) : place + 1]
        return any(span.overlaps(other) for other in near)
