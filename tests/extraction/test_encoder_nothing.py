from onrecord import pipeline
from onrecord.core.document import Document
from onrecord.documents.readers import read
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out


def test_a_document_that_tells_nothing_is_read() -> None:
    (document,) = read(b"Photo: Ada Brenn / Velland Press", "credit.txt")
    assert isinstance(document, Document)
    assert not document.told()

    reading = read_out(document, builtin_register(), pipeline.reader_named("accurate"))

    assert reading.statements == ()
