"""Who is named: people, bodies, places, peoples; and the pronouns and roles that stand for people.

Capitals alone do not make a name: sentences begin with them, headlines and titles are full of
them. So names are read twice. The first reading takes what shows by itself what it is (a known
name, a first name, a title before it, a word such as "Committee"); the second takes bare surnames
of people whom the first has found, and what speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.core.document import Document, Segment, SegmentKind
from onrecord.core.entities import EntityType, Gender, Register
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.gazetteer import (
    Entry,
    Gazetteer,
    NameWords,
    gazetteer,
    is_first_name,
    name_words,
    word_set,
)
from onrecord.extraction.roles import role_alone, title_ending, title_starting, told_beside
from onrecord.extraction.words import sentences

_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.SHE),
    "who": None,
    "whom": None,
}
_OPENING = _PRONOUNS.keys() | {"the"}
_HEADLINE_SHARE = 0.65
_JOINING = frozenset({"of", "for", "and", "on", "the", "a"})
_LONGEST_BODY, _LONGEST_RUN = 9, 60  # in words


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a sentence without their possessive endings, and where they stand."""

    bases: list[str]
    places: NameWords
    headline: bool

    def span(self, start: int, end: int) -> Span:
        return self.places.span(start, end)

    def word(self, i: int) -> str:
        return self.bases[i] if 0 <= i < len(self.bases) else "."


@dataclass(frozen=True, slots=True)
class _Name:
    """A capitalised stretch: its words, what it names if that is certain, and what speaks of it."""

    sentence: _Sentence
    start: int
    end: int
    type: EntityType | None
    title: str | None = None
    gender: Gender | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.sentence.bases[self.start : self.end])


def entity_mentions(document: Document, register: Register) -> tuple[Mention, ...]:
    """The mentions of a document's told segments, in text order and apart."""
    known = gazetteer(register)
    read: list[_Name | Mention] = []
    for segment in document.told():
        for sentence in _sentences(document.text, segment):
            read.extend(_read(sentence, known))
    surnames, bodies = _surnames(read), _bodies(read)
    found = (
        item if isinstance(item, Mention) else _decided(item, surnames, bodies) for item in read
    )
    return _apart([mention for mention in found if mention is not None])


def _sentences(text: str, segment: Segment) -> Iterator[_Sentence]:
    for span in sentences(text, segment.span):
        found = name_words(text, span)
        yield _Sentence(found.bases, found, _is_headline(found.bases, segment))


def _is_headline(bases: list[str], segment: Segment) -> bool:
    """Whether capitals tell nothing here: a title, or a line like one, in title case."""
    long = (base[0].isupper() for base in bases if len(base) > 3 and base.isalpha())
    if segment.kind is SegmentKind.TITLE:
        capitals = list(long)
        return len(capitals) > 2 and sum(capitals) >= _HEADLINE_SHARE * len(capitals)
    count = 0
    for is_capital in long:
        if not is_capital:  # soon, in most sentences
            return False
        count += 1
    return count > 2 and bases[-1] not in {".", "”", '"', "?", "!"}


def _read(sentence: _Sentence, known: Gazetteer) -> Iterator[_Name | Mention]:
    end = 0
    for i, base in enumerate(sentence.bases):
        if i < end or not _may_open(base):
            continue
        item = _item_at(sentence, i, known)
        if item is not None:
            found, end = item
            yield found


@lru_cache(maxsize=50_000)
def _may_open(base: str) -> bool:
    """Whether a word can begin a mention, by itself; most words of a text cannot."""
    if base in word_set("particles") or base in _OPENING:
        return True
    if base in word_set("ordinary"):
        return False
    begins = base[0].isalpha() and not base[0].islower()
    return begins or "-" in base or base.lower() in _OPENING


def _item_at(sentence: _Sentence, i: int, known: Gazetteer) -> tuple[_Name | Mention, int] | None:
    """The mention or name that a word begins, and the place past it."""
    base = sentence.bases[i]
    lower = base.lower()
    if lower in _PRONOUNS and not (base.isupper() and len(base) > 1):
        return _pronoun(sentence, i), i + 1
    role = role_alone(sentence.bases, i) if lower == "the" else None
    if role is not None:
        span = sentence.span(role.start, role.end)
        return Mention(span=span, type=EntityType.PERSON, title=role.title), role.end
    if not base[0].isalpha() or (base[0].islower() and base not in word_set("particles")):
        entry = known.match(sentence.bases, i) if "-" in base else None
        if entry is None:
            return None
    name = _name_at(sentence, i, known)
    return None if name is None else (name, name.end)


def _pronoun(sentence: _Sentence, i: int) -> Mention:
    lower = sentence.bases[i].lower()
    return Mention(span=sentence.span(i, i + 1), type=EntityType.PERSON, gender=_PRONOUNS[lower])


def _name_at(sentence: _Sentence, start: int, known: Gazetteer) -> _Name | None:
    bases = sentence.bases
    title = title_starting(bases, start)
    entry = known.match(bases, start)
    body = _body_end(sentence, start)
    if body > start + (len(entry.words) if entry else 1):
        begun = start + (bases[start] == "The")
        return _Name(sentence, begun, body, EntityType.ORG)
    if entry is not None and len(entry.words) >= max(title, 1):
        return _known_name(sentence, start, entry, known)
    if title:
        return (
            _name_at(sentence, start + title, known)
            if _opens_name(sentence, start + title)
            else None
        )
    if not bases[start][0].isupper():
        return None
    end = _run_end(sentence, start, known)
    begun = _without_opener(sentence, start, end)
    if begun == end:  # perhaps a surname that is a word as well
        return _Name(sentence, start, end, None) if end == start + 1 else None
    if begun > start:
        return _name_at(sentence, begun, known)
    return _classified(sentence, start, end)


def _body_end(sentence: _Sentence, start: int) -> int:
    """Past a name that joins its words ("Committee for Karsian Affairs"); start when it is none."""
    bodies = word_set("organisation_words", "titles.toml")
    bases, end, joined = sentence.bases, start + 1, False
    last = start
    while end < min(len(bases), start + _LONGEST_BODY) and bases[start][0].isupper():
        base = bases[end]
        if base[0].isupper() and base.isalpha():
            end += 1
            if base in bodies or (joined and bases[start] in bodies):
                last = end
        elif (
            base in _JOINING
            and bases[end - 1] != "and"
            and (base == "and" or joined or bases[end - 1] in bodies)
        ):
            joined = True
            end += 1
        else:
            break
        if _was_possessive(sentence, end - 1):
            break
    if not joined or last <= start + 2 or sentence.headline:
        return start
    inside = bases[start:last]
    if "and" in inside and (bases[start] in bodies or len(inside) < 4):
        return start
    return last if any(base in _JOINING for base in inside) else start


def _opens_name(sentence: _Sentence, i: int) -> bool:
    word = sentence.word(i)
    return word[0].isupper() and word.lower() not in _PRONOUNS


def _known_name(sentence: _Sentence, start: int, entry: Entry, known: Gazetteer) -> _Name:
    """A known name, or the longer name that it is only the beginning of."""
    end = start + len(entry.words)
    if len(entry.words) == 1 and entry.type is not EntityType.ORG:
        longer = _run_end(sentence, start, known)
        if longer > end:
            last = sentence.bases[longer - 1]
            if last in word_set("organisation_words", "titles.toml"):
                return _Name(sentence, start, longer, EntityType.ORG)
            if entry.type is EntityType.NORP:
                return _Name(sentence, start, end, entry.type)
            if last in word_set("place_words", "titles.toml") and not sentence.headline:
                return _Name(sentence, start, longer, EntityType.LOC)
    if entry.type is EntityType.PERSON:
        while sentence.word(end) in word_set("suffixes"):
            end += 1
        return _person(sentence, start, end, entry.gender)
    return _Name(sentence, start, end, entry.type)


def _run_end(sentence: _Sentence, start: int, known: Gazetteer) -> int:
    """Past the last word of a capitalised stretch; a known longer name inside it ends it."""
    bases, end = sentence.bases, start + 1
    while end < min(len(bases), start + _LONGEST_RUN):
        base = bases[end]
        if _was_possessive(sentence, end - 1):
            break
        if base in word_set("particles") and _opens_name(sentence, end + 1) and end > start:
            end += 2
            continue
        if base == "." and _is_initial(bases[end - 1]) and _opens_name(sentence, end + 1):
            end += 1
            continue
        if not base[0].isupper() or base.lower() in _PRONOUNS or _is_pronoun_i(sentence, end):
            break
        entry = known.match(bases, end)
        if entry is not None and (len(entry.words) > 1 or entry.type is EntityType.NORP):
            break
        end += 1
    return end


def _is_pronoun_i(sentence: _Sentence, i: int) -> bool:
    return sentence.bases[i] == "I" and sentence.word(i + 1) != "."


def _is_initial(base: str) -> bool:
    return len(base) == 1 and base.isupper()


def _was_possessive(sentence: _Sentence, i: int) -> bool:
    starts, ends = sentence.places.starts, sentence.places.ends
    return i + 1 < len(starts) and starts[i + 1] - ends[i] > 2


def _without_opener(sentence: _Sentence, start: int, end: int) -> int:
    """Past words that are capitalised only because they begin a sentence or a title."""
    while start < end:
        base = sentence.bases[start]
        opens = start == 0 or not sentence.bases[start - 1][0].isalnum()
        title = title_ending(sentence.bases, start)
        if title is not None and sentence.bases[title.start][0].isupper():
            return start
        ordinary = base.lower() in word_set("ordinary")
        first_name = is_first_name(base) and end - start > 1
        if not (ordinary and opens and not first_name):
            return start
        start += 1
    return start


def _classified(sentence: _Sentence, start: int, end: int) -> _Name | None:
    """What an unknown capitalised stretch names, by its words and what is around it."""
    run = sentence.bases[start:end]
    certain = _by_its_words(run)
    if certain is not None:  # alone, "the Post" is known only by its full name elsewhere
        return _Name(sentence, start, end, certain if len(run) > 1 else None)
    if run[-1] in word_set("event_words", "titles.toml"):
        return None
    if title_ending(sentence.bases, start) is not None:
        return _person(sentence, start, end, None)
    if len(run) == 1:
        return _Name(sentence, start, end, None)
    if is_first_name(run[0]) and not (sentence.headline and len(run) > 3):
        return _person(sentence, start, min(end, start + 4), None)
    if sentence.headline or any(word.lower() in word_set("ordinary") for word in run):
        return None
    if sentence.word(start - 1) in {"in", "at", "near", "from"}:
        return _Name(sentence, start, end, EntityType.LOC)
    return _person(sentence, start, end, None) if len(run) <= 3 else None


def _by_its_words(run: list[str]) -> EntityType | None:
    bodies = word_set("organisation_words", "titles.toml")
    if run[-1] in bodies or run[0] in bodies:
        return EntityType.ORG
    return EntityType.LOC if run[-1] in word_set("place_words", "titles.toml") else None


def _person(sentence: _Sentence, start: int, end: int, gender: Gender | None) -> _Name:
    title, told = told_beside(sentence.bases, start, end)
    return _Name(sentence, start, end, EntityType.PERSON, title, gender or told)


def written(words: Sequence[str]) -> str:
    """A name as it is written, out of its words: "John F. Vale"."""
    return " ".join(words).replace(" .", ".")


def _surnames(read: list[_Name | Mention]) -> frozenset[str]:
    """Words by which the people named in full may be called later."""
    last: set[str] = set()
    for item in read:
        if isinstance(item, _Name) and item.type is EntityType.PERSON and len(item.words) > 1:
            parts = [word for word in item.words if word not in word_set("suffixes")]
            last.update(parts[:1], parts[-1:])  # "Jr Jr" has none
    return frozenset(last)


def _bodies(read: list[_Name | Mention]) -> dict[str, str]:
    """Bodies named in full by their last word: "the Post" is the one Post of the document."""
    found: dict[str, set[str]] = {}
    for item in read:
        if isinstance(item, _Name) and item.type is EntityType.ORG and len(item.words) > 1:
            found.setdefault(item.words[-1], set()).add(" ".join(item.words))
    return {
        word: min(names)
        for word, names in found.items()
        if word not in word_set("place_words", "titles.toml")  # "the House" is not the White House
        and len({name.removeprefix("The ") for name in names}) == 1
    }


def _decided(name: _Name, surnames: frozenset[str], bodies: dict[str, str]) -> Mention | None:
    """The mention that a name is, once all full names are known; None when it is none."""
    if name.type is None:
        body = bodies.get(name.words[0])
        if body is not None and name.sentence.word(name.start - 1).lower() == "the":
            span = name.sentence.span(name.start, name.end)
            return Mention(span=span, type=EntityType.ORG, name=body)
        if name.words[0] in surnames and not _is_plain_word(name):
            name = _person(name.sentence, name.start, name.end, None)
        elif _is_new_name(name):
            name = replace(name, type=EntityType.PERSON)
        else:
            return None
    assert name.type is not None
    return Mention(
        span=name.sentence.span(name.start, name.end),
        type=name.type,
        name=written(name.words),
        title=name.title,
        gender=name.gender if name.type is EntityType.PERSON else None,
    )


def _is_plain_word(name: _Name) -> bool:
    """Whether a surname is the month or the start of a sentence here: "May 5", "in May"."""
    if name.words[0].lower() not in word_set("ordinary"):
        return False
    before, after = name.sentence.word(name.start - 1), name.sentence.word(name.end)
    opens = not before[0].isalnum()
    return (
        after[0].isdigit()
        or before.lower() in {"in", "since", "until", "by", "last", "next", "early", "late"}
        or (opens and after.lower() not in word_set("speaking") and after not in {",", "'"})
    )


def _is_new_name(name: _Name) -> bool:
    """Whether an unknown capitalised word is somebody who speaks here and nowhere in full."""
    word = name.words[0]
    return (
        not name.sentence.headline
        and word.lower() not in word_set("ordinary")
        and len(word) > 2
        and not word.isupper()
        and name.sentence.word(name.end).lower() in word_set("reporting")
    )


def _apart(mentions: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return tuple(kept)
