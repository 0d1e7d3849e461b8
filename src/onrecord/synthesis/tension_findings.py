"""A tension before it is worded, and what the rules look things up in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from onrecord.components import data_table
from onrecord.core.findings import TensionKind
from onrecord.synthesis.officials import Officials
from onrecord.synthesis.tension_pairs import Pair, Wordings

_SURELY = 0.95
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


def found(kind: TensionKind, pair: Pair, signs: Iterable[str]) -> Found:
    """A finding on a pair, with the signs that only make the others likelier."""
    around = {
        "same_issue": bool(pair.issues),
        "near": pair.near,
        "named_by_the_source": pair.near and pair.marked is not None,
    }
    return Found(kind, pair, frozenset(signs) | {name for name, holds in around.items() if holds})
