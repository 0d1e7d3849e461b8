"""The words of a text, cut and folded just as SQLite's full-text index does it.

SQLite itself does it, in memory: so a search finds the same in PostgreSQL, whose own parsers cut
at other places and know other accents.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.record.ranking import held_in, line_of

TOKENIZER = "unicode61 remove_diacritics 2"
_PLAIN = re.compile("[\x00-\x7f\xa0‘’“”–—…]*")
"""A text without letters beyond ASCII: there is one way to cut and fold it."""


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

    def counted(
        self, phrases: Sequence[Sequence[str]], texts: Mapping[int, str]
    ) -> dict[int, list[int]]:
        """How often each text holds each phrase of words, one over another too.

        All texts hold all phrases. A plain text is not cut, which would take ten times as long.
        """
        plain = {n: text.lower() for n, text in texts.items() if _PLAIN.fullmatch(text)}
        counts = [_count(phrase) for phrase in phrases]
        found = {n: [count(text) for count in counts] for n, text in plain.items()}
        others = [n for n in texts if n not in plain]
        if others:
            lines = [line_of(phrase) for phrase in phrases]
            for n, words in zip(others, self.cut(texts[n] for n in others), strict=True):
                line = line_of(words)
                found[n] = [held_in(line, phrase) for phrase in lines]
        return found

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()


def _count(words: Sequence[str]) -> Callable[[str], int]:
    """What counts words that follow each other in a plain text, which holds them."""
    longest = max(words, key=len)
    rest = "".join(f"[^0-9a-z]+{re.escape(word)}" for word in words[1:])
    places = re.compile(f"(?<![0-9a-z]){re.escape(words[0])}(?={rest}(?![0-9a-z]))")
    return lambda text: 1 if text.count(longest) == 1 else len(places.findall(text))
