"""What the record asks of a database, whichever it is.

SQL in this package is what SQLite and PostgreSQL both understand, with `?` or `:name` where a
value goes. What the two say differently is a method here, and stands in `sqlite` and `postgres`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = Mapping[str, Any]
"""The columns of a row by name."""
Values = Sequence[Any] | Mapping[str, Any]
"""The values of a statement's parameters, in order or by name."""
Condition = tuple[str, Mapping[str, Any]]
"""What stands after WHERE, and the values that it names."""


class Found(Protocol):
    """The rows that a statement yields."""

    def fetchone(self) -> Any:
        """The next row; None when there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The rows, one at a time."""
        ...


class Database(Protocol):
    """A connection to the database of a record."""

    @property
    def in_transaction(self) -> bool:
        """Whether something is written that could still be taken back."""
        ...

    def execute(self, statement: str, values: Values = ..., /) -> Found:
        """Run one statement."""
        ...

    def executemany(self, statement: str, rows: Iterable[Values], /) -> object:
        """Run one statement for each row of values."""
        ...

    def writing(self, *, derived: bool = False) -> AbstractContextManager[None]:
        """What is written inside is written at the end, or not at all; others who write wait.

        Args:
            derived: whether it follows from what is stored, so that power cuts may take it back.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...

    # What the two say differently

    def listed(self, values: Sequence[str] | Sequence[int]) -> object:
        """Many values as the value of one parameter."""
        ...

    def among(self, parameter: str, kind: type[str] | type[int]) -> str:
        """What stands after a column that must be one of what was `listed`."""
        ...

    def each(self, parameter: str, kind: type[str] | type[int]) -> str:
        """The query, in parentheses, for what was `listed`, in a column named `value`."""
        ...

    def fields(self, column: str, names: Sequence[str]) -> str:
        """The query for some fields of a column of JSON: their values as an array, as text."""
        ...

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write new rows, however many."""
        ...

    def write_document(self, row: Row) -> None:
        """Write a new document."""
        ...

    def rewrite_document(self, number: int, row: Row) -> None:
        """Write anew some columns of a document."""
        ...

    def write_tellings(self, rows: Sequence[Row]) -> None:
        """Write new tellings, and make their words findable."""
        ...

    def write_pairs(self, number: int, keys: Sequence[str]) -> None:
        """Make a document findable by its pairs of words."""
        ...

    def pairs_held(self, keys: Sequence[str]) -> Condition:
        """That a row of `pairs` holds all of these."""
        ...

    def pairs_each(self, keys: Sequence[str], most: int) -> Iterable[Sequence[int]]:
        """For each of these, the rows of `pairs` that hold it, so many of them at most."""
        ...

    def words_found(self, phrases: Sequence[str]) -> Condition:
        """That a row of `found` holds all of these."""
        ...

    def ranked(
        self, phrases: Sequence[str], narrow: str, values: Row
    ) -> Iterable[tuple[float, int]]:
        """How near each telling comes to what it holds, and its number.

        Args:
            phrases: what it holds.
            narrow: what else `found` must fulfil; "+found.rowid" is the number of the telling.
            values: what `narrow` names.

        Yields:
            The rank by BM25, the lower, the nearer, and the number.
        """
        ...

    def ranked_among(
        self, phrases: Sequence[str], told: Mapping[int, str]
    ) -> Iterable[tuple[float, int]]:
        """How near each of some tellings comes to what it holds, and its number.

        Args:
            phrases: what all of them hold: it need not be looked for.
            told: their words, by their numbers.

        Yields:
            The rank by BM25 or a multiple of it, the same for all, and the number.
        """
        ...
