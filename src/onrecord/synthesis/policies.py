"""Where words stand on a policy: for it or against it, by what they want of the measures it takes.

A policy is nobody's name: "opposes legal status for migrants" is against immigration, "would impose
tariffs" against free trade. `data/policies.toml` says of each what being for it means, and lists
the measures of either side. Whoever speaks must take a side toward a measure in the same clause, by
a verb, by an intention or by a judgement; where another is its subject, where a condition opens it,
or where two clauses differ, nothing is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from onrecord.components import data_table
from onrecord.core.evidence import Action, Factuality, Form, Modality, Statement, Status
from onrecord.core.findings import Evidence
from onrecord.lexicon import judgement_of
from onrecord.synthesis.policy_words import (
    OWN,
    leads_off,
    listed,
    matches,
    negations,
    plain,
    side_of,
    sides_in,
    turned,
)
from onrecord.synthesis.reporting import words_at
from onrecord.synthesis.sentences import SENTENCE_END
from onrecord.synthesis.terms import term

_CLEAR, _HINTED = 0.7, 0.4
"""How far a verb or an intention shows a direction, and how far a word beside a measure does."""
_AFTER, _BESIDE, _INTENDED, _DONE_TO = 7, 3, 4, 5
_JUDGES = 1.0
_TOKEN = re.compile(r"[A-Za-z0-9][\w’'.-]*[\w]|[A-Za-z0-9]|[,;:()—–“”\"?]")
_BREAKS = frozenset(",;:()—–")
_MEANT = frozenset({Modality.PLAN, Modality.PROMISE, Modality.DEMAND, Modality.THREAT})
_NOTHING = frozenset({Modality.QUESTION, Modality.DENIAL})
_JOINING = frozenset({"while", "and", "but", ","})
_UNDONE = frozenset({Status.NOT_DONE, Status.REVERSED, Status.DELAYED})
_OTHERS = frozenset({"they", "you", "it", "he", "she", "his", "her", "their", "your"})
_WITHIN_REPORTS = frozenset({"he", "she", "his", "her"})
"""Who speaks, in a report: "Vale said that she would build it"."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What being for a policy means, and its measures with the sign of the side they are on."""

    meaning: str
    measures: re.Pattern[str]
    against: re.Pattern[str] | None

    def signs(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Each measure in a text: where it begins and ends, and 1 or -1."""
        for match in self.measures.finditer(text):
            is_against = self.against is not None and self.against.fullmatch(match.group())
            yield match.start(), match.end(), -1 if is_against else 1


@dataclass(frozen=True, slots=True)
class _Said:
    """How words are told: who is meant by whom in them, and what leads to them."""

    surname: str
    is_own: bool
    """Whether they are the speaker's to the letter."""
    is_meant: bool
    """Whether something is done, or is to be done, by whoever speaks."""
    lead: int | None
    """What the reporting words make of it: 1, -1, or None where they only report."""


def stand_on(policy: str, evidence: Evidence) -> float | None:
    """The direction (-1 … 1) of somebody's words or deed toward a policy; None when not clear."""
    known = policies().get(policy)
    if known is None:
        return None
    telling = evidence.telling
    if isinstance(telling, Action):
        said = _Said(_surname(evidence), is_own=False, is_meant=True, lead=None)
        found = _stand(known, evidence.exact, said)
        return found * _undone(telling, evidence.exact) if found else None
    if telling.factuality is not Factuality.SAID or telling.modality in _NOTHING:
        return None
    is_own = telling.form is Form.DIRECT
    cue = _cue(evidence, telling)
    is_meant = telling.modality in _MEANT and not set(cue[-1:]) & listed("leading_off")
    said = _Said(_surname(evidence), is_own, is_meant, None if is_own else _lead(cue))
    return _stand(known, evidence.exact, said)


@cache
def policies() -> dict[str, Policy]:
    """The policies on which somebody can stand, by the id of their topic."""
    return {
        entry["topic"].replace(" ", "-").casefold(): Policy(
            entry["meaning"],
            _any_of((*entry["for"], *entry["against"])),
            _any_of(entry["against"]) if entry["against"] else None,
        )
        for entry in data_table("policies.toml")["policies"]
    }


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    listed = sorted(phrases, key=len, reverse=True)
    some = "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in listed)
    return re.compile(rf"(?<![\w-])(?:{some})(?![\w-])", re.IGNORECASE)


def _surname(evidence: Evidence) -> str:
    return evidence.who.name.split()[-1].casefold() if evidence.who is not None else ""


def _cue(evidence: Evidence, statement: Statement) -> list[str]:
    selector = evidence.citations[0].selector
    pieces = (words_at(selector, piece.start, piece.end) for piece in statement.cue)
    return plain(_TOKEN.findall(" ".join(pieces)))


def _lead(cue: Sequence[str]) -> int | None:
    """The side that reporting words take toward what they lead to: "opposes", "called for"."""
    joints = [i for i, word in enumerate(cue) if word in _JOINING]
    last = cue[joints[-1] + 1 :] if joints else cue
    sides = sides_in(last, is_meant=True)
    if not sides or leads_off(last, max(sides)):
        return None  # "gave a long answer about"
    return prod(sides.values()) * turned(last)


def _undone(action: Action, words: str) -> int:
    """-1 for a deed that was not done, or taken back, where its words do not say so themselves."""
    told = plain(_TOKEN.findall(words))
    tells = any(side_of(word) == -1 for word in told) or turned(told) < 0
    return -1 if action.status in _UNDONE and not tells else 1


def _stand(policy: Policy, text: str, said: _Said) -> float | None:
    found: set[float] = set()
    for number, sentence in enumerate(SENTENCE_END.split(text)):
        if "?" not in sentence:
            lead = said.lead if number == 0 else None
            found.update(_of_sentence(policy, sentence, said, lead))
    if not found or len({value > 0 for value in found}) > 1:
        return None
    return max(found, key=abs)


def _of_sentence(policy: Policy, sentence: str, said: _Said, lead: int | None) -> Iterator[float]:
    tokens = list(_TOKEN.finditer(sentence))
    for start, end, sign in policy.signs(sentence):
        before = [t.group() for t in tokens if t.end() <= start]
        after = [t.group() for t in tokens if t.start() >= end]
        side = _toward(before, after, said, lead)
        if side is not None:
            yield side * sign


def _toward(
    before: Sequence[str], after: Sequence[str], said: _Said, lead: int | None
) -> float | None:
    """The side that a clause takes toward a measure in it."""
    clause = _clause_before(before)
    words = plain(clause)
    sides = sides_in(words, is_meant=said.is_meant)
    opens = len(clause) == len(before)
    is_led = lead is not None and opens
    if _is_of_a_relative(before, clause) or (lead is not None and not (is_led or said.is_own)):
        return None  # "slammed the ruling, which blocked the plan to shield migrants"
    if not listed("conditions").isdisjoint(words) or _describes(after):
        return None
    if not is_led and _is_of_another(clause[: min(sides, default=len(words))], said):
        return None
    if said.is_own and not opens and OWN.isdisjoint(words):
        return None  # "Okoro is weak, and wants open borders"
    led = (lead or 1) if is_led else 1
    undone = -1 if set(after[:1]) & listed("undone_by") else 1
    if sides or (is_led and lead == -1):
        is_off = leads_off(words, max(sides, default=-1)) or (
            is_led and not listed("leading_off").isdisjoint(words[: min(sides, default=0)])
        )
        return None if is_off else _CLEAR * prod(sides.values()) * turned(words) * led * undone
    told = _CLEAR * _told_of(after) or _HINTED * _judged(words, after)
    if told:
        return told * led
    is_subject = bool(after) and matches("telling", plain(after[:1])[0])
    if is_led or (said.is_meant and opens and not is_subject and len(words) <= _INTENDED):
        return None if leads_off(words, -1) else _CLEAR * led * turned(words) * undone
    return None


def _describes(after: Sequence[str]) -> bool:
    """Whether a measure only says which thing is meant: "the immigration (and trade) policies"."""
    words = plain(after[:4])
    if not words or words[0] in ("and", "or"):
        return not listed("described").isdisjoint(words)
    reach = 1 if term(words[0]) is None else 2  # "the transgender bathroom law"
    return not listed("described").isdisjoint(words[:reach])


def _is_of_a_relative(before: Sequence[str], clause: Sequence[str]) -> bool:
    """Whether a clause is opened by a word behind which another may be speaking or acting."""
    opened = plain(before[: len(before) - len(clause)])
    if not opened or opened[-1] not in listed("relative"):
        return False
    return OWN.isdisjoint(opened[-4:-1])  # "I believe that"


def _told_of(after: Sequence[str]) -> int:
    """The side of what is to become of a measure: "should be abolished"."""
    words = plain(after[:_DONE_TO])
    tells = bool(words) and (matches("telling", words[0]) or words[0] in listed("meaning_to"))
    if not tells:
        return 0
    sides = [side for word in words[1:] if (side := side_of(word))]
    return sides[0] * turned(words) if sides and "be" in words else 0


def _clause_before(before: Sequence[str]) -> Sequence[str]:
    """The words of a measure's clause that stand before it."""
    for i in range(len(before) - 1, -1, -1):
        opens = i > 0 and before[i].casefold() in listed("breaks")
        if before[i] in _BREAKS or opens:
            return before[i + 1 :]
    return before


def _is_of_another(subject: Sequence[str], said: _Said) -> bool:
    """Whether somebody else than the speaker does or is what the clause tells."""
    for word in plain(subject):
        bare = word.removesuffix("'s")
        if word in _OTHERS and (said.is_own or word not in _WITHIN_REPORTS):
            return True
        if word in OWN or word in _OTHERS or bare == said.surname or not word[0].isalnum():
            continue
        is_small = bare in listed("own_subjects") or word in negations()
        if not is_small and not word.endswith("ly"):
            return True
    return False


def _judged(words: Sequence[str], after: Sequence[str]) -> int:
    """What words beside a measure, or told of it, make of it: "disastrous", "is a disaster"."""
    if len(words) > _BESIDE or not listed("leading_off").isdisjoint(words):
        return 0
    total = sum(map(judgement_of, words))
    if after and matches("telling", after[0].casefold().replace("’", "'")):
        turn = 1
        for token, word in zip(after[:_AFTER], plain(after[:_AFTER]), strict=True):
            if token in _BREAKS or word in listed("breaks") or word in ("less", "more"):
                break
            turn = -turn if word in negations() else turn
            total += turn * judgement_of(word)
    return 0 if abs(total) < _JUDGES else (1 if total > 0 else -1)
