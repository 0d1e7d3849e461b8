"""The record's database when it is a file: SQLite, and what it says in its own way."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from onrecord.record.database import Condition, Row
from onrecord.record.failures import all_or_nothing
from onrecord.record.ranking import rank, weight
from onrecord.record.rows import plain
from onrecord.record.tokens import Tokenizer


class Sqlite(sqlite3.Connection):
    """A `Database` in a file; triggers keep its indexes for search."""

    _tokenizer: Tokenizer | None = None
    _weighed: tuple[object, dict[str, float]] = (None, {})

    def close(self) -> None:
        """Let go of the file."""
        if self._tokenizer is not None:
            self._tokenizer.close()
        super().close()

    def writing(self, *, derived: bool = False) -> AbstractContextManager[None]:
        """What is written inside is written at the end, or not at all; others who write wait."""
        return all_or_nothing(self)

    def listed(self, values: Sequence[str] | Sequence[int]) -> str:
        """Many values as the value of one parameter."""
        return json.dumps(values)

    def among(self, parameter: str, kind: type[str] | type[int]) -> str:
        """What stands after a column that must be one of what was `listed`."""
        return f"IN {self.each(parameter, kind)}"

    def each(self, parameter: str, _: type[str] | type[int]) -> str:
        """The query for what was `listed`."""
        return f"(SELECT value FROM json_each({parameter}))"

    def fields(self, column: str, names: Sequence[str]) -> str:
        """The query for some fields of a column of JSON: their values as an array, as text."""
        paths = ", ".join(f"'$.{name}'" for name in names)
        return f"json_extract({column}, {paths})"

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write new rows, however many."""
        places = ", ".join("?" * len(columns))
        self.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)

    def write_document(self, row: Row) -> None:
        """Write a new document."""
        self.write("documents", list(row), [[*row.values()]])
        self._mend_publisher(row["number"], row["data"])

    def rewrite_document(self, number: int, row: Row) -> None:
        """Write anew some columns of a document."""
        columns = ", ".join(f"{name} = ?" for name in row)
        self.execute(f"UPDATE documents SET {columns} WHERE number = ?", (*row.values(), number))
        self._mend_publisher(number, row["data"])

    def write_tellings(self, rows: Sequence[Row]) -> None:
        """Write new tellings."""
        if rows:
            self.write("tellings", list(rows[0]), ([*row.values()] for row in rows))

    def write_pairs(self, number: int, keys: Sequence[str]) -> None:
        """Make a document findable by its pairs of words."""
        self.execute("INSERT INTO pairs (rowid, keys) VALUES (?, ?)", (number, " ".join(keys)))

    def pairs_held(self, keys: Sequence[str]) -> Condition:
        """That a row of `pairs` holds all of these."""
        return "pairs MATCH :keys", {"keys": " ".join(keys)}

    def pairs_each(self, keys: Sequence[str], most: int) -> Iterator[list[int]]:
        """For each of these, the rows of `pairs` that hold it, so many of them at most."""
        for key in keys:
            # as one value, for making a row of each takes four times as long as finding it
            (numbers,) = self.execute(
                "SELECT json_group_array(rowid) FROM"
                " (SELECT rowid FROM pairs WHERE pairs MATCH ? ORDER BY rowid LIMIT ?)",
                (key, most),
            ).fetchone()
            yield json.loads(numbers)

    def words_found(self, phrases: Sequence[str]) -> Condition:
        """That a row of `found` holds all of these."""
        return "found MATCH :words", {"words": _expression(phrases)}

    def ranked(
        self, phrases: Sequence[str], narrow: str, values: Row
    ) -> Iterable[tuple[float, int]]:
        """How near each telling comes to what it holds, and its number."""
        return self.execute(
            f"SELECT found.rank, found.rowid FROM found WHERE found MATCH :words AND {narrow}",
            {**values, "words": _expression(phrases)},
        )

    def ranked_among(
        self, phrases: Sequence[str], told: Mapping[int, str]
    ) -> Iterator[tuple[float, int]]:
        """How near each of some tellings comes to what it holds, and its number.

        SQLite's own rank would go through all tellings once more, and through all that hold each
        word: a phrase of two very common words took 130 ms in a record of a million.
        """
        if not told:
            return  # of an index that holds nothing there are no totals
        if self._tokenizer is None:
            self._tokenizer = Tokenizer()
        cut = [words for words in self._tokenizer.cut(phrases) if words]
        count, size = _numbers(self.execute(_TOTALS).fetchone()[0])
        weights = [self._weight(words, count) for words in cut] if len(cut) > 1 else [1.0]
        held = self._tokenizer.counted(cut, told)
        sizes = f"SELECT id, sz FROM found_docsize WHERE id {self.among('?', int)}"
        for number, length in self.execute(sizes, (self.listed([*told]),)):
            often = zip(held[number], weights, strict=True)
            yield rank(often, _numbers(length)[0] / (size / count)), number

    def _weight(self, words: Sequence[str], count: int) -> float:
        """What a word or phrase weighs, looked up once until the record changes."""
        state = (self.execute("PRAGMA data_version").fetchone(), self.total_changes)
        if self._weighed[0] != state:
            self._weighed = (state, {})
        phrase = _expression([" ".join(words)])
        known = self._weighed[1]
        if phrase not in known:
            query = "SELECT count(*) FROM found WHERE found MATCH ?"
            known[phrase] = weight(count, self.execute(query, (phrase,)).fetchone()[0])
        return known[phrase]

    def _mend_publisher(self, number: int, data: str) -> None:
        """Keep a name that can be read where that of the publisher is no text.

        Half a surrogate pair stays an escape in JSON; what the trigger takes out of it for
        `outlets` no reader of UTF-8 reads.
        """
        publisher = json.loads(data)["publisher"]
        if publisher is not None and plain(publisher) != publisher:
            self.execute(
                "UPDATE outlets SET publisher = ? WHERE document = ?", (plain(publisher), number)
            )


# how many tellings the index holds, and how many words they have
_TOTALS = "SELECT block FROM found_data WHERE id = 1"


def _expression(phrases: Sequence[str]) -> str:
    return " ".join(f'"{phrase}"' for phrase in phrases)


def _numbers(block: bytes) -> list[int]:
    """Numbers as the full-text index writes them: seven bits a byte, the highest first."""
    found, number = [], 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return found
