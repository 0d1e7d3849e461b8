"""What stands around a piece of evidence in its document."""

from collections.abc import Callable, Iterator

from onrecord.core.findings import Evidence
from onrecord.synthesis.sentences import SENTENCE_END

_FARTHEST = 800
"""Code points to either side, where a text has no sentences."""

Texts = Callable[[str], str | None]
"""The text of a document by its id; None where it is not at hand."""


def no_texts(document: str) -> str | None:
    """No document is at hand: only the words beside a record are seen."""
    return None


def surroundings(evidence: Evidence, texts: Texts) -> Iterator[str]:
    """For each document that tells it, the sentence that it stands in with the one before.

    Where the document is not at hand, the words that are kept beside it.
    """
    for citation in evidence.citations:
        selector = citation.selector
        text = texts(selector.document)
        if text is None:
            yield selector.prefix + selector.exact + selector.suffix
            continue
        start, end = selector.span.start, selector.span.end
        before = SENTENCE_END.split(text[max(0, start - _FARTHEST) : start])
        own = before.pop()
        last = next(filter(None, reversed(before)), "")
        after = SENTENCE_END.split(text[end : end + _FARTHEST], maxsplit=1)[0]
        yield f"{last} {own}{selector.exact}{after}"
