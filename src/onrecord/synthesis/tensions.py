"""Records that do not sit together: reversal, said-vs-did, unkept, principal-vs-official, disputed.

Two ways lead to a pair. Records that share telling words are compared word for word (one says it,
the other denies it). Records of one person toward one target on one issue are compared by
direction. What is wrong between the two, if anything, is for the rules to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from onrecord.components import data_table
from onrecord.core.entities import Register, TopicKind
from onrecord.core.findings import Evidence, Tension, TensionKind
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.selection import counts, in_order, weightiest
from onrecord.synthesis.tension_rules import TOGETHER, Found, World, tension_of
from onrecord.synthesis.tension_signals import (
    Pair,
    Wordings,
    are_joined,
    binds,
    distance,
    is_undone,
    targets,
)
from onrecord.synthesis.wording import dated_sentence

_BEST_OF_A_GROUP = 4
_EXPLAINED = 200
"""Code points of each side in an explanation; the sides stand in full beside it."""


def find_tensions(
    evidence: Iterable[Evidence], register: Register | None = None
) -> tuple[Tension, ...]:
    """Every tension in the evidence, the surest first; the same whatever the order of the evidence.

    Args:
        evidence: of any people and topics; what was not said is passed over.
        register: policy issues, and the offices that tell a leader's officials; without it all
            topics are issues, and only what somebody did on another's behalf tells officials.
    """
    known = register or Register()
    kept = in_order({item.id: item for item in evidence if counts(item)}.values())
    policy = frozenset(t.id for t in known.topics if t.kind is TopicKind.ISSUE)
    wordings = Wordings(kept, policy or frozenset(t for item in kept for t in item.telling.topics))
    world = World(officials=Officials(kept, known), wordings=wordings)
    found: dict[tuple[TensionKind, str, str], Found] = {}
    pairs = (
        *wordings.alike(),
        *_toward_the_same(world),
        *_told_together(wordings),
    )
    for pair in pairs:
        tension = tension_of(pair, world)
        if tension is not None:
            ends = sorted((pair.first.id, pair.second.id))
            found.setdefault((tension.kind, ends[0], ends[1]), tension)
    names = {topic.id: topic.name for topic in known.topics}
    return tuple(_worded(tension, names) for tension in _surest(found.values()))


def _toward_the_same(world: World) -> Iterator[Pair]:
    """Pairs of one side (a person, with officials) toward one target on one issue."""
    groups: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for item in world.wordings.evidence:
        issues = [t for t in item.telling.topics if t in world.wordings.policy]
        for side, target in product(world.officials.sides(item), _aims(item)):
            about = ["", *issues] if world.officials.knows(target) else issues
            for issue in about:
                if issue != target:
                    groups[side, target, issue].append(item)
    for _, group in sorted(groups.items()):
        yield from _ends_of(group, world.wordings)


def _told_together(wordings: Wordings) -> Iterator[Pair]:
    """Pledges and what was undone, words and the deed told in one breath with them."""
    documents: dict[str, list[Evidence]] = defaultdict(list)
    for item in wordings.evidence:
        documents[item.citations[0].selector.document].append(item)
    for _, told in sorted(documents.items()):
        for pledge, deed in product(filter(binds, told), filter(is_undone, told)):
            gap = distance(pledge, deed)
            if gap is not None and 0 <= gap <= TOGETHER:
                yield wordings.pair(pledge, deed)
        told.sort(key=lambda item: (item.citations[0].selector.span, item.id))
        for first, second in pairwise(told):
            if are_joined(first, second):
                yield wordings.pair(first, second)


def _aims(item: Evidence) -> tuple[str, ...]:
    return tuple(sorted(targets(item))) or item.telling.topics[:1]


def _ends_of(group: Sequence[Evidence], wordings: Wordings) -> Iterator[Pair]:
    """The most telling of those for against the most telling of those against; pledges, deeds."""
    against = [item for item in group if (item.telling.direction or 0.0) < 0]
    favour = [item for item in group if (item.telling.direction or 0.0) > 0]
    pledges = [item for item in group if binds(item)]
    undone = [item for item in group if is_undone(item)]
    for first, second in (
        *product(weightiest(against, _BEST_OF_A_GROUP), weightiest(favour, _BEST_OF_A_GROUP)),
        *product(weightiest(pledges, _BEST_OF_A_GROUP), weightiest(undone, _BEST_OF_A_GROUP)),
    ):
        if first.id != second.id:
            yield wordings.pair(*in_order((first, second)))


def _surest(found: Iterable[Found]) -> list[Found]:
    """The surest first; no record in more than two of a kind, no more of a kind than most."""
    most: int = data_table("rubric.toml")["tensions"]["most"]
    used: dict[tuple[TensionKind, str | None], int] = defaultdict(int)
    kept: list[Found] = []
    for tension in sorted(found, key=_order):
        keys = [(tension.kind, tension.pair.first.id), (tension.kind, tension.pair.second.id)]
        person = (tension.kind, f"person {tension.person}")
        if used[person] < most and all(used[key] < 1 for key in keys):
            kept.append(tension)
            for key in (person, *keys):
                used[key] += 1
    return kept


def _order(tension: Found) -> tuple[float, float, int, str, str, str]:
    pair = tension.pair
    return (
        -tension.probability,
        -pair.share,
        -pair.first.sources - pair.second.sources,
        tension.kind.value,
        pair.first.id,
        pair.second.id,
    )


def _worded(found: Found, names: Mapping[str, str]) -> Tension:
    a, b = found.pair.first, found.pair.second
    aims = targets(a) | targets(b)
    issues = [topic for topic in found.pair.issues if topic not in aims]
    issue = names.get(issues[0], issues[0].replace("-", " ")) if issues else None
    return Tension(
        kind=found.kind,
        sides=((a.id,), (b.id,)),
        explanation=_explanation(found.kind, a, b),
        probability=found.probability,
        issue=issue,
        person=found.person,
    )


def _explanation(kind: TensionKind, a: Evidence, b: Evidence) -> str:
    """Both sides in the words of their sources, and how the second bears on the first."""
    second = dated_sentence(b, _EXPLAINED)
    if not _OPENINGS[kind].endswith(":") and b.date is not None:
        second = second[0].lower() + second[1:] if second.startswith(("On ", "In ")) else second
    return f"{dated_sentence(a, _EXPLAINED)} {_OPENINGS[kind]} {second}"


_OPENINGS: Mapping[TensionKind, str] = {
    TensionKind.REVERSAL: "But",
    TensionKind.SAID_VS_DID: "What was done:",
    TensionKind.UNKEPT: "What came of it:",
    TensionKind.PRINCIPAL_VS_OFFICIAL: "The official side:",
    TensionKind.DISPUTED: "But",
}
