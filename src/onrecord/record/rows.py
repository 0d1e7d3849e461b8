"""Records of `core` as rows of the tables, and back."""

import json
from dataclasses import fields, replace
from typing import Any

from onrecord.core.codec import decode, encode, encode_fields, telling_from_json
from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading, Statement
from onrecord.core.findings import Citation
from onrecord.core.selectors import Selector, Span, select
from onrecord.errors import RecordError
from onrecord.record.merging import Telling, Told, shown

_REST = ("timexes", "mentions", "entities", "provenance")
_read = json.JSONDecoder().raw_decode


def packed(value: object) -> str:
    """JSON in ASCII: the same value, the same text, and nothing that SQLite cannot keep."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def unpacked(text: str) -> Any:
    """The value that `packed` made this text of; `json.loads` looks for blanks around it."""
    value, end = _read(text)
    return value if end == len(text) else json.loads(text)


def stored_text(text: str) -> bytes:
    """A text as the record keeps it."""
    return text.encode("utf-8", "surrogatepass")


def read_text(stored: bytes) -> str:
    """The text that `stored_text` made these bytes of."""
    return stored.decode("utf-8", "surrogatepass")


def plain(text: str) -> str:
    """A text as a column of text can keep it, in SQLite and in PostgreSQL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def metadata(document: Document) -> str:
    """What is known of a document, without its text and segments."""
    return packed(encode_fields(document, leave_out=("text", "segments")))


def rest(reading: Reading) -> str:
    """What a reading holds beside document, statements and actions."""
    content = {name: encode(getattr(reading, name)) for name in _REST}
    return packed({"segments": encode(reading.document.segments), **content})


def known_of(document: Document, data: str) -> Document:
    """A document with what the metadata of the same text, as stored, adds to it.

    Of two places where it was found, the record names the same one in whatever order they come.
    """
    old = decode(Document, {**json.loads(data), "text": document.text, "segments": []})
    given = {
        field.name: getattr(document, field.name) or getattr(old, field.name)
        for field in fields(Document)
        if field.name not in ("uri", "published_basis")
    }
    basis = document.published_basis if document.published else old.published_basis
    uri = min(document.uri, old.uri, key=lambda u: (not u.startswith("http"), u))
    return replace(document, **given, uri=uri, published_basis=basis)


def document_of(text: bytes, data: str, remainder: str) -> Document:
    """The document that these columns hold.

    Raises:
        RecordError: the text is not the one that was stored.
    """
    fields = json.loads(data)
    content = {"segments": json.loads(remainder)["segments"], "text": read_text(text)}
    try:
        return decode(Document, {**fields, **content})
    except ValueError as error:
        raise RecordError(f"{fields['uri']} was changed in the record: {error}") from None


def reading_of(document: Document, remainder: str, tellings: list[Telling]) -> Reading:
    """The reading that was stored of a document, its tellings given in their order."""
    fields = json.loads(remainder)
    bare = decode(Reading, {"document": encode(document), **{k: fields[k] for k in _REST}})
    return replace(
        bare,
        document=document,
        statements=tuple(t for t in tellings if isinstance(t, Statement)),
        actions=tuple(t for t in tellings if not isinstance(t, Statement)),
    )


def telling_of(record: str, data: str) -> Telling:
    """The statement or action that a row holds."""
    return telling_from_json(record, unpacked(data))


def selector_of(data: str) -> Selector:
    """The selector that a row holds."""
    fields = unpacked(data)
    # written out: a page of hits may show a thousand citations
    return Selector(
        document=fields["document"],
        span=Span(*fields["span"]),
        exact=fields["exact"],
        prefix=fields["prefix"],
        suffix=fields["suffix"],
    )


def told_of(telling: Telling, selector: Selector, family: str, known: dict[str, Any]) -> Told:
    """A telling with its citation, given what is known of its document."""
    published = known["published"]
    citation = Citation(
        telling=telling.id,
        selector=selector,
        uri=known["uri"],
        kind=Kind(known["kind"]),
        group=family,
        title=known["title"],
        publisher=known["publisher"],
        published=decode(Edtf, published) if published else None,
    )
    return Told(telling, citation)


def telling_columns(telling: Telling, document: Document) -> dict[str, Any]:
    """The columns of a telling that follow from it alone."""
    said = isinstance(telling, Statement)
    who = telling.speaker if isinstance(telling, Statement) else telling.actor
    behalf = None if isinstance(telling, Statement) else telling.behalf
    target = telling.target if isinstance(telling, Statement) else None
    date = telling.said if isinstance(telling, Statement) else telling.when
    selector = select(document.id, document.text, shown(telling))
    return {
        "id": telling.id,
        "record": "statement" if said else "action",
        "who": who.id if who else None,
        "behalf": behalf.id if behalf else None,
        "target": target,
        "date": str(date) if date else None,
        "words": plain(selector.exact),
        "selector": packed(encode(selector)),
        "data": packed(encode(telling)),
    }
