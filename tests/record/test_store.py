import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.entities import (
    EntityType,
    Office,
    Organisation,
    Person,
    Reference,
    Register,
    Topic,
    TopicKind,
)
from onrecord.core.evidence import LinkedMention, Reading, Timex
from onrecord.errors import RecordError
from onrecord.record import queries
from onrecord.record.search import Query
from onrecord.record.store import Added, Store
from tests.conftest import NewRecord
from tests.record.worlds import OKORO, VALE, action, document, reading, said, span, statement

PROMISE = "“We will never lift the sanctions on Velland, not for one day.”"


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with Store.open(location, create=True) as opened:
        yield opened


def _content(store: Store) -> tuple[object, ...]:
    return store.evidence(), store.people(), store.topics(), store.groups()


def test_a_reading_comes_back_as_it_went_in(store: Store) -> None:
    of = document(
        "On Friday “Never,” Vale said. She sanctioned Velland.",
        origin="https://news.example/1",
        title="Vale holds",
        published=Edtf("2031-03-04"),
        notes=("mojibake: 1 place",),
    )
    given_reading = replace(
        reading(
            of,
            statement(of, "“Never,”", said=Edtf("2031-02-28")),
            action(of, "She sanctioned Velland"),
        ),
        timexes=(
            Timex(
                span=span(of.text, "Friday"),
                type="DATE",
                value="2031-02-28",
                date=Edtf("2031-02-28"),
            ),
        ),
        mentions=(LinkedMention(span(of.text, "Vale"), EntityType.PERSON, "anna-vale"),),
    )

    assert store.add(given_reading) is Added.NEW
    assert store.reading(of.id) == given_reading
    assert store.document(of.id) == of
    assert list(store.documents()) == [of]


@pytest.mark.parametrize("text", ["\ud83d Vale said", "a\0b Vale said", "🙂é Vale said"])
def test_keeps_any_text(store: Store, text: str) -> None:
    of = document(text, title=text)
    given_reading = reading(of, statement(of, text))

    store.add(given_reading)

    assert store.reading(of.id) == given_reading
    assert store.text_of(of.id) == text


def test_adding_again_changes_nothing(store: Store) -> None:
    added = said(PROMISE, date="2031-03-04", publisher="Brenn Post")
    store.add(added)
    before = _content(store)

    assert store.add(added) is Added.UNCHANGED
    assert _content(store) == before


def test_newer_metadata_replaces_and_tellings_are_rewritten(store: Store) -> None:
    store.add(said(PROMISE, title="Old", publisher="Brenn Post"))
    newer = said(PROMISE, date="2031-03-04", title="New", published=Edtf("2031-03-05"))

    assert store.add(newer) is Added.UPDATED

    (evidence,) = store.evidence()
    assert evidence.date == Edtf("2031-03-04")
    citation = evidence.citations[0]
    assert (citation.title, citation.publisher, citation.published) == (
        "New",
        "Brenn Post",
        Edtf("2031-03-05"),
    )
    assert store.add(newer) is Added.UNCHANGED


def test_a_reading_of_less_than_is_known_changes_nothing(store: Store) -> None:
    store.add(said(PROMISE, date="2031-03-04", published=Edtf("2031-03-05")))
    before = _content(store)

    assert store.add(said(PROMISE)) is Added.UNCHANGED
    assert _content(store) == before


def test_known_fills_in_what_the_record_knows(store: Store) -> None:
    full = said(
        PROMISE, publisher="Brenn Post", published=Edtf("2031-03-05"), published_basis="JSON-LD"
    )
    store.add(full)
    bare = said(PROMISE).document

    assert store.known(bare) == full.document
    assert store.holds(store.known(bare))
    assert not store.holds(bare)
    assert not store.holds(said("“Other words.”").document)


def test_a_text_found_at_two_places_is_named_alike_in_any_order(store: Store) -> None:
    for uri in ("b.txt", "a.txt"):
        store.add(said(PROMISE, uri=uri))

    assert store.evidence()[0].citations[0].uri == "a.txt"
    assert store.add(said(PROMISE, uri="b.txt")) is Added.UNCHANGED


def test_an_update_takes_apart_what_no_longer_is_one(store: Store) -> None:
    first = said(PROMISE, date="2031-03-04")
    store.add(first)
    store.add(said(PROMISE, before="Again ", date="2031-03-04"))
    assert len(store.evidence()) == 1

    store.add(said(PROMISE, date="2031-04-04", published=Edtf("2031-04-05")))

    assert [e.date for e in store.evidence()] == [Edtf("2031-03-04"), Edtf("2031-04-04")]
    assert [e.sources for e in store.evidence()] == [1, 1]


def test_an_update_leaves_together_what_is_still_one(store: Store) -> None:
    for before in ("", "A: ", "B: "):
        store.add(said(PROMISE, before=before))

    store.add(reading(document(f"{PROMISE} Vale said.", title="Only words")))

    assert [evidence.sources for evidence in store.evidence()] == [2]


def test_what_goes_wrong_inside_leaves_nothing_behind(store: Store) -> None:
    good = said(PROMISE)
    broken = replace(
        good, statements=(*good.statements, replace(good.statements[0], id="x", topics=(None,)))
    )

    with pytest.raises(RecordError, match="cannot write"):
        store.add(broken)

    assert _content(store) == ((), (), (), {})
    assert store.add(good) is Added.NEW


def test_many_documents_in_one_transaction_are_all_or_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.transaction():
            store.add(said(PROMISE))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert store.document_ids() == ()


def test_one_saying_in_two_papers_is_one_piece_of_evidence(store: Store) -> None:
    store.add(said(PROMISE, date="2031-03-04"))
    store.add(said("“never lift the sanctions on Velland”", before="At noon ", date="2031-03-04"))

    (evidence,) = store.evidence(topic="velland")

    assert evidence.sources == 2
    assert evidence.exact == PROMISE


def test_tellings_of_a_document_are_known_by_their_evidence(store: Store) -> None:
    papers = [document(f"{PROMISE} Vale said in paper {n}.") for n in (1, 2)]
    for paper in papers:
        store.add(reading(paper, statement(paper, PROMISE)))

    (one,) = store.evidence()
    for paper in papers:
        (telling,) = store.reading(paper.id).statements
        assert store.evidence_of(paper.id) == {telling.id: one.id}
    assert store.evidence_of("sha256:none") == {}


def test_who_is_heard_most_comes_first_and_some_are_named(store: Store) -> None:
    for n in range(3):
        store.add(said(f"“Pier {n} of Brenn is closed to all of you.”", date=f"2031-03-0{n + 1}"))
    other = document("“We sell gas to Velland,” Okoro said.")
    store.add(reading(other, statement(other, "“We sell gas to Velland,”", speaker=OKORO)))
    shelf = store.shelf()

    people = sorted(store.people(), key=lambda who: (-who.statements, who.id))
    assert shelf.heard_most() == tuple(who.id for who in people) == (VALE.id, OKORO.id)
    assert shelf.touched_most() == {"velland": 4}
    assert [who for each in people for who in store.people(only=each.id)] == people


def test_some_are_named_as_all_are(store: Store) -> None:
    of = document("Anna Vale of Velland said “Never.” Vale said it twice.")
    mentions = [("Anna Vale", "anna-vale"), ("Vale", "anna-vale"), ("Velland", "velland")]
    told = tuple(LinkedMention(span(of.text, n), EntityType.PERSON, key) for n, key in mentions)
    store.add(replace(reading(of, statement(of, "“Never.”")), mentions=told))
    names = store.shelf().entity_names

    assert names(["anna-vale", "nobody"]) == {"anna-vale": (EntityType.PERSON, "Anna Vale")}
    assert names([]) == {}


def test_wire_copies_are_one_source(store: Store) -> None:
    for before in ("", "BRENN — ", "By wire: "):
        store.add(said(PROMISE, before=before), fingerprint=(2**63 + 7,))

    (evidence,) = store.evidence()

    assert (len(evidence.citations), evidence.sources) == (3, 1)


def test_a_shared_band_is_confirmed_by_comparing_the_texts(location: str) -> None:
    with Store.open(
        location, create=True, near_duplicates=lambda a: lambda b: a[:1] == b[:1]
    ) as store:
        documents = [said(PROMISE, before=before) for before in ("A ", "A: ", "B ")]
        for one in documents:
            store.add(one, fingerprint=(1, 2))

        groups = [store.groups()[one.document.id] for one in documents]

    assert groups[0] == groups[1] != groups[2]


def test_an_unknown_speaker_is_one_only_within_wire_copies(store: Store) -> None:
    store.add(said(PROMISE, speaker=None), fingerprint=(1,))
    store.add(said(PROMISE, speaker=None, before="A: "), fingerprint=(2,))
    assert len(store.evidence()) == 2

    # the copy that links the two groups comes last
    store.add(said(PROMISE, speaker=None, before="B: "), fingerprint=(1, 2))

    assert [e.sources for e in store.evidence()] == [1]


def test_a_copy_that_says_nothing_still_links_its_groups(store: Store) -> None:
    store.add(said(PROMISE, speaker=None), fingerprint=(1,))
    store.add(said(PROMISE, speaker=None, before="A: "), fingerprint=(2,))
    assert len(store.evidence()) == 2

    store.add(reading(document("Nothing read here.")), fingerprint=(1, 2))

    assert [len(evidence.citations) for evidence in store.evidence()] == [2]


def _world() -> list[tuple[Reading, tuple[int, ...]]]:
    deed = document("Vale imposed sanctions on Velland on Tuesday.")
    again = document("Vale imposed sanctions on Velland, officials said.")
    return [
        (said(PROMISE, date="2031-03-04"), (1,)),
        (said(PROMISE, before="A: ", date="2031-03", published=Edtf("2031-03-05")), (2,)),
        (said(PROMISE, before="B: ", date="2031-06-01"), (3,)),
        (said(PROMISE, before="C: "), (1, 4)),
        (said("“lift the sanctions on Velland, not for one day, ever”", date="2031-03-05"), ()),
        (said(PROMISE, before="D: ", speaker=None), (4, 2)),
        (said(PROMISE, before="E: ", speaker=None), (2,)),
        (reading(deed, action(deed, "imposed sanctions", when=Edtf("2031-03-04"))), ()),
        (reading(again, action(again, "imposed sanctions", when=Edtf("2031-03"))), ()),
    ]


def order_does_not_matter(new_record: NewRecord, order: random.Random) -> None:
    world = _world()
    contents = []
    for readings in (world, order.sample(world, len(world))):
        with Store.open(new_record(), create=True) as store:
            for one, fingerprint in readings:
                store.add(one, fingerprint)
            contents.append(_content(store))

    assert contents[0] == contents[1]


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(sqlite: NewRecord, order: random.Random) -> None:
    order_does_not_matter(sqlite, order)


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter_on_a_server(
    postgresql: NewRecord, order: random.Random
) -> None:
    order_does_not_matter(postgresql, order)


def _three(store: Store) -> None:
    for words, known in (
        ("“The border with Velland stays open.”", {"date": "2031-01-01"}),
        ("“The border with Karsia stays shut.”", {"date": "2032-05", "speaker": OKORO}),
        ("“Nobody asked me about any border.”", {}),
    ):
        store.add(said(words, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Velland", "Karsia", "Nobody"]),
        ({"person": "anna-vale"}, ["Velland", "Nobody"]),
        ({"person": "nobody"}, []),
        ({"topic": "velland", "since": Edtf("2032")}, ["Karsia"]),
        ({"until": Edtf("2032-05-02")}, ["Velland", "Karsia"]),
        ({"until": Edtf("2031-01-01")}, ["Velland"]),
        ({"topic": "tariffs"}, []),
    ],
)
def test_evidence_is_filtered_and_in_order_of_date(
    store: Store, filters: dict[str, object], expected: list[str]
) -> None:
    _three(store)

    found = store.evidence(**filters)  # type: ignore[arg-type]

    assert [next(w for w in ("Velland", "Karsia", "Nobody") if w in e.exact) for e in found] == (
        expected
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"words": "border"}, 3),
        ({"words": "BORDER shut"}, 1),
        ({"words": '"border with"'}, 2),
        ({"words": '"with border"'}, 0),
        ({"words": "border", "person": "ben-okoro"}, 1),
        ({"words": "border", "since": Edtf("2030"), "until": Edtf("2031")}, 1),
        ({"words": "border", "limit": 2}, 2),
        ({"words": 'NOT ) OR " AND *'}, 0),
        ({"words": "?!"}, 0),
        ({"words": ""}, 0),
    ],
)
def test_search(store: Store, query: dict[str, object], expected: int) -> None:
    _three(store)

    assert len(store.search(Query(**query))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected", "is_cut"),
    [
        ({"words": "border"}, 2, True),
        ({"words": "border", "person": "ben-okoro"}, 1, False),
        ({"words": '"border with"'}, 2, False),
        # what was added last may lie outside of the limits
        ({"words": "border", "until": Edtf("2031")}, 1, False),
        ({"words": "zeppelin"}, 0, False),
    ],
)
def test_of_very_many_the_latest_added_are_searched(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    query: dict[str, object],
    expected: int,
    is_cut: bool,
) -> None:
    monkeypatch.setattr(queries, "RANKED", 2)
    _three(store)

    found = store.hits(Query(**query))  # type: ignore[arg-type]

    assert (len(found.evidence), found.is_cut) == (expected, is_cut)
    if is_cut:
        assert not any("Velland" in item.exact for item in found.evidence)


def test_search_forgets_what_was_rewritten(store: Store) -> None:
    of = document("“Never the tariff,” Vale said.")
    store.add(reading(of, statement(of, "“Never the tariff,”")))

    store.add(reading(of, statement(of, "“Never")))

    assert store.search(Query(words="tariff")) == ()
    assert len(store.search(Query(words="never"))) == 1


def test_counts(store: Store) -> None:
    _three(store)
    deed = document("Vale imposed sanctions.")
    store.add(
        reading(deed, action(deed, "Vale imposed sanctions", topics=("velland", "sanctions")))
    )

    vale, okoro = store.people()
    velland, sanctions = store.topics()

    assert (vale.id, vale.name, vale.statements, vale.actions, vale.documents) == (
        "anna-vale",
        "Anna Vale",
        2,
        1,
        3,
    )
    assert vale.topics == (("velland", 3), ("sanctions", 1))
    assert okoro.id == "ben-okoro"
    assert (velland.id, velland.statements, velland.actions, velland.people) == ("velland", 3, 1, 2)
    assert (sanctions.name, sanctions.statements) == ("Sanctions", 0)


def test_a_name_is_the_fullest_that_documents_give(store: Store) -> None:
    for name, before in (("A. Vale", ""), ("Anna Vale", "B "), ("Vale", "C ")):
        store.add(said(PROMISE, before=before, speaker=Reference("anna-vale", name)))

    assert [person.name for person in store.people()] == ["Anna Vale"]


def test_organisations_are_counted_when_asked_for(store: Store) -> None:
    union = Reference("river-union", "River Union")
    added = said(PROMISE, speaker=union)
    store.add(replace(added, entities=((EntityType.ORG, union),)))

    assert store.people() == ()
    assert [who.id for who in store.people({EntityType.ORG})] == ["river-union"]


def test_keeps_a_register_and_lets_newer_entries_replace(store: Store) -> None:
    vale = Person(
        id=VALE.id,
        name=VALE.name,
        offices=(Office(title="president", of="brenn", start=Edtf("2030-01-20")),),
    )
    topic = Topic(id="velland", name="Velland", kind=TopicKind.COUNTRY, demonyms=("Vellish",))
    union = Organisation(id="river-union", name="River Union")
    store.extend_register(Register(people=(vale,), organisations=(union,), topics=(topic,)))
    newer = replace(vale, aliases=("Vale",))

    store.extend_register(Register(people=(newer,)))

    assert store.register() == Register(people=(newer,), organisations=(union,), topics=(topic,))
    _three(store)
    assert [(t.name, t.kind) for t in store.topics()] == [("Velland", TopicKind.COUNTRY)]


def test_selectors_hold_in_their_texts(store: Store) -> None:
    _three(store)

    selectors = list(store.selectors())

    assert len(selectors) == 3
    assert all(selector.holds_in(store.text_of(selector.document)) for selector in selectors)


def test_an_unknown_document_and_a_changed_one_are_named(store: Store) -> None:
    added = said(PROMISE)
    store.add(added)
    store._connection.execute("UPDATE documents SET text = ?", (b"A",))

    with pytest.raises(RecordError, match="holds no document"):
        store.document("sha256:0")
    with pytest.raises(RecordError, match="was changed in the record"):
        store.reading(added.document.id)
    assert store.text_of(added.document.id) == "A"
    assert list(store.contents()) == [(added.document.id, "A", None)]
