"""The pages of a running server, as HTML: each a function of the record and of what was asked."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi.responses import HTMLResponse, Response

from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.core.edtf import Edtf
from onrecord.core.entities import slug
from onrecord.core.evidence import Action, Reading, Statement
from onrecord.errors import UnknownNameError
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.facets import Wanted
from onrecord.record.store import Store
from onrecord.web.adding import Result
from onrecord.web.aside import BusyError
from onrecord.web.audit import audit_view
from onrecord.web.coverage import how_much_is_known
from onrecord.web.dossier_views import DossierViews
from onrecord.web.linked import evidence_data, source_data
from onrecord.web.matrix import Matrix, Name, crossed
from onrecord.web.measured import measured
from onrecord.web.offered import offered, value_name
from onrecord.web.rubric import rubric_sections
from onrecord.web.source import DossierLink, Leads, source_view
from onrecord.web.variants import differences
from onrecord.web.viewing import LISTED, kept

PAGE = 25
_SOURCES = 100
_HOME = 24
_PEOPLE = 300
_FACETS = ("person", "topic", "form", "modality", "medium", "publisher", "kind", "year")
_FACETS_AFTER = ("direction", "record", "status", "dated", "speaker")
_NAMED = 4
FACETS = (*_FACETS, *_FACETS_AFTER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search page is asked for: words, facets as they stand in the address, the page."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    since: Edtf | None = None
    until: Edtf | None = None
    page: int = 1


class Views(DossierViews):
    """All pages of a server."""

    def home(self) -> Response:
        """The front page; while it is being counted what it tells, one without numbers."""
        with self._opened.store() as store:
            if self.counts(store) is not None:
                return self._home()
            named = self._named(store)
            page = self._page(
                "live/counting.html",
                people=named.most_heard(store, _HOME),
                topics=named.most_touched(_HOME),
            )
        return HTMLResponse(page, 202, {"cache-control": "no-store", "retry-after": "2"})

    @kept
    def _home(self) -> str:
        """The search, and who and what is most in the record."""
        with self._opened.store() as store:
            counts = self.counts(store)
            if counts is None:
                raise BusyError("the record has changed this moment: look again")
            people, topics = counts.people, counts.topics
            named = {topic.id: topic.name for topic in topics}
            pairs = sorted(
                (
                    (count, person, topic)
                    for person in people[:LISTED]
                    for topic, count in person.topics[:_HOME]
                    if topic in named
                ),
                key=lambda pair: (-pair[0], pair[1].id, pair[2]),
            )
            return self._page(
                "live/home.html",
                totals=counts.totals,
                people=people[:_HOME],
                topics=topics[:_HOME],
                pairs=[(who, topic, named[topic], count) for count, who, topic in pairs[:_HOME]],
                matrix=self._who_on_what(people, topics),
                known=how_much_is_known(*counts.known),
            )

    @kept
    def search(self, asked: Asked) -> str:
        """Statements and actions that fit, with facets beside them."""
        with self._opened.store() as store:
            found = store.faceted(_wanted(asked))
            named = self._named(store)
            people = {who for who, _ in found.facets.get("person", ())}
            names = ChainMap(
                named.names_of(store, people | {asked.chosen.get("person", "")}),
                dict(named.topics),
            )
            counts = [
                (name, found.facets[name])
                for name in FACETS
                if name in found.facets and name not in asked.chosen
            ]
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
                who=named.most_heard(store, _NAMED, asked.words) if slug(asked.words) else (),
                what=named.most_touched(_NAMED, asked.words) if slug(asked.words) else (),
                chosen=[(key, v, value_name(key, v, names)) for key, v in asked.chosen.items()],
                given=given,
                facets=[*offered(counts, given, names, self._links)],
                more=asked.page * PAGE < found.total,
            )

    @kept
    def people_page(self, words: str, page: int) -> str:
        """Who spoke or acted, the most heard first; those whose names hold some words."""
        with self._opened.store() as store:
            people = self._people_named(store, words)
            return self._page(
                "live/people.html",
                people=people[(page - 1) * _PEOPLE : page * _PEOPLE],
                words=words,
                total=len(people),
                page=page,
                more=page * _PEOPLE < len(people),
            )

    def _people_named(self, store: Store, words: str) -> Sequence[PersonCount]:
        """Those whose name holds each of some words, or the beginning of it."""

        def find() -> list[tuple[str, PersonCount]]:
            return [(_findable(person.name), person) for person in self.people(store)]

        asked = [f"-{word}" for word in slug(words).split("-") if word]
        named = self._kept.get("named people", self._opened.state(store), find)
        for word in asked:
            named = [pair for pair in named if word in pair[0]]
        return [person for _, person in named]

    @kept
    def topics_page(self) -> str:
        """All topics, the most touched on first."""
        with self._opened.store() as store:
            return self._page("live/topics.html", topics=self.topics(store))

    @kept
    def person(self, key: str) -> str:
        """One person: topics with dossiers, who quotes them, and what was said and done last."""
        with self._opened.store() as store:
            who = self._person(store, key)
            names = self._named(store).topics
            found = store.faceted(Wanted(person=who.id, count=PAGE, is_counted=False))
            quoted = store.shelf().outlets_of_topics((who.id, *who.merged))
            matrix = crossed(
                {(topic, outlet): n for (outlet, topic), n in quoted.items() if topic in names},
                (lambda topic: Name(names[topic], self._links.dossier(who.id, topic)), Name),
                lambda topic, outlet: self._links.query(
                    "search", person=who.id, topic=topic, publisher=outlet, record="statement"
                ),
            )
            data = evidence_data(found.hits, self._links)
            return self._page(
                "live/person.html", data=data, person=who, names=names, found=found, matrix=matrix
            )

    @kept
    def topic(self, key: str, page: int) -> str:
        """One topic: who speaks and acts on it, and who quotes them."""
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
            return self._page(
                "live/topic.html",
                topic=what,
                people=people[(page - 1) * _PEOPLE : page * _PEOPLE],
                page=page,
                more=page * _PEOPLE < len(people),
                matrix=self._outlets(store, [person for person, _ in people], what.id),
            )

    def _outlets(self, store: Store, people: Sequence[PersonCount], topic: str) -> Matrix | None:
        """Which publisher quotes whom on a topic."""
        names = {person.id: person.name for person in people}
        meant = {key: who.id for key, who in store.merges().items()}
        quoted = store.shelf().outlets_of_people(meant, topic)
        return crossed(
            {(who, outlet): n for (outlet, who), n in quoted.items() if who in names},
            (lambda who: Name(names[who], self._links.dossier(who, topic)), Name),
            lambda who, outlet: self._links.query(
                "search", person=who, topic=topic, publisher=outlet, record="statement"
            ),
        )

    def _who_on_what(
        self, people: Sequence[PersonCount], topics: Sequence[TopicCount]
    ) -> Matrix | None:
        """Who speaks and acts on what."""
        names, named = {p.id: p.name for p in people}, {t.id: t.name for t in topics}
        return crossed(
            {(p.id, topic): n for p in people for topic, n in p.topics if topic in named},
            (
                lambda who: Name(names[who], self._links.person(who)),
                lambda topic: Name(named[topic], self._links.topic(topic)),
            ),
            lambda who, topic: self._links.dossier(who, topic) or "",
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
            names = self._named(store).topics
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
    def source(self, key: str, page: int) -> str:
        """A document with all that was read from it highlighted; one page of a long one."""
        with self._opened.store() as store:
            reading = store.reading(store.shelf().document_id(key))
            statements = {
                telling: self._links.statement(evidence)
                for telling, evidence in store.evidence_of(reading.document.id).items()
            }
            view = source_view(reading, Leads(self._dossiers_of(store, reading), statements), page)
            return self._page(
                "source.html", data=source_data(view.document, view.tellings), view=view
            )

    def _dossiers_of(self, store: Store, reading: Reading) -> dict[str, list[DossierLink]]:
        """The dossiers that each telling of a document is part of, by its id."""
        names = self._named(store).topics
        found: dict[str, list[DossierLink]] = {}
        tellings: list[Statement | Action] = [*reading.statements, *reading.actions]
        for telling in tellings:
            who = telling.speaker if isinstance(telling, Statement) else telling.actor
            for topic in telling.topics if who is not None else ():
                address = self._links.dossier(who.id, topic) if who is not None else None
                if address is not None and topic in names:
                    link = DossierLink(name=names[topic], address=address)
                    found.setdefault(telling.id, []).append(link)
        return found

    def audit_form(self) -> str:
        """Where a text to be audited is put."""
        return self._page("live/audit.html")

    def audit(self, document: Document) -> str:
        """The report on a text; nothing of it is kept."""
        with self._opened.store() as store:
            found = pipeline.audit(store, document, self._opened.reader)
        return self._page("audit.html", view=audit_view(found))

    def add_form(self, results: Sequence[Result] = ()) -> str:
        """Where files are added, and what came of those just added."""
        return self._page("live/add.html", results=results)

    @kept
    def methodology(self) -> str:
        """The rules that labels come from, and how often what is shown is wrong."""
        rubric = rubric_sections(pipeline.rubric())
        return self._page("methodology.html", rubric=rubric, measured=measured())

    def problem(self, title: str, detail: str) -> str:
        """A page that says what is wrong, and what to do."""
        return self._page("live/problem.html", title=title, detail=detail)


def _findable(name: str) -> str:
    """A name as its parts are looked for: each after a hyphen."""
    return f"-{slug(name)}"


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
