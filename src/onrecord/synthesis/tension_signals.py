"""Signals that two records are about one thing, and that they do not sit together.

Precision goes before recall: a false contradiction on a page costs more than a missed one. No
signal decides alone; each rule of `tensions.py` asks for two or more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from onrecord.components import data_table
from onrecord.core.evidence import Action, Form, Modality, Statement, Status
from onrecord.core.findings import Evidence
from onrecord.synthesis.terms import terms
from onrecord.synthesis.wording import deed_name

_COMMON_IN_MORE_THAN = 30
"""A word in more records than this brings no pair together; it keeps the search near-linear."""
_NEAR = 60
_SAME_RUN = 7
_WORD = re.compile(r"\w+")
_KEPT_MODALITIES = frozenset({Modality.PROMISE, Modality.THREAT, Modality.PLAN})
_REALISED = frozenset({Status.DONE, Status.ORDERED, Status.ANNOUNCED})
_UNDONE = frozenset({Status.NOT_DONE, Status.REVERSED, Status.DELAYED})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the earlier first where dates tell, and how much they have in common.

    Attributes:
        shared: the telling words in both.
        share: how much of the shorter one that is.
        issues: policy issues that both are about.
    """

    first: Evidence
    second: Evidence
    shared: frozenset[str]
    share: float
    issues: tuple[str, ...]

    def turned(self, first: Evidence) -> "Pair":
        """The same pair with this record first."""
        return (
            self
            if self.first.id == first.id
            else replace(self, first=self.second, second=self.first)
        )


class Wordings:
    """The telling words of each record, worked out once.

    Args:
        evidence: in the order in which pairs shall come.
        policy: ids of policy issues; nearly everything is about some country.
    """

    def __init__(self, evidence: Sequence[Evidence], policy: frozenset[str]) -> None:
        self.evidence = evidence
        self.policy = policy
        self.by_id = {item.id: terms(item.exact) - _names(item) for item in evidence}

    def pair(self, first: Evidence, second: Evidence) -> Pair:
        """What two records have in common."""
        a, b = self.by_id[first.id], self.by_id[second.id]
        shared = a & b
        shorter = min(len(a), len(b))
        both = self.policy.intersection(second.telling.topics)
        return Pair(
            first,
            second,
            shared,
            len(shared) / shorter if shorter else 0.0,
            tuple(topic for topic in first.telling.topics if topic in both),
        )

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

    def deny(self, pair: Pair) -> bool:
        """Whether one denies what the other says in much the same words, and not in the same.

        One must have no negation at all: counting them does not tell what a long sentence denies.
        """
        settings = data_table("rubric.toml")["tensions"]
        sizes = sorted(len(self.by_id[item.id]) for item in (pair.first, pair.second))
        return (
            len(pair.shared) >= settings["shared_words"]
            and pair.share >= settings["denial_share"]
            and sizes[1] <= settings["denial_length"] * sizes[0]
            and is_negated(pair.first.exact) != is_negated(pair.second.exact)
            and not _same_words(pair.first.exact, pair.second.exact)
        )


def _names(item: Evidence) -> frozenset[str]:
    return terms(item.who.name) if item.who is not None else frozenset()


def is_negated(text: str) -> bool:
    """Whether there is a negation in the words."""
    return _negation().search(text.replace("’", "'")) is not None


def _same_words(a: str, b: str) -> bool:
    """Whether both hold the same stretch of words: one quotation under two names."""
    first, second = (_WORD.findall(text.casefold()) for text in (a, b))
    runs = {tuple(first[i : i + _SAME_RUN]) for i in range(len(first) - _SAME_RUN + 1)}
    return any(tuple(second[i : i + _SAME_RUN]) in runs for i in range(len(second) - _SAME_RUN + 1))


@cache
def _negation() -> re.Pattern[str]:
    listed = data_table("rubric.toml")["tensions"]["words"]["negations"]
    whole = "|".join(re.escape(word) for word in listed if word != "n't")
    return re.compile(rf"\b(?:{whole})\b|n't\b", re.IGNORECASE)


def source_says(*evidence: Evidence) -> str | None:
    """The source's own word for it that things do not sit together, at one of the records.

    What stands inside a quotation is the speaker's word and not the source's.
    """
    for item in evidence:
        selector = item.citations[0].selector
        telling = item.telling
        quoted = isinstance(telling, Statement) and telling.form is not Form.INDIRECT
        exact = " … " if quoted else selector.exact
        match = _source_words().search(selector.prefix + exact + selector.suffix)
        if match:
            return match.group()
    return None


def is_contrasted(first: Evidence, second: Evidence) -> bool:
    """Whether the source's own word for it stands between the two: "despite", "only to"."""
    gap = distance(first, second)
    later = second if gap is not None and gap > 0 else first
    between = later.citations[0].selector.prefix[-abs(gap) :] if gap else ""
    return _source_words().search(between) is not None


@cache
def _source_words() -> re.Pattern[str]:
    listed = data_table("rubric.toml")["tensions"]["words"]["source_says"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)


def are_joined(first: Evidence, second: Evidence) -> bool:
    """Whether one document tells both in one breath."""
    gap = distance(first, second)
    return gap is not None and abs(gap) <= _NEAR


def distance(first: Evidence, second: Evidence) -> int | None:
    """Code points from the end of the first to the start of the second in one document.

    Negative where the second comes before; None where no document tells both.
    """
    a, b = first.citations[0].selector, second.citations[0].selector
    if a.document != b.document:
        return None
    if a.span.overlaps(b.span):
        return 0
    return b.span.start - a.span.end if a.span.end <= b.span.start else b.span.end - a.span.start


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


def modality(item: Evidence) -> Modality | None:
    """What a statement does; None for a deed."""
    return item.telling.modality if isinstance(item.telling, Statement) else None


def is_denial(item: Evidence) -> bool:
    """Whether it is a denial, by what it does or by its words."""
    return modality(item) is Modality.DENIAL


def is_undone(item: Evidence) -> bool:
    """Whether it is a deed that was not done, or was undone or put off."""
    return isinstance(item.telling, Action) and item.telling.status in _UNDONE


def is_realised(item: Evidence) -> bool:
    """Whether it is a deed done, or ordered or announced by who can."""
    return isinstance(item.telling, Action) and item.telling.status in _REALISED


def names_deed(pair: Pair, deed: Evidence) -> bool:
    """Whether the two share the name of the deed: "sanctions", "expulsion"."""
    telling = deed.telling
    return isinstance(telling, Action) and bool(terms(deed_name(telling)) & pair.shared)


def names_pledge(pledge: Evidence, deed: Evidence) -> bool:
    """Whether the deed's own words name the pledge: "Vale walked back her threat"."""
    telling = pledge.telling
    return isinstance(telling, Statement) and telling.modality.value in deed.exact.casefold()
