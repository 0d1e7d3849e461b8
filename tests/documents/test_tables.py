"""Tables of articles and posts."""

import gzip
import json

import pytest

from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.readers import Defaults, Unread, read


def documents(table: str, defaults: Defaults | None = None) -> list[Document | Unread]:
    """What is read of a table."""
    return list(read(table.encode(), "table", defaults))


def only(table: str, defaults: Defaults | None = None) -> Document:
    """The one document of a table."""
    (document,) = documents(table, defaults)
    assert isinstance(document, Document)
    return document


def test_an_article_keeps_its_text_and_its_facts() -> None:
    text = "Vale signs\r\n\r\n Vale signed the treaty on Monday. \n"
    row = {
        "id": "a1",
        "url": "https://brenn.example/a1",
        "title": "Vale signs",
        "publisher": "Brenn Times",
        "date": "May 3, 2021",
        "author": "Lena Okoro",
        "text": text,
    }

    document = only(json.dumps(row))

    assert document.text == text
    assert document.uri == document.origin == "https://brenn.example/a1"
    assert (document.title, document.publisher, document.author) == (
        "Vale signs",
        "Brenn Times",
        "Lena Okoro",
    )
    assert (str(document.published), document.kind) == ("2021-05-03", Kind.ARTICLE)
    assert [part.kind for part in document.segments] == ["title", "paragraph"]


@pytest.mark.parametrize(
    ("row", "publisher", "author", "published"),
    [
        (
            {
                "account": "adavale",
                "platform": "twitter",
                "date": "2021-05-03",
                "time": "10:00:09Z",
            },
            "Twitter",
            "adavale",
            "2021-05-03T10:00:09Z",
        ),
        (
            {
                "author": "Ada Vale",
                "url": "https://truthsocial.com/@adavale/1",
                "date": "2021-05-03",
            },
            "Truth Social",
            "Ada Vale",
            "2021-05-03",
        ),
        ({"author": "Ada Vale", "date": "2021-05-03"}, None, "Ada Vale", "2021-05-03"),
    ],
)
def test_a_post_is_known(
    row: dict[str, str], publisher: str | None, author: str, published: str
) -> None:
    document = only(json.dumps({**row, "text": "We will not sign!"}))

    assert document.kind == Kind.POST
    assert (document.publisher, document.author, str(document.published)) == (
        publisher,
        author,
        published,
    )


def test_equal_posts_of_two_days_are_two_documents() -> None:
    rows = [{"text": "Thank you!", "author": "Ada Vale", "date": f"2021-05-0{n}"} for n in (3, 4)]

    found = documents("\n".join(map(json.dumps, rows)))

    assert len({document.id for document in found if isinstance(document, Document)}) == 2


def test_a_bad_row_does_not_cost_the_others() -> None:
    table = '{"text": "One."}\nnot json\n{"title": "no text"}\n[1]\n\n{"text": "Two."}\n'

    found = documents(table)

    assert [item.text if isinstance(item, Document) else item.uri for item in found] == [
        "One.",
        "table#2",
        "table#3",
        "table#4",
        "Two.",
    ]


def test_a_csv_keeps_line_breaks_and_reports_bad_rows() -> None:
    table = 'id,date,text\n1,2021-05-03,"One,\ntwo."\n2,2021-05-04,a,b\n3,,Three.\n4,,\n'

    found = documents(table)

    assert [item.text if isinstance(item, Document) else item for item in found] == [
        "One,\ntwo.",
        Unread("table#4", "has 4 fields, the header 3"),
        "Three.",
        Unread("table#6", "has no text"),
    ]


def test_other_column_names_are_mapped() -> None:
    defaults = Defaults(columns={"Body": "text", "Outlet": "publisher"})

    document = only("Body\tOutlet\nVale signed.\tBrenn Times\n", defaults)

    assert (document.text, document.publisher) == ("Vale signed.", "Brenn Times")


def test_what_the_user_says_fills_in_and_does_not_overrule_a_row() -> None:
    defaults = Defaults(published=Edtf("2021"), publisher="Brenn Times")
    rows = [{"text": "One.", "date": "2020-01-02"}, {"text": "Two.", "publisher": "Port Post"}]

    first, second = documents("\n".join(map(json.dumps, rows)), defaults)

    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (str(first.published), first.publisher) == ("2020-01-02", "Brenn Times")
    assert (str(second.published), second.publisher) == ("2021", "Port Post")
    assert second.published_basis == "given by the user"


def test_a_date_that_is_none_is_told_and_not_guessed() -> None:
    document = only(json.dumps({"text": "Vale signed.", "date": "some day", "title": "Vale"}))

    assert document.published is None
    assert document.notes == ("date not understood: 'some day'",)


def test_arrays_objects_and_gzip_are_read_too() -> None:
    rows = [{"text": "One."}, {"text": "Two."}]
    packed = gzip.compress(json.dumps(rows, indent=1).encode())
    two_members = gzip.compress(b'{"text": "One."}\n', mtime=0) + gzip.compress(
        b'{"text": "Two."}\n'
    )

    for data in (packed, two_members):
        texts = [found.text for found in read(data, "x") if isinstance(found, Document)]
        assert texts == ["One.", "Two."]


def test_a_speech_without_labels_is_its_only_speakers() -> None:
    row = {"text": "We will win.\n\nThank you.", "kind": "speech", "speakers": ["ADA VALE"]}

    document = only(json.dumps(row))

    assert document.kind == Kind.TRANSCRIPT
    assert [(part.kind, part.speaker) for part in document.segments] == [("turn", "ADA VALE")] * 2
