"""Addresses of the pages of a running server; there, whoever and whatever is named has a page."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar
from urllib.parse import quote, quote_plus

from onrecord.web.links import Links, Pages


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
        return f"{self.root}dossier/{_part(person)}/{_part(topic)}"

    def source(self, document: str) -> str | None:
        """The page that shows a document."""
        return f"{self.root}source/{_part(document)}"

    def statement(self, evidence: str) -> str:
        """The page of one piece of evidence."""
        return f"{self.root}statement/{_part(evidence)}"

    def query(self, page: str, /, **given: str | int | None) -> str:
        """A page with a query; what is None or empty is left out."""
        told = "&".join(
            f"{name}={_value(str(value))}"
            for name, value in given.items()
            if value not in (None, "")
        )
        return f"{self.root}{page}?{told}" if told else f"{self.root}{page}"


def live_links(*, public: bool = False) -> LiveLinks:
    """The links of all pages of a server: from its root."""
    return LiveLinks(Pages(), "/", public)


@lru_cache(maxsize=4_096)  # a page names the same few people and documents many times
def _part(name: str) -> str:
    return quote(name, safe="")


_value = lru_cache(maxsize=4_096)(quote_plus)
