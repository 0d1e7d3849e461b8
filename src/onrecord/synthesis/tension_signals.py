"""Signals that two records are about one thing, and that they do not sit together.

Precision goes before recall: a false contradiction on a page costs more than a missed one. No
signal decides alone; each rule of `tensions.py` asks for two or more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from onrecord.components import data_table
from onrecord.core.evidence import Action, Modality, Statement, Status
from onrecord.core.findings import Evidence
from onrecord.synthesis.wording import deed_name

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON_IN_MORE_THAN = 30
"""A word in more records than this brings no pair together; it keeps the search near-linear."""
_NEAR = 60
_KEPT_MODALITIES = frozenset({Modality.PROMISE, Modality.THREAT, Modality.PLAN})
_REALISED = frozenset({Status.DONE, Status.ORDERED, Status.ANNOUNCED})
_UNDONE = frozenset({Status.NOT_DONE, Status.REVERSED, Status.DELAYED})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the earlier first where dates tell, and how alike their words are."""

    first: Evidence
    second: Evidence
    shared: frozenset[str]
    share: float


class Wordings:
    """The telling words of each record, worked out once."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self.evidence = evidence
        self.by_id = {item.id: terms(item.exact) - _names(item) for item in evidence}

    def pair(self, first: Evidence, second: Evidence) -> Pair:
        """How alike two records are."""
        a, b = self.by_id[first.id], self.by_id[second.id]
        shared = a & b
        shorter = min(len(a), len(b))
        return Pair(first, second, shared, len(shared) / shorter if shorter else 0.0)

    def alike(self) -> Iterator[Pair]:
        """Pairs of records that share telling words, in order; no pair twice."""
        settings = data_table("rubric.toml")["tensions"]
        holders: dict[str, list[int]] = defaultdict(list)
        for i, item in enumerate(self.evidence):
            for term in self.by_id[item.id]:
                holders[term].append(i)
        shared: Counter[tuple[int, int]] = Counter()
        for places in holders.values():
            if len(places) <= _COMMON_IN_MORE_THAN:
                shared.update(combinations(places, 2))
        for (i, j), count in sorted(shared.items()):
            if count < settings["shared_words"] - 1:
                continue
            pair = self.pair(self.evidence[i], self.evidence[j])
            if (
                len(pair.shared) >= settings["shared_words"]
                and pair.share >= settings["shared_share"]
            ):
                yield pair


def terms(text: str) -> frozenset[str]:
    """The words that tell what a text is about: not the commonest, plurals as singulars."""
    passed_over = _commonest()
    return frozenset(
        _stem(word)
        for word in (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text))
        if word not in passed_over and len(word) > 2
    )


def _names(item: Evidence) -> frozenset[str]:
    return terms(item.who.name) if item.who is not None else frozenset()


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def _commonest() -> frozenset[str]:
    return frozenset(data_table("wording.toml")["commonest"].split())


def is_negated(text: str) -> bool:
    """Whether the words deny: an odd number of negations in them."""
    return len(_negation().findall(text.replace("’", "'"))) % 2 == 1


@cache
def _negation() -> re.Pattern[str]:
    listed = data_table("rubric.toml")["tensions"]["words"]["negations"]
    whole = "|".join(re.escape(word) for word in listed if word != "n't")
    return re.compile(rf"\b(?:{whole})\b|n't\b", re.IGNORECASE)


def source_says(*evidence: Evidence) -> str | None:
    """The source's own word for it that things do not sit together, at one of the records."""
    for item in evidence:
        selector = item.citations[0].selector
        match = _source_words().search(selector.prefix + selector.exact + selector.suffix)
        if match:
            return match.group()
    return None


@cache
def _source_words() -> re.Pattern[str]:
    listed = data_table("rubric.toml")["tensions"]["words"]["source_says"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)


def are_joined(first: Evidence, second: Evidence) -> bool:
    """Whether one document tells both in one breath."""
    a, b = first.citations[0].selector, second.citations[0].selector
    if a.document != b.document:
        return False
    gap = max(a.span.start, b.span.start) - min(a.span.end, b.span.end)
    return 0 <= gap <= _NEAR


def opposed(a: float | None, b: float | None) -> bool:
    """Whether two directions clearly point opposite ways."""
    least = data_table("rubric.toml")["tensions"]["clear_direction"]
    return a is not None and b is not None and a * b < 0 and min(abs(a), abs(b)) >= least


def targets(item: Evidence) -> frozenset[str]:
    """Whom the record is directed at."""
    telling = item.telling
    if isinstance(telling, Action):
        return frozenset(telling.target)
    return frozenset({telling.target} if telling.target else ())


def binds(item: Evidence) -> bool:
    """Whether it is a promise, a threat or a plan: words that deeds can fail."""
    return isinstance(item.telling, Statement) and item.telling.modality in _KEPT_MODALITIES


def is_undone(item: Evidence) -> bool:
    """Whether it is a deed that was not done, or was undone or put off."""
    return isinstance(item.telling, Action) and item.telling.status in _UNDONE


def is_realised(item: Evidence) -> bool:
    """Whether it is a deed done, or ordered or announced by who can."""
    return isinstance(item.telling, Action) and item.telling.status in _REALISED


def names_deed(words: Iterable[str], deed: Evidence) -> bool:
    """Whether words name what sort of deed it is: "sanctions", "expulsion"."""
    telling = deed.telling
    return isinstance(telling, Action) and bool(terms(deed_name(telling)) & set(words))
