"""Posts: the words of their author, but for those that the author passes on.

Two ways of passing on are told by their form: "RT @vale: …" (the words are that account's, or the
author's own of another day), and the account's words in quotation marks with the author's own
after them ("“@vale: the harbour stays open” As it must!"). A link alone says nothing.
"""

import re
from collections.abc import Iterator

from onrecord.core.document import Document, Segment
from onrecord.core.selectors import Span, trimmed
from onrecord.extraction.attribution_found import Found

_PASSED_ON = re.compile(r"\s*RT\s*:?\s*@\s?(?P<account>\w+)\s*:?\s*")
_QUOTED = re.compile(r"\s*[\"“]@(?P<account>\w+):?\s*(?P<words>[^\"”]*)(?:[\"”]|$)")
_LINK = re.compile(r"(?:RT\s*:\s*)?https?://\S+")
_LETTERS = re.compile(r"[^\W_]+")


def post_attributions(document: Document, segment: Segment) -> Iterator[Found]:
    """Whose words a segment of a post holds."""
    begin, end = segment.span.start, segment.span.end
    if shared := _PASSED_ON.match(document.text, begin, end):
        own = _own_part(document.author, shared["account"])
        if own is None:
            account = Span(shared.start("account") - 1, shared.end("account"))
            yield from _words(document, segment, shared.end(), end, account)
            return
        begin = shared.start("account") + own if own < len(shared["account"]) else shared.end()
    elif quoted := _QUOTED.match(document.text, begin, end):
        account = Span(quoted.start("account") - 1, quoted.end("account"))
        yield from _words(document, segment, *quoted.span("words"), account)
        begin = quoted.end()
    yield from _words(document, segment, begin, end, None)


def _words(
    document: Document, segment: Segment, begin: int, end: int, account: Span | None
) -> Iterator[Found]:
    span = trimmed(document.text, begin, end)
    if span is not None and not _LINK.fullmatch(span.of(document.text)):
        yield Found(
            source=(account,) if account else (),
            cue=(),
            content=[span],
            segment=segment,
            sentence=span,
            quoted=[span],
        )


def _own_part(author: str | None, account: str) -> int | None:
    """Past the author's own name in an account ("realMaraVale"); None where it is another's.

    Some archives run the account and the words together: "RT @realMaraValeThe harbour".
    """
    name = "".join(_LETTERS.findall(author or "")).casefold()
    place = account.casefold().find(name) if name else -1
    if place < 0:
        return None
    end = place + len(name)
    return end if account[end : end + 1].isupper() else len(account)
