import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.evidence import Reading
from onrecord.core.selectors import Span
from onrecord.errors import UnknownNameError
from onrecord.web.links import page_at, words_anchor
from onrecord.web.source import DossierLink, Leads, SourceView, pages_of, source_view
from tests.web import examples


def view(name: str) -> SourceView:
    document = examples.sources()[name]
    (reading,) = [r for r in examples.readings() if r.document.id == document.id]
    return source_view(reading, Leads())


def test_numbers_go_up_as_one_reads_on() -> None:
    for name in examples.sources():
        page = "".join(str(block.html) for block in view(name).blocks)
        numbers = [int(number) for number in re.findall(r'id="r-(\d+)"', page)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_note_stands_beside_the_part_in_which_its_words_begin() -> None:
    notes = [[note.telling.id for note in block.notes] for block in view("tough").blocks]
    told = examples.tellings(examples.sources())

    assert [len(found) for found in notes] == [2, 0, 0, 1, 2, 0]
    assert notes[3] == [told["harbours"].id]
    assert view("tough").unplaced == ()


def test_parts_that_nothing_is_taken_from_are_named() -> None:
    parts = [block.part for block in view("tough").blocks]

    assert parts == [None, "Caption", "Picture credit", None, None, "Link to another story"]


def test_the_title_that_heads_the_page_is_not_told_twice() -> None:
    (reading,) = [r for r in examples.readings() if r.document.id == examples.sources()["tough"].id]
    renamed = replace(reading, document=replace(reading.document, title="Another title"))

    assert "title" not in [block.kind for block in source_view(reading, Leads()).blocks]
    assert "title" in [block.kind for block in source_view(renamed, Leads()).blocks]


def test_a_bullet_alone_is_no_paragraph() -> None:
    text = "\n\n•\n\nVale signed.\n\n•\n\n7"
    document = Document(id=document_id(text), uri="a", text=text, kind=Kind.ARTICLE)

    blocks = source_view(_reading(document), Leads()).blocks

    assert [str(block.html) for block in blocks] == ["Vale signed.", "7"]


def test_turns_name_their_speaker_and_the_label_is_not_repeated() -> None:
    blocks = view("briefing").blocks

    assert [block.speaker for block in blocks] == ["THE CHANCELLOR", "Q", "THE CHANCELLOR"]
    assert not any("CHANCELLOR" in str(block.html) for block in blocks)


def test_notes_link_to_the_dossiers_that_cite_them() -> None:
    (reading, *_) = examples.readings()
    telling = reading.actions[0]
    link = DossierLink(name="Mara Vale on Karsia", address="dossier.html#e-1")

    notes = [n for b in source_view(reading, Leads({telling.id: [link]})).blocks for n in b.notes]

    assert [note.dossiers for note in notes if note.telling is telling] == [(link,)]
    assert not any(note.dossiers for note in notes if note.telling is not telling)


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_no_word_of_the_text_is_missing(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    segments = tuple(
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(start, end))
        for start, end in zip(ends[::2], ends[1::2], strict=False)
    )
    document = Document(
        id=document_id(text), uri="a", text=text, kind=Kind.ARTICLE, segments=segments
    )

    shown = "".join(str(block.html) for block in source_view(_reading(document), Leads()).blocks)

    assert "".join(shown.split()) == "".join(text.split())


def _reading(document: Document) -> examples.Reading:
    return examples.Reading(document=document)


@given(st.data())
def test_the_pages_of_a_long_text_hold_every_word_and_highlight(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(st.sampled_from(("gas", "Vale", "x" * 30, "\n\n", "“no”")), min_size=9)
    )
    text = " ".join(words)
    size = data.draw(st.integers(5, 60))
    starts = data.draw(st.sets(st.integers(0, max(0, len(text) - 4)), max_size=8))
    spans = [Span(start, min(len(text), start + data.draw(st.integers(1, 40)))) for start in starts]
    told = examples.readings()[0].statements[0]
    reading = Reading(
        document=Document(id=document_id(text), uri="a", text=text, kind=Kind.ARTICLE),
        statements=tuple(
            replace(told, id=f"s{n}", content=(span,), source=(), cue=())
            for n, span in enumerate(spans)
        ),
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.web.links.ON_A_PAGE", size)
        patch.setattr("onrecord.web.source.ON_A_PAGE", size)
        pages = range(1, pages_of(reading.document) + 1)
        views = {page: source_view(reading, Leads(), page) for page in pages}
        places = {n: page_at(span.start) for n, span in enumerate(spans)}
        with pytest.raises(UnknownNameError):
            source_view(reading, Leads(), len(pages) + 1)

    html = {page: "".join(str(b.html) for b in view.blocks) for page, view in views.items()}
    for page, shown in html.items():
        asked = Span((page - 1) * size, min(len(text), page * size))
        held = "".join(re.sub(r'<a class="ref".*?</a>|<[^>]+>', "", shown).split())
        assert "".join(asked.of(text).split()) in unescape(held)
    notes = {
        note.telling.id for view in views.values() for block in view.blocks for note in block.notes
    }
    nowhere = {note.telling.id for note in views[1].unplaced}
    for n, span in enumerate(spans):
        blank = not any(map(str.isalnum, span.of(text)))
        assert f"s{n}" in notes | nowhere
        if not blank and places[n] in html and f"s{n}" not in nowhere:
            assert f'id="{words_anchor(f"s{n}")}"' in html[places[n]] or span.of(text)[0].isspace()


def test_a_word_on_the_border_of_pages_is_whole_on_both() -> None:
    text = "The harbour of Brenn is closed."
    document = Document(id=document_id(text), uri="a", text=text, kind=Kind.ARTICLE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.web.links.ON_A_PAGE", 17)
        patch.setattr("onrecord.web.source.ON_A_PAGE", 17)
        pages = [source_view(_reading(document), Leads(), page).blocks for page in (1, 2)]

    assert [str(block.html) for page in pages for block in page] == [
        "The harbour of Brenn",
        "Brenn is closed.",
    ]
