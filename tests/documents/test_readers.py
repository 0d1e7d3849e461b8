"""Which reader for which bytes."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.readers import Defaults, Unread, read, sources
from tests.documents.test_html import PAGE
from tests.documents.test_transcripts import BRIEFING


def only(data: bytes, defaults: Defaults | None = None) -> Document:
    """The one document of a source."""
    (document,) = read(data, "some-file", defaults)
    assert isinstance(document, Document), document
    return document


def pdf(*pages: list[str]) -> bytes:
    """A PDF of pages of lines, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
            f">> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF".encode()


def test_plain_text_stays_as_it_is() -> None:
    text = "Vale signs\r\n\r\n  Vale signed on Monday.\n\n\n"

    for data in (text.encode(), gzip.compress(text.encode(), mtime=0)):
        document = only(data)
        assert (document.text, document.title, document.origin) == (text, "Vale signs", None)


def test_a_transcript_is_known_by_its_labels() -> None:
    document = only(BRIEFING.encode())

    assert document.kind == Kind.TRANSCRIPT
    assert document.title == document.occasion == "Briefing by Press Secretary Lena Brenn"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Port Sarrow, May 3, 2021", "2021-05-03"),
        ("May 2021", None),
        ("The talks of May 3, 2021", None),
    ],
)
def test_a_date_line_at_the_head_of_a_text_dates_it(line: str, expected: str | None) -> None:
    document = only(f"Remarks of the President\n{line}\n\nWe will not sign.\n".encode())

    assert (document.published and str(document.published)) == expected
    assert document.published_basis == ("date line" if expected else None)


def test_markdown_keeps_its_text_and_tells_its_parts() -> None:
    text = (
        "---\ntitle: Vale signs\ndate: 2021-05-03\n---\n# Vale signs\n\nShe signed.\n\n"
        "## Why\n\n> “We had to,” she said.\n"
    )

    document = only(text.encode())

    assert document.text == text
    assert (document.title, str(document.published)) == ("Vale signs", "2021-05-03")
    assert [(part.kind, part.span.of(text)) for part in document.segments] == [
        ("title", "Vale signs"),
        ("paragraph", "She signed."),
        ("heading", "Why"),
        ("paragraph", "“We had to,” she said."),
    ]


def test_the_lines_of_a_pdf_become_paragraphs() -> None:
    document = only(
        pdf(
            [
                "Statement of the President",
                "For Immediate Release: May 3, 2021",
                "",
                "The port of Brenn will stay closed until the last of the ships of Kar-",
                "sia has left our waters, and I will not sign the treaty before then.",
                "We wait.",
                "1",
            ]
        ),
        Defaults(kind=Kind.OFFICIAL),
    )

    assert document.kind == Kind.OFFICIAL
    assert (str(document.published), document.published_basis) == ("2021-05-03", "date line")
    assert document.text == (
        "Statement of the President\n\nFor Immediate Release: May 3, 2021\n\n"
        "The port of Brenn will stay closed until the last of the "
        "ships of Karsia has left our waters, and I will not sign the treaty before then. We wait."
    )


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Brenn Times</title>
<item><title>Vale signs</title><link>https://brenn.example/1</link>
<pubDate>Mon, 03 May 2021 10:00:00 +0000</pubDate>
<description>&lt;p&gt;Vale &lt;b&gt;signed&lt;/b&gt; on Monday.&lt;/p&gt;
&lt;p&gt;Sarrow did not.&lt;/p&gt;</description></item>
<item><title>Empty</title><link>https://brenn.example/2</link></item></channel></rss>"""


def test_each_entry_of_a_feed_is_a_document() -> None:
    first, second = read(FEED.encode(), "feed")

    assert isinstance(first, Document)
    assert first.text == "Vale signs\n\nVale signed on Monday.\n\nSarrow did not."
    assert (first.uri, first.publisher) == ("https://brenn.example/1", "Brenn Times")
    assert str(first.published) == "2021-05-03T10:00:00Z"
    assert second == Unread("https://brenn.example/2", "is a feed entry without words")


def archive(*pages: tuple[str, str, bytes]) -> bytes:
    """A WARC file of responses: address, status, body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, status, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=headers
            )
        )
    return out.getvalue()


def test_each_page_of_an_archive_is_a_document() -> None:
    data = archive(
        ("https://brenn.example/a", "200 OK", PAGE.encode()),
        ("https://brenn.example/b", "404 Not Found", PAGE.encode()),
        ("https://brenn.example/c", "200 OK", b"\x89PNG\r\n\x1a\n"),
    )

    document, picture = read(data, "crawl.warc.gz")

    assert isinstance(document, Document)
    assert document.uri == "https://brenn.example/a"
    assert picture == Unread("https://brenn.example/c", "is an image")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x1f\x8b\x08junk", "gzip"),
        (gzip.compress(b"Vale signed. " * 99, mtime=0)[:-20], "too early"),
        (b"%PDF-1.4 junk", "PDF"),
        (pdf([]), "without a text layer"),
        (b"PK\x03\x04" + bytes(20), "ZIP"),
        (bytes(range(256)) * 4, "binary"),
        (b"Vale signed.\n" * 1_300_000, "16,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, reason: str) -> None:
    (found,) = read(data, "some-file")

    assert isinstance(found, Unread)
    assert reason in found.reason
    assert "\n" not in found.reason


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.sampled_from(
            [b"%PDF-1.7\n", b"WARC/1.0\r\n", b"<html>", b"<rss>", b'{"text":', b"\x1f\x8b"]
        ).flatmap(lambda head: st.binary(max_size=200).map(lambda tail: head + tail)),
    )
)
def test_no_bytes_break_a_reader(data: bytes) -> None:
    for found in read(data, "some-file", Defaults(published=Edtf("2021"))):
        assert isinstance(found, Document | Unread)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/a.txt", ".hidden", ".git/x", "a.txt"):
        (tmp_path / name).write_text(name)

    found = list(sources(str(tmp_path)))

    assert [item[1] for item in found if not isinstance(item, Unread)] == [
        b"a.txt",
        b"b/a.txt",
        b"c.txt",
    ]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.txt")

    assert list(sources(missing)) == [Unread(missing, "cannot be read: No such file or directory")]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('[[person]]\nname = "Mara Vale"\n', True),
        ('\n# Who is who.\n\ntopic = [\n  { name = "Karsia" },\n]\n', True),
        # a register that is broken is one still
        ("[[organisation]]\nname =\n", True),
        ("# Who is who\n\nThe person = [the office] rule, Vale said, is law.\n", False),
        ("Vale said on Monday that [[person]] is a word of programmers.\n", False),
    ],
)
def test_a_register_is_not_taken_for_a_source(text: str, is_one: bool) -> None:
    (found,) = read(text.encode(), "some-file")

    assert isinstance(found, Unread) is is_one
    if isinstance(found, Unread):
        assert "--register" in found.reason
