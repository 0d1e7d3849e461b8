"""Word documents (.docx): the paragraphs of the body, in order."""

import io
import zipfile
import zlib

from lxml import etree

from onrecord.core.document import Document
from onrecord.documents.facts import Defaults, Facts
from onrecord.documents.language import language_of
from onrecord.documents.limits import BODY_BYTES
from onrecord.documents.plain import document_of
from onrecord.errors import UnreadableError

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a Word document: a ZIP file with a body of one."""
    return data.startswith(b"PK\x03\x04") and _BODY.encode() in data


def docx_document(data: bytes, uri: str, defaults: Defaults) -> Document:
    """The document of a Word file.

    Raises:
        UnreadableError: the file is broken, or unpacks to more than anybody writes.
    """
    text = "\n\n".join(_paragraphs(_body(data)))
    if not text.strip():
        raise UnreadableError("is a Word document without text")
    facts = Facts(uri=uri, language=language_of(text)).overruled_by(defaults)
    return document_of(text, facts)


def _body(data: bytes) -> etree._Element:
    # lxml reads no external entities and no huge trees with these settings
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            known = file.getinfo(_BODY)
            if known.file_size > BODY_BYTES:
                raise UnreadableError(f"unpacks to more than {BODY_BYTES:,} bytes")
            return etree.fromstring(file.read(known), parser)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError):
        raise UnreadableError("is a broken Word document") from None
    except NotImplementedError:  # an encrypted part, or a packing that zipfile does not know
        raise UnreadableError("is a Word document that is packed in an unknown way") from None


def _paragraphs(body: etree._Element) -> list[str]:
    """The text of each paragraph that has some; what was deleted in review is left out."""
    found = []
    for paragraph in body.iter(f"{_W}p"):
        words = "".join(
            node.text or "" if node.tag == f"{_W}t" else _BREAKS.get(node.tag, "")
            for node in paragraph.iter()
        ).strip()
        if words:
            found.append(words)
    return found
