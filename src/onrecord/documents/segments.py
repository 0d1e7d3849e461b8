"""The parts of a plain text: title, heading, paragraph, key point, caption, credit, teaser, byline.

A text file of a news page keeps the words of its furniture and loses the layout that told them
apart. What is left is read here: the wording of a line (`clutter`), a line that stands twice, a
line before a credit, a short line without a full stop before a paragraph. Lines that a program
wrapped at a fixed width are one paragraph; other lines are paragraphs of their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from onrecord.core.document import Segment, SegmentKind
from onrecord.core.selectors import Span
from onrecord.documents.clutter import (
    ends_sentence,
    is_caption_beside_credit,
    pattern,
    plain,
    wording_kind,
)
from onrecord.documents.limits import MOST_LINES
from onrecord.errors import UnreadableError

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•▪●■◦‣·*–-]|\d{1,2}[.)])\s+")
_ROUND_BULLET = re.compile(r"[•▪●■◦‣]\s*")
_GLUED_HIGHLIGHT = re.compile(r"Story highlights (?=[A-Z])")
_UNFINISHED = re.compile(r"[,;:—–-]$")
_NARROW, _WIDE = 45, 100
TITLE_WORDS = 30
HEADING_WORDS = 14
_SECTION_WORDS = 3
_TEASER_WORDS = 30


@dataclass(slots=True)
class Unit:
    """A line, or the lines of a wrapped paragraph; `block` counts the blank lines before it."""

    start: int
    end: int
    block: int
    words: str
    kind: SegmentKind | None = None

    @property
    def is_short(self) -> bool:
        """Whether it can be a heading by its form: few words, a capital, no full stop."""
        return (
            self.words.count(" ") < HEADING_WORDS
            and not self.words[0].islower()
            and not ends_sentence(self.words)
            and not _UNFINISHED.search(self.words)
            and not _BULLET.match(self.words)
        )


def segments(text: str, known: Mapping[str, SegmentKind] | None = None) -> tuple[Segment, ...]:
    """The segments of a plain text, in order.

    Args:
        text: the text of the document.
        known: lines whose kind is known from elsewhere (a title, an author), as `clutter.plain`
            writes them.
    """
    lines = lines_of(text)
    for line in lines:
        line.kind = (known or {}).get(plain(line.words)) or wording_kind(line.words)
    _mark_neighbours(lines)
    units = joined(text, lines)
    if SegmentKind.TITLE not in (known or {}).values():
        _mark_title(units)
    _mark_headings(units)
    return tuple(
        Segment(kind=unit.kind or SegmentKind.PARAGRAPH, span=Span(unit.start, unit.end))
        for unit in units
    )


def marked(units: list[Unit]) -> list[Unit]:
    """The blocks of a page, whose layout is known, with what their neighbours tell of them."""
    _mark_neighbours(units)
    return units


def _mark_neighbours(lines: list[Unit]) -> None:
    _mark_doubled(lines)
    _mark_key_points(lines)
    _mark_captions(lines)


def lines_of(text: str) -> list[Unit]:
    """The lines that hold something, without the white space at their ends.

    Raises:
        UnreadableError: there are more than anybody writes.
    """
    lines: list[Unit] = []
    block = end = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        if len(lines) == MOST_LINES:
            raise UnreadableError(f"has a text of more than {MOST_LINES:,} lines")
        if len(list(islice(_BREAK.finditer(text, end, match.start()), 2))) > 1:
            block += 1
        end = match.end()
        start = match.start() + match.group().index(words)
        lines.append(Unit(start, start + len(words), block, words))
    return lines


def joined(text: str, lines: list[Unit]) -> list[Unit]:
    """The lines, those of one wrapped paragraph as one."""
    units: list[Unit] = []
    run: list[Unit] = []
    for line in [*lines, None]:
        if run and (line is None or line.kind or line.block != run[-1].block):
            units += _run_units(text, run)
            run = []
        if line is None:
            break
        if line.kind:
            units.append(line)
        else:
            run.append(line)
    return units


def _run_units(text: str, run: list[Unit]) -> list[Unit]:
    """The run as units; only what ends as a sentence does was one paragraph before wrapping."""
    units = _wrapped(text, run)
    return [
        line
        for unit in units
        for line in (
            [unit]
            if ends_sentence(unit.words) or _UNFINISHED.search(unit.words)
            else [line for line in run if unit.start <= line.start < unit.end]
        )
    ]


def _wrapped(text: str, run: list[Unit]) -> list[Unit]:
    width = max(len(line.words) for line in run)
    if len(run) < 2 or not _NARROW <= width <= _WIDE:
        return run
    units = [run[0]]
    last = run[0]
    for line in run[1:]:
        # The next line's first word did not fit on the line before: a program broke it there.
        if len(last.words) + 1 + len(line.words.split(None, 1)[0]) > width - 2:
            whole = units[-1]
            units[-1] = Unit(whole.start, line.end, whole.block, text[whole.start : line.end])
        else:
            units.append(line)
        last = line
    return units


def _mark_doubled(lines: list[Unit]) -> None:
    """A line that stands twice is a link with the text of its picture, or the title again."""
    for first, second in pairwise(lines):
        if first.words != second.words or first.words.count(" ") > _TEASER_WORDS:
            continue
        if first.kind not in (None, SegmentKind.TITLE):
            continue
        if first is lines[0] or first.kind == SegmentKind.TITLE:
            first.kind, second.kind = SegmentKind.TITLE, SegmentKind.BOILERPLATE
        elif not ends_sentence(first.words):
            first.kind = second.kind = SegmentKind.TEASER


def _mark_key_points(lines: list[Unit]) -> None:
    listing = lead = True  # in a list of key points; nothing but a title came so far
    heading: Unit | None = None
    for line in lines:
        bullet = _ROUND_BULLET.match(line.words) or _GLUED_HIGHLIGHT.match(line.words)
        if pattern("key_points").match(line.words):
            line.kind, heading, listing = SegmentKind.HEADING, line, True
        elif bullet and (listing or lead) and bullet.end() < len(line.words):
            line.kind = SegmentKind.KEY_POINT
            line.start += bullet.end()
            line.words = line.words[bullet.end() :]
        elif heading and listing and line.kind is None and line.block == heading.block:
            line.kind = SegmentKind.KEY_POINT
        elif line.kind is None:
            listing = False
            lead = lead and not ends_sentence(line.words)


def _mark_captions(lines: list[Unit]) -> None:
    for place, (line, following) in enumerate(pairwise(lines)):
        if line.kind is not None or following.kind != SegmentKind.CREDIT:
            continue
        pair = line.block == following.block and (
            place == 0 or lines[place - 1].block != line.block
        )
        if is_caption_beside_credit(line.words) or (pair and line.words.count(" ") < HEADING_WORDS):
            line.kind = SegmentKind.CAPTION


def _mark_title(units: list[Unit]) -> None:
    if any(unit.kind == SegmentKind.TITLE for unit in units):
        return
    heads = [unit for unit in units if unit.kind is None][:2]
    if len(heads) < 2 or not _is_title(heads[0]):
        return
    label, title = heads
    if label.words.count(" ") < _SECTION_WORDS and _is_title(title) and label.block != title.block:
        label.kind, title.kind = SegmentKind.BOILERPLATE, SegmentKind.TITLE
    else:
        label.kind = SegmentKind.TITLE


def _is_title(unit: Unit) -> bool:
    words = unit.words.split()
    if len(words) > TITLE_WORDS or _UNFINISHED.search(unit.words) or _BULLET.match(unit.words):
        return False
    if not re.search(r"[.…][\"”’')\]]*$", unit.words):
        return True
    long_words = [word for word in words if len(word) > 4]
    capitals = sum(word.lstrip("\"“‘'(")[:1].isupper() for word in long_words)
    return len(long_words) > 3 and capitals > 0.8 * len(long_words)


def _mark_headings(units: list[Unit]) -> None:
    ahead: Unit | None = None
    for unit in reversed(units):
        if unit.kind is None and unit.is_short and ahead is not None:
            unit.kind = SegmentKind.HEADING
        elif unit.kind is None and ends_sentence(unit.words):
            ahead = unit
