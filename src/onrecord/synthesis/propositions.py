"""What a sentence says, and what it denies: made comparable without a parser.

Two records can stand against each other in the same words ("it would be", "it would not be"), or
in words of opposite ends ("stay", "lift"). Which of its words a sentence denies is told by the
negations before them in the same clause; two negations cancel out. Irony, and what a question
takes for granted, stay unseen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.components import data_table
from onrecord.synthesis.sentences import SENTENCE_END
from onrecord.synthesis.terms import WORD, stem, term

_SENTENCE = re.compile(rf"{SENTENCE_END.pattern}|;+")
_TOKEN = re.compile(rf"[0-9][0-9,]*(?:\.[0-9]+)?|{WORD.pattern}|[,:()–—]")
_NUMBER_REACH = 3
FOR_OR_AGAINST = "for or against"
"""The axis whose words tell by themselves whom or what somebody backs."""
_OPENING_WORDS = 3
_ASIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One sentence, taken apart.

    Attributes:
        words: its words in order, without negations and the auxiliaries that carry them.
        terms: the words that tell what it is about, by their stems; names of a country by its id.
        names: those of them that are names, as far as capitals tell.
        denied: those of them that it denies.
        poles: for each axis of the rubric on which it stands at one end alone, which: 1 or -1.
        ends: the telling words that put it at an end of an axis.
        negations: how many there are.
        numbers: each number with the words that it counts.
        conditional: whether it claims nothing: a question, or what would be if.
        advised: whether it says what should be, and not what is.
        relayed: whether it hands on what somebody else said.
        trusts: whether the speaker believes what it hands on.
        denial: whether the whole of it is what somebody denies: "denied the crossing".
        aside: terms that it only mentions, after "over" or "of": "warned of the raid".
        rebutted: terms of the claims that it calls untrue: "his claims of a raid are unfounded".
        is_clause: whether it surely has a verb of its own, as far as auxiliaries tell.
    """

    words: tuple[str, ...]
    terms: frozenset[str]
    names: frozenset[str]
    denied: frozenset[str]
    poles: Mapping[str, int]
    ends: frozenset[str]
    negations: int
    numbers: tuple[tuple[float, frozenset[str]], ...] = ()
    conditional: bool = False
    advised: bool = False
    relayed: bool = False
    trusts: bool = False
    denial: bool = False
    is_clause: bool = False
    rebutted: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()


def propositions(
    text: str, names: Mapping[str, str] | None = None, *, lead: str = ""
) -> tuple[Proposition, ...]:
    """The sentences of a text that say something.

    Args:
        text: the words of a record.
        names: ids of countries by the names and demonyms for them, in lower case.
        lead: words before it that turn it or say which way it goes ("refused to endorse"), and are
            not what it is about.
    """
    parts = [part for part in _SENTENCE.split(text) if part]
    leads = [lead, *[""] * len(parts)]
    made = [
        _proposition(part, before, names or {}) for part, before in zip(parts, leads, strict=False)
    ]
    return tuple(p for p in made if p.terms or p.poles)


def _proposition(sentence: str, lead: str, names: Mapping[str, str]) -> Proposition:
    leading = _TOKEN.findall(lead)
    tokens = [*leading, *_TOKEN.findall(sentence)]
    bare = [token.casefold().replace("’", "'") for token in tokens]
    turned = _turned(bare)
    told = [
        None if i < len(leading) or _tells_nothing(bare, i) else _term(token, names)
        for i, token in enumerate(tokens)
    ]
    ends, phrases = _ends(bare, turned)
    table = _words()
    held: dict[str, set[bool]] = {}
    for word, parity in zip(told, turned, strict=True):
        if word is not None:
            held.setdefault(word, set()).add(parity)
    return Proposition(
        words=tuple(w for w in bare if w[0].isalnum() and not _negates(w) and w not in _SUPPORT),
        terms=frozenset(held),
        names=frozenset(
            t for i, t in enumerate(told) if t and _is_name(tokens[i], t, i - len(leading), names)
        ),
        denied=frozenset(word for word, ends in held.items() if ends == {True}),
        poles={axis: min(signs) for axis, signs in ends.items() if len(signs) == 1},
        ends=frozenset(word for phrase in phrases for word in phrase),
        negations=sum(_is_negation(bare, i) or _falsifies(bare, i) for i in range(len(bare))),
        numbers=tuple(_numbers(bare, told)),
        conditional="?" in sentence
        or any(word in table["conditions"] for word in bare)
        or any(pair in _UNREAL for pair in pairwise(bare)),
        advised=_advises(bare),
        relayed=_relays(bare),
        trusts=any(pair in _TRUSTING for pair in pairwise(bare)),
        is_clause=any(word in table["auxiliaries"] or _negates(word) for word in bare),
        rebutted=frozenset(_rebutted(bare, told)),
        aside=frozenset(t for i, t in enumerate(told) if t and _is_aside(bare, i)),
        denial=any(word in table["denying"] for word in bare[:_OPENING_WORDS]),
    )


_UNREAL = frozenset({("would", "have"), ("could", "have"), ("might", "have")})
_TRUSTING = frozenset({("i", "trust"), ("i", "believe"), ("we", "trust"), ("we", "believe")})
_JOINING = frozenset({"and", "or"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "our"})
_SUPPORT = frozenset({"do", "does", "did"})


def _term(token: str, names: Mapping[str, str]) -> str | None:
    if token[0].isupper() and (country := names.get(token.casefold().removesuffix("'s"))):
        return country
    return term(token) if token[0].isalpha() else None


def _is_name(token: str, told: str, place: int, names: Mapping[str, str]) -> bool:
    return token[0].isupper() and (place > 0 or told in names.values())


def _rebutted(words: Sequence[str], told: Sequence[str | None]) -> Iterator[str]:
    """What stands between "claims" and "are false", but for the parties of "a deal between"."""
    table = _words()
    for i, word in enumerate(words):
        if word in table["falsifiers"] and table["copulas"].intersection(words[max(0, i - 3) : i]):
            claims = [j for j in range(i) if words[j] in table["claims"]]
            if claims:
                end = (
                    words.index("between", claims[-1], i)
                    if "between" in words[claims[-1] : i]
                    else i
                )
                yield from (term for term in told[claims[-1] + 1 : end] if term)


def _is_aside(words: Sequence[str], i: int) -> bool:
    return any(word in _words()["mentioning"] for word in words[max(0, i - _ASIDE) : i])


def _turned(words: Sequence[str]) -> list[bool]:
    """For each word whether an odd number of negations stands over it.

    A negation reaches to the end of its clause; a word such as "unfounded" turns the whole.
    """
    whole = sum(_falsifies(words, i) for i in range(len(words))) % 2 == 1
    turned, parity = [], False
    for i in range(len(words)):
        if _opens_clause(words, i):
            parity = False
        elif _is_negation(words, i):
            parity = not parity
        turned.append(parity != whole)
    return turned


def _advises(words: Sequence[str]) -> bool:
    """Whether it says what should be, by a verb or as a command; "those who want" do not."""
    commands = words[:1] in (["don't"], ["never"]) or words[:2] == ["do", "not"]
    advice = _words()["advice"]
    return commands or any(w in advice and words[i - 1 : i] != ["who"] for i, w in enumerate(words))


def _falsifies(words: Sequence[str], i: int) -> bool:
    """Whether a word calls untrue what the sentence says: not "false stories about the talks".

    "The Karsian Hoax" is a name for something; what "is a hoax" is not so.
    """
    table = _words()
    if words[i] not in table["falsifiers"] or table["stories"].intersection(words[i + 1 : i + 2]):
        return False
    return words[i] not in table["names_of_affairs"] or not table["copulas"].isdisjoint(
        words[max(0, i - 3) : i]
    )


def _opens_clause(words: Sequence[str], i: int) -> bool:
    """Whether the reach of a negation ends here; "not bow and back Okoro" is one clause."""
    table = _words()
    if words[i] in _JOINING:
        after = words[i + 1] if i + 1 < len(words) else ""
        return after in table["subjects"] or after in table["auxiliaries"] or _negates(after)
    return not words[i][0].isalnum() or words[i] in table["clause_openers"]


def _tells_nothing(words: Sequence[str], i: int) -> bool:
    table = _words()
    return (
        _negates(words[i])
        or words[i] in table["falsifiers"]
        or words[i] in table["units"]
        or _refuses(words, i)
    )


def _relays(words: Sequence[str]) -> bool:
    """Whether another than the speaker says it: "he said it was not so"; "I said" is no such."""
    table = _words()["relaying"]
    return any(
        word in table and words[i - 1 : i] not in (["i"], ["we"]) for i, word in enumerate(words)
    )


def _negates(word: str) -> bool:
    return word.endswith("n't") or word in _words()["negations"]


def _is_negation(words: Sequence[str], i: int) -> bool:
    """Whether it denies what follows; "not only ships" denies nothing."""
    only = words[i] == "not" or words[i].endswith("n't")
    if only and words[i + 1 : i + 2] and words[i + 1] in _words()["onlys"]:
        return False
    return _negates(words[i]) or _refuses(words, i)


def _refuses(words: Sequence[str], i: int) -> bool:
    """Whether it is the verb of a thing not done: "refused to endorse", "failed to publish"."""
    return words[i] in _words()["refusals"] and words[i + 1 : i + 2] == ["to"]


def _ends(
    words: Sequence[str], turned: Sequence[bool]
) -> tuple[dict[str, set[int]], set[tuple[str, ...]]]:
    """The ends of each axis that are named, a negation turning them; and the words that do."""
    stems = [stem(word) if word[0].isalpha() else word for word in words]
    never = _never()
    ends: dict[str, set[int]] = {}
    named: set[tuple[str, ...]] = set()
    for i, first in enumerate(stems):
        if words[i].endswith("ed") and i and words[i - 1] in _DETERMINERS:
            continue  # "a continued threat" continues nothing
        for phrase, axis, sign in _axes().get(first, ()):
            if tuple(stems[i : i + len(phrase)]) == phrase and (*stems[i : i + 2],) not in never:
                ends.setdefault(axis, set()).add(-sign if turned[i] else sign)
                named.add(phrase)
    return ends, named


def _numbers(
    words: Sequence[str], told: Sequence[str | None]
) -> Iterator[tuple[float, frozenset[str]]]:
    for i, word in enumerate(words):
        if word[0] in "0123456789" and not _is_year(word):
            after = told[i + 1 : i + 1 + _NUMBER_REACH]
            counted = frozenset(t for t in after if t)
            if counted:
                yield float(word.replace(",", "")), counted


def _is_year(word: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", word) is not None


@cache
def is_position(axis: str) -> bool:
    """Whether words of an end of the axis tell by themselves where somebody stands."""
    table = data_table("rubric.toml")["tensions"]["axes"]
    return any(entry["axis"] == axis and entry.get("position", False) for entry in table)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = data_table("rubric.toml")["tensions"]["words"]
    return {name: frozenset(listed) for name, listed in table.items()}


@cache
def _axes() -> Mapping[str, list[tuple[tuple[str, ...], str, int]]]:
    """The words and phrases of each end of each axis, by the stem that opens them."""
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for axis in data_table("rubric.toml")["tensions"]["axes"]:
        for sign, listed in ((1, axis["one"]), (-1, axis["other"])):
            for entry in listed:
                phrase = tuple(map(stem, entry.split()))
                found.setdefault(phrase[0], []).append((phrase, axis["axis"], sign))
    return found


@cache
def _never() -> frozenset[tuple[str, ...]]:
    """Pairs of words whose first one is at no end of an axis: "the wrong side"."""
    axes = data_table("rubric.toml")["tensions"]["axes"]
    return frozenset(
        tuple(map(stem, entry.split())) for axis in axes for entry in axis.get("never", ())
    )
