"""Transcripts: which words are whose, by the labels before them (`VALE: …`, `Q …`, `A: …`).

An article may begin a paragraph with a name and a colon too. A text is a transcript only when
labels open many of its paragraphs, come again, and stand near its beginning. Capital labels tell
a transcript by themselves; in one with capital labels, `Note: …` is not a speaker.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from onrecord.core.document import Segment, SegmentKind
from onrecord.core.selectors import Span
from onrecord.documents.clutter import table
from onrecord.documents.segments import Unit, joined, lines_of

_NOTE = re.compile(r"\s*[\[(][^\])]{1,60}[\])]")
_PART = r"[^\W\d_][\w.’'-]*"
_ASIDE = r"\([^)]{1,30}\)"
_LABEL = re.compile(
    rf"(?P<name>(?:{_PART}|{_ASIDE})(?:,? (?:{_PART}|\#?\d{{1,3}}|{_ASIDE}|&)){{0,6}})"
    r"(?P<note>\s*[\[(][^\])]{1,60}[\])])?\s?:(?=\s|$|[“\"(\[])\s*"
)
_LETTER = re.compile(r"(?P<name>[QA])(?:[:.]|(?=\s))\s*(?=[^\s:])")
_DIRECTION = re.compile(r"(?:[\[(][^\])]*[\])]\s*)+[.]?|\*[^*]+\*")
_END = re.compile(r"(?:#{2,}|-?\s*END\b.{0,40}|\* \* \*|-30-)$")
_SMALL = frozenset("of the and de la von van der al bin for mac".split())
_LONGEST_LABEL = 60
_FEWEST_LABELS = 3
_SHARE = 0.15
"""Least share of labelled paragraphs; press secretaries and candidates speak several in a turn."""


def is_transcript(text: str) -> bool:
    """Whether speaker labels carry the text."""
    lines = lines_of(text)
    found = [_label(line.words) for line in lines]
    labels = [label for label in found if label is not None]
    counts = Counter(name for name, _ in labels)
    repeated = {name: count for name, count in counts.items() if count > 1}
    if len(labels) < _FEWEST_LABELS or not repeated:
        return False
    first = next(place for place, label in enumerate(found) if label is not None)
    if first > max(12, len(lines) // 4):
        return False
    if max(repeated.values()) * 2 < _FEWEST_LABELS or set(repeated) <= {"A"}:
        return False
    return sum(repeated.values()) >= _SHARE * len(lines)


def turns(text: str, speaker: str | None = None) -> tuple[Segment, ...]:
    """The segments of a transcript: front matter, then the turns of each speaker.

    Args:
        text: the text of the document.
        speaker: who speaks where no label says so, as in a speech; None when not known.
    """
    lines = lines_of(text)
    accepted = _accepted(line.words for line in lines)
    if not accepted and speaker is None:
        return _front(lines)
    for line in lines:
        if _split(line.words, accepted) is not None or _is_direction(line.words):
            line.block = -line.start - 1  # a label begins anew, whatever the layout
    return tuple(_turns(text, joined(text, lines), accepted, speaker))


def _turns(
    text: str, units: list[Unit], accepted: frozenset[str], speaker: str | None
) -> Iterable[Segment]:
    label: Span | None = None
    titled = speaker is not None
    for unit in units:
        split = _split(unit.words, accepted)
        start = unit.start
        if split is not None:
            speaker, words_at = split
            label = Span(unit.start, unit.start + len(speaker))
            start = unit.start + words_at
            if start >= unit.end:
                continue
        if speaker is None:
            kind = SegmentKind.PARAGRAPH if titled else SegmentKind.TITLE
            titled = True
            yield Segment(kind=kind, span=Span(start, unit.end))
        elif _is_direction(text[start : unit.end]):
            yield Segment(kind=SegmentKind.BOILERPLATE, span=Span(start, unit.end))
        else:
            span = Span(start, unit.end)
            yield Segment(kind=SegmentKind.TURN, span=span, speaker=speaker, label=label)


def _front(lines: list[Unit]) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            kind=SegmentKind.PARAGRAPH if place else SegmentKind.TITLE,
            span=Span(line.start, line.end),
        )
        for place, line in enumerate(lines)
    )


def _is_direction(words: str) -> bool:
    return _DIRECTION.fullmatch(words) is not None or _END.fullmatch(words) is not None


def _label(words: str) -> tuple[str, int] | None:
    """The speaker label that a line opens with, and where the words after it begin."""
    letter = _LETTER.match(words)
    if letter is not None and words[:2] != "A ":
        return letter["name"], letter.end()
    match = _LABEL.match(words)
    if match is None or match.end("name") > _LONGEST_LABEL:
        return None
    name = match["name"]
    if name.lower() in _no_speakers() or name.split()[0].lower().rstrip("s") in ("http",):
        return None
    parts = re.sub(r"\([^)]*\)", "", name).replace(",", "").split()
    if not all(part[0].isupper() or part.lower() in _SMALL or part[0] in "#&" for part in parts):
        return None
    if not all(part[0].isupper() or part[0].isdigit() or part[0] in "#&" for part in parts[:1]):
        return None
    return name, match.end()


@cache
def _no_speakers() -> frozenset[str]:
    return frozenset(table()["no_speakers"])


def _accepted(lines: Iterable[str]) -> frozenset[str]:
    """The labels that are speakers: all capitals, or, where none are, those in mixed case."""
    counts = Counter(label[0] for label in map(_label, lines) if label is not None)
    capital = {name for name in counts if name == name.upper()}
    spoken = sum(counts[name] for name in capital)
    if spoken * 2 >= counts.total():
        return frozenset(capital)
    return frozenset(name for name in counts if counts[name] > 1 or 1 < len(name.split()) < 5)


def _split(words: str, accepted: frozenset[str]) -> tuple[str, int] | None:
    label = _label(words)
    return label if label is not None and label[0] in accepted else None
