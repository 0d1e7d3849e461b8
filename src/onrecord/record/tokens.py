"""The words of a text, cut and folded just as SQLite's full-text index does it.

SQLite itself does it, in memory: so a search finds the same in PostgreSQL, whose own parsers cut
at other places and know other accents. What holds no letter beyond ASCII leaves it no choice, and
is cut here, in an eighth of the time.
"""

import re
import sqlite3
from collections.abc import Iterable

TOKENIZER = "unicode61 remove_diacritics 2"
_PLAIN = re.compile("[\x00-\x7f\xa0‘’“”–—…]*")
_WORD = re.compile("[0-9a-z]+")


class Tokenizer:
    """Cuts texts into words."""

    def __init__(self) -> None:
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        options = f"content = '', tokenize = \"{TOKENIZER}\""
        self._memory.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, {options})")
        self._memory.execute("CREATE VIRTUAL TABLE words USING fts5vocab (texts, instance)")

    def cut(self, texts: Iterable[str]) -> list[list[str]]:
        """The words of each text, in their order."""
        given = list(texts)
        found = [_WORD.findall(text.lower()) if _PLAIN.fullmatch(text) else [] for text in given]
        left = [(n, text) for n, text in enumerate(given) if not _PLAIN.fullmatch(text)]
        for number, word in self._cut_by_sqlite(left):
            found[number].append(word)
        return found

    def _cut_by_sqlite(self, texts: list[tuple[int, str]]) -> Iterable[tuple[int, str]]:
        """The words of numbered texts, in their order, each with the number of its text."""
        if not texts:
            return ()
        self._memory.execute("BEGIN")
        self._memory.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)
        rows = self._memory.execute("SELECT doc, offset, term FROM words").fetchall()
        self._memory.execute("ROLLBACK")
        return ((number, word) for number, _, word in sorted(rows))

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
