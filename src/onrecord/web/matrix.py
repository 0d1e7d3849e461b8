"""Who is quoted on what by whom: two kinds of names crossed, a dot for how much is of both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

_ROWS, _COLUMNS = 12, 8
_RADIUS = 16.0
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class Name:
    """A row or a column: what it is called, and its page where it has one."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many records there are of a row and a column, and where they are listed."""

    count: int
    radius: float
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The rows and columns with most in them; `left_out` tells how many names are not shown."""

    rows: tuple[tuple[Name, tuple[Cell | None, ...]], ...]
    columns: tuple[Name, ...]
    left_out: tuple[int, int]


def crossed(
    counts: Mapping[tuple[str, str], int],
    names: tuple[Callable[[str], Name], Callable[[str], Name]],
    address: Callable[[str, str], str],
) -> Matrix | None:
    """The matrix of counts by row and column; None where fewer than two of either have any.

    Args:
        counts: by the ids of row and column.
        names: what an id of a row, and one of a column, is called.
        address: where the records of a row and a column are listed.
    """
    rows, columns = _most(counts, 0), _most(counts, 1)
    if len(rows) < 2 or len(columns) < 2:
        return None
    shown_columns = columns[:_COLUMNS]
    # those with most in what is shown: a row of somebody whom other columns tell of were empty
    shown_rows = _most({key: n for key, n in counts.items() if key[1] in shown_columns}, 0)[:_ROWS]
    most = max(counts.get((row, column), 0) for row in shown_rows for column in shown_columns)

    def cell(row: str, column: str) -> Cell | None:
        count = counts.get((row, column), 0)
        radius = round(max(_LEAST, _RADIUS * sqrt(count / max(1, most))), 1)
        return Cell(count, radius, address(row, column)) if count else None

    return Matrix(
        rows=tuple(
            (names[0](row), tuple(cell(row, c) for c in shown_columns)) for row in shown_rows
        ),
        columns=tuple(names[1](column) for column in shown_columns),
        left_out=(len(rows) - len(shown_rows), len(columns) - len(shown_columns)),
    )


def _most(counts: Mapping[tuple[str, str], int], side: int) -> Sequence[str]:
    """The ids of a side, those with most records first."""
    totals: dict[str, int] = {}
    for key, count in counts.items():
        totals[key[side]] = totals.get(key[side], 0) + count
    return sorted(totals, key=lambda key: (-totals[key], key))
