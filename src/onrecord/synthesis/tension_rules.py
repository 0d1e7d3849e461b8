"""The rules: what two records must have in common, and against each other, to be a tension.

Which kind it is follows from who spoke or acted, and from what sort of record each is. The first
rule that holds decides. Each sign that a rule finds has a probability in the rubric; that of the
tension is the chance that one of them at least is right.
"""

from collections.abc import Callable

from onrecord.components import data_table
from onrecord.core.evidence import Action, Modality
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.contrasts import DENIED, NEGATED, NUMBER, OPPOSED, RELAYED
from onrecord.synthesis.tension_claims import claim
from onrecord.synthesis.tension_conditions import (
    are_statements,
    around,
    at_one_time,
    in_time,
    may_undo,
    named,
    reports,
    words_and_deed,
)
from onrecord.synthesis.tension_deeds import disputed_deed
from onrecord.synthesis.tension_findings import Found, World, found
from onrecord.synthesis.tension_pairs import Pair
from onrecord.synthesis.tension_regrets import regretted
from onrecord.synthesis.tension_reversals import reversal
from onrecord.synthesis.tension_signals import (
    binds,
    distance,
    is_denied,
    is_joined,
    is_realised,
    is_undone,
    modality,
    names_deed,
    names_pledge,
    names_whole_deed,
    opposed,
    owners,
    targets,
)
from onrecord.synthesis.tension_sources import headline_says, is_contrasted, sets_apart

_KEEP_OR_END = "keep or end"
_SHARED_BY_DISPUTE = 3
_SHARED_WHERE_SET_APART = 2
_BESIDE = 200

_ASKING = frozenset({Modality.DEMAND, Modality.PROMISE, Modality.PLAN, Modality.THREAT})


def tension_of(pair: Pair, world: World) -> Found | None:
    """What is wrong between two records, if anything: the first rule that holds."""
    least: float = data_table("rubric.toml")["tensions"]["least"]
    held = (rule(pair, world) for rule in _RULES)
    first = next((one for one in held if one is not None), None)
    return first if first is not None and first.probability >= least else None


def _unkept(pair: Pair, world: World) -> Found | None:
    """A pledge, and a deed of the same side that fails it."""
    pledge, deed = words_and_deed(pair)
    if pledge is None or deed is None or not binds(pledge) or distance(pledge, deed) == 0:
        return None
    if not _on_one_side(pledge, deed, world) or not in_time(pledge, deed):
        return None
    named = names_deed(pledge, deed)
    recalled = names_pledge(pledge, deed) and bool(owners(pledge) & owners(deed))
    if _is_conditional(pledge, world) and not (recalled or world.wordings.presumed(deed)):
        return None  # whether the condition came about is not known
    signs = set()
    if (
        is_undone(deed)
        and not _is_claimed(deed, world)
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
    return found(TensionKind.UNKEPT, pair.turned(pledge), signs)


def _is_claimed(deed: Evidence, world: World) -> bool:
    """Whether it is on somebody's word only, and not on that of a body that reports it."""
    if not isinstance(deed.telling, Action) or deed.telling.told_by is None:
        return False
    teller = world.wordings.teller(deed)
    return teller is None or not reports(teller)


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
        return found(kind, pair.turned(words), pair.signs & {DENIED, NEGATED})
    return None


def _said_vs_did(pair: Pair, world: World) -> Found | None:
    """Words, and a deed of the same person that goes the other way."""
    words, deed = words_and_deed(pair)
    if words is None or deed is None or not is_realised(deed):
        return None
    if _is_claimed(deed, world):
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
    return found(TensionKind.SAID_VS_DID, pair.turned(words), signs)


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
    return found(TensionKind.PRINCIPAL_VS_OFFICIAL, pair.turned(principal), signs)


def _disputed(pair: Pair, world: World) -> Found | None:
    """One says what the other denies; or independent sources tell one deed differently."""
    a, b = pair.first, pair.second
    if told_otherwise := disputed_deed(a, b):
        return found(TensionKind.DISPUTED, pair, told_otherwise)
    if not are_statements(a, b) or owners(a) & owners(b) or not named(a) or not named(b):
        return None
    if distance(a, b) == 0:
        return None
    if _is_set_apart(pair):
        return found(TensionKind.DISPUTED, pair, {"set_apart_by_the_source"})
    return _denied(pair, world)


def _denied(pair: Pair, world: World) -> Found | None:
    """One says what the other denies, or gives another number."""
    a, b = pair.first, pair.second
    if modality(a) in _ASKING or modality(b) in _ASKING:
        return None
    if any(p.advised for item in (a, b) for p in world.wordings.of(item)):
        return None
    signs = set(pair.signs & {NEGATED, DENIED, NUMBER})
    if not pair.near and len(pair.told) < _SHARED_BY_DISPUTE:
        return None
    if signs == {DENIED} and not _is_plain(pair, world):
        return None
    return found(TensionKind.DISPUTED, pair, signs) if signs else None


def _is_set_apart(pair: Pair) -> bool:
    """Whether the source itself sets the two against each other, and they are on one matter."""
    if not sets_apart(pair.marked or ""):
        return False
    if OPPOSED in pair.signs and (pair.told or headline_says(pair.first, pair.second)):
        return True
    beside = abs(distance(pair.first, pair.second) or 0) <= _BESIDE
    return beside and len(pair.told) >= _SHARED_WHERE_SET_APART


_RULES: tuple[Callable[[Pair, World], Found | None], ...] = (
    _unkept,
    _told_otherwise,
    _said_vs_did,
    regretted,
    _principal,
    reversal,
    claim,
    _disputed,
)


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
    clauses = all(any(p.is_clause for p in parts) for parts in said)
    return denial or (pair.near and short and clauses)  # "called no witness", "of a witness": none


def _clears(first: Evidence, second: Evidence, world: World) -> bool:
    """Whether the first denies that it was those whom the second holds responsible."""
    blamed = targets(second) if (second.telling.direction or 0.0) < 0 else frozenset()
    if modality(second) is Modality.CRITICISM and not targets(second):
        blamed = frozenset(second.telling.topics[:1])
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
