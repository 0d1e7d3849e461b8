"""Records that do not sit together: reversal, said-vs-did, unkept, principal-vs-official, disputed.

Which pairs are worth a look `tension_pairs.py` says, what is wrong between the two, if anything,
the rules. Pairs that share a record are one finding: a leader who trusts a denial that three
agencies contradict is shown once, with the three.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.components import data_table
from onrecord.core.entities import Register, TopicKind
from onrecord.core.evidence import Form, Statement
from onrecord.core.findings import Evidence, Tension, TensionKind
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.selection import counts, in_order, is_by
from onrecord.synthesis.surroundings import Texts, no_texts
from onrecord.synthesis.tellable import makes_a_sentence
from onrecord.synthesis.tension_findings import Found, World
from onrecord.synthesis.tension_pairs import Wordings
from onrecord.synthesis.tension_rules import tension_of
from onrecord.synthesis.tension_signals import distance, targets
from onrecord.synthesis.wording import dated_sentence, distinct

_EXPLAINED = 200
"""Code points of each side in an explanation; the sides stand in full beside it."""


def find_tensions(
    evidence: Iterable[Evidence],
    register: Register | None = None,
    texts: Texts = no_texts,
    person: str | None = None,
) -> tuple[Tension, ...]:
    """Every tension in the evidence, the surest first; the same whatever the order of the evidence.

    Args:
        evidence: of any people and topics; what was not said is passed over.
        register: policy issues, and the offices that tell a leader's officials; without it all
            topics are issues, and only what somebody did on another's behalf tells officials.
        texts: the documents, for the sources' own words between two records ("contradicted her");
            without them only the words right before a record are seen.
        person: id of the one whose words or deeds, or whose officials', are to be a side of each;
            anybody's by default. What others said is then looked at in the same documents only.
    """
    known = register or Register()
    kept = in_order({item.id: item for item in evidence if counts(item)}.values())
    policy = frozenset(t.id for t in known.topics if t.kind is TopicKind.ISSUE)
    policy = policy or frozenset(t for item in kept for t in item.telling.topics)
    officials = Officials(kept, known)
    wanted = None if person is None else frozenset(_of_one_side(kept, person, officials))
    world = World(officials, Wordings(kept, policy, known, texts, wanted))
    pairs = world.wordings.pairs(officials)
    found = [
        tension
        for pair in pairs
        if (tension := tension_of(pair, world)) is not None and _can_be_shown(tension)
    ]
    names = {topic.id: topic.name for topic in known.topics}
    groups = _grouped(sorted(found, key=_order))
    return tuple(_worded(group, names, world.wordings) for group in groups)


def _can_be_shown(tension: Found) -> bool:
    """Whether both sides tell something beside each other: "accusations of collusion" do not.

    "Conclusions that Karsia cut the nets" are no sentence, but say what is held.
    """
    words = (
        e for e in (tension.pair.first, tension.pair.second) if isinstance(e.telling, Statement)
    )
    return all(makes_a_sentence(item, alone=False) or " that " in item.exact for item in words)


def _of_one_side(evidence: Iterable[Evidence], person: str, officials: Officials) -> Iterator[str]:
    """What a person said and did, or others for them."""
    for item in evidence:
        if is_by(item, person) or person in officials.principals(item):
            yield item.id


@dataclass(slots=True)
class _Group:
    """Findings of one kind that share a side, the surest first; what is shown, and all ids."""

    best: Found
    first: list[Evidence] = field(default_factory=list)
    second: list[Evidence] = field(default_factory=list)
    firsts: set[str] = field(default_factory=set)
    seconds: set[str] = field(default_factory=set)

    def takes(self, found: Found) -> bool:
        """Whether it is one matter: one side is the same, and the test; no record is on both."""
        a, b = found.pair.first.id, found.pair.second.id
        return (
            (found.kind, found.person) == (self.best.kind, self.best.person)
            and bool(found.grounds & self.best.grounds)
            and (a in self.firsts or b in self.seconds)
            and a not in self.seconds
            and b not in self.firsts
        )

    def join(self, other: "_Group") -> None:
        """Take in a group that turned out to be on the same matter."""
        self.firsts |= other.firsts
        self.seconds |= other.seconds
        for side, items in ((self.first, other.first), (self.second, other.second)):
            for item in items:
                _show(side, item)

    def add(self, found: Found) -> None:
        """Put both records on their sides, unless a side is full or says it already."""
        self.firsts.add(found.pair.first.id)
        self.seconds.add(found.pair.second.id)
        for side, item in ((self.first, found.pair.first), (self.second, found.pair.second)):
            _show(side, item)


def _show(side: list[Evidence], item: Evidence) -> None:
    most: int = data_table("rubric.toml")["tensions"]["most_a_side"]
    alike = [other for other in side if _form(other) is _form(item)]
    if item not in side and len(side) < most and item in distinct([*alike, item]):
        side.append(item)


def _form(item: Evidence) -> Form | None:
    """The form of a statement: beside a report of the words, the words themselves are shown."""
    return item.telling.form if isinstance(item.telling, Statement) else None


def _grouped(found: Iterable[Found]) -> list[_Group]:
    """The surest first; no record in two groups of a kind, no more of a kind than most."""
    most: int = data_table("rubric.toml")["tensions"]["most"]
    groups: list[_Group] = []
    count: dict[tuple[TensionKind, str | None], int] = defaultdict(int)
    used: set[tuple[TensionKind, str]] = set()
    for tension in found:
        matching = [group for group in groups if group.takes(tension)]
        group = matching[0] if matching else None
        keys = {(tension.kind, tension.pair.first.id), (tension.kind, tension.pair.second.id)}
        of = (tension.kind, tension.person)
        if group is None and (keys & used or count[of] >= most):
            continue
        if group is None:
            group = _Group(tension)
            groups.append(group)
            count[of] += 1
        group.add(tension)
        used |= keys
        for other in matching[1:]:
            if not (group.firsts & other.seconds or group.seconds & other.firsts):
                group.join(other)
                groups.remove(other)
    return groups


def _order(tension: Found) -> tuple[float, int, int, str, str, str]:
    pair = tension.pair
    return (
        -tension.probability,
        -len(pair.shared),
        -pair.first.sources - pair.second.sources,
        tension.kind.value,
        pair.first.id,
        pair.second.id,
    )


def _worded(group: _Group, names: Mapping[str, str], wordings: Wordings) -> Tension:
    found = group.best
    a, b = found.pair.first, found.pair.second
    if found.kind is TensionKind.REVERSAL and a.date == b.date:
        a = _looked_back_on(a, wordings)
    aims = targets(a) | targets(b)
    issues = [topic for topic in found.pair.issues if topic not in aims]
    issue = names.get(issues[0], issues[0].replace("-", " ")) if issues else None
    return Tension(
        kind=found.kind,
        sides=(_ids(group.first), _ids(group.second)),
        explanation=_explanation(found.kind, a, b),
        probability=found.probability,
        issue=issue,
        person=found.person,
    )


def _looked_back_on(item: Evidence, wordings: Wordings) -> Evidence:
    """The record without a date that is only taken over: the news is of that day, this is not."""
    telling = item.telling
    if isinstance(telling, Statement) and wordings.is_carried(item):
        return replace(item, telling=replace(telling, said=None))
    return item


def _ids(side: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(item.id for item in in_order(side))


def _explanation(kind: TensionKind, a: Evidence, b: Evidence) -> str:
    """Both sides in the words of their sources, and how the second bears on the first.

    Of words that tell a deed and judge it at once ("called her vote a mistake"), only these.
    """
    if distance(a, b) == 0:
        return dated_sentence(b, _EXPLAINED)
    second = dated_sentence(b, _EXPLAINED)
    if not OPENINGS[kind].endswith(":") and b.date is not None:
        second = second[0].lower() + second[1:] if second.startswith(("On ", "In ")) else second
    return f"{dated_sentence(a, _EXPLAINED)} {OPENINGS[kind]} {second}"


OPENINGS: Mapping[TensionKind, str] = {
    TensionKind.REVERSAL: "But",
    TensionKind.SAID_VS_DID: "What was done:",
    TensionKind.UNKEPT: "What came of it:",
    TensionKind.PRINCIPAL_VS_OFFICIAL: "The official side:",
    TensionKind.DISPUTED: "But",
}
"""How the second side of each kind is brought in."""
