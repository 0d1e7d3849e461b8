"""The rules: what two records must have in common, and against each other, to be a tension.

Which kind it is follows from who spoke or acted, and from what sort of record each is. The first
rule that holds decides. Each sign that a rule finds has a probability in the rubric; that of the
tension is the chance that one of them at least is right.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import prod

from onrecord.components import data_table
from onrecord.core.evidence import Action, Modality
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.contrasts import DENIED, NEGATED, NUMBER, OPPOSED, RELAYED
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.tension_conditions import (
    are_contrary_deeds,
    are_statements,
    around,
    at_one_time,
    in_time,
    judges,
    may_undo,
    named,
    on_two_occasions,
    reports,
    well_apart,
    words_and_deed,
)
from onrecord.synthesis.tension_pairs import Pair, Wordings
from onrecord.synthesis.tension_signals import (
    binds,
    disowns,
    distance,
    is_contrasted,
    is_denied,
    is_joined,
    is_realised,
    is_statement,
    is_undone,
    modality,
    names_deed,
    names_pledge,
    names_whole_deed,
    opposed,
    owners,
    repeats,
    targets,
)

_KEEP_OR_END = "keep or end"
_RIGHT_OR_WRONG = "right or wrong"
_SHARE_DISOWNED = 0.5
_SURELY = 0.95
_SHARED_BY_DISPUTE = 3

_ASKING = frozenset({Modality.DEMAND, Modality.PROMISE, Modality.PLAN, Modality.THREAT})


_AROUND = frozenset({"same_issue", "near", "named_by_the_source"})


@dataclass(frozen=True, slots=True)
class Found:
    """A tension before it is worded: its kind, the pair, and the signs that it rests on."""

    kind: TensionKind
    pair: Pair
    signs: frozenset[str]

    @property
    def grounds(self) -> frozenset[str]:
        """The signs without those that only make the others likelier."""
        return self.signs - _AROUND

    @property
    def probability(self) -> float:
        """The chance that one sign at least is right, if they are independent."""
        sure: Mapping[str, float] = data_table("rubric.toml")["tensions"]["signs"]
        return round(min(_SURELY, 1 - prod(1 - sure[sign] for sign in self.signs)), 2)

    @property
    def person(self) -> str | None:
        """Whose tension it is: of the first side, if that is known."""
        who = self.pair.first.who or self.pair.second.who
        return who.id if who else None


@dataclass(frozen=True, slots=True)
class World:
    """What the rules look things up in."""

    officials: Officials
    wordings: Wordings


def tension_of(pair: Pair, world: World) -> Found | None:
    """What is wrong between two records, if anything: the first rule that holds."""
    least: float = data_table("rubric.toml")["tensions"]["least"]
    found = next((found for rule in _RULES if (found := rule(pair, world)) is not None), None)
    return found if found is not None and found.probability >= least else None


def _unkept(pair: Pair, world: World) -> Found | None:
    """A pledge, and a deed of the same side that fails it."""
    pledge, deed = words_and_deed(pair)
    if pledge is None or deed is None or not binds(pledge):
        return None
    if not _on_one_side(pledge, deed, world) or not in_time(pledge, deed):
        return None
    named, recalled = names_deed(pledge, deed), names_pledge(pledge, deed)
    if _is_conditional(pledge, world) and not (recalled or world.wordings.presumed(deed)):
        return None  # whether the condition came about is not known
    signs = set()
    if (
        is_undone(deed)
        and not _is_claimed(deed)
        and (recalled or _is_promised(pledge, deed, world))
    ):
        signs.add("pledge_undone")
    if is_realised(deed) and named and opposed(pledge.telling.direction, deed.telling.direction):
        signs.add("deed_against_words")
    if is_realised(deed) and DENIED in pair.signs:
        signs.add(DENIED)
    if not signs:
        return None
    if named or recalled:
        signs.add("same_deed")
    return _found(TensionKind.UNKEPT, pair.turned(pledge), signs)


def _is_claimed(deed: Evidence) -> bool:
    """Whether it is on somebody's word only."""
    return isinstance(deed.telling, Action) and deed.telling.told_by is not None


def _is_promised(pledge: Evidence, deed: Evidence, world: World) -> bool:
    """Whether the deed undone is what was pledged; "sanctions stay" pledges no new ones."""
    keeps = any(p.poles.get(_KEEP_OR_END) == 1 for p in world.wordings.of(pledge))
    return not keeps and names_whole_deed(pledge, deed) and may_undo(pledge, deed)


def _is_conditional(pledge: Evidence, world: World) -> bool:
    return any(p.conditional for p in world.wordings.of(pledge))


def _told_otherwise(pair: Pair, world: World) -> Found | None:
    """Somebody's words on the own side's conduct, and a body that reports the contrary."""
    if not {DENIED, NEGATED}.intersection(pair.signs):
        return None
    for words, report in ((pair.first, pair.second), (pair.second, pair.first)):
        if not are_statements(words, report) or not reports(report) or is_denied(report):
            continue
        if words.who is None or owners(words) & owners(report):
            continue
        if is_denied(words) or distance(words, report) == 0:
            continue
        if not world.officials.unopposed(report, words):
            continue
        if not _tells_of(report, words, world) or not in_time(words, report):
            continue
        kind = TensionKind.UNKEPT if binds(words) else TensionKind.SAID_VS_DID
        return _found(kind, pair.turned(words), pair.signs & {DENIED, NEGATED})
    return None


def _said_vs_did(pair: Pair, world: World) -> Found | None:
    """Words, and a deed of the same person that goes the other way."""
    words, deed = words_and_deed(pair)
    if words is None or deed is None or not is_realised(deed):
        return None
    if _is_claimed(deed):
        return None
    own = bool(owners(words) & owners(deed))
    led = bool(world.officials.countries(words) & owners(deed))
    if not own and not led:
        return None
    joined = is_joined(words, deed)
    named = names_deed(words, deed)
    signs = set()
    if distance(words, deed) == 0:
        return None
    if own and is_contrasted(words, deed):
        signs |= {"named_by_the_source", "deed_against_words"}
    if DENIED in pair.signs and around(words, deed) and not joined:
        signs.add(DENIED)
    if (
        opposed(words.telling.direction, deed.telling.direction)
        and targets(words) & targets(deed)
        and not joined
        and around(words, deed)
        and pair.issues
        and (named or len(pair.shared) >= 2)
    ):
        signs |= {"opposite_directions", "deed_against_words"}
    if not signs:
        return None
    return _found(TensionKind.SAID_VS_DID, pair.turned(words), signs)


def _principal(pair: Pair, world: World) -> Found | None:
    """A leader, and the leader's own officials or agencies, at one time."""
    order = world.officials.principal_first(pair.first, pair.second)
    if order is None or not are_statements(*order) or not at_one_time(*order):
        return None
    if distance(*order) == 0:
        return None
    principal, official = order
    signs = set(pair.signs & {NEGATED, DENIED, RELAYED, OPPOSED, NUMBER})
    if (
        opposed(principal.telling.direction, official.telling.direction)
        and targets(principal) & targets(official)
        and pair.issues
        and len(pair.told) >= 2
    ):
        signs.add("opposite_directions")
    if (pair.near or pair.issues) and _clears(principal, official, world):
        signs.add(DENIED)
    if not signs:
        return None
    return _found(TensionKind.PRINCIPAL_VS_OFFICIAL, pair.turned(principal), signs)


def _reversal(pair: Pair, world: World) -> Found | None:
    """A person's words against the person's own earlier words or deeds."""
    pair = pair.turned(_earlier(pair))
    a, b = pair.first, pair.second
    if not owners(a) & owners(b) or not is_statement(b):
        return None
    if _regrets(a, b, pair, world):
        return _found(TensionKind.REVERSAL, pair, {"own_regret"})
    if not is_statement(a) or distance(a, b) == 0:
        return None
    signs: set[str] = set()
    if on_two_occasions(a, b):
        signs |= pair.signs & {NEGATED, DENIED} if are_statements(a, b) else set()
        if disowns(b) and repeats(a, b) and world.wordings.share(a, b) >= _SHARE_DISOWNED:
            signs.add("disowned")
    if well_apart(a, b):
        signs |= pair.signs & {OPPOSED}
    if opposed(a.telling.direction, b.telling.direction) and _change_of_mind(pair, world):
        signs.add("opposite_directions")
    return _found(TensionKind.REVERSAL, pair, signs) if signs else None


def _earlier(pair: Pair) -> Evidence:
    """The one said first; beside a dated one, a document tells what was said before undated."""
    undated = pair.second.date is None and distance(pair.first, pair.second) is not None
    return pair.second if undated and pair.first.date is not None else pair.first


def _change_of_mind(pair: Pair, world: World) -> bool:
    """Whether opposite leanings are on one thing, and far enough apart to mean a change."""
    a, b = pair.first, pair.second
    toward = targets(a) & targets(b)
    if a.date is None or b.date is None or not are_statements(a, b):
        return False
    if any(map(world.officials.knows, toward)):  # on a person: what is judged is one thing
        if not judges(a) or not judges(b):
            return False
        return well_apart(a, b)
    return bool(toward and pair.issues) and len(pair.told) >= 2 and well_apart(a, b)


def _regrets(a: Evidence, b: Evidence, pair: Pair, world: World) -> bool:
    """Whether somebody calls an own deed a mistake."""
    wrong = any(p.poles.get(_RIGHT_OR_WRONG) == -1 for p in world.wordings.of(b))
    return isinstance(a.telling, Action) and wrong and not is_denied(b) and len(pair.shared) >= 2


def _disputed(pair: Pair, world: World) -> Found | None:
    """One says what the other denies; or independent sources tell one deed as done and not done."""
    a, b = pair.first, pair.second
    if are_contrary_deeds(a, b):
        return _found(TensionKind.DISPUTED, pair, {"same_deed", DENIED})
    if not are_statements(a, b) or owners(a) & owners(b) or not named(a) or not named(b):
        return None
    if distance(a, b) == 0 or modality(a) in _ASKING or modality(b) in _ASKING:
        return None
    if any(p.advised for item in (a, b) for p in world.wordings.of(item)):
        return None
    signs = set(pair.signs & {NEGATED, DENIED, NUMBER})
    if not pair.near and len(pair.told) < _SHARED_BY_DISPUTE:
        return None
    if signs == {DENIED} and not _is_plain(pair, world):
        return None
    return _found(TensionKind.DISPUTED, pair, signs) if signs else None


_RULES: tuple[Callable[[Pair, World], Found | None], ...] = (
    _unkept,
    _told_otherwise,
    _said_vs_did,
    _principal,
    _reversal,
    _disputed,
)


def _found(kind: TensionKind, pair: Pair, signs: Iterable[str]) -> Found:
    around = {
        "same_issue": bool(pair.issues),
        "near": pair.near,
        "named_by_the_source": pair.near and pair.marked is not None,
    }
    return Found(kind, pair, frozenset(signs) | {name for name, holds in around.items() if holds})


def _tells_of(report: Evidence, words: Evidence, world: World) -> bool:
    """Whether the report is on the conduct of the speaker, or of the country that they lead."""
    about = {words.who.id} if words.who else set()
    about |= world.officials.countries(words)
    opening = [p.terms for p in world.wordings.of(report)][:1]
    return any(about & found for found in opening) or bool(about & targets(report))


def _is_plain(pair: Pair, world: World) -> bool:
    """Whether the denial is sure to be what the record is for: a denial, or a short sentence."""
    most: int = data_table("rubric.toml")["tensions"]["words_of_a_short_one"]
    denial = Modality.DENIAL in (modality(pair.first), modality(pair.second))
    said = [world.wordings.of(item) for item in (pair.first, pair.second)]
    short = all(sum(len(p.terms) for p in parts) <= most for parts in said)
    return denial or (pair.near and short)


def _clears(first: Evidence, second: Evidence, world: World) -> bool:
    """Whether the first denies that it was those whom the second holds responsible."""
    blamed = targets(second) if (second.telling.direction or 0.0) < 0 else frozenset()
    cleared = {
        word
        for p in world.wordings.of(first)
        if not p.conditional and p.denied <= p.names
        for word in p.denied
    }
    charged = {word for p in world.wordings.of(second) for word in p.terms - p.denied}
    return bool(blamed & cleared & charged)


def _on_one_side(pledge: Evidence, deed: Evidence, world: World) -> bool:
    by = owners(deed) | world.wordings.presumed(deed)
    if not by:
        return False
    sides = set(world.officials.sides(pledge)) | world.officials.countries(pledge)
    return bool(sides & (by | set(world.officials.sides(deed))))
