"""Pairs of records worth a look, and what the two have in common.

Five ways lead to a pair: records share telling words; they are of one side, toward one target, on
one issue; one document tells both near each other; a pledge and a deed undone are told together;
they tell deeds of one kind toward one target.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from onrecord.components import data_table
from onrecord.core.entities import Register
from onrecord.core.evidence import Action
from onrecord.core.findings import Evidence
from onrecord.synthesis.contrasts import WORDS_OF_A_MIRROR, Circumstances, contrasts
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.propositions import Proposition, propositions
from onrecord.synthesis.selection import in_order, standing, weightiest
from onrecord.synthesis.surroundings import Texts
from onrecord.synthesis.tension_deeds import pairs_of_deeds, told_elsewhere
from onrecord.synthesis.tension_signals import (
    binds,
    calls_untrue,
    charging_words,
    disowns,
    distance,
    is_carried,
    is_near,
    is_undone,
    is_within_reach,
    leading_words,
    names_whole_deed,
    owners,
    targets,
)
from onrecord.synthesis.tension_sources import headline_says, sets_apart, source_says
from onrecord.synthesis.terms import terms

_COMMON_IN_MORE_THAN = 30
"""A word in more records than this brings no pair together; it keeps the search near-linear."""
_SHARED = 2
_SHARE = 0.3
_BEST_OF_A_GROUP = 4
_FULL_STOP = 1
_NEAR_NEIGHBOURS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records, the earlier first where dates tell, and how they stand to each other.

    Attributes:
        shared: the telling words in both.
        told: those of them that are no names.
        issues: policy issues that both are about.
        signs: the tests on their words that they fail, see `contrasts`.
        near: whether one document tells both within some sentences.
        marked: the source's own word for it that they do not sit together.
    """

    first: Evidence
    second: Evidence
    shared: frozenset[str]
    told: frozenset[str]
    issues: tuple[str, ...]
    signs: frozenset[str]
    near: bool
    marked: str | None

    def turned(self, first: Evidence) -> "Pair":
        """The same pair with this record first."""
        return (
            self
            if self.first.id == first.id
            else replace(self, first=self.second, second=self.first)
        )


class Wordings:
    """The words of each record taken apart once, and the pairs that they lead to.

    Args:
        evidence: in the order in which pairs shall come.
        policy: ids of policy issues; nearly everything is about some country.
        register: names and demonyms of countries.
        texts: the documents, for the sources' own words around a record.
        wanted: ids of the records of which each pair must hold one; all by default. The others are
            then only looked at beside these.
    """

    def __init__(
        self,
        evidence: Sequence[Evidence],
        policy: frozenset[str],
        register: Register,
        texts: Texts,
        wanted: frozenset[str] | None = None,
    ) -> None:
        self.evidence = evidence
        self._policy = policy
        self._texts = texts
        self._countries = country_names(register)
        self._read: dict[str, tuple[Proposition, ...]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._is_wanted = {item.id: wanted is None or item.id in wanted for item in evidence}
        self._wanted = [item for item in evidence if self._is_wanted[item.id]]
        self._tellers = {c.telling: item for item in evidence for c in item.citations}
        self._presumed = {deed.id: by for deed, by in self._unowned()}

    def presumed(self, deed: Evidence) -> frozenset[str]:
        """Whose deed an unowned one left undone is: theirs whose pledge of it is told beside it.

        "Five months after Vale threatened sanctions, none were imposed."
        """
        return self._presumed.get(deed.id, frozenset())

    def teller(self, deed: Evidence) -> Evidence | None:
        """The statement on whose word alone a deed is told; None where the source itself tells."""
        telling = deed.telling
        told_by = telling.told_by if isinstance(telling, Action) else None
        return self._tellers.get(told_by) if told_by is not None else None

    def is_carried(self, item: Evidence) -> bool:
        """Whether its date is only taken over from another saying, see `tension_signals`."""
        return is_carried(item, self._texts)

    def is_news(self, item: Evidence) -> bool:
        """Whether a headline tells it: that is never the look back."""
        citation = item.citations[0]
        text = self._texts(citation.selector.document) or ""
        title = citation.title or ""
        return (
            bool(title)
            and text.startswith(title)
            and citation.selector.span.end <= len(title) + _FULL_STOP
        )

    def of(self, item: Evidence) -> tuple[Proposition, ...]:
        """The sentences of a record."""
        if item.id not in self._read:
            self._read[item.id] = _propositions(item, self._countries)
        return self._read[item.id]

    def _terms(self, item: Evidence) -> frozenset[str]:
        """The telling words of a record."""
        if item.id not in self._told:
            words = frozenset(word for p in self.of(item) for word in p.terms)
            self._told[item.id] = words - _names(item)
        return self._told[item.id]

    def _unowned(self) -> Iterator[tuple[Evidence, frozenset[str]]]:
        apart: int = data_table("rubric.toml")["tensions"]["pledge_near"]
        for _, told in self._by_document():
            pledges = [item for item in told if binds(item)]
            for deed in told:
                if is_undone(deed) and not owners(deed):
                    yield (
                        deed,
                        frozenset(
                            who
                            for pledge in pledges
                            if abs(distance(pledge, deed) or 0) <= apart
                            and names_whole_deed(pledge, deed)
                            for who in owners(pledge)
                        ),
                    )

    def _by_document(self) -> list[tuple[str, list[Evidence]]]:
        documents: dict[str, list[Evidence]] = defaultdict(list)
        for item in self.evidence:
            documents[item.citations[0].selector.document].append(item)
        return sorted(documents.items())

    def share(self, item: Evidence, other: Evidence) -> float:
        """How much of the telling words of some sentence of the other this record holds."""
        held = self._terms(item)
        return max(
            (len(p.terms & held) / len(p.terms) for p in self.of(other) if p.terms), default=0.0
        )

    def pair(self, first: Evidence, second: Evidence) -> Pair:
        """What two records have in common, and how their words stand against each other."""
        both = self._policy.intersection(second.telling.topics)
        issues = tuple(topic for topic in first.telling.topics if topic in both)
        shared = self._shared(first, second)
        near = is_near(first, second)
        headed = headline_says(first, second)
        marked = headed or source_says(first, second, self._texts)
        around = Circumstances(
            near=near or headed is not None,
            same_issue=bool(issues),
            marked=marked is not None,
            set_apart=bool(sets_apart(marked or "")),
            headed=headed is not None,
        )
        return Pair(
            first=first,
            second=second,
            shared=shared,
            told=shared - {n for item in (first, second) for p in self.of(item) for n in p.names},
            issues=issues,
            signs=frozenset(c.sign for c in contrasts(self.of(first), self.of(second), around)),
            near=near,
            marked=marked,
        )

    def pairs(self, officials: Officials) -> Iterator[Pair]:
        """All pairs worth a look, each once, in order; one of each at least is wanted."""
        seen: set[tuple[str, str]] = set()
        for pair in (
            *told_elsewhere(self.evidence),
            *self._alike(),
            *self._mirrored(),
            *self._told_together(),
            *self._toward_the_same(officials),
            *self._disowned(),
            *self._spoken_of(),
            *self._headed(),
            *self._left_undone(),
            *self._leader_and_officials(officials),
            *pairs_of_deeds(self.evidence),
        ):
            first, second = in_order(pair)
            key = (first.id, second.id)
            wanted = self._is_wanted[first.id] or self._is_wanted[second.id]
            if wanted and first.id != second.id and key not in seen:
                seen.add(key)
                yield self.pair(first, second)

    def _alike(self) -> Iterator[tuple[Evidence, Evidence]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for i, item in enumerate(self._wanted):
            for word in self._terms(item):
                holders[word].append(i)
        shared: Counter[tuple[int, int]] = Counter()
        for places in holders.values():
            if len(places) <= _COMMON_IN_MORE_THAN:
                shared.update(combinations(places, 2))
        for (i, j), count in sorted(shared.items()):
            a, b = self._wanted[i], self._wanted[j]
            shorter = min(len(self._terms(a)), len(self._terms(b)))
            if count >= _SHARED and count >= _SHARE * shorter:
                yield a, b

    def _mirrored(self) -> Iterator[tuple[Evidence, Evidence]]:
        """Records with a sentence in the same words but for a negation."""
        holders: dict[tuple[str, ...], list[tuple[int, Evidence]]] = defaultdict(list)
        for item in self._wanted:
            for p in self.of(item):
                if len(p.words) >= WORDS_OF_A_MIRROR:
                    holders[p.words].append((p.negations, item))
        for told in holders.values():
            for (negations, item), (others, other) in combinations(told, 2):
                if (negations - others) % 2:
                    yield item, other

    def _told_together(self) -> Iterator[tuple[Evidence, Evidence]]:
        apart: int = data_table("rubric.toml")["tensions"]["pledge_near"]
        for _, told in self._by_document():
            told.sort(key=lambda item: (item.citations[0].selector.span, item.id))
            for i, item in enumerate(told):
                for other in told[i + 1 : i + 1 + _NEAR_NEIGHBOURS]:
                    if self._one_is_wanted(item, other) and is_near(item, other):
                        yield item, other
            for pledge, deed in product(filter(binds, told), filter(is_undone, told)):
                gap = distance(pledge, deed)
                if gap is not None and 0 <= gap <= apart:
                    yield pledge, deed

    def _leader_and_officials(self, officials: Officials) -> Iterator[tuple[Evidence, Evidence]]:
        """What a leader and the leader's officials say of one issue in one document."""
        for _, told in self._by_document():
            served = [(item, officials.principals(item)) for item in told]
            for official, leaders in served:
                for item in told if leaders else ():
                    both = self._policy.intersection(item.telling.topics, official.telling.topics)
                    both = both if self._one_is_wanted(item, official) else frozenset()
                    if both and owners(item) & leaders and self._shared(item, official):
                        yield item, official

    def _one_is_wanted(self, item: Evidence, other: Evidence) -> bool:
        return self._is_wanted[item.id] or self._is_wanted[other.id]

    def _shared(self, item: Evidence, other: Evidence) -> frozenset[str]:
        return self._terms(item) & self._terms(other)

    def _left_undone(self) -> Iterator[tuple[Evidence, Evidence]]:
        """Pledges made elsewhere of what a document says was left undone, and by whom."""
        pledges: dict[str, list[Evidence]] = defaultdict(list)
        for item in self.evidence:
            for who in owners(item) if binds(item) else ():
                pledges[who].append(item)
        for deed in self.evidence:
            for who in sorted(self.presumed(deed)):
                yield from ((p, deed) for p in pledges[who] if names_whole_deed(p, deed))

    def _disowned(self) -> Iterator[tuple[Evidence, Evidence]]:
        """Denials of having said a thing, with the same person's words that they repeat."""
        for item in filter(disowns, self._wanted):
            for other in self._wanted:
                if owners(item) & owners(other) and self._shared(item, other):
                    yield item, other

    def _spoken_of(self) -> Iterator[tuple[Evidence, Evidence]]:
        """Rebuttals and charges of going back on own words, with all around that they may mean."""
        for _, told in self._by_document():
            for item in told:
                if charging_words(item) or (
                    calls_untrue(item) and any(p.rebutted for p in self.of(item))
                ):
                    yield from ((other, item) for other in told if is_within_reach(other, item))

    def _headed(self) -> Iterator[tuple[Evidence, Evidence]]:
        """What two people of a headline that sets them apart are reported to say."""
        for _, told in self._by_document():
            if sets_apart(told[0].citations[0].title or ""):
                for item, other in combinations(told, 2):
                    if not self._one_is_wanted(item, other):
                        continue
                    if is_within_reach(item, other) and headline_says(item, other):
                        yield item, other

    def _toward_the_same(self, officials: Officials) -> Iterator[tuple[Evidence, Evidence]]:
        """The most telling for and against, and pledges and deeds undone, of each one's side."""
        groups: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
        for item in self._wanted:
            issues = [topic for topic in item.telling.topics if topic in self._policy]
            for side, target in product(officials.sides(item), _aims(item)):
                about = ["", *issues] if officials.knows(target) else issues
                for issue in about:
                    if issue != target:
                        groups[side, target, issue].append(item)
        for _, group in sorted(groups.items()):
            against = [item for item in group if (item.telling.direction or 0.0) < 0]
            favour = [item for item in group if (item.telling.direction or 0.0) > 0]
            yield from product(_best(against), _best(favour))
            yield from product(
                _best([i for i in group if binds(i)]), _best([i for i in group if is_undone(i)])
            )


def country_names(register: Register) -> Mapping[str, str]:
    """Ids of countries by their names, demonyms and metonyms of one word, in lower case."""
    return {
        name.removeprefix("the ").casefold(): topic.id
        for topic in register.topics
        for name in (topic.name, *topic.words, *topic.demonyms, *topic.metonyms)
        if topic.demonyms and name[:1].isupper() and " " not in name.removeprefix("the ")
    }


def _propositions(item: Evidence, names: Mapping[str, str]) -> tuple[Proposition, ...]:
    return propositions(item.exact, names, lead=leading_words(item))


def _names(item: Evidence) -> frozenset[str]:
    return terms(item.who.name) if item.who is not None else frozenset()


def _best(items: Sequence[Evidence]) -> list[Evidence]:
    return weightiest(items, _BEST_OF_A_GROUP, by=standing)


def _aims(item: Evidence) -> tuple[str, ...]:
    return tuple(sorted(targets(item))) or item.telling.topics[:1]
