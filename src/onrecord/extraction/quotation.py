"""Quotation marks: which stretches of a paragraph stand in double quotation marks.

Newspaper text breaks its marks often: a straight mark opens what a curly one closes, a
closing mark is lost, a speech of several paragraphs opens each and closes only the last.
One broken pair must not cost the rest of the document, so marks are paired within a
paragraph, and a quotation that is never closed says so instead of being guessed at.
Two single marks ('') count as a double one; single marks inside a quotation are its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.selectors import Span

_MARK = re.compile(r"''|‘‘|’’|``|[\"“”„‟«»＂]")
_OPENING = frozenset("“„‟«") | {"``", "‘‘"}
_CLOSING = frozenset("”»") | {"’’"}
_BEFORE_OPENING = frozenset(" \t\n(—–-[/‘'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, the marks included; `closed` is False when the end is unsure."""

    span: Span
    closed: bool


def quotations(text: str, paragraph: Span) -> Iterator[Quotation]:
    """Yield the quotations of one paragraph, in order and never overlapping."""
    opened: int | None = None
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        opens, closes = _ways(text, paragraph, match)
        if opened is None:
            if opens:
                opened = match.start()
        elif closes:
            yield Quotation(Span(opened, match.end()), closed=True)
            opened = None
        elif opens:  # a second opening mark: the first was never closed
            yield Quotation(Span(opened, match.start()), closed=False)
            opened = match.start()
    if opened is not None:
        yield Quotation(Span(opened, paragraph.end), closed=False)


def _ways(text: str, paragraph: Span, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a mark can open and can close: by shape, and a straight one by its neighbours."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    if mark in _OPENING:  # “no“ ends as it began, by mistake or in German
        closes = mark == "“" and before not in _BEFORE_OPENING and not after.isalnum()
        return not closes, closes
    if mark in _CLOSING:  # „Nein“ and ”Nej” open with what closes elsewhere
        return before in _BEFORE_OPENING and after.isalnum(), True
    if before in _BEFORE_OPENING and not after.isspace():
        return True, before in "—–-'’" and not after.isalnum()
    if after.isspace() and not before.isspace():
        return False, True
    return True, True
