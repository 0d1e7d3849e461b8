"""Addresses of the pages of a running server; there, whoever and whatever is named has a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar
from urllib.parse import quote, quote_plus

from onrecord.core.edtf import Edtf
from onrecord.web.links import Links, Pages, short_document


@dataclass(frozen=True, slots=True)
class LiveLinks(Links):
    """Links of a page that the server makes; `public` tells pages to offer no adding."""

    live: ClassVar[bool] = True
    public: bool = False

    def person(self, person: str) -> str | None:
        """The page of a person."""
        return f"{self.root}person/{_part(person)}"

    def topic(self, topic: str) -> str | None:
        """The page of a topic."""
        return f"{self.root}topic/{_part(topic)}"

    def dossier(self, person: str, topic: str) -> str | None:
        """The dossier of a person on a topic."""
        return f"{self.root}{_pair(person, topic)}"

    def dossier_as_of(self, person: str, topic: str, as_of: Edtf | None = None) -> str | None:
        """The dossier of what was published by a date."""
        return self.query(_pair(person, topic), as_of=_text(as_of))

    def evidence(
        self, person: str, topic: str, page: int = 1, as_of: Edtf | None = None
    ) -> str | None:
        """A page of the evidence of a dossier."""
        return self.query(f"{_pair(person, topic)}/evidence", as_of=_text(as_of), page=page)

    def part(self, person: str, topic: str, part: str, as_of: Edtf | None = None) -> str | None:
        """The page of a section of a dossier, all of it."""
        return self.query(f"{_pair(person, topic)}/all/{part}", as_of=_text(as_of))

    def timeline(self, person: str, topic: str, at: str = "", page: int | None = None) -> str:
        """The timeline of a dossier, in a span of time."""
        return self.query(f"{_pair(person, topic)}/timeline", at=at, page=page)

    def source(self, document: str, page: int = 1) -> str | None:
        """The page that shows a document; one of several, when it is very long."""
        name = f"source/{_part(short_document(document))}"
        return self.query(name, page=page) if page > 1 else f"{self.root}{name}"

    def statement(self, evidence: str) -> str:
        """The page of one piece of evidence."""
        return f"{self.root}statement/{_part(evidence)}"

    def compare(
        self, topic: str, people: Sequence[str], issue: str = "", page: int | None = None
    ) -> str:
        """People side by side on a topic; on one issue of it, all that is filed under it."""
        named = "".join(f"&person={_value(name)}" for name in people)
        rest = self.query("", issue=issue, page=page).removeprefix(self.root).replace("?", "&")
        return f"{self.root}compare?topic={_value(topic)}{named}{rest}"

    def query(self, page: str, /, **given: str | int | None) -> str:
        """A page with a query; what is None or empty is left out."""
        told = "&".join(
            f"{name}={_value(str(value))}"
            for name, value in given.items()
            if value not in (None, "")
        )
        return f"{self.root}{page}?{told}" if told else f"{self.root}{page}"

    def narrowed(self, address: str, name: str, value: str) -> str:
        """The page of an address, asked for one thing more."""
        return f"{address}{'&' if '?' in address else '?'}{name}={_value(value)}"


def live_links(*, public: bool = False) -> LiveLinks:
    """The links of all pages of a server: from its root."""
    return LiveLinks(Pages(), "/", public)


@lru_cache(maxsize=4_096)  # a page names the same few people and documents many times
def _part(name: str) -> str:
    return quote(name, safe="")


def _pair(person: str, topic: str) -> str:
    return f"dossier/{_part(person)}/{_part(topic)}"


def _text(when: Edtf | None) -> str | None:
    return when.text if when is not None else None


_value = lru_cache(maxsize=4_096)(quote_plus)
