"""How often onrecord is wrong, as its readers are told: the results of the benchmarks in words.

A page that says "of 100 speakers given, at least 98 are right" must not go on saying so when it is
no longer true. So the number is the floor of a benchmark, below which no version may fall, and the
words stand beside the name of the score that they are about (`data/measured.toml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any

from onrecord.components import data_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One result in a sentence, and the data that it was measured on.

    `seen` are data that were looked at while the rules were written: there they do better.
    """

    sentence: str
    data: str
    seen: bool


@dataclass(frozen=True, slots=True)
class MeasuredStage:
    """What was measured of one stage of the work, and what else must be known of it."""

    title: str
    rates: tuple[Rate, ...]
    caution: str | None


@cache
def measured() -> tuple[MeasuredStage, ...]:
    """All results that readers are told, in the order of the work."""
    return worded(data_table("measured.toml"), data_table("measured.json"))


def worded(words: Mapping[str, Any], scores: Mapping[str, Any]) -> tuple[MeasuredStage, ...]:
    """The results in the words of `measured.toml`.

    Args:
        words: that file.
        scores: `floors` and `ceilings` of each benchmark, by its name.
    """
    return tuple(
        MeasuredStage(
            stage["title"],
            tuple(_rate(rate, words["data"][rate["data"]], scores) for rate in stage["rates"]),
            stage.get("caution"),
        )
        for stage in words["stages"]
    )


def _rate(
    rate: Mapping[str, str], data: Mapping[str, Any], scores: Mapping[str, Mapping[str, Any]]
) -> Rate:
    benchmark, _, name = rate["score"].partition(".")
    ceilings = scores[benchmark].get("ceilings", {})
    is_most = name in ceilings
    value = ceilings[name] if is_most else scores[benchmark]["floors"][name]
    # as it is written: in binary 0.57 times 100 is below 57
    hundredths = int(
        (Decimal(str(value)) * 100).to_integral_value(ROUND_CEILING if is_most else ROUND_FLOOR)
    )
    if "question" in rate:
        question = rate["question"]
        sentence = f"{question[0].upper()}{question[1:]}: F1 at least {hundredths / 100:.2f}."
    else:
        sentence = f"Of 100 {rate['of']}, {_count(hundredths, is_most=is_most)} {rate['are']}."
    return Rate(sentence=sentence, data=data["name"], seen=data.get("seen", False))


def _count(hundredths: int, *, is_most: bool) -> str:
    if is_most:
        return f"at most {hundredths}" if hundredths else "none"
    return f"at least {hundredths}" if hundredths < 100 else "all"
