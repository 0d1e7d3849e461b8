"""Search with facets, and lists that need no text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Action, Statement
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.record import facets
from onrecord.record.facets import Wanted
from onrecord.record.store import Store

TABLE = (
    '{"text": "Mara Vale said on Monday: “The harbour stays open.”", "date": "2022-06-15",'
    ' "publisher": "Ossel Courier", "title": "Harbour"}\n'
    '{"text": "Idris Okoro said on Tuesday that the harbour was a disgrace.", "date": "2023-06-15",'
    ' "publisher": "Strait Times", "title": "Disgrace"}\n'
    '{"text": "Idris Okoro said that nobody was there.", "date": "2023-06-16",'
    ' "publisher": "Strait Times", "title": "Nobody"}\n'
)


@pytest.fixture
def store(tmp_path: Path, location: str) -> Iterator[Store]:
    (tmp_path / "articles.jsonl").write_text(TABLE, "utf-8")
    with pipeline.open_record(location, create=True) as made:
        pipeline.add(made, [str(tmp_path / "articles.jsonl")], Defaults())
        yield made


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(words="harbour"), {"“The harbour stays open.”", "that the harbour was a disgrace"}),
        (Wanted(words="harbour", person="idris-okoro"), {"that the harbour was a disgrace"}),
        (Wanted(words="harbour", chosen={"form": "direct"}), {"“The harbour stays open.”"}),
        (Wanted(chosen={"publisher": "Ossel Courier"}), {"“The harbour stays open.”"}),
        (Wanted(words="harbour", since=Edtf("2023")), {"that the harbour was a disgrace"}),
        (Wanted(words="harbour", until=Edtf("2022")), {"“The harbour stays open.”"}),
        (Wanted(words="submarine"), set()),
    ],
)
def test_finds_what_fits(store: Store, wanted: Wanted, words: set[str]) -> None:
    found = store.faceted(wanted)

    assert {item.exact.rstrip(".") for item in found.hits} == {w.rstrip(".") for w in words}
    assert found.total == len(words)
    assert not found.is_cut


def test_counts_what_the_hits_are(store: Store) -> None:
    found = store.faceted(Wanted())

    assert dict(found.facets["person"]) == {"idris-okoro": 2, "mara-vale": 1}
    assert dict(found.facets["publisher"]) == {"Strait Times": 2, "Ossel Courier": 1}
    assert dict(found.facets["form"]) == {"direct": 1, "indirect": 2}
    assert dict(found.facets["dated"]) == {"day": 2, "no date": 1}
    assert dict(found.facets["speaker"]) == {"named": 3}


def test_a_publisher_that_is_no_text_is_counted_all_the_same(store: Store) -> None:
    """Broken JSON of posts holds halves of surrogate pairs, which no column of text keeps."""
    broken, nul = (plain_document(f"Mara Vale said no to {x}.", x, Defaults()) for x in "ab")
    for date in ("2024", "2025"):  # written, and then written anew
        for document, publisher in ((broken, "The \ud83d Post"), (nul, "A\0B")):
            changed = replace(document, publisher=publisher, published=Edtf(date))
            pipeline.add_documents(store, [changed])
        found = store.faceted(Wanted(words="no to"))

        assert dict(found.facets["publisher"]) == {"The ? Post": 1, "A B": 1}
        chosen = store.faceted(Wanted(chosen={"publisher": "The ? Post"}))
        assert [hit.citations[0].publisher for hit in chosen.hits] == ["The \ud83d Post"]
        assert store.shelf().outlets_of_people({})["The ? Post", "mara-vale"] == 1


def test_the_shelf_counts_who_is_quoted_by_whom_and_what_is_known(store: Store) -> None:
    shelf = store.shelf()

    assert shelf.outlets_of_people({}) == {
        ("Ossel Courier", "mara-vale"): 1,
        ("Strait Times", "idris-okoro"): 2,
    }
    assert shelf.outlets_of_people({"idris-okoro": "mara-vale"}) == {
        ("Ossel Courier", "mara-vale"): 1,
        ("Strait Times", "mara-vale"): 2,
    }
    assert shelf.outlets_of_people({}, topic="submarines") == {}
    assert shelf.known() == ({"named": 3}, {"day": 2, "no date": 1})


def test_a_document_is_found_by_the_beginning_of_its_hash(store: Store) -> None:
    (first, *_) = store.document_ids()
    short = first.removeprefix("sha256:")[:20]

    assert store.shelf().document_id(short) == first
    assert store.shelf().document_id(first) == first
    assert store.shelf().document_id(short[:4]) == short[:4]
    assert store.shelf().document_id("0" * 20) == "0" * 20


def test_gives_pages_that_are_apart_and_together_all(store: Store) -> None:
    pages = [store.faceted(Wanted(start=start, count=2)).hits for start in (0, 2)]

    assert [len(page) for page in pages] == [2, 1]
    assert len({item.id for page in pages for item in page}) == 3


def test_says_when_it_looked_at_some_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "LOOKED_AT", 2)

    assert store.faceted(Wanted()).is_cut
    assert store.faceted(Wanted()).total == 2


def test_lists_documents_the_latest_first(store: Store) -> None:
    shelf = store.shelf()

    assert [line.title for line in shelf.document_lines(0, 10)] == ["Nobody", "Disgrace", "Harbour"]
    assert [line.title for line in shelf.document_lines(1, 1)] == ["Disgrace"]
    assert shelf.totals() == {"documents": 3, "statements": 3, "actions": 0}


def test_its_state_changes_with_what_it_holds(store: Store) -> None:
    before = store.shelf().state()
    store.merge("idris-okoro", "mara-vale")

    assert store.shelf().state() != before


def test_counts_are_those_of_the_hits_themselves(store: Store, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(
        "Mara Vale imposed sanctions on Karsia in May 2021. Idris Okoro promised on Twitter: “We"
        " will never lift them.” Mara Vale said that she blamed Karsia for the attack.",
        "utf-8",
    )
    pipeline.add(store, [str(tmp_path / "more.txt")], Defaults())

    found = store.faceted(Wanted(count=100))

    said = [h.telling for h in found.hits if isinstance(h.telling, Statement)]
    done = [h.telling for h in found.hits if isinstance(h.telling, Action)]
    assert len(said) > 4
    assert done
    expected = {
        "form": Counter(telling.form.value for telling in said),
        "modality": Counter(telling.modality.value for telling in said),
        "medium": Counter(telling.medium for telling in said if telling.medium),
        "status": Counter(telling.status.value for telling in done),
        "direction": Counter(
            "against" if t.direction < -0.15 else "for" if t.direction > 0.15 else "neutral"
            for t in (*said, *done)
            if t.direction is not None
        ),
        "topic": Counter(topic for t in (*said, *done) for topic in t.topics),
    }
    assert {name: dict(found.facets.get(name, ())) for name in expected} == expected
    assert all(expected.values())


def test_what_is_not_counted_is_not_told(store: Store) -> None:
    found = store.faceted(Wanted(words="harbour", is_counted=False))

    assert found.facets == {}
    assert found.hits == store.faceted(Wanted(words="harbour")).hits
