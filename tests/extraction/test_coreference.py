"""Expectations are marked text: `[Ada Vale: she]` is the mention "she" of the chain "Ada Vale"."""

import re

import pytest

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Gender, Office, Organisation, Person, Register
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.extraction.coreference import chains
from onrecord.extraction.entities import entity_mentions
from onrecord.linking.register import builtin_register
from onrecord.pipeline import reader_named
from onrecord.reading import analyse

REGISTER = Register(
    people=(
        Person(
            id="anna-brenn",
            name="Anna Brenn",
            gender=Gender.SHE,
            offices=(
                Office(title="governor", of="velland", area="Maine", end=Edtf("2017-01-01")),
                Office(title="nominee", of="harbour-party", start=Edtf("2018-05-01")),
            ),
        ),
        Person(id="paul-okoro", name="Paul Okoro", aliases=("Okoro",), gender=Gender.HE),
        Person(
            id="paul-okoro-jr",
            name="Paul Okoro Jr.",
            aliases=("Paul Okoro Jr",),
            gender=Gender.HE,
        ),
        Person(
            id="mara-dorn",
            name="Mara Dorn",
            gender=Gender.SHE,
            offices=(Office(title="president", of="velland", end=Edtf("2017-01-20")),),
        ),
        Person(
            id="rosa-teleki",
            name="Rosa Teleki",
            gender=Gender.SHE,
            offices=(Office(title="president", of="velland", start=Edtf("2017-01-20")),),
        ),
        Person(id="ivo-g-teleki", name="Ivo G. Teleki", gender=Gender.HE),
        Person(id="ivo-h-teleki", name="Ivo H. Teleki", gender=Gender.HE),
    ),
    organisations=(Organisation(id="hwc", name="HWC"),),
)
_MARK = re.compile(r"\[[^\]:]*: ([^\[\]]*)\]")


def document(text: str) -> Document:
    segments = tuple(
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
        for line in re.finditer(r"[^\n]+", text)
    )
    return Document(
        id=document_id(text),
        uri="x",
        text=text,
        kind=Kind.ARTICLE,
        published=Edtf("2018-07-16"),
        segments=segments,
    )


def marked(
    text: str,
    register: Register = Register(),  # noqa: B008 a register is frozen
    kinds: frozenset[EntityType] = frozenset({EntityType.PERSON}),
) -> str:
    read = document(text)
    found = chains(read, entity_mentions(read, register), register)
    for mention in reversed([m for m in found if m.type in kinds]):
        start, end = mention.span.start, mention.span.end
        text = f"{text[:start]}[{mention.name}: {text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "[Anna Brenn: Anna Brenn] spoke. [Anna Brenn: Brenn] left.",
        # a pronoun goes with gender
        "[Anna Brenn: Anna Brenn] met [Peter Okoro: Peter Okoro]. [Anna Brenn: She] left.",
        "[Anna Brenn: Anna Brenn] met [Peter Okoro: Peter Okoro]. [Peter Okoro: He] left.",
        # of two that fit, the one whom the sentence is about
        "[Paul Brenn: Paul Brenn] met [Peter Okoro: Peter Okoro]. “No,” [Paul Brenn: he] said.",
        # nobody fits
        "[Anna Brenn: Anna Brenn] spoke. [None: He] left.",
        # a title belongs to whoever bore it
        "President [Anna Brenn: Anna Brenn] came. [Anna Brenn: The president] spoke.",
        "[Anna Brenn: Anna Brenn] came. [None: The president] spoke.",
        # two of one surname: told apart by title, else alone
        "President [Anna Brenn: Anna Brenn] met Sen. [Paul Brenn: Paul Brenn]. "
        "President [Anna Brenn: Brenn] and Sen. [Paul Brenn: Brenn] spoke. [Brenn: Brenn] left.",
        # whose wife somebody is tells which of two "Mr." is
        "[Temo Brenn: Temo Brenn] left. The wife, [Oriel Brenn: Oriel Brenn], stayed. "
        "Mr. [Temo Brenn: Brenn] left.",
        # but not whose lawyer: "his sister's" says nothing of him
        "[Zevo Brenn: Zevo Brenn], a sister's lawyer, came. [Zevo Brenn: He] left.",
        "[Anna Brenn: Anna Brenn], [Anna Brenn: who] left, spoke.",
        # inside a quotation "he" is not its speaker
        "[Paul Brenn: Paul Brenn] said: “[None: He] lied.”",
        # whose government it is says nothing about who "he" is
        "[Paul Brenn: Paul Brenn] left the [Peter Okoro: Peter Okoro] government. "
        "[Paul Brenn: He] was ill.",
        "The end was near for [Anna Brenn: Anna Brenn]",
    ],
)
def test_chains(expected: str) -> None:
    assert marked(_MARK.sub(r"\1", expected)) == expected


@pytest.mark.parametrize(
    ("initials", "register", "same"),
    [
        ("HWC", Register(), True),
        ("HCW", Register(), False),
        ("HWC", REGISTER, False),  # whose they are is known already
    ],
)
def test_initials_are_of_the_one_named_before(
    initials: str, register: Register, same: bool
) -> None:
    read = document(f"The Harbour Wool Council met. {initials} left.")
    named = tuple(
        Mention(
            span=Span(read.text.index(name), read.text.index(name) + len(name)),
            type=EntityType.ORG,
            name=name,
        )
        for name in ("Harbour Wool Council", initials)
    )

    full, short = chains(read, named, register)

    assert (full.chain == short.chain) is same


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Karsian said no.", "Peter Karsian"),
        ("“No,” said Karsian.", "Peter Karsian"),
        ("The law is Karsian.", "Karsian"),
    ],
)
def test_a_peoples_name_that_speaks_is_a_surname(sentence: str, expected: str) -> None:
    read = document(f"Peter Karsian left. {sentence}")
    place = read.text.rindex("Karsian")
    named = (
        Mention(span=Span(0, 13), type=EntityType.PERSON, name="Peter Karsian"),
        Mention(span=Span(place, place + 7), type=EntityType.NORP, name="Karsian"),
    )

    _, found = chains(read, named, Register())

    assert found.name == expected


def test_keeps_the_order_and_the_spans() -> None:
    read = document("President Anna Brenn met the Harbour Council. She left.")
    mentions = entity_mentions(read, Register())

    assert [m.span for m in chains(read, mentions, Register())] == [m.span for m in mentions]


@pytest.mark.parametrize(
    "expected",
    [
        # offices by date: held before, held now
        "[Anna Brenn: Anna Brenn] came. [Anna Brenn: The former governor] spoke.",
        "[Anna Brenn: Anna Brenn] came. [Anna Brenn: The former Maine governor] spoke.",
        "[Anna Brenn: Anna Brenn] came. [None: The former Ohio governor] spoke.",
        "[Anna Brenn: Anna Brenn] came. [None: The governor] spoke.",
        "[Anna Brenn: Anna Brenn] came. [Anna Brenn: The nominee] spoke.",
        # a father and a son who are known
        "[Paul Okoro: Paul Okoro] met [Paul Okoro Jr.: Paul Okoro Jr.] today. "
        "[Paul Okoro: Okoro] left.",
        # a surname is whose it generally is, and not the son's
        "[Paul Okoro Jr.: Paul Okoro Jr.] left. [Okoro: Okoro] spoke.",
        # middle initials
        "[Ivo G. Teleki: Ivo G. Teleki] and [Ivo H. Teleki: Ivo H. Teleki] met.",
        # nor is a son of whom nobody knows the father who was named before him
        "[Aldo Vale: Aldo Vale] came. [Aldo Vale: His] son, [Aldo Vale Jr: Aldo Vale Jr], left. "
        "[Aldo Vale Jr: Vale Jr] wept.",
        "[Aldo Vale: Aldo Vale] came. [Vale Jr: Vale Jr] left.",
        "[Aldo Vale: Aldo Vale] met [Aldo Vale Jr: Aldo Vale Jr]. "
        "The younger [Aldo Vale Jr: Vale] left. The elder [Aldo Vale: Vale] stayed.",
        "[Aldo Vale: Aldo Vale] came. The younger [Vale: Vale] left.",
        "[Paul Okoro: Paul Okoro] met [Paul Okoro Jr.: Paul Okoro Jr.] today. "
        "The younger [Paul Okoro Jr.: Okoro] left.",
        # a king is told of without his number
        "[Philip: Philip] ruled. [Philip: Philip II] died.",
        # a son of whom nobody knows is who is told of
        "[Paul Vale Jr: Paul Vale Jr] came. [Paul Vale Jr: Paul Vale] left.",
        # a state after the name
        "Sen. [Peter Orvik: Peter Orvik] (R-Ohio) came. [Peter Orvik: The Ohio senator] spoke.",
        # nobody of that party is told of
        "[Anna Brenn: Anna Brenn] and Rep. [Peter Orvik: Peter Orvik] (R-Ohio) came. "
        "[None: The Democratic candidate] spoke.",
        # an epithet goes to whoever is spoken of; an office does not
        "[Anna Brenn: Anna Brenn] spoke. [Anna Brenn: The billionaire] left.",
        "[Anna Brenn: Anna Brenn] spoke. [None: The mayor] left.",
        # a man is no woman, and nobody whom the sentence names after him
        "[Anna Brenn: Anna Brenn] spoke. [None: The businessman] left.",
        "[Peter Orvik: Peter Orvik] came. [Paul Vale: Paul Vale] spoke of tolls. "
        "[Peter Orvik: The businessman] praised [Paul Vale: Vale].",
        # who held the office is it no more, unless the paragraph tells of that time
        "President [Rosa Teleki: Rosa Teleki] spoke. President [Mara Dorn: Mara Dorn] was named."
        "\n\nNothing was new for [Rosa Teleki: the president].",
        "President [Mara Dorn: Mara Dorn] spoke of tolls. [Mara Dorn: The president] left.",
        # who is looked ahead to
        "[Anna Brenn: Anna Brenn] spoke. For [Ines Karr: her] part, [Ines Karr: Ines Karr] "
        "declined. [Ines Karr: She] smiled.",
        # two in that office: whom the text is about, if it is clearly about one
        "President [Mara Dorn: Mara Dorn] met President [Ines Karr: Ines Karr]. "
        "[Mara Dorn: Dorn] smiled. Aides urged [Mara Dorn: Dorn] to warn [Ines Karr: Karr]. "
        "[Mara Dorn: Dorn] had sworn it. Instead, [Mara Dorn: the president] left.",
    ],
)
def test_descriptions(expected: str) -> None:
    assert marked(_MARK.sub(r"\1", expected), REGISTER) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "[Harbour Council: The Harbour Council] met. [Harbour Council: The council] said no.",
        # two that may be called so
        "[Harbour Council: The Harbour Council] met [Tressia Council: the Tressia Council]. "
        "The council said no.",
        # one without a name between
        "[Harbour Council: The Harbour Council] met. A council of elders met. The council said no.",
        # no body: the noun goes on
        "[Harbour Council: The Harbour Council] met. The council chamber said no.",
        "[Harbour Council: The Harbour Council] said no, but [Harbour Council: it] added more.",
        "[Harbour Council: The Harbour Council] met. It rained.",
    ],
)
def test_bodies_told_of_again(expected: str) -> None:
    found = marked(_MARK.sub(r"\1", expected), REGISTER, kinds=frozenset({EntityType.ORG}))

    assert found == re.sub(r"\[([^\]:]*): (The|the) ([A-Z])", r"\2 [\1: \3", expected)


def test_who_spoke_speaks_on_and_not_who_only_did_in_another_s_words() -> None:
    expected = (
        "[Paul Okoro: Paul Okoro] met [Ivo Teleki: Ivo Teleki] in Ostrin.\n\n"
        "[Paul Okoro: Okoro] told reporters that the raid came up, but that"
        " [Ivo Teleki: Teleki] denied it.\n\n"
        "“There was no raid. One can only ask so often,” [Paul Okoro: he] told reporters."
    )

    assert marked(_MARK.sub(r"\1", expected)) == expected


@pytest.mark.parametrize(
    ("text", "name", "nouns"),
    [
        ("The Vale administration opened the harbour on Friday.", "Vale", ["administration"]),
        ("Mara Vale's lawyer said that the court would wait.", "Mara Vale", ["lawyer"]),
        ("Mara Vale opened the harbour on Friday.", "Mara Vale", []),
    ],
)
def test_the_nouns_that_a_name_only_describes_are_told_by_trees(
    text: str, name: str, nouns: list[str]
) -> None:
    document = plain_document(text, "text", Defaults())
    reader = reader_named("accurate")

    mentions = analyse(document, builtin_register(), reader).mentions

    found = next(m for m in mentions if m.span.of(text) == name)
    assert [span.of(text) for span in found.describes] == nouns
