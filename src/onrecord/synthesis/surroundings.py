"""What stands around a piece of evidence in its document."""

from collections.abc import Callable, Iterator

from onrecord.core.findings import Evidence

_FARTHEST = 800
"""Code points to either side, where a text has no paragraphs."""

Texts = Callable[[str], str | None]
"""The text of a document by its id; None where it is not at hand."""


def no_texts(document: str) -> str | None:
    """No document is at hand: only the words beside a record are seen."""
    return None


def surroundings(evidence: Evidence, texts: Texts) -> Iterator[str]:
    """For each document that tells it, the paragraph that it stands in with the one before.

    Where the document is not at hand, the words that are kept beside it.
    """
    for citation in evidence.citations:
        selector = citation.selector
        text = texts(selector.document)
        if text is None:
            yield selector.prefix + selector.exact + selector.suffix
            continue
        before = text[max(0, selector.span.start - _FARTHEST) : selector.span.start]
        after = text[selector.span.end : selector.span.end + _FARTHEST].partition("\n")[0]
        own, _, earlier = before[::-1].partition("\n")
        last = earlier.lstrip("\n").partition("\n")[0]
        yield f"{last[::-1]}\n{own[::-1]}{selector.exact}{after}"
