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
from onrecord.documents.clutter import table, wording_kind
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
_RIGHTS = re.compile(r"(?:Copyright )?©|All rights reserved")
_SMALL = frozenset("of the and de la von van der al bin for mac".split())
_LONGEST_LABEL = 60
_FEWEST_LABELS = 3
_LONGEST_FRONT = 25
_LINE_OF_FRONT_MATTER = 160
_MOST_PROSE = 3
"""Paragraphs before the first label: an article that goes on to quote a dialogue has more."""
_SHARE = 0.15
"""Least share of labelled paragraphs; press secretaries and candidates speak several in a turn."""


def is_transcript(text: str) -> bool:
    """Whether speaker labels carry the text."""
    lines = lines_of(text)
    found = [_label(line.words) for line in lines]
    found = [  # `Vale: 12` is a score, not a speech
        label if label and re.search(r"[^\W\d_]{2}", line.words[label[1] :]) else None
        for line, label in zip(lines, found, strict=True)
    ]
    labels = [label for label in found if label is not None]
    counts = Counter(name for name, _ in labels)
    repeated = {name: count for name, count in counts.items() if count > 1}
    if len(labels) < _FEWEST_LABELS or not repeated:
        return False
    first = next(place for place, label in enumerate(found) if label is not None)
    prose = sum(len(line.words) > _LINE_OF_FRONT_MATTER for line in lines[:first])
    if first > _LONGEST_FRONT or prose > _MOST_PROSE:
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
        return tuple(_front(lines))
    breaks = 0
    for line in lines:
        if _split(line.words, accepted) is not None or _is_direction(line.words):
            breaks += 1  # a label begins anew, whatever the layout
        line.block += breaks
    units = joined(text, lines)
    told = _before_narration(units, accepted)
    spoken = list(_turns(units[:told], accepted, speaker))
    return (*spoken, *_front(units[told:], titled=True))


def _turns(units: list[Unit], accepted: frozenset[str], speaker: str | None) -> Iterable[Segment]:
    label: Span | None = None
    titled = speaker is not None
    for unit in units:
        split = _split(unit.words, accepted)
        start = 0
        if split is not None:
            speaker, start = split
            label = Span(unit.start, unit.start + len(speaker))
            if start >= len(unit.words):
                continue
        span = Span(unit.start + start, unit.end)
        if speaker is None:
            yield from _front([unit], titled=titled)
            titled = True
        elif _is_aside(unit.words[start:]):
            yield Segment(kind=SegmentKind.BOILERPLATE, span=span)
        else:
            yield Segment(kind=SegmentKind.TURN, span=span, speaker=speaker, label=label)


def _before_narration(units: list[Unit], accepted: frozenset[str]) -> int:
    """How many units come before an article goes on after the dialogue that it quotes.

    Told by a paragraph after the last label that says of its speaker what the speaker said.
    """
    labels = [place for place, unit in enumerate(units) if _split(unit.words, accepted)]
    if len(labels) < _FEWEST_LABELS:
        return len(units)
    speaker = units[labels[-1]].words.split(":")[0].split()[-1]
    report = re.compile(rf"\b{re.escape(speaker)} (?:said|says|told|added|denied|later)\b", re.I)
    for place in range(labels[-1] + 1, len(units)):
        if report.search(units[place].words[:_LINE_OF_FRONT_MATTER]):
            return place
    return len(units)


def _front(units: list[Unit], *, titled: bool = False) -> Iterable[Segment]:
    """The parts that nobody speaks; the first is the title, if none came."""
    for unit in units:
        kind = wording_kind(unit.words) or SegmentKind.PARAGRAPH
        if kind == SegmentKind.PARAGRAPH and not titled:
            kind, titled = SegmentKind.TITLE, True
        yield Segment(kind=kind, span=Span(unit.start, unit.end))


def _is_aside(words: str) -> bool:
    return _is_direction(words) or _RIGHTS.match(words) is not None


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
