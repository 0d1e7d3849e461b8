"""The words of a text, cut and folded just as SQLite's full-text index does it.

SQLite itself does it, in memory: so a search finds the same in PostgreSQL, whose own parsers cut
at other places and know other accents.
"""

import sqlite3
from collections.abc import Iterable

TOKENIZER = "unicode61 remove_diacritics 2"


class Tokenizer:
    """Cuts texts into words."""

    def __init__(self) -> None:
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        options = f"content = '', tokenize = \"{TOKENIZER}\""
        self._memory.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, {options})")
        self._memory.execute("CREATE VIRTUAL TABLE words USING fts5vocab (texts, instance)")

    def cut(self, texts: Iterable[str]) -> list[list[str]]:
        """The words of each text, in their order."""
        given = list(enumerate(texts))
        self._memory.execute("BEGIN")
        self._memory.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", given)
        rows = self._memory.execute("SELECT doc, offset, term FROM words").fetchall()
        self._memory.execute("ROLLBACK")
        found: list[list[str]] = [[] for _ in given]
        for number, _, word in sorted(rows):
            found[number].append(word)
        return found

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
