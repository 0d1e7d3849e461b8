"""Invented evidence: Mara Vale, chancellor of Velland, on its neighbour Karsia."""

from dataclasses import replace

from onrecord.core.document import Kind, content_hash
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Office, Organisation, Person, Reference, Register, Topic
from onrecord.core.entities import TopicKind as Sort
from onrecord.core.evidence import (
    Act,
    Action,
    Factuality,
    Form,
    Modality,
    Statement,
    Status,
)
from onrecord.core.findings import Citation, Evidence
from onrecord.core.selectors import Span, select

VALE = Reference("mara-vale", "Mara Vale")
OKORO = Reference("idris-okoro", "Idris Okoro")
BRENN = Reference("tomas-brenn", "Tomas Brenn")
SARROW = Reference("lena-sarrow", "Lena Sarrow")
KARSIA = Reference("karsia", "Karsia")

REGISTER = Register(
    people=(
        Person(
            id="mara-vale",
            name="Mara Vale",
            offices=(Office(title="chancellor", of="velland", start=Edtf("2016-01-10")),),
        ),
        Person(
            id="lena-sarrow",
            name="Lena Sarrow",
            offices=(Office(title="foreign minister", of="velland", start=Edtf("2017-02-01")),),
        ),
        Person(
            id="tomas-brenn",
            name="Tomas Brenn",
            offices=(Office(title="president", of="karsia"),),
        ),
        Person(id="idris-okoro", name="Idris Okoro"),
    ),
    organisations=(Organisation(id="karsian-navy", name="Karsian Navy", country="karsia"),),
    topics=(
        Topic(id="karsia", name="Karsia", kind=Sort.COUNTRY, demonyms=("Karsian",)),
        Topic(id="velland", name="Velland", kind=Sort.COUNTRY, demonyms=("Vellish",)),
        Topic(
            id="fishing",
            name="fishing",
            kind=Sort.ISSUE,
            words=("fish", "herring", "harbour"),
        ),
        Topic(id="sanctions", name="sanctions", kind=Sort.ISSUE),
        Topic(id="tressia", name="Tressia", kind=Sort.COUNTRY),
    ),
)


def said(
    text: str,
    *,
    by: Reference | None = VALE,
    on: str | None = None,
    lean: float | None = None,
    about: tuple[str, ...] = ("karsia",),
    toward: str | None = "karsia",
    document: str | None = None,
    published: str | None = "2022-06-15",
    **more: object,
) -> Evidence:
    """A statement marked as `Vale {said} [“No.”]`: braces round the cue, brackets the content.

    What stands before the cue is the source; what stands after the content is the rest.
    """
    bare, cue, content, source = _unmarked(text)
    form = Form.DIRECT if bare[content.start] in '“"' else Form.INDIRECT
    key = document or content_hash(bare, by, on)
    telling = Statement(
        id=content_hash("statement", key, bare, on),
        document=key,
        source=(source,) if source else (),
        cue=(cue,) if cue else (),
        content=(content,),
        form=form,
        modality=Modality.ASSERTION,
        act=Act.SPEECH,
        factuality=Factuality.SAID,
        speaker=by,
        said=Edtf(on) if on else None,
        topics=about,
        target=toward if lean is not None else None,
        direction=lean,
    )
    telling = replace(telling, **more)  # type: ignore[arg-type]
    return _evidence(telling, bare, content, key, published)


def done(
    text: str,
    *,
    by: Reference | None = VALE,
    on: str | None = None,
    lean: float | None = None,
    about: tuple[str, ...] = ("karsia",),
    document: str | None = None,
    published: str | None = "2022-06-15",
    sort: str = "sanction",
    **more: object,
) -> Evidence:
    """A deed marked as `In May [Vale imposed sanctions on Karsia], papers say.`."""
    bare, _, clause, _ = _unmarked(text)
    key = document or content_hash(bare, by, on)
    telling = Action(
        id=content_hash("action", key, bare, on),
        document=key,
        spans=(clause,),
        type=sort,
        instrument=sort,
        status=Status.DONE,
        actor=by,
        target=("karsia",) if lean is not None else (),
        when=Edtf(on) if on else None,
        topics=about,
        direction=lean,
    )
    telling = replace(telling, **more)  # type: ignore[arg-type]
    return _evidence(telling, bare, clause, key, published)


def moved(evidence: Evidence, by: int, before: str = "") -> Evidence:
    """The same evidence further on in its document, after the words `before`."""
    best, telling = evidence.citations[0], evidence.telling
    selector = replace(
        best.selector,
        span=_shifted(best.selector.span, by),
        prefix=before or best.selector.prefix,
    )
    if isinstance(telling, Statement):
        telling = replace(
            telling,
            source=tuple(_shifted(span, by) for span in telling.source),
            cue=tuple(_shifted(span, by) for span in telling.cue),
            content=tuple(_shifted(span, by) for span in telling.content),
        )
    return replace(evidence, telling=telling, citations=(replace(best, selector=selector),))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def from_papers(*evidence: Evidence) -> list[Evidence]:
    """The same evidence, each piece from the next of four papers."""
    papers = ("Ossel Courier", "Strait Times", "Harbour Mail", "Northern Post")
    return [
        replace(item, citations=(replace(item.citations[0], publisher=papers[n % len(papers)]),))
        for n, item in enumerate(evidence)
    ]


def told_also(evidence: Evidence, *groups: str) -> Evidence:
    """The same evidence, told by further independent sources."""
    best = evidence.citations[0]
    return replace(evidence, citations=(best, *(replace(best, group=group) for group in groups)))


def _evidence(
    telling: Statement | Action, text: str, shown: Span, key: str, published: str | None
) -> Evidence:
    citation = Citation(
        telling=telling.id,
        selector=select(key, text, shown),
        uri=f"https://courier.example/{key[:6]}",
        kind=Kind.ARTICLE,
        group=key,
        title="A quarrel over the strait",
        publisher="Ossel Courier",
        published=Edtf(published) if published else None,
    )
    return Evidence(id=content_hash(telling.id, "evidence"), telling=telling, citations=(citation,))


def _unmarked(text: str) -> tuple[str, Span | None, Span, Span | None]:
    bare, ends = "", {}
    for char in text:
        if char in "{}[]":
            ends[char] = len(bare)
        else:
            bare += char
    if "[" not in ends:
        ends |= {"[": 0, "]": len(bare)}
    cue = Span(ends["{"], ends["}"]) if "{" in ends else None
    words = bare[: cue.start].rstrip() if cue else ""
    source = Span(0, len(words)) if words else None
    return bare, cue, Span(ends["["], ends["]"]), source
