"""The pages of a running server, as HTML: each a function of the record and of what was asked."""

from collections import ChainMap
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.findings import Dossier, Evidence, Tension, TensionKind
from onrecord.errors import UnknownNameError
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.facets import Wanted
from onrecord.record.naming import SPEAKING
from onrecord.record.store import Store
from onrecord.web.audit import audit_view
from onrecord.web.comparing import compared
from onrecord.web.linked import evidence_data, reading_data
from onrecord.web.live import LiveLinks, live_links
from onrecord.web.opened import Opened
from onrecord.web.packed import Packed, PackedResponse
from onrecord.web.remembered import Remembered
from onrecord.web.render import dossier_context, page_html
from onrecord.web.rubric import rubric_sections
from onrecord.web.source import source_view
from onrecord.web.timeline import zoomed
from onrecord.web.variants import differences

P = ParamSpec("P")
PAGE = 25
_PAGES_BYTES = 16_000_000
"""Of the pages that are kept, compressed: several hundred."""
_DOSSIERS = 8
"""Dossiers and lists of tensions that are kept for the API: a large one takes some ten MB."""
_LISTED = 300
_SOURCES = 100
_HOME = 24
_FACETS = ("person", "topic", "form", "modality", "medium", "publisher", "kind", "year")
_FACETS_AFTER = ("direction", "record", "status")
_VALUES = 8
FACETS = (*_FACETS, *_FACETS_AFTER)
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search page is asked for: words, facets as they stand in the address, the page."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    since: Edtf | None = None
    until: Edtf | None = None
    page: int = 1


def kept(make: Callable[P, str]) -> Callable[P, PackedResponse]:
    """A page that is made once, and anew when the record has changed."""

    @wraps(make)
    def page(*given: P.args, **named: P.kwargs) -> PackedResponse:
        views = given[0]
        assert isinstance(views, Views)  # it is a method
        key = (make.__name__, repr(given[1:]), repr(named))
        return PackedResponse(views.remembered(key, lambda: Packed.of(make(*given, **named))))

    return page


class Views:
    """Makes pages of one record; what takes long is kept until the record changes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._links: LiveLinks = live_links(public=opened.public)
        self._kept = Remembered()
        self._found = Remembered(_DOSSIERS)
        self._pages = Remembered(_PAGES_BYTES, lambda page: len(page.body))

    def remembered(self, key: Hashable, make: Callable[[], Packed]) -> Packed:
        """The page of a key, as it was made last if the record is still the same."""
        with self._opened.store() as store:
            state = self._opened.state(store)
        return self._pages.get(key, state, make)

    @kept
    def home(self) -> str:
        """The front page: the search, and who and what is most in the record."""
        with self._opened.store() as store:
            people, topics = self.people(store), self.topics(store)
            named = {topic.id: topic.name for topic in topics}
            pairs = sorted(
                (
                    (count, person, topic)
                    for person in people[:_LISTED]
                    for topic, count in person.topics[:_HOME]
                    if topic in named
                ),
                key=lambda pair: (-pair[0], pair[1].id, pair[2]),
            )
            return self._page(
                "live/home.html",
                totals=store.shelf().totals(),
                people=people[:_HOME],
                topics=topics[:_HOME],
                pairs=[(who, topic, named[topic], count) for count, who, topic in pairs[:_HOME]],
            )

    @kept
    def search(self, asked: Asked) -> str:
        """Statements and actions that fit, with facets beside them."""
        with self._opened.store() as store:
            found = store.faceted(_wanted(asked))
            names = ChainMap(self._names(store), {t.id: t.name for t in self.topics(store)})
            given = {
                "q": asked.words,
                **asked.chosen,
                "since": str(asked.since or ""),
                "until": str(asked.until or ""),
            }
            return self._page(
                "live/search.html",
                data=evidence_data(found.hits, self._links),
                asked=asked,
                found=found,
                names=names,
                given=given,
                facets=[
                    (name, found.facets[name][:_VALUES])
                    for name in FACETS
                    if name in found.facets and name not in asked.chosen
                ],
                more=asked.page * PAGE < found.total,
            )

    @kept
    def people_page(self) -> str:
        """Everyone who spoke or acted, the most heard first."""
        with self._opened.store() as store:
            people = self.people(store)
            return self._page("live/people.html", people=people[:_LISTED], total=len(people))

    @kept
    def topics_page(self) -> str:
        """All topics, the most touched on first."""
        with self._opened.store() as store:
            return self._page("live/topics.html", topics=self.topics(store))

    @kept
    def person(self, key: str) -> str:
        """One person: topics with dossiers, and what was said and done last."""
        with self._opened.store() as store:
            who = self._person(store, key)
            names = {topic.id: topic.name for topic in self.topics(store)}
            found = store.faceted(Wanted(person=who.id, count=PAGE, is_counted=False))
            data = evidence_data(found.hits, self._links)
            return self._page("live/person.html", data=data, person=who, names=names, found=found)

    @kept
    def topic(self, key: str) -> str:
        """One topic: who speaks and acts on it."""
        with self._opened.store() as store:
            what = next((t for t in self.topics(store) if t.id == key), None)
            if what is None:
                what_named = pipeline.find_topic(store, key)
                what = next(t for t in self.topics(store) if t.id == what_named.id)
            people = [
                (person, count)
                for person in self.people(store)
                for topic, count in person.topics
                if topic == what.id
            ]
            people.sort(key=lambda pair: (-pair[1], pair[0].name))
            return self._page("live/topic.html", topic=what, people=people[:_LISTED])

    @kept
    def dossier(self, person: str, topic: str, as_of: Edtf | None = None) -> str:
        """A dossier, live; with `as_of`, of what was published by that day."""
        found = self.dossier_of(person, topic, as_of)
        return self._page("dossier.html", **dossier_context(found, self._links), as_of=as_of)

    def dossier_of(self, person: str, topic: str, as_of: Edtf | None = None) -> Dossier:
        """The dossier itself."""
        with self._opened.store() as store:
            return self._found.get(
                ("dossier", person, topic, as_of),
                self._opened.state(store),
                lambda: pipeline.dossier(store, person, topic, as_of),
            )

    @kept
    def statement(self, key: str) -> str:
        """One piece of evidence: all citations, and how the wordings differ.

        Raises:
            UnknownNameError: the record holds none of that id.
        """
        with self._opened.store() as store:
            found = store.pieces([key])
            if not found:
                raise UnknownNameError(f"the record holds no evidence {key}")
            names = {topic.id: topic.name for topic in self.topics(store)}
            return self._page(
                "live/statement.html",
                data=evidence_data(found, self._links),
                item=found[0],
                names=names,
                variants=[
                    (words, differences(found[0].exact, words)) for words in found[0].variants
                ],
            )

    @kept
    def sources(self, page: int) -> str:
        """The documents, the latest published first."""
        with self._opened.store() as store:
            shelf = store.shelf()
            lines = shelf.document_lines((page - 1) * _SOURCES, _SOURCES)
            total = shelf.totals()["documents"]
            return self._page(
                "live/sources.html", lines=lines, total=total, page=page, count=_SOURCES
            )

    @kept
    def source(self, key: str) -> str:
        """A document with all that was read from it highlighted."""
        with self._opened.store() as store:
            reading = store.reading(key)
            data = reading_data(reading)
            return self._page("source.html", data=data, view=source_view(reading, {}))

    @kept
    def tensions(self, person: str, topic: str, kind: str) -> str:
        """What does not sit together, of one person or on one topic."""
        with self._opened.store() as store:
            asked = bool(person or topic)
            found = self.tensions_of(store, person or None, topic or None) if asked else ()
            kinds = [k for k in TensionKind if any(t.kind is k for t in found)]
            shown = [t for t in found if not kind or t.kind == kind]
            evidence = _sides(store, shown)
            return self._page(
                "live/tensions.html",
                data=evidence_data(evidence.values(), self._links),
                person=person,
                topic=topic,
                kind=kind,
                kinds=kinds,
                asked=asked,
                tensions=shown,
                evidence=evidence,
                people=self.people(store)[:_LISTED],
                topics=self.topics(store),
            )

    def tensions_of(
        self, store: Store, person: str | None, topic: str | None
    ) -> tuple[Tension, ...]:
        """The tensions themselves."""
        return self._found.get(
            ("tensions", person, topic),
            self._opened.state(store),
            lambda: pipeline.tensions(store, person, topic),
        )

    @kept
    def compare(self, topic: str, people: Sequence[str]) -> str:
        """Two to four people on one topic."""
        with self._opened.store() as store:
            found = None
            if topic and len(people) > 1:
                what = pipeline.find_topic(store, topic)
                who = [pipeline.find_person(store, name) for name in people[:MOST_COMPARED]]
                found = compared(what, who, _of(store, who, what), pipeline.known_register(store))
            return self._page(
                "live/compare.html",
                data=evidence_data(found.evidence if found else (), self._links),
                found=found,
                topic=topic,
                chosen=list(people),
                people=self.people(store)[:_LISTED],
                topics=self.topics(store),
            )

    @kept
    def timeline(self, person: str, topic: str, within: str) -> str:
        """What a person said and did on a topic, in a span of time that can be opened further."""
        with self._opened.store() as store:
            who, what = pipeline.find_person(store, person), pipeline.find_topic(store, topic)
            told = zoomed(store.evidence(person=who.id, topic=what.id), within)
            data = evidence_data(told.evidence, self._links)
            return self._page("live/timeline.html", data=data, person=who, topic=what, zoom=told)

    def audit_form(self) -> str:
        """Where a text to be audited is put."""
        return self._page("live/audit.html")

    def audit(self, document: Document) -> str:
        """The report on a text; nothing of it is kept."""
        with self._opened.store() as store:
            found = pipeline.audit(store, document, self._opened.reader)
        return self._page("audit.html", view=audit_view(found))

    def add_form(self, results: Sequence[tuple[str, str]] = ()) -> str:
        """Where files are added, and what came of those just added."""
        return self._page("live/add.html", results=results)

    @kept
    def methodology(self) -> str:
        """The rules that labels come from."""
        return self._page("methodology.html", rubric=rubric_sections(pipeline.rubric()))

    def problem(self, title: str, detail: str) -> str:
        """A page that says what is wrong, and what to do."""
        return self._page("live/problem.html", title=title, detail=detail)

    def people(self, store: Store) -> tuple[PersonCount, ...]:
        """Who the record holds, the most heard first."""
        return self._kept.get("people", self._opened.state(store), store.people)

    def topics(self, store: Store) -> tuple[TopicCount, ...]:
        """What the record is about, the most touched on first."""
        find: Callable[[], tuple[TopicCount, ...]] = lambda: pipeline.named_topics(store)  # noqa: E731
        return self._kept.get("topics", self._opened.state(store), find)

    def _names(self, store: Store) -> dict[str, str]:
        """The names of all who speak and act: people, bodies, countries."""

        def find() -> dict[str, str]:
            return {who.id: who.name for who in store.people(SPEAKING)}

        return self._kept.get("names", self._opened.state(store), find)

    def _person(self, store: Store, key: str) -> PersonCount:
        """The person of an id or a name.

        Raises:
            UnknownNameError: the record holds nobody of that name.
        """
        held = {person.id: person for person in self.people(store)}
        if key in held:
            return held[key]
        meant = pipeline.find_person(store, key)
        if meant.id not in held:  # a body or a country that speaks
            bodies = store.people(SPEAKING)
            held = {body.id: body for body in bodies}
        return held[meant.id]

    def _page(self, template: str, **context: Any) -> str:
        return page_html(template, self._links, **context)


def _wanted(asked: Asked) -> Wanted:
    chosen = dict(asked.chosen)
    return Wanted(
        words=asked.words,
        person=chosen.pop("person", None),
        topic=chosen.pop("topic", None),
        chosen=chosen,
        since=asked.since,
        until=asked.until,
        start=(asked.page - 1) * PAGE,
        count=PAGE,
    )


def _sides(store: Store, tensions: Sequence[Tension]) -> dict[str, Evidence]:
    keys = {key for tension in tensions for side in tension.sides for key in side}
    return {item.id: item for item in store.pieces(sorted(keys))}


def _of(store: Store, people: Sequence[Reference], topic: Reference) -> tuple[Evidence, ...]:
    return tuple(e for who in people for e in store.evidence(person=who.id, topic=topic.id))
