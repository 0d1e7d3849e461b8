"""How much is known: of how many statements the speaker is named, and how exact their dates are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record.facets import DATED, SPEAKERS

_NAMES = {
    "named": "speaker named",
    "not named": "speaker not named",
    "day": "to the day",
    "month": "to the month",
    "year": "to the year",
    "vaguer": "vaguer",
    "no date": "no date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a bar: `x` and `width` in per cent; `value` of its facet of a search."""

    value: str
    name: str
    count: int
    x: float
    width: float

    @property
    def percent(self) -> str:
        """How much of the whole it is; what is little, but there, is not nothing."""
        return f"{self.width:.0f} %" if self.width >= 1 or not self.count else "under 1 %"


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked of every statement, its facet of a search, and the answers."""

    title: str
    facet: str
    shares: tuple[Share, ...]


def how_much_is_known(speakers: Mapping[str, int], dates: Mapping[str, int]) -> tuple[Known, ...]:
    """A bar for the speakers and one for the dates; none where there is no statement."""
    if not sum(speakers.values()):
        return ()
    return (
        Known("Who said it", "speaker", tuple(_shares(SPEAKERS[::-1], speakers))),
        Known("When it was said", "dated", tuple(_shares(DATED, dates))),
    )


def _shares(values: Sequence[str], counts: Mapping[str, int]) -> Iterator[Share]:
    whole = sum(counts.values())
    at = 0
    for value in values:
        count = counts.get(value, 0)
        yield Share(
            value=value,
            name=_NAMES[value],
            count=count,
            x=round(100 * at / whole, 2),
            width=round(100 * count / whole, 2),
        )
        at += count
