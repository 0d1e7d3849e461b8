"""From documents to what they say: analysed, resolved, and long ones part by part.

What the trained encoder makes of the next texts is worked out while the last is resolved: the one
is done outside Python, the other in it, so that several processors are put to use. The encoder
takes four fifths of the time, so that more than five texts at once would wait for Python.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from onrecord.core.document import Document, Provenance
from onrecord.core.entities import EntityType, Reference, Register
from onrecord.core.evidence import Analysis, Reading
from onrecord.extraction.attribution import attributions
from onrecord.extraction.coreference import chains
from onrecord.extraction.datings import with_datings
from onrecord.extraction.encoded import Encoded, encoded
from onrecord.extraction.entities_learned import mentions_of
from onrecord.extraction.events import deeds
from onrecord.extraction.reader import Reader
from onrecord.extraction.timex_learned import timexes_of
from onrecord.linking.resolution import resolve

Progress = Callable[[str, int], None]
"""Is told what is at hand, and how many documents are done since."""
RULES = Provenance("rules", "1")
_PART_CHARACTERS = 100_000
_LONGEST_WHOLE = 2 * _PART_CHARACTERS
"""A longer text is read part by part: looking back over all of it takes the square of its length.
The longest of 840 debates, briefings and speeches has 131,000 characters."""
_AT_ONCE = min(5, os.cpu_count() or 1)
_Part = tuple[Document, Document, bool]
"""A document, a part of it that is read at once, and whether it is the last."""


def analyse(document: Document, register: Register, reader: Reader | None = None) -> Analysis:
    """Find all that a document says, as worded; without a reader, by rule alone."""
    seen = encoded(document, reader.encoder) if reader is not None else None
    return _analysed(document, register, reader, seen)


def read_out(
    document: Document,
    register: Register,
    reader: Reader | None = None,
    progress: Progress = lambda name, done: None,
) -> Reading:
    """Analyse a document and resolve what it says; tell of the parts of a long one."""
    (reading,) = read_each([document], register, reader, progress)
    return reading


def read_each(
    documents: Iterable[Document],
    register: Register,
    reader: Reader | None = None,
    progress: Progress = lambda name, done: None,
) -> Iterator[Reading]:
    """Read documents one after the other; each reading is what `read_out` gives of it alone."""
    judge = reader.judge if reader is not None else None
    parts = (part for document in documents for part in _parts(document))
    readings: list[Reading] = []
    for (whole, part, is_last), seen in _seen_ahead(parts, reader):
        analysis = _analysed(part, register, reader, seen)
        readings.append(resolve(part, analysis, register, judge))
        if part is not whole:
            share = part.segments[-1].span.end / len(part.text) if part.segments else 1
            progress(f"{share:.0%} of {whole.uri}", 0)
        if is_last:
            yield readings[0] if len(readings) == 1 else _joined(whole, readings)
            readings.clear()


def _seen_ahead(
    parts: Iterable[_Part], reader: Reader | None
) -> Iterator[tuple[_Part, Encoded | None]]:
    """Parts with what the encoder makes of them; as many more as are read at once are begun."""
    if reader is None:
        yield from ((part, None) for part in parts)
        return
    begun: deque[tuple[_Part, Future[Encoded]]] = deque()
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        for part in parts:
            begun.append((part, pool.submit(encoded, part[1], reader.encoder)))
            if len(begun) > _AT_ONCE:
                first, seen = begun.popleft()
                yield first, seen.result()
        for last, seen in begun:
            yield last, seen.result()


def _analysed(
    document: Document, register: Register, reader: Reader | None, seen: Encoded | None
) -> Analysis:
    mentions = chains(document, mentions_of(document, register, seen), register, seen)
    timexes = timexes_of(document, seen)
    found = attributions(document, mentions, timexes, seen)
    analysis = Analysis(
        mentions=mentions,
        timexes=timexes,
        attributions=found,
        events=deeds(document, mentions, timexes, found, seen),
        provenance=reader.provenance if reader is not None else RULES,
    )
    return with_datings(document, analysis, seen)


def _joined(document: Document, parts: Sequence[Reading]) -> Reading:
    """The reading of a document that was read in parts; each name in its fullest form."""
    named: dict[str, tuple[EntityType, Reference]] = {}
    for kind, who in (entity for part in parts for entity in part.entities):
        if who.id not in named or len(who.name) > len(named[who.id][1].name):
            named[who.id] = (kind, who)
    return Reading(
        document=document,
        statements=tuple(s for part in parts for s in part.statements),
        actions=tuple(a for part in parts for a in part.actions),
        timexes=tuple(t for part in parts for t in part.timexes),
        mentions=tuple(m for part in parts for m in part.mentions),
        entities=tuple(named[key] for key in sorted(named)),
        provenance=parts[0].provenance,
    )


def _parts(document: Document) -> Iterator[_Part]:
    """The document itself, or, when it is very long, with some of its segments at a time."""
    if len(document.text) <= _LONGEST_WHOLE:
        yield document, document, True
        return
    begin = 0
    for place, segment in enumerate(document.segments):
        if segment.span.end - document.segments[begin].span.start > _PART_CHARACTERS:
            last = place + 1 == len(document.segments)
            yield document, replace(document, segments=document.segments[begin : place + 1]), last
            begin = place + 1
    if begin < len(document.segments) or not begin:
        yield document, replace(document, segments=document.segments[begin:]), True
