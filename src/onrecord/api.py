"""For programs: one call audits a text, such as an answer that a language model wrote."""

from datetime import date
from pathlib import Path

from onrecord import pipeline
from onrecord.core.audit import Audit
from onrecord.core.edtf import Edtf
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.record.store import Store
from onrecord.settings import settings


def audit(
    text: str,
    record: str | Path | Store | None = None,
    *,
    published: str | None = None,
    reader: str | None = None,
) -> Audit:
    """What a record makes of each claim of a text.

    Args:
        text: plain text; a file of another kind is for the command `onrecord audit`.
        record: the path of a record, or one that is open; by default where `ONRECORD_RECORD` says.
        published: EDTF date of the text, from which "on Friday" is worked out.
        reader: `accurate` or `rules`; by default what `ONRECORD_READER` says.

    Raises:
        OnrecordError: the record cannot be opened, or the reader's files are missing.
        ValueError: `published` is no EDTF date.
    """
    given = Defaults(published=Edtf(published) if published else None)
    document = plain_document(text, "text", given)
    chosen = pipeline.reader_named(reader or settings().reader)
    if isinstance(record, Store):
        return pipeline.audit(record, document, chosen, date.today())
    with pipeline.open_record(str(record or settings().record)) as store:
        return pipeline.audit(store, document, chosen, date.today())
