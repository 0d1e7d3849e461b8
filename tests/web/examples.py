"""An invented record: Mara Vale, chancellor of Velland, on its neighbour Karsia."""

from collections.abc import Sequence

from onrecord.core.document import Document, Kind, Segment, SegmentKind, content_hash, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference, TopicKind
from onrecord.core.evidence import (
    Act,
    Action,
    Factuality,
    Form,
    Modality,
    Reading,
    Spans,
    SpeakerKind,
    Statement,
    Status,
)
from onrecord.core.findings import (
    Citation,
    Dossier,
    Evidence,
    Item,
    LedgerRow,
    Point,
    Position,
    Shift,
    SourceEntry,
    Tension,
    TensionKind,
    ThenNow,
)
from onrecord.core.selectors import Span, hull, select
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.web.site import Site

VALE = Reference("mara-vale", "Mara Vale")
OKORO = Reference("idris-okoro", "Idris Okoro")
BRENN = Reference("tomas-brenn", "Tomas Brenn")
KARSIA = Reference("karsia", "Karsia")
RUBRIC = """# The rubric of the example.

fewest_items = 3

# A label needs all of its conditions.
[[labels]]
label = "pragmatic rapprochement"
spread = true
when = [{ measure = "words", at_least = 0.2 }, { measure = "deeds", at_most = -0.25 }]

[[labels]]
label = "no clear lean"
when = []

[tensions]
# Records lie at least so many days apart,
# and at most so many.
days_apart = 30
days_kept = 90
# Words of giving and taking.
bargaining = [
  "deal", "price", "unless", "in return", "in exchange", "terms", "offer", "trade", "leverage",
  "concession", "compromise", "quid pro quo", "give and take",
]
"""

TOUGH = (
    "Vale rules out talks with Karsia over the strait\n\n"
    "VALDORN — Chancellor Mara Vale said on Friday that “there will be no talks while a "
    "single Karsian gun points at our fishermen,” and told parliament she would close the "
    "border within a month.\n\n"
    "Two border guards stand at the Ossel crossing, March 2, 2019.\n\n"
    "Elin Marr | Valdorn Pictures\n\n"
    "“We do not bargain with those who jam our harbours,” Vale said. “Not this year, not "
    "next year.”\n\n"
    "Her government expelled four Karsian diplomats on Thursday. Opposition leader Idris "
    "Okoro called the move “theatre for the evening news.”\n\n"
    "Read more: The long quarrel over the Ossel strait"
)

SOFT = (
    "A handshake at Lake Tarn\n\n"
    "Three years after vowing never to sit down with the Karsian leadership, Chancellor "
    "Mara Vale walked into the lakeside hall on Tuesday and shook hands with President "
    "Tomas Brenn.\n\n"
    "“I have always wanted a good neighbour,” she told reporters at a joint news "
    "conference. “The border closing was never more than an idea of the ministry.”\n\n"
    "The border, which Vale had promised to close, has not been closed. Velland signed a "
    "fishing agreement with Karsia in June 2022.\n\n"
    "Okoro said the chancellor had “discovered diplomacy the week the polls came in.” A "
    "spokesman for the foreign ministry declined to comment on the price of gas."
)

BRIEFING = (
    "THE CHANCELLOR: I will say it again. Karsia is a partner we can do business with, "
    "and we will do business with it.\n\n"
    "Q: Chancellor, you said there would be no talks.\n\n"
    "THE CHANCELLOR: I never said that. I said there would be no talks under threat."
)

POST = (
    "Karsia has kept its word on the strait. So will we. The patrol boats are going home "
    "this spring!"
)


def sources() -> dict[str, Document]:
    """The four documents by a short name."""
    return {
        "tough": _article(TOUGH, "tough", "2019-03-02", "The Valdorn Courier"),
        "soft": _article(SOFT, "soft", "2022-06-15", "Ossel Daily"),
        "briefing": _transcript(),
        "post": _document(
            POST,
            origin="mara_vale 2023-02-10",
            uri="https://posts.example/mara_vale/1",
            kind=Kind.POST,
            author="Mara Vale",
            publisher="Chirp",
            published=Edtf("2023-02-10"),
            segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(POST))),),
        ),
    }


def readings() -> tuple[Reading, ...]:
    """What each document tells."""
    documents = sources()
    told = tellings(documents)
    return tuple(
        Reading(
            document=document,
            statements=tuple(
                t for t in told.values() if isinstance(t, Statement) and t.document == document.id
            ),
            actions=tuple(
                t for t in told.values() if isinstance(t, Action) and t.document == document.id
            ),
            entities=((EntityType.PERSON, VALE), (EntityType.PERSON, OKORO)),
        )
        for document in documents.values()
    )


def tellings(documents: dict[str, Document]) -> dict[str, Statement | Action]:
    """Statements and actions by a short name."""
    tough, soft = documents["tough"], documents["soft"]
    briefing, post = documents["briefing"], documents["post"]
    return {
        "no-talks": statement(
            tough,
            ["“there will be no talks while a single Karsian gun points at our fishermen,”"],
            cue="said",
            source="Chancellor Mara Vale",
            form=Form.MIXED,
            modality=Modality.THREAT,
            said=Edtf("2019-03-01"),
            said_basis="‘on Friday’ before 2019-03-02",
            direction=-0.8,
        ),
        "close-border": statement(
            tough,
            ["she would close the border within a month"],
            cue="told",
            source="Chancellor Mara Vale",
            form=Form.INDIRECT,
            modality=Modality.PROMISE,
            said=Edtf("2019-03-01"),
            said_basis="‘on Friday’ before 2019-03-02",
            direction=-0.6,
        ),
        "harbours": statement(
            tough,
            [
                "“We do not bargain with those who jam our harbours,”",
                "“Not this year, not next year.”",
            ],
            cue="said",
            source="Vale",
            said=Edtf("2019-03"),
            said_basis="the day before or after publication is not told",
            direction=-0.9,
        ),
        "theatre": statement(
            tough,
            ["the move “theatre for the evening news.”"],
            cue="called",
            source="Opposition leader Idris Okoro",
            speaker=OKORO,
            form=Form.MIXED,
            modality=Modality.CRITICISM,
        ),
        "expelled": action(
            tough,
            "expelled four Karsian diplomats on Thursday",
            instrument="expulsion",
            kind="coerce",
            when=Edtf("2019-02-28"),
            direction=-0.7,
        ),
        "neighbour": statement(
            soft,
            [
                "“I have always wanted a good neighbour,”",
                "“The border closing was never more than an idea of the ministry.”",
            ],
            cue="told",
            source="she",
            said=Edtf("2022-06-14"),
            said_basis="‘on Tuesday’ before 2022-06-15",
            occasion="joint news conference at Lake Tarn",
            direction=0.7,
        ),
        "not-closed": action(
            soft,
            "The border, which Vale had promised to close, has not been closed",
            instrument="border closing",
            kind="coerce",
            status=Status.NOT_DONE,
            when=Edtf("2022-06-15"),
        ),
        "fishing": action(
            soft,
            "signed a fishing agreement with Karsia in June 2022",
            instrument="agreement",
            kind="agree",
            when=Edtf("2022-06"),
            direction=0.8,
        ),
        "polls": statement(
            soft,
            ["the chancellor had “discovered diplomacy the week the polls came in.”"],
            cue="said",
            source="Okoro",
            speaker=OKORO,
            form=Form.MIXED,
            modality=Modality.CRITICISM,
        ),
        "no-comment": statement(
            soft,
            ["to comment on the price of gas"],
            cue="declined",
            source="A spokesman for the foreign ministry",
            speaker=None,
            form=Form.INDIRECT,
            factuality=Factuality.NOT_SAID,
        ),
        "partner": statement(
            briefing,
            [
                "I will say it again. Karsia is a partner we can do business with, "
                "and we will do business with it."
            ],
            said=Edtf("2022-09-05"),
            said_basis="published",
            occasion="weekly briefing",
            direction=0.8,
        ),
        "never-said": statement(
            briefing,
            ["I never said that. I said there would be no talks under threat."],
            said=Edtf("2022-09-05"),
            said_basis="published",
            occasion="weekly briefing",
            modality=Modality.DENIAL,
            direction=0.0,
        ),
        "boats": statement(
            post,
            [POST],
            said=Edtf("2023-02-10"),
            said_basis="published",
            medium="tweet/post",
            modality=Modality.PROMISE,
            direction=0.6,
        ),
    }


def evidence() -> dict[str, Evidence]:
    """Each telling as a piece of evidence; one has a wire copy and another wording."""
    documents = sources()
    by_id = {document.id: document for document in documents.values()}
    found = {}
    for name, telling in tellings(documents).items():
        document = by_id[telling.document]
        spans = telling.spans if isinstance(telling, Action) else telling.content
        citation = Citation(
            telling=telling.id,
            selector=select(document.id, document.text, hull(spans)),
            uri=document.uri,
            kind=document.kind,
            group=document.id,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
        )
        found[name] = Evidence(
            id=content_hash("evidence", telling.id),
            telling=telling,
            citations=(citation,),
            variants=("“There will be no talks,”",) if name == "no-talks" else (),
        )
    return found


def dossier() -> Dossier:
    """A dossier with something in every section but comparison."""
    known = evidence()

    def item(text: str, *names: str, **more: object) -> Item:
        ids = tuple(known[name].id for name in names)
        return Item(text=text, citations=ids, **more)  # type: ignore[arg-type]

    def quote(name: str, occasion: str | None) -> Item:
        return item(
            known[name].exact,
            name,
            quote=known[name].exact,
            date=known[name].date,
            occasion=occasion,
            source=known[name].citations[0].publisher,
        )

    return Dossier(
        person=VALE,
        topic=KARSIA,
        position=Position(
            label="pragmatic rapprochement",
            strength="moderate",
            why="Since 2022 both words and deeds lean toward Karsia; before, both leaned against.",
            reasons=(
                item(
                    "Five of seven dated statements since 2022 are favourable.",
                    "neighbour",
                    "partner",
                    "boats",
                ),
                item("The last action toward Karsia is an agreement.", "fishing"),
            ),
        ),
        key_points=(
            item("Vale ruled out talks with Karsia in March 2019.", "no-talks", "harbours"),
            item("She signed a fishing agreement with it in June 2022.", "fishing"),
            item(
                "The border closing that she promised has not come.", "close-border", "not-closed"
            ),
        ),
        summary=(
            item(
                "In March 2019 Mara Vale said that “there will be no talks while a single Karsian "
                "gun points at our fishermen.”",
                "no-talks",
            ),
            item("Her government expelled four Karsian diplomats that week.", "expelled"),
            item(
                "By June 2022 she told reporters that she had “always wanted a good neighbour.”",
                "neighbour",
            ),
            item("In 2023 she wrote that “Karsia has kept its word on the strait.”", "boats"),
        ),
        context=(item("Opposition leader Idris Okoro called the expulsions theatre.", "theatre"),),
        timeline=(
            item("Velland expels four Karsian diplomats.", "expelled", date=Edtf("2019-02-28")),
            item("Vale rules out talks.", "no-talks", date=Edtf("2019-03-01")),
            item(
                "Vale: no bargaining “this year, not next year.”", "harbours", date=Edtf("2019-03")
            ),
            item("Velland and Karsia sign an agreement.", "fishing", date=Edtf("2022-06")),
            item("Vale meets Brenn at Lake Tarn.", "neighbour", date=Edtf("2022-06-14")),
        ),
        chart=tuple(
            Point(
                evidence=e.id,
                date=e.date,
                deed=isinstance(e.telling, Action),
                direction=e.telling.direction,
            )
            for e in known.values()
            if e.date is not None and e.telling.direction is not None and e.who == VALE
        ),
        ledger=(
            LedgerRow(
                issue="Border",
                firm=(item("Promised to close the border within a month.", "close-border"),),
                softened=(item("The border has not been closed.", "not-closed"),),
            ),
            LedgerRow(issue="Fishing", softened=(item("Signed a fishing agreement.", "fishing"),)),
        ),
        then_and_now=(
            ThenNow(
                issue="Talks",
                then=item("“There will be no talks.”", "no-talks", date=Edtf("2019-03-01")),
                now=item(
                    "“A partner we can do business with.”", "partner", date=Edtf("2022-09-05")
                ),
            ),
        ),
        actions=(
            item(
                "Expelled four Karsian diplomats.",
                "expelled",
                date=Edtf("2019-02-28"),
                heading="Expulsion",
            ),
            item(
                "Signed a fishing agreement with Karsia.",
                "fishing",
                date=Edtf("2022-06"),
                heading="Agreement",
            ),
        ),
        quotes=(
            quote("harbours", None),
            quote("neighbour", "joint news conference at Lake Tarn"),
            quote("boats", "post"),
        ),
        criticism=(
            item("“Theatre for the evening news.”", "theatre", heading="Idris Okoro"),
            item(
                "She “discovered diplomacy the week the polls came in.”",
                "polls",
                heading="Idris Okoro",
            ),
        ),
        shifts=(
            Shift(
                issue="Talks",
                when=Edtf("2019-03-01/2022-06-14"),
                before=(known["no-talks"].id, known["harbours"].id),
                after=(known["neighbour"].id,),
                direction_before=-0.85,
                direction_after=0.7,
            ),
        ),
        tensions=(
            Tension(
                kind=TensionKind.REVERSAL,
                sides=((known["no-talks"].id,), (known["partner"].id, known["neighbour"].id)),
                explanation="Vale ruled out talks in 2019 and spoke of a partner in 2022.",
                probability=0.9,
                issue="Talks",
                person=VALE.id,
            ),
            Tension(
                kind=TensionKind.UNKEPT,
                sides=((known["close-border"].id,), (known["not-closed"].id,)),
                explanation="The border that Vale promised to close stays open.",
                probability=0.8,
                issue="Border",
                person=VALE.id,
            ),
        ),
        sources=tuple(
            SourceEntry(
                document=document.id,
                uri=document.uri,
                kind=document.kind,
                title=document.title,
                publisher=document.publisher,
                published=document.published,
            )
            for document in sources().values()
        ),
        evidence=tuple(known.values()),
        method=("Made from 4 documents by rules, version 1.",),
    )


def site() -> Site:
    """The site of the example."""
    known = evidence()
    return Site(
        dossiers=(dossier(),),
        people=(
            _person(VALE, 8, 3, 4),
            _person(OKORO, 2, 0, 2),
        ),
        topics=(
            TopicCount(
                id=KARSIA.id,
                name=KARSIA.name,
                kind=TopicKind.COUNTRY,
                statements=9,
                actions=3,
                documents=4,
                people=2,
            ),
        ),
        evidence=tuple(known.values()),
        readings=readings(),
        rubric=RUBRIC,
    )


def statement(
    document: Document,
    content: Sequence[str],
    *,
    cue: str | None = None,
    source: str | None = None,
    speaker: Reference | None = VALE,
    form: Form = Form.DIRECT,
    modality: Modality = Modality.ASSERTION,
    factuality: Factuality = Factuality.SAID,
    **more: object,
) -> Statement:
    """A statement whose words are looked up in the text; cue and source stand next to them."""
    spans = tuple(_find(document.text, words) for words in content)
    near = spans[0].end if form is Form.DIRECT else max(0, spans[0].start - 200)
    return Statement(
        id=content_hash(document.id, *spans),
        document=document.id,
        source=_optional(document.text, source, near),
        cue=_optional(document.text, cue, near),
        content=spans,
        form=form,
        modality=modality,
        act=Act.SPEECH,
        factuality=factuality,
        speaker=speaker,
        speaker_kind=SpeakerKind.PERSON if speaker else SpeakerKind.UNNAMED,
        description=None if speaker else source,
        topics=(KARSIA.id,),
        target=KARSIA.id,
        **more,  # type: ignore[arg-type]
    )


def action(
    document: Document,
    words: str,
    *,
    kind: str,
    instrument: str,
    status: Status = Status.DONE,
    **more: object,
) -> Action:
    """An action of Vale's toward Karsia."""
    span = _find(document.text, words)
    return Action(
        id=content_hash(document.id, span),
        document=document.id,
        spans=(span,),
        type=kind,
        instrument=instrument,
        status=status,
        actor=VALE,
        target=(KARSIA.id,),
        topics=(KARSIA.id,),
        **more,  # type: ignore[arg-type]
    )


def _article(text: str, name: str, published: str, publisher: str) -> Document:
    kinds = {
        "Two border": SegmentKind.CAPTION,
        "Elin Marr": SegmentKind.CREDIT,
        "Read more:": SegmentKind.TEASER,
    }
    segments = []
    for number, part in enumerate(text.split("\n\n")):
        kind = SegmentKind.TITLE if number == 0 else SegmentKind.PARAGRAPH
        segments.append(Segment(kind=kinds.get(part[:10].strip(), kind), span=_find(text, part)))
    return _document(
        text,
        origin=f"https://news.example/{name}",
        uri=f"https://news.example/{name}",
        kind=Kind.ARTICLE,
        title=text.partition("\n")[0],
        publisher=publisher,
        published=Edtf(published),
        published_basis="JSON-LD",
        segments=tuple(segments),
    )


def _transcript() -> Document:
    segments = []
    for part in BRIEFING.split("\n\n"):
        label, _, words = part.partition(": ")
        where = BRIEFING.index(part)
        segments.append(
            Segment(
                kind=SegmentKind.TURN,
                span=_find(BRIEFING, words),
                speaker=label,
                label=Span(where, where + len(label)),
            )
        )
    return _document(
        BRIEFING,
        uri="briefing.txt",
        kind=Kind.TRANSCRIPT,
        title="Weekly briefing of the chancellor",
        publisher="Office of the Chancellor",
        published=Edtf("2022-09-05"),
        segments=tuple(segments),
    )


def _document(text: str, *, origin: str | None = None, **more: object) -> Document:
    return Document(id=document_id(text, origin), text=text, origin=origin, **more)  # type: ignore[arg-type]


def _person(who: Reference, statements: int, actions: int, documents: int) -> PersonCount:
    return PersonCount(
        id=who.id,
        name=who.name,
        type=EntityType.PERSON,
        statements=statements,
        actions=actions,
        documents=documents,
        topics=((KARSIA.id, statements + actions),),
    )


def _optional(text: str, words: str | None, start: int) -> Spans:
    return () if words is None else (_find(text, words, start),)


def _find(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))
