"""Names as the rules and the trained encoder find them together.

The encoder tells names by what stands around them, and knows many that no list holds; the rules are
sure of the names of the register, which is what links a mention to its entity. Where both find the
same name the rules' mention stays. What stands for a person without a name, pronouns and roles,
comes from the rules alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.core.document import Document
from onrecord.core.entities import EntityType, Register
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.encoder_input import Words
from onrecord.extraction.entities import entity_mentions, written
from onrecord.extraction.entities_scores import RuledName, encoders_type, name_scores
from onrecord.extraction.gazetteer import Gazetteer, gazetteer, name_words, word_set
from onrecord.extraction.roles import title_starting, told_beside

_BEFORE, _AFTER = 60, 100
"""Code points beside a name in which its title stands, or the role after its comma."""
_CURRENCY = re.compile(r"\s?\$")
"""What makes a country's name its money: "US$3 million"."""
_PARTY = re.compile(r"(?<=\()[A-Z]{1,3}-[A-Z]|(?<=, )[RDI]-[A-Z]")
_SHORT = 5
"""Letters of an abbreviated title at most."""


def mentions_of(
    document: Document, register: Register, seen: Encoded | None
) -> tuple[Mention, ...]:
    """The mentions of a document in text order and apart; by the rules alone if it is not seen."""
    ruled = entity_mentions(document, register)
    if seen is None or not len(seen.heads.words):
        return ruled
    known = gazetteer(register)
    names = _placed(ruled, seen.heads.words, known)
    by_place = {(name.mention.span.start, name.mention.span.end): name for name in names}
    found = _read(document.text, seen, names)
    people = {span.start for span, kind in found if kind is EntityType.PERSON}
    read = (
        _mention(document.text, span, kind, by_place.get((span.start, span.end)), known)
        for span, kind in found
        if not _is_short_title(document.text, span, people)
    )
    sure = {
        name.mention.span
        for name in names
        if name.known and not _CURRENCY.match(document.text, name.mention.span.end)
    }
    return _joined(
        [m for m in read if m is not None], [m for m in ruled if m.name is None or m.span in sure]
    )


def _placed(ruled: Iterable[Mention], words: Words, known: Gazetteer) -> list[RuledName]:
    """The names that the rules found, among the encoder's words."""
    named = [mention for mention in ruled if mention.name is not None]
    firsts = np.searchsorted(words.ends, [m.span.start for m in named], side="right")
    lasts = np.searchsorted(words.starts, [m.span.end for m in named], side="left") - 1
    return [
        RuledName(mention, _is_known(mention.name or "", known), first, last)
        for mention, first, last in zip(named, firsts.tolist(), lasts.tolist(), strict=True)
        if first <= last
    ]


def _is_known(name: str, known: Gazetteer) -> bool:
    bases = name.split()
    if "." in name:  # "John F. Vale" has a full stop of its own among its words
        bases = [base for base, _ in name_words(name, Span(0, len(name)))]
    return _type_of(bases, known) is not None


def _type_of(bases: list[str], known: Gazetteer) -> EntityType | None:
    """What the register says that these words name, if they are a name of it."""
    entry = known.match(bases, 0)
    return entry.type if entry is not None and len(entry.words) == len(bases) else None


def _read(text: str, seen: Encoded, names: Sequence[RuledName]) -> list[tuple[Span, EntityType]]:
    """The names that the encoder reads, with what the rules and the document add."""
    words = seen.heads.words
    found = seen.encoder.entities.ranges(name_scores(text, seen, names), words.opens)
    return [(words.span(first, last), EntityType(kind)) for first, last, kind in found]


def _mention(
    text: str, span: Span, kind: EntityType, ruled: RuledName | None, known: Gazetteer
) -> Mention | None:
    """The mention that a found name is; where the rules found the same, theirs.

    None for what is no name: a title or a role alone, which stands before another name ("Del.",
    "Lawmaker"), a handle, a description without any capital.
    """
    if ruled is not None and (ruled.known or encoders_type(ruled.mention.type) is kind):
        return ruled.mention
    found = list(name_words(text, span))
    bases = [base for base, _ in found]
    if _is_handle(text, span) or _is_title(text, span, bases):
        return None
    if len(bases) > 1 and span.of(text).islower():
        return None
    if kind is EntityType.PERSON:
        return _person(text, span, found)
    told = _type_of(bases, known)
    kind = EntityType.GPE if kind is EntityType.LOC and told is EntityType.GPE else kind
    return Mention(span=span, type=kind, name=written(bases))


def _is_handle(text: str, span: Span) -> bool:
    return "@" in text[max(0, span.start - 1) : span.start + 1]


def _is_title(text: str, span: Span, bases: list[str]) -> bool:
    """Whether a found name is no more than a title, a role, or a party and a state: "(R-Tex.)"."""
    if len(bases) == 1 and bases[0].lower() in word_set("roles.heads", "titles.toml"):
        return True
    if _PARTY.match(text, span.start):
        return True
    return title_starting([*bases, text[span.end : span.end + 1]], 0) >= len(bases)


def _is_short_title(text: str, span: Span, people: set[int]) -> bool:
    """Whether a found name abbreviates the title of the person named after it: "Del. Ada Vale"."""
    return len(span) <= _SHORT and text[span.end : span.end + 2] == ". " and span.end + 2 in people


def _person(text: str, span: Span, found: Sequence[tuple[str, Span]]) -> Mention:
    bases = [base for base, _ in found]
    title = title_starting(bases, 0)
    if 0 < title < len(found):
        span, bases = Span(found[title][1].start, span.end), bases[title:]
    line = _line(text, span)
    before, after = _bases(text, line.start, span.start), _bases(text, span.end, line.end)
    told, gender = told_beside(before + bases + after, len(before), len(before) + len(bases))
    return Mention(
        span=span, type=EntityType.PERSON, name=written(bases), title=told, gender=gender
    )


def _bases(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch of one line."""
    return [base for base, _ in name_words(text, Span(start, end))] if start < end else []


def _line(text: str, span: Span) -> Span:
    """The part of a name's line that can hold its title or role, cut between words."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _BEFORE)
    while start < span.start and start and not text[start - 1].isspace():
        start += 1
    end = min(len(text), span.end + _AFTER)
    stop = text.find("\n", span.end, end)
    return Span(start, end if stop < 0 else stop)


def _joined(names: list[Mention], ruled: Iterable[Mention]) -> tuple[Mention, ...]:
    """Names, and what rules alone find where no name is, or around one: "the Karsian president"."""
    starts = [name.span.start for name in names]
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in ruled:
        first = bisect_right(starts, mention.span.start)
        first -= first > 0 and names[first - 1].span.end > mention.span.start
        last = bisect_left(starts, mention.span.end)
        if mention.name is None and all(mention.span.contains(n.span) for n in names[first:last]):
            taken.update(range(first, last))
            kept.append(mention)
        elif first == last:
            kept.append(mention)
    kept.extend(name for i, name in enumerate(names) if i not in taken)
    return tuple(sorted(kept, key=lambda mention: mention.span.start))
