"""People who are spoken of and have no name: "a lawyer", "another official", "his wife".

They are no mentions of the document, but a pronoun after them may mean them, and must then not go
to whoever was named before.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from onrecord.core.entities import EntityType, Gender
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.gazetteer import title_gender, word_set
from onrecord.extraction.words import Words, words

_DETERMINERS = frozenset(
    "a an one another the his her their its this that each every my your our".split()
)
_LONGEST = 6


def strangers(
    text: str, sentences: list[Span], mentions: tuple[Mention, ...]
) -> Iterator[tuple[Mention, str]]:
    """People without a name, each with the noun for them; none that is a role of somebody named."""
    starts = [mention.span.start for mention in mentions]
    for sentence in sentences:
        found = words(text, sentence)
        first = bisect_left(starts, sentence.start)
        inside = mentions[first : bisect_left(starts, sentence.end)]
        people = [m.span for m in inside if m.type is EntityType.PERSON and m.name]
        roles = [m.span for m in inside if m.title is not None and not m.name]
        end = 0
        opening = [
            i for i, word in enumerate(found.lowers) if word in _DETERMINERS or word.endswith("'s")
        ]
        for i in opening:
            if i < end:
                continue
            head = _head(found, i + 1)
            if head is None:
                continue
            end = head + 1
            span = Span(found.starts[i], found.ends[head])
            if not (any(map(span.overlaps, roles)) or _describes(text, span, people)):
                noun = found.lowers[head]
                yield Mention(span=span, type=EntityType.PERSON, gender=_gender(noun)), noun


def _head(found: Words, start: int) -> int | None:
    """The noun for a person that a phrase comes down to; of several in a row, the last."""
    head = None
    for i in range(start, min(len(found), start + _LONGEST)):
        word = found.lowers[i]
        if not word[0].isalpha() and "-" not in word:
            break
        if word in _nouns():
            head = i
        elif head is not None or word in word_set("prepositions") or word in _DETERMINERS:
            break
    if head is None or (head + 1 < len(found) and found.lowers[head + 1] in _continuing()):
        return None
    return head


@cache
def _continuing() -> frozenset[str]:
    return word_set("offices_of") | word_set("roles.joins", "titles.toml")


@cache
def _nouns() -> frozenset[str]:
    roles = word_set("roles.heads", "titles.toml") | word_set("unnamed.people", "titles.toml")
    return roles | word_set("men") | word_set("women") | word_set("persons")


def _gender(noun: str) -> Gender | None:
    if noun in word_set("men"):
        return Gender.HE
    return Gender.SHE if noun in word_set("women") else title_gender(noun)


def _describes(text: str, span: Span, people: list[Span]) -> bool:
    """Whether a phrase describes somebody named beside it: "Vale, a lawyer," "the lawyer Vale"."""
    for name in people:
        if span.contains(name):
            continue
        if name.end <= span.start:
            between = text[name.end : span.start].strip(" ")
            if between in {"", ",", "is", "was", ", who is", ", who was", "("}:
                return True
        elif name.start >= span.end and text[span.end : name.start].strip(" ") in {"", ","}:
            return True
    return False
