"""Addresses of the pages of a site: relative, so that it also works from a folder on disk."""

import re
from dataclasses import dataclass
from typing import ClassVar

from onrecord.core.document import content_hash
from onrecord.core.edtf import Edtf
from onrecord.core.findings import Citation

_PLAIN = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_HASH_LENGTH = 20
ON_A_PAGE = 15_000
"""Code points of a document on a page. A citation tells where its words stand, and nothing of its
document, so pages end at fixed places: the page of any words is known from their place alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which people, topics, documents and dossiers (person, topic) have a page."""

    people: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    dossiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page; `root` leads from it to the folder of the site.

    Every method gives None for what has no page.
    """

    pages: Pages
    root: str
    live: ClassVar[bool] = False
    """Whether a server makes the pages, so that they can answer."""

    def person(self, person: str) -> str | None:
        """The page of a person."""
        return self._to(person_page(person)) if person in self.pages.people else None

    def topic(self, topic: str) -> str | None:
        """The page of a topic."""
        return self._to(topic_page(topic)) if topic in self.pages.topics else None

    def dossier(self, person: str, topic: str) -> str | None:
        """The dossier of a person on a topic."""
        known = (person, topic) in self.pages.dossiers
        return self._to(dossier_page(person, topic)) if known else None

    def dossier_as_of(self, person: str, topic: str, as_of: Edtf | None = None) -> str | None:
        """The dossier as of a date; in a site all is as of its building."""
        return self.dossier(person, topic)

    def evidence(
        self, person: str, topic: str, page: int = 1, as_of: Edtf | None = None
    ) -> str | None:
        """A page of the evidence of a dossier; in a site all is as of its building."""
        known = (person, topic) in self.pages.dossiers
        return self._to(evidence_page(person, topic, page)) if known else None

    def part(self, person: str, topic: str, part: str, as_of: Edtf | None = None) -> str | None:
        """The page of a section of a dossier, all of it."""
        known = (person, topic) in self.pages.dossiers
        return self._to(part_page(person, topic, part)) if known else None

    def source(self, document: str, page: int = 1) -> str | None:
        """The page that shows a document; one of several, when it is very long."""
        known = document in self.pages.documents
        return self._to(source_page(document, page)) if known else None

    def words(self, citation: Citation) -> str | None:
        """The highlighted words of a citation, in the page of its document that has them."""
        selector = citation.selector
        page = self.source(selector.document, page_at(selector.span.start))
        return f"{page}#{words_anchor(citation.telling)}" if page else None

    def statement(self, evidence: str) -> str | None:
        """The page of one piece of evidence; only a server has such pages."""
        return None

    def _to(self, page: str) -> str:
        return self.root + page


def words_anchor(telling: str) -> str:
    """The id of the highlighted words of a statement or action in a source page."""
    return f"s-{file_stem(telling)}"


def evidence_anchor(evidence: str) -> str:
    """The id of a piece of evidence in the list that ends a dossier."""
    return f"e-{file_stem(evidence)}"


def person_page(person: str) -> str:
    """Where the page of a person lies in the site."""
    return f"person/{file_stem(person)}.html"


def topic_page(topic: str) -> str:
    """Where the page of a topic lies in the site."""
    return f"topic/{file_stem(topic)}.html"


def dossier_page(person: str, topic: str) -> str:
    """Where a dossier lies in the site."""
    return f"dossier/{file_stem(person)}.on.{file_stem(topic)}.html"


def evidence_page(person: str, topic: str, page: int) -> str:
    """Where a page of the evidence of a dossier lies in the site."""
    return part_page(person, topic, f"evidence-{page}")


def part_page(person: str, topic: str, part: str) -> str:
    """Where a section of a dossier lies in the site."""
    return f"dossier/{file_stem(person)}.on.{file_stem(topic)}.{part}.html"


def source_page(document: str, page: int = 1) -> str:
    """Where a page of a document lies in the site."""
    number = f".{page}" if page > 1 else ""
    return f"source/{file_stem(short_document(document))}{number}.html"


def page_at(offset: int) -> int:
    """The page of a document that shows a code point, from 1."""
    return offset // ON_A_PAGE + 1


def short_document(document: str) -> str:
    """The beginning of a document's id, by which a page is found: no two share eighty bits."""
    return document.removeprefix("sha256:")[:_HASH_LENGTH]


def file_stem(name: str) -> str:
    """The id itself where any file system takes it, else its hash; two ids never share one."""
    return name if _PLAIN.fullmatch(name) else f"x--{content_hash(name)}"
