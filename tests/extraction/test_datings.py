"""With the trained encoder: an expression dates the clause that it is a part of, and its like."""

from dataclasses import replace

import pytest

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Analysis, Attribution, Event, Form, Status
from onrecord.core.selectors import Span
from onrecord.extraction.datings import with_datings
from onrecord.extraction.encoded import encoded
from onrecord.extraction.encoder import encoder
from onrecord.extraction.timex_learned import timexes_of


def _document(text: str) -> Document:
    return Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=Kind.ARTICLE,
        published=Edtf("2031-05-14"),
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def _with_datings(text: str, verb: str) -> Analysis:
    """What the stage makes of one saying and one deed, both told by the same verb."""
    document = _document(text)
    seen = encoded(document, encoder("reader"))
    at = Span(text.index(verb), text.index(verb) + len(verb))
    timexes = timexes_of(document, seen)
    assert timexes
    said = Attribution(
        source=(),
        cue=(at,),
        content=(),
        form=Form.INDIRECT,
        segment=document.segments[0],
    )
    done = Event(spans=(at,), trigger=at, type="sanction", status=Status.DONE, timex=timexes[0])
    found = Analysis(timexes=timexes, attributions=(said,), events=(done,))
    return with_datings(document, found, seen)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        (
            "Vale is pushing an offensive on trade deals that have hurt jobs, an issue that helped"
            " her pull off a win over Okoro last month in Orla.",
            "pushing",
        ),
        (
            "While the palace already has imposed sanctions on dozens of Karsian officials, the"
            " foreign affairs committee in April approved a law that would widen them.",
            "imposed",
        ),
        (
            "Last year a journalist was shown filming a report near the front line in the east,"
            " where Karsia has seized two towns.",
            "seized",
        ),
        ("Vale praised the soldiers who took the bridge in March.", "praised"),
        ("Ada Vale did not remember the May 4 summit in Ossel, she said.", "remember"),
        ("On Friday the paper reported that Vale had signed the treaty.", "signed"),
    ],
)
def test_a_date_in_a_clause_of_its_own_dates_no_other(text: str, verb: str) -> None:
    found = _with_datings(text, verb)

    time = found.timexes[0].span
    assert found.attributions[0].undated_by == (time,)
    assert found.events[0].undated_by == (time,)
    assert found.events[0].timex is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("On Friday Vale praised the soldiers who took the bridge.", "praised"),
        ("Vale said on Friday that she would stay.", "said"),
        ("Speaking to reporters on Friday, Vale said that she would stay.", "said"),
        ("Vale said in an interview that aired on Friday that she would stay.", "said"),
        ("On Friday Vale took the stage and said that she would stay.", "said"),
        ("Vale left the hall on Friday, saying that she would not stay.", "saying"),
        ("Vale declined, at the March 22 meeting, to sign it.", "declined"),
        ("Vale declined to comment on Friday.", "declined to comment"),
    ],
)
def test_a_date_goes_for_what_shares_its_time(text: str, verb: str) -> None:
    found = _with_datings(text, verb)

    assert found.attributions[0].undated_by == ()
    assert found.events[0].timex == found.timexes[0]


def test_without_trees_nothing_is_ruled_out() -> None:
    text = "Vale praised the soldiers who took the bridge in March."
    document = _document(text)
    found = _with_datings(text, "praised")
    bare = replace(found, attributions=(replace(found.attributions[0], undated_by=()),), events=())

    assert with_datings(document, bare, None) == bare
