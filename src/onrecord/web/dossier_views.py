"""The pages on a person and a topic: dossier, evidence, tensions, comparison, timeline."""

from collections.abc import Sequence

from fastapi.responses import HTMLResponse, Response

from onrecord import pipeline
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.findings import Dossier, Evidence, Tension, TensionKind
from onrecord.errors import OnrecordError, UnknownNameError
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.store import Store
from onrecord.web.aside import BusyError
from onrecord.web.comparing import Compared, Row, compared
from onrecord.web.leaves import SECTIONS
from onrecord.web.linked import evidence_data
from onrecord.web.render import dossier_context, leaf_context, part_context
from onrecord.web.timeline import A_PAGE, zoomed
from onrecord.web.viewing import LISTED, Viewing, kept

MOST_COMPARED = 4
_FEW = 1_500
"""Statements and actions that are held against each other in about a second."""
_TOO_MANY = 150_000
"""They are all in memory then: 42,000 take 325 MB. Of a person on a topic only some are."""
_SUGGESTED, _TOGETHER = 8, 3


class DossierViews(Viewing):
    """Pages on a person and a topic."""

    @kept
    def dossier(self, person: str, topic: str, as_of: Edtf | None = None) -> str:
        """A dossier, live; with `as_of`, of what was published by that day."""
        found = self.dossier_of(person, topic, as_of)
        return self._page("dossier.html", **dossier_context(found, self._links, as_of))

    @kept
    def evidence(self, person: str, topic: str, as_of: Edtf | None, page: int) -> str:
        """A page of what a dossier rests on.

        Raises:
            UnknownNameError: it has no such page.
        """
        found = self.dossier_of(person, topic, as_of)
        context = dossier_context(found, self._links, as_of)
        leaf = next((leaf for leaf in context["leaves"] if leaf.number == page), None)
        if leaf is None:
            raise UnknownNameError(f"the evidence of this dossier has no page {page}")
        return self._page("evidence.html", **leaf_context(context, leaf, self._links))

    @kept
    def part(self, person: str, topic: str, part: str, as_of: Edtf | None) -> str:
        """A section of a dossier, all of it.

        Raises:
            UnknownNameError: a dossier has no such section.
        """
        if part not in SECTIONS:
            raise UnknownNameError(f"a dossier has no section {part!r}")
        found = self.dossier_of(person, topic, as_of)
        context = dossier_context(found, self._links, as_of)
        return self._page("dossier_section.html", **part_context(context, part, self._links))

    def dossier_of(self, person: str, topic: str, as_of: Edtf | None = None) -> Dossier:
        """The dossier itself."""
        with self._opened.store() as store:
            return self._found.get(
                ("dossier", person, topic, as_of),
                self._opened.state(store),
                lambda: pipeline.dossier(store, person, topic, as_of),
            )

    def tensions(self, person: str, topic: str, kind: str) -> Response:
        """What does not sit together, of one person or on one topic.

        Where finding it takes longer than anybody should wait, a page that says so and asks again.
        """
        with self._opened.store() as store:
            if not person and not topic:
                return self._tensions("", "", "")
            if self.tensions_of(store, person or None, topic or None) is not None:
                return self._tensions(person, topic, kind)
            page = self._page(
                "live/waiting.html",
                person=pipeline.find_person(store, person).name if person else "",
                topic=pipeline.find_topic(store, topic).name if topic else "",
                compared=self._compared_for_tensions(store, topic or None),
                narrower=self._topics_of(store, person) if not topic else (),
            )
        headers = {"cache-control": "no-store", "retry-after": "2"}
        return HTMLResponse(page, 202, headers)

    @kept
    def _tensions(self, person: str, topic: str, kind: str) -> str:
        with self._opened.store() as store:
            asked = bool(person or topic)
            found = self.tensions_of(store, person or None, topic or None) if asked else ()
            if found is None:
                raise BusyError("the record has changed this moment: look again")
            person = pipeline.find_person(store, person).name if person else ""
            topic = pipeline.find_topic(store, topic).name if topic else ""
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
                people=self._named(store).most_heard(store, LISTED),
                topics=self._named(store).most_touched(),
            )

    def tensions_of(
        self,
        store: Store,
        person: str | None,
        topic: str | None,
        patience_s: float | None = None,
    ) -> tuple[Tension, ...] | None:
        """The tensions themselves; None while they are being looked for, see `aside`.

        Raises:
            OnrecordError: there is too much to hold against each other.
        """
        who = pipeline.find_person(store, person).id if person else None
        what = pipeline.find_topic(store, topic).id if topic else None
        state = self._opened.state(store)
        compared = self._compared_for_tensions(store, what)
        if compared > _TOO_MANY and not (who and what):
            raise OnrecordError(
                f"{compared:,} statements and actions are too many to hold against each other:"
                " name both a person and a topic"
            )
        if compared <= _FEW:
            return self._found.get(
                ("tensions", who, what), state, lambda: pipeline.tensions(store, who, what)
            )
        given = (self._opened.location, who, what)
        found = self._opened.aside.find(state, tensions_in, given, patience_s)
        return found[0] if found is not None else None

    def _compared_for_tensions(self, store: Store, topic: str | None) -> int:
        """How many statements and actions are held against each other."""
        if topic is None:
            totals = store.shelf().totals()
            return totals["statements"] + totals["actions"]
        what = pipeline.find_topic(store, topic).id
        return self._named(store).touched.get(what, 0)

    def _topics_of(self, store: Store, person: str) -> list[Reference]:
        """What a person is most on record about."""
        names = self._named(store).topics
        own = self._person(store, person).topics
        return [Reference(topic, names[topic]) for topic, _ in own if topic in names][:_SUGGESTED]

    @kept
    def compare(self, topic: str, people: Sequence[str], issue: str, page: int) -> str:
        """Two to four people on one topic; with an issue, all that is filed under it."""
        with self._opened.store() as store:
            found = self.compared(store, topic, people) if topic and len(people) > 1 else None
            rows, pages = _rows(found, issue, page) if found else ((), 1)
            shown = (item for row in rows for cell in row.cells for item in cell.shown)
            return self._page(
                "live/compare.html",
                data=evidence_data(shown, self._links),
                found=found,
                rows=rows,
                pages=pages,
                page=page,
                issue=issue,
                topic=pipeline.find_topic(store, topic).name if topic else "",
                chosen=[pipeline.find_person(store, name).name for name in people],
                suggested=() if found else self._worth_comparing(store, topic),
                people=self._named(store).most_heard(store, LISTED),
                topics=self._named(store).most_touched(),
            )

    def compared(self, store: Store, topic: str, people: Sequence[str]) -> Compared:
        """The comparison itself.

        Raises:
            OnrecordError: these are not two to four people.
        """
        if not 2 <= len(people) <= MOST_COMPARED:
            raise OnrecordError(f"name two to four people to compare, not {len(people)}")
        what = pipeline.find_topic(store, topic)
        who = [pipeline.find_person(store, name) for name in people]
        return self._found.get(
            ("compared", what.id, tuple(person.id for person in who)),
            self._opened.state(store),
            lambda: compared(
                what,
                who,
                _of(store, who, what),
                pipeline.known_register(store),
                pipeline.texts_of(store),
            ),
        )

    def _worth_comparing(
        self, store: Store, asked: str
    ) -> list[tuple[TopicCount, tuple[PersonCount, ...]]]:
        """Topics of the record, each with those who spoke most on it; the one asked for first."""
        found = []
        first = pipeline.find_topic(store, asked).id if asked else None
        topics = sorted(self.topics(store), key=lambda topic: topic.id != first)
        for topic in topics[:_SUGGESTED]:
            counts = [
                (count, person)
                for person in self.people(store)[:LISTED]
                for key, count in person.topics
                if key == topic.id
            ]
            counts.sort(key=lambda pair: (-pair[0], pair[1].name))
            if len(counts) > 1:
                found.append((topic, tuple(person for _, person in counts[:_TOGETHER])))
        return found

    @kept
    def timeline(self, person: str, topic: str, within: str, page: int) -> str:
        """What a person said and did on a topic, in a span of time that can be opened further."""
        with self._opened.store() as store:
            who, what = pipeline.find_person(store, person), pipeline.find_topic(store, topic)
            told = zoomed(store.evidence(person=who.id, topic=what.id), within, page)
            data = evidence_data(told.evidence, self._links)
            return self._page(
                "live/timeline.html",
                data=data,
                person=who,
                topic=what,
                zoom=told,
                page=page,
                more=page * A_PAGE < told.listed,
            )


def tensions_in(location: str, person: str | None, topic: str | None) -> tuple[Tension, ...]:
    """The tensions of a record, for a process that has not opened it yet."""
    with pipeline.open_record(location) as store:
        return pipeline.tensions(store, person, topic)


def _rows(found: Compared, issue: str, page: int) -> tuple[tuple[Row, ...], int]:
    """What a page of a comparison shows, and how many pages there are."""
    if not issue:
        return tuple(found.rows(page)), found.pages()
    one = found.issue(issue)
    return (one.page(page),), one.pages()


def _sides(store: Store, tensions: Sequence[Tension]) -> dict[str, Evidence]:
    keys = {key for tension in tensions for side in tension.sides for key in side}
    return {item.id: item for item in store.pieces(sorted(keys))}


def _of(store: Store, people: Sequence[Reference], topic: Reference) -> tuple[Evidence, ...]:
    return tuple(e for who in people for e in store.evidence(person=who.id, topic=topic.id))
