"""What an audit asks of a record, and what it keeps at hand of the answers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from onrecord.core.audit import Passage
from onrecord.core.evidence import Factuality, Reading, Statement
from onrecord.core.findings import Evidence
from onrecord.core.selectors import Span, select
from onrecord.verification.sentences import stem
from onrecord.verification.wording import Indexed, wording

_KEPT = 256
"""Texts and readings kept at hand; claims of one text tend to come from the same few."""


class Record(Protocol):
    """What answers: the store of a record."""

    def holding(self, runs: Sequence[str], most: int, *, in_part: bool = False) -> tuple[str, ...]:
        """Ids of documents that may hold the runs of words, or some of their pairs."""

    def text_of(self, key: str) -> str:
        """The text of a document."""

    def reading(self, key: str) -> Reading:
        """All that was read from a document."""

    def evidence(
        self, *, person: str | None = None, topic: str | None = None
    ) -> tuple[Evidence, ...]:
        """What one person said and did, or what was said and done on one topic."""


class Sources:
    """A record, with the texts and readings that were asked for last."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = lru_cache(maxsize=_KEPT)(self._words)
        self.reading = lru_cache(maxsize=_KEPT)(self._reading)
        self._stems = lru_cache(maxsize=_KEPT)(self._forms_by_stem)

    def _words(self, key: str) -> Indexed:
        return Indexed(wording(self.record.text_of(key)))

    def _reading(self, key: str) -> Reading:
        return self.record.reading(key)

    def _forms_by_stem(self, key: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in self.words(key).places:
            found.setdefault(stem(form), []).append(form)
        return found

    def forms_of(self, key: str, beginning: str) -> list[str]:
        """The words of a document that begin alike, see `sentences.stem`."""
        return self._stems(key).get(beginning, [])

    def statements(self, key: str, span: Span) -> list[Statement]:
        """The statements of a document that report words at a span, the nearest around it first."""
        shares = [
            (shared, -sum(map(len, statement.content)), statement)
            for statement in self.reading(key).statements
            if statement.factuality is Factuality.SAID
            and (shared := sum(_shared(piece, span) for piece in statement.content))
        ]
        shares.sort(key=lambda share: share[:2], reverse=True)
        return [statement for _, _, statement in shares]

    def passage(self, key: str, span: Span) -> Passage:
        """Words of a document as evidence, with who said them and when, as far as is known."""
        document = self.reading(key).document
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
    return 2 * sum(_shared(piece, span) for piece in statement.content) > len(span)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
