"""What an audit asks of a record, and what it keeps at hand of the answers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from onrecord.core.audit import Passage
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Factuality, Reading, Statement
from onrecord.core.selectors import Span, select
from onrecord.verification.sentences import stem
from onrecord.verification.wording import Indexed, wording

_KEPT = 256
"""Texts and readings kept at hand; claims of one text tend to come from the same few."""


class Likeness(Protocol):
    """Which documents share wording with a text and its parts."""

    def best(self, runs: Sequence[str], most: int) -> tuple[str, ...]:
        """Ids of documents that share wording with the runs, the likest first."""


class Record(Protocol):
    """What answers: the store of a record."""

    def holding(self, runs: Sequence[str], most: int, since: Edtf | None = None) -> tuple[str, ...]:
        """Ids of documents that may hold the runs of words, the earliest published first."""

    def resembling(self, runs: Sequence[str], most: int) -> tuple[str, ...]:
        """Ids of documents that share wording with the runs, the likest first."""

    def likeness(self) -> Likeness:
        """The same, for several questions about one text."""

    def document(self, key: str) -> Document:
        """A document."""

    def statements(self, key: str, span: Span) -> tuple[Statement, ...]:
        """The statements of a document that report words at a span."""

    def reading(self, key: str) -> Reading:
        """All that was read from a document."""


class Sources:
    """A record, with the texts and readings that were asked for last."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.document = lru_cache(maxsize=_KEPT)(record.document)
        self.reading = lru_cache(maxsize=_KEPT)(record.reading)
        self.words = lru_cache(maxsize=_KEPT)(self._words)
        self._stems = lru_cache(maxsize=_KEPT)(self._forms_by_stem)

    def _words(self, key: str) -> Indexed:
        return Indexed(wording(self.document(key).text))

    def _forms_by_stem(self, key: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in self.words(key).words():
            found.setdefault(stem(form), []).append(form)
        return found

    def forms_of(self, key: str, beginning: str) -> list[str]:
        """The words of a document that begin alike, see `sentences.stem`."""
        return self._stems(key).get(beginning, [])

    def statements(self, key: str, span: Span) -> list[Statement]:
        """The statements of a document that report words at a span, the nearest around it first."""
        shares = [
            (size, -sum(map(len, statement.content)), statement)
            for statement in self.record.statements(key, span)
            if statement.factuality is Factuality.SAID
            and (size := sum(shared(piece, span) for piece in statement.content))
        ]
        shares.sort(key=lambda share: share[:2], reverse=True)
        return [statement for _, _, statement in shares]

    def passage(self, key: str, span: Span) -> Passage:
        """Words of a document as evidence, with who said them and when, as far as is known."""
        document = self.document(key)
        statements = [s for s in self.statements(key, span) if _holds_most(s, span)]
        speakers = [s.speaker for s in statements if s.speaker]
        dates = [s.said for s in statements if s.said]
        return Passage(
            selector=select(key, document.text, span),
            uri=document.uri,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            speaker=speakers[0] if speakers else None,
            said=dates[0] if dates else None,
        )


def _holds_most(statement: Statement, span: Span) -> bool:
    """Whether most of the words at a span are what the statement reports."""
    return 2 * sum(shared(piece, span) for piece in statement.content) > len(span)


def shared(one: Span, other: Span) -> int:
    """How many code points two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
