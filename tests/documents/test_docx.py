import io
import zipfile

import pytest

from onrecord.core.document import Document
from onrecord.documents.facts import Unread
from onrecord.documents.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body: str, name: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        file.writestr(name, f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def test_reads_the_paragraphs_in_order() -> None:
    data = word_file(
        "<w:p><w:r><w:t>Velland hardens its line</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t>Vale said: “We will </w:t></w:r><w:r><w:t>not yield.”</w:t></w:r>"
        "<w:del><w:r><w:delText>never</w:delText></w:r></w:del></w:p>"
        "<w:p><w:r><w:t>One</w:t><w:br/><w:t>line &amp; another</w:t></w:r></w:p>"
    )

    (document,) = read(data, "draft.docx")

    assert isinstance(document, Document)
    assert document.text == (
        "Velland hardens its line\n\nVale said: “We will not yield.”\n\nOne\nline & another"
    )
    assert document.title == "Velland hardens its line"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_file("<w:p/>"), "without text"),
        (word_file("<w:p><w:t>Vale"), "broken Word document"),
        (word_file("<w:p><w:t>Vale said no.</w:t></w:p>")[:150], "broken Word document"),
    ],
)
def test_says_why_one_cannot_be_read(data: bytes, reason: str) -> None:
    (found,) = read(data, "draft.docx")

    assert isinstance(found, Unread)
    assert reason in found.reason
