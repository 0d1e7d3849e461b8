"""The rubric as records: thresholds, labels and strengths, read from data/rubric.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.components import data_table
from onrecord.core.entities import TopicKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A bound that a measure keeps; one that cannot be measured keeps none."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, measures: Mapping[str, float | None]) -> bool:
        """Whether the measure is known and within the bound."""
        value = measures.get(self.measure)
        return (
            value is not None
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label, what it means, and when it is given; `spread`: it says that one goes both ways."""

    label: str
    meaning: str
    of: frozenset[TopicKind]
    when: tuple[Condition, ...]
    spread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A strength, and the occasions, independent sources and agreement that it asks for."""

    strength: str
    occasions: int
    sources: int
    agreement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """All that decides on label, strength and shift."""

    minimum_occasions: int
    minimum_sources: int
    clear_direction: float
    bargaining: tuple[str, ...]
    labels: tuple[Label, ...]
    strengths: tuple[Strength, ...]
    shift_difference: float
    shift_occasions: int


@cache
def the_rubric() -> Rubric:
    """The one rubric, the same for everyone."""
    table = data_table("rubric.toml")
    return Rubric(
        minimum_occasions=table["minimum_occasions"],
        minimum_sources=table["minimum_sources"],
        clear_direction=table["clear_direction"],
        bargaining=tuple(table["terms"]["bargaining"]),
        labels=tuple(_label(entry) for entry in table["labels"]),
        strengths=tuple(Strength(**entry) for entry in table["strengths"]),
        shift_difference=table["shift"]["difference"],
        shift_occasions=table["shift"]["occasions"],
    )


def _label(entry: dict[str, Any]) -> Label:
    return Label(
        label=entry["label"],
        meaning=entry["meaning"],
        of=frozenset(TopicKind(kind) for kind in entry["of"]),
        when=tuple(Condition(**condition) for condition in entry["when"]),
        spread=entry.get("spread", False),
    )
