"""Whom a pronoun means: people who are being talked about, ranked by a small trained model.

A linear model over features of a pronoun and a candidate (how near it was seen, as what, how often,
whether it spoke) gives each candidate a score; scores become probabilities over all candidates, and
without one that is likely enough the pronoun stays alone. The weights are in `coreference.toml`,
made by `training/coreference.py`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.components import data_table
from onrecord.extraction.coreference_sightings import Sighting

REACH_SENTENCES = 4
_MANY = 8
_REFLEXIVES = frozenset({"himself", "herself"})

Features = dict[str, float]


@dataclass(slots=True, kw_only=True)
class Candidate:
    """Somebody a pronoun may mean; `ahead` is a naming that follows in the pronoun's sentence.

    `stranger` says that nobody is named, as in "a lawyer".
    """

    number: int
    count: int
    gender_known: bool
    stranger: bool
    in_first: bool
    sightings: Sequence[Sighting] = ()
    ahead: Sighting | None = None
    recent: list[Sighting] = field(default_factory=list)


Choose = Callable[[Sighting, Sequence[Candidate]], int | None]


def near(pronoun: Sighting, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those seen lately enough, or soon; what was seen outside quotation marks goes first."""
    found = []
    for candidate in candidates:
        recent = []
        for sighting in reversed(candidate.sightings):
            if pronoun.sentence - sighting.sentence > REACH_SENTENCES:
                break
            recent.append(sighting)
        recent.reverse()
        candidate.recent = [s for s in recent if not s.quoted] or recent
        if candidate.recent or candidate.ahead is not None:
            found.append(candidate)
    return found


def choose(pronoun: Sighting, candidates: Sequence[Candidate]) -> int | None:
    """The number of the candidate that a pronoun means, None when none is likely enough."""
    table = data_table("coreference.toml")
    weights: dict[str, float] = table["weights"]
    scores = [
        sum(weights[name] * value for name, value in features.items())
        for features in features_of(pronoun, candidates)
    ]
    if not scores:
        return None
    best = max(range(len(scores)), key=scores.__getitem__)
    odds = sum(math.exp(score - scores[best]) for score in scores)
    likely = table["likely_name" if pronoun.named else "likely"]
    return candidates[best].number if 1 / odds >= likely else None


def features_of(pronoun: Sighting, candidates: Sequence[Candidate]) -> list[Features]:
    """The features of each candidate for a pronoun; what is not there is 0."""
    every = [(c.number, c.recent) for c in candidates]
    subjects = [(number, [s for s in seen if s.is_subject]) for number, seen in every]
    orders = {
        "nearest": _latest_first(every),
        "nearest_subject": _latest_first(subjects),
        "last_speaker": _latest_first((n, [s for s in seen if s.spoke]) for n, seen in every),
    }
    total = sum(candidate.count for candidate in candidates) or 1
    return [
        {
            **{name: 1.0 for name, order in orders.items() if order[:1] == [candidate.number]},
            **_of_rank(orders["nearest"], candidate.number),
            **_of_candidate(candidate, total),
            **(_of_last(pronoun, candidate) if candidate.recent else {"unseen": 1.0}),
            **_of_ahead(pronoun, candidate.ahead),
        }
        for candidate in candidates
    ]


def _latest_first(found: Iterable[tuple[int, Sequence[Sighting]]]) -> list[int]:
    """The numbers of candidates by the last of their sightings that count, the latest first."""
    places = [(max([s.span.start for s in seen]), number) for number, seen in found if seen]
    return [number for _, number in sorted(places, reverse=True)]


def _of_rank(order: Sequence[int], number: int) -> Features:
    return {"rank": math.log(1 + order.index(number))} if number in order else {}


def _of_candidate(candidate: Candidate, total: int) -> Features:
    return {
        "count": math.log(1 + min(candidate.count, _MANY)),
        "share": candidate.count / total,
        "gender_known": float(candidate.gender_known),
        "stranger": float(candidate.stranger),
        "in_first": float(candidate.in_first),
    }


def _of_last(pronoun: Sighting, candidate: Candidate) -> Features:
    """What the sentence tells in which a candidate was last seen."""
    last = candidate.recent[-1]
    there = [s for s in candidate.recent if s.sentence == last.sentence]
    distance = pronoun.sentence - last.sentence
    subject = any(s.is_subject for s in there)
    features: Features = {
        f"sentence_{min(distance, 3)}": 1.0,
        f"last_{last.standing.function}_{min(distance, 1)}": 1.0,
        "paragraphs": float(min(2, pronoun.paragraph - last.paragraph)),
        "quoted": float(last.quoted),
        "named": float(last.named),
        "spoke": float(any(s.spoke for s in there)),
        "opened": float(any(s.opens for s in there)),
    }
    if subject:
        features[f"subject_{min(distance, 2)}"] = 1.0
    if pronoun.is_subject and subject:
        features["parallel"] = 1.0
    if pronoun.opens and distance == 1 and any(s.opens and s.is_subject for s in there):
        features["opens_after_opening"] = 1.0
    if pronoun.spoke and any(s.spoke for s in there):
        features["speaks_again"] = 1.0
    if distance == 0:
        features |= _of_clauses(pronoun, there)
    return features


def _of_clauses(pronoun: Sighting, there: Sequence[Sighting]) -> Features:
    """What binds within a sentence: "Vale said she", "Vale took her car", never "Vale took her"."""
    own = pronoun.standing.clauses
    features: Features = {}
    for sighting in there:
        clauses = sighting.standing.clauses
        if sighting.is_subject and clauses[:1] == (pronoun.standing.joined,):
            features["joined_subject"] = 1.0
        if not (sighting.is_subject and clauses and clauses[0] in own):
            continue
        if clauses[0] != own[0]:
            features["subject_above"] = 1.0
        elif pronoun.word in _REFLEXIVES:
            features["own_subject_reflexive"] = 1.0
        else:
            features[f"own_subject_{pronoun.standing.function}"] = 1.0
    return features


def _of_ahead(pronoun: Sighting, ahead: Sighting | None) -> Features:
    """A name that follows: "When asked about her plans, Vale said"."""
    if ahead is None:
        return {}
    inside = set(ahead.standing.clauses[:1]) <= set(pronoun.standing.clauses[1:])
    return {"ahead": 1.0, "ahead_subject_above": float(ahead.is_subject and inside)}
