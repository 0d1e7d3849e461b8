"""Documents and analyses from text with marks."""

import re

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Analysis, Attribution, Event, Form, Mention, Status, Timex
from onrecord.core.selectors import Span

ROLES = {"s": "source", "c": "cue", "w": "content"}


def read(
    marked: str, published: str | None = "2018-07-16", kind: Kind = Kind.ARTICLE
) -> tuple[Document, Analysis]:
    """A document and its analysis from text with marks.

    `{1s Vale} {1c said} {1w it is over}` are the parts of the first attribution, `{t Friday|…}`
    is an expression and its date, `{d ordered}` a deed. Sources of one name share a chain.
    """
    text, spans, timexes, deeds = "", {}, [], []
    for piece in re.split(r"(\{[^{}]+\})", marked):
        mark = re.fullmatch(r"\{(\d[scw]|[td]) ([^{}|]+)(?:\|([^{}]+))?\}", piece)
        words = mark[2] if mark else piece
        span = Span(len(text), len(text) + len(words)) if words else None
        text += words
        if mark is None or span is None:
            continue
        if mark[1] == "t":
            timexes.append(
                Timex(
                    span=span,
                    type="DATE",
                    value=mark[3],
                    date=Edtf(mark[3]),
                    basis=f"'{words}'",
                )
            )
        elif mark[1] == "d":
            deeds.append(span)
        else:
            spans.setdefault(mark[1][0], {}).setdefault(ROLES[mark[1][1]], []).append(span)
    segments = tuple(
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
        for line in re.finditer(r"[^\n]+", text)
    )

    def segment_of(span: Span) -> Segment:
        return next(s for s in segments if s.span.contains(span))

    names: list[str] = []
    attributions = []
    for number in sorted(spans):
        parts = {role: tuple(spans[number].get(role, ())) for role in ROLES.values()}
        mention = None
        if parts["source"]:
            name = parts["source"][0].of(text)
            names += [] if name in names else [name]
            mention = Mention(
                span=parts["source"][0], type=EntityType.PERSON, chain=names.index(name), name=name
            )
        anchor = (parts["cue"] or parts["source"] or parts["content"])[0]
        attributions.append(
            Attribution(**parts, form=Form.DIRECT, segment=segment_of(anchor), mention=mention)
        )
    document = Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=kind,
        published=Edtf(published) if published else None,
        segments=segments,
    )
    events = tuple(
        Event(spans=(s,), trigger=s, type="x", status=Status.DONE, segment=segment_of(s))
        for s in deeds
    )
    mentions = tuple(sorted((a.mention for a in attributions if a.mention), key=lambda m: m.span))
    analysis = Analysis(
        mentions=mentions,
        timexes=tuple(timexes),
        attributions=tuple(attributions),
        events=events,
    )
    return document, analysis
