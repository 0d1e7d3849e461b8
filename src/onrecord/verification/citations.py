"""Every citation of the record against the documents that it stands in."""

from collections.abc import Callable, Iterable, Iterator

from onrecord.core.document import document_id
from onrecord.core.selectors import Selector


def broken_citations(
    selectors: Iterable[Selector], text_of: Callable[[str], str]
) -> Iterator[Selector]:
    """Yield the selectors whose document no longer reads so at their place.

    Args:
        selectors: best given document by document: the last text is kept for the next selector.
        text_of: the stored text of a document's id.
    """
    current: str | None = None
    text = ""
    for selector in selectors:
        if selector.document != current:
            current, text = selector.document, text_of(selector.document)
        if not selector.holds_in(text):
            yield selector


def altered_documents(contents: Iterable[tuple[str, str, str | None]]) -> Iterator[str]:
    """Yield the ids of documents that are not the hash of their text and origin (any more)."""
    for key, text, origin in contents:
        if document_id(text, origin) != key:
            yield key
