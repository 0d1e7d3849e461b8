import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import (
    Attribution,
    Event,
    Factuality,
    Form,
    Mention,
    Modality,
    Timex,
)
from onrecord.core.selectors import Span
from onrecord.extraction.events import deeds

TYPES = {
    "Karsia": EntityType.GPE,
    "Velland": EntityType.GPE,
    "Tressia": EntityType.GPE,
    "Ostrin": EntityType.GPE,
    "Karsian": EntityType.NORP,
    "Karsians": EntityType.NORP,
    "Ministry of Justice": EntityType.ORG,
    "Northern Union": EntityType.ORG,
    "the Senate": EntityType.ORG,
    "the Assembly": EntityType.ORG,
}


def marked(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its brackets, and the mentions that they mark."""
    mentions: list[Mention] = []
    plain = ""
    for piece in re.split(r"(\[[^\]]+\])", text):
        words = piece.strip("[]") if piece.startswith("[") else piece
        if piece.startswith("["):
            span = Span(len(plain), len(plain) + len(words))
            mentions.append(Mention(span=span, type=TYPES.get(words, EntityType.PERSON)))
        plain += words
    return plain, tuple(mentions)


def document(text: str, kind: SegmentKind = SegmentKind.PARAGRAPH) -> Document:
    return Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=kind, span=Span(0, len(text))),),
    )


def described(text: str, event: Event) -> tuple[str, str, str | None, list[str]]:
    what = event.instrument or event.type
    actor = event.actor.span.of(text) if event.actor else None
    return what, event.status.value, actor, [target.span.of(text) for target in event.targets]


def told(marked_text: str) -> list[tuple[str, str, str | None, list[str]]]:
    text, mentions = marked(marked_text)
    return [described(text, event) for event in deeds(document(text), mentions, (), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active, with object and target
        ("[Vale] imposed sanctions on [Karsia].", ("sanction", "done", "Vale", ["Karsia"])),
        (
            "[Vale] has lifted the embargo on [Karsia].",
            ("lifting of sanctions", "done", "Vale", ["Karsia"]),
        ),
        (
            "[Velland] expelled 12 [Karsian] diplomats.",
            ("expulsion", "done", "Velland", ["Karsian"]),
        ),
        (
            "[Vale] approved the sale of heavy weapons to [Tressia].",
            ("arms transfer", "done", "Vale", ["Tressia"]),
        ),
        (
            "[Vale] ordered missiles fired at [Karsian] bases.",
            ("strike", "ordered", "Vale", ["Karsian"]),
        ),
        ("[Vale] signed into law the Harbour Act.", ("legislation", "done", "Vale", [])),
        ("[Vale] visited a school.", None),
        ("There is no sure proof [Karsia] bombed [Tressia].", None),
        ("There is proof [Karsia] bombed [Tressia].", ("strike", "done", "Karsia", ["Tressia"])),
        ("[Vale] avoided a strike on [Karsia].", ("dropped plan", "not-done", "Vale", ["Karsia"])),
        (
            "[Vale] avoided condemning the invasion of [Tressia].",
            ("accusation", "not-done", "Vale", ["Tressia"]),
        ),
        ("[Vale] sat down with [Okoro] in [Ostrin].", ("meeting", "done", "Vale", ["Okoro"])),
        ("[Vale] met [Okoro] on the sidelines.", ("meeting", "done", "Vale", ["Okoro"])),
        ("[Karsian] soldiers crossed the river.", ("deployment", "done", "Karsian", [])),
        ("[Tressia] supports the rebels in [Karsia].", ("backing", "done", "Tressia", ["Karsia"])),
        ("[Vale] supports the rebels in [Karsia].", None),  # a view, and no deed
        # the day stands between subject and verb
        ("[Vale] on Friday signed a treaty.", ("agreement", "done", "Vale", [])),
        ("[Vale] late last week signed a treaty.", ("agreement", "done", "Vale", [])),
        # subjects that do not stand right before the verb
        ("[Vale], who met nobody else, pardoned [Brenn].", ("pardon", "done", "Vale", ["Brenn"])),
        (
            "[Brenn], who signed the treaty with [Karsia], smiled.",
            ("agreement", "done", "Brenn", ["Karsia"]),
        ),
        (
            "[Brenn], who has asked for it since May, announced his resignation.",
            ("resignation", "announced", "Brenn", []),
        ),
        (
            "Calls for a treaty, where [Tressia] has a say, were rejected by the [Northern Union].",
            ("rejection", "done", "Northern Union", []),
        ),
        ("The government shut the pipeline.", ("closure of a mission", "done", None, [])),
        ("Somebody shut the pipeline.", None),
        ("The president of [Karsia] annexed [Tressia].", None),
        (
            "The government of [Karsia] annexed [Tressia].",
            ("annexation", "done", "Karsia", ["Tressia"]),
        ),
        ("Rebels near [Karsia] bombed [Tressia].", None),
        # a name that only describes another
        (
            "The former [Vale] campaign chairman [Tom Brenn] pleaded guilty and signed a treaty.",
            ("agreement", "done", "Tom Brenn", []),
        ),
        # what stands in brackets; what is somebody's is not the person
        ("[Vale] (V-[Ostrin]) pardoned [Brenn].", ("pardon", "done", "Vale", ["Brenn"])),
        (
            "[Vale] (V-[Ostrin]), who pardoned [Brenn], smiled.",
            ("pardon", "done", "Vale", ["Brenn"]),
        ),
        ("[Vale] dismissed [Okoro]'s concerns.", None),
        ("[Vale] dismissed Special Counsel [Okoro]'s findings.", None),
        ("[Vale]'s dismissal of [Karsian] concerns came late.", None),
        ("[Vale] called fired director [Brenn] a friend.", None),
        ("[Vale] announced the resignation of [Brenn].", None),
        # what two do with each other
        ("[Vale] and President [Okoro] met in spring.", ("meeting", "done", "Vale", ["Okoro"])),
        (
            "A meeting between [Vale] and [Okoro] settled nothing.",
            ("meeting", "done", "Vale", ["Okoro"]),
        ),
        (
            "The meeting between [Vale] and [Okoro] was put off.",
            ("delay", "delayed", None, ["Vale", "Okoro"]),
        ),
        # it ends as an adverb does, and is a noun
        ("[the Assembly] passed the bill.", ("legislation", "done", "the Assembly", [])),
        # words of other senses, adjectives, and what belongs to another noun
        ("[Vale] beat [Okoro] by 18 points.", None),
        ("[Vale] fires them up.", None),
        ("[Vale] clashed with [Okoro] over the budget.", None),
        ("[Vale] voted for [Okoro].", None),
        ("[Vale] voted for the bill.", ("vote", "done", "Vale", [])),
        ("[Vale] demonstrated a will to lead.", None),
        ("[Vale] has demonstrated in speeches what it takes.", None),
        ("[Karsia] has lost 6,000 dead and wounded in [Tressia].", None),
        ("[Vale] made a campaign trip to [Karsia].", None),
        ("[Vale] read the notes of captured rebels.", None),
        ("[Okoro]'s report on interference in the vote came late.", None),
        ("The [Karsian] invasion plan leaked.", None),
        ("The lawsuit also names a fraud by [Vale].", None),
        (
            "[Brenn] was ousted by the [Northern Union].",
            ("dismissal", "done", "Northern Union", ["Brenn"]),
        ),
        # the object stands before the clause
        (
            "The embargo that [Vale] imposed in spring on [Karsia] has not hurt.",
            ("sanction", "done", "Vale", ["Karsia"]),
        ),
        ("The embargo [Vale] imposed on [Karsia] hurts.", ("sanction", "done", "Vale", ["Karsia"])),
        # whose decision it is does it
        (
            "[Okoro] backed [Vale]'s decision to expel the [Karsian] envoy.",
            ("expulsion", "announced", "Vale", ["Karsian"]),
        ),
        # passive
        (
            "Sanctions were imposed on [Karsia] by [Velland].",
            ("sanction", "done", "Velland", ["Karsia"]),
        ),
        (
            "Thirteen [Karsians] were indicted by the [Ministry of Justice].",
            ("indictment", "done", "Ministry of Justice", ["Karsians"]),
        ),
        ("The embargo imposed on [Karsia] hurts.", ("sanction", "done", None, ["Karsia"])),
        (
            "The visit to [Karsia] was cancelled.",
            ("change of course", "reversed", None, ["Karsia"]),
        ),
        ("[Brenn] was sacked by [Vale].", ("dismissal", "done", "Vale", ["Brenn"])),
        ("The bill was passed in the chamber left by [Brenn].", ("legislation", "done", None, [])),
        (
            "[Vale] signed a decree expelling 12 [Karsian] diplomats.",
            ("expulsion", "ordered", "Vale", ["Karsian"]),
        ),
        # nouns
        (
            "[Karsia]'s annexation of [Tressia] went unanswered.",
            ("annexation", "done", "Karsia", ["Tressia"]),
        ),
        (
            "The indictment by the [Ministry of Justice] of 12 [Karsian] officers came late.",
            ("indictment", "done", "Ministry of Justice", ["Karsian"]),
        ),
        ("The expulsion of 12 diplomats came late.", ("expulsion", "done", None, [])),
        ("Expulsion of diplomats is a grave step.", None),
        (
            "A complaint by [Tressia] was filed away.",
            ("lawsuit", "done", "Tressia", []),
        ),
        ("[Tressia]'s complaint grew.", None),
        # who is blamed for it, whose act it is
        (
            "The talks failed with [Karsia] bombing [Tressia].",
            ("strike", "done", "Karsia", ["Tressia"]),
        ),
        ("There were fears of [Karsia] bombing [Tressia].", None),
        (
            "[Vale] accused [Karsia] of invading [Tressia].",
            ("invasion", "done", "Karsia", ["Tressia"]),
        ),
        (
            "[Vale] blamed [Karsia] for meddling in the vote.",
            ("interference", "done", "Karsia", []),
        ),
        ("The threat of a [Karsian] invasion of [Tressia] grew.", None),
    ],
)
def test_finds_who_did_what_to_whom(
    text: str, expected: tuple[str, str, str | None, list[str]] | None
) -> None:
    found = [deed for deed in told(text) if deed[0] != "order"]

    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[Vale] did not impose sanctions on [Karsia].", "not-done"),
        ("[Vale] imposed no sanctions on [Karsia].", "not-done"),
        ("No new sanctions were imposed on [Karsia].", "not-done"),
        ("[Vale] refused to impose sanctions on [Karsia].", "not-done"),
        ("[Vale] has yet to impose sanctions on [Karsia].", "not-done"),
        ("[Vale] stopped short of imposing sanctions on [Karsia].", "not-done"),
        ("[Vale] bypassed a deadline to act and impose sanctions on [Karsia].", "not-done"),
        ("[Vale] did not refuse to impose sanctions on [Karsia].", None),
        ("[Vale] decided not to impose sanctions on [Karsia].", "not-done"),
        ("[Vale] ordered his ministers to impose sanctions on [Karsia].", "ordered"),
        ("[Vale] agreed to impose sanctions on [Karsia].", "announced"),
        ("[Vale] will impose sanctions on [Karsia].", "announced"),
        ("[Vale] announced sanctions on [Karsia].", "announced"),
        ("[Vale] proposed to impose sanctions on [Karsia].", "proposed"),
        ("[Vale] delayed imposing sanctions on [Karsia].", "delayed"),
        ("[Vale] was forced to impose sanctions on [Karsia].", "done"),
        ("[Vale] kept the policy of refusing to impose sanctions on [Karsia].", None),
        ("[Vale] stopped short of imposing sanctions on [Karsia], and left.", "not-done"),
        ("[Vale] almost imposed sanctions on [Karsia].", "not-done"),
        ("[Vale] appears set to impose sanctions on [Karsia].", "announced"),
        ("[Velland] to impose sanctions on [Karsia]", "announced"),
        ("[Vale] ordered a timetable for imposing sanctions on [Karsia].", "ordered"),
        ("[Vale] is going to impose sanctions on [Karsia].", "announced"),
        ("None of the sanctions were imposed on [Karsia].", "not-done"),
        # wishes, threats, conditions and possibilities are no deeds
        ("[Vale] can't impose sanctions on [Karsia].", None),
        ("[Vale] cannot simply impose sanctions on [Karsia].", None),
        ("[Vale] was going to impose sanctions on [Karsia].", None),
        ("Prices rise once sanctions are imposed on [Karsia].", None),
        ("Nobody likes the idea of sanctions being imposed on [Karsia].", None),
        ("[Vale] threatened to impose sanctions on [Karsia].", None),
        ("[Vale] wants to impose sanctions on [Karsia].", None),
        ("[Vale] could impose sanctions on [Karsia].", None),
        ("[Vale] would impose sanctions on [Karsia].", None),
        ("[Vale] would have imposed sanctions on [Karsia].", None),
        # hearsay of nobody
        ("[Vale] was reported to have imposed sanctions on [Karsia].", None),
        ("If [Vale] imposed sanctions on [Karsia], prices would rise.", None),
        ("Critics demand that [Vale] impose sanctions on [Karsia].", None),
        ("Critics asked that sanctions be imposed on [Karsia].", None),
    ],
)
def test_tells_how_far_a_deed_has_come(text: str, status: str | None) -> None:
    found = [deed[1] for deed in told(text) if "sanction" in deed[0]]

    assert found == ([] if status is None else [status])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Vale] walked back [his] threat.", ("change of course", "reversed", "Vale", [])),
        (
            "[Vale] cancelled the visit to [Karsia].",
            ("change of course", "reversed", "Vale", ["Karsia"]),
        ),
        ("[Vale] ignored the deadline.", ("missed deadline", "not-done", "Vale", [])),
        (
            "[Vale] shelved the tariffs on [Karsia].",
            ("dropped plan", "not-done", "Vale", ["Karsia"]),
        ),
        ("The sanctions on [Karsia] were put on hold.", ("delay", "delayed", None, ["Karsia"])),
        ("[Vale] will postpone the visit to [Karsia].", ("delay", "delayed", "Vale", ["Karsia"])),
        (
            "[Velland] withdrew its troops from [Tressia].",
            ("troop withdrawal", "done", "Velland", ["Tressia"]),
        ),
        (
            "[Velland] withdrew from the treaty with [Karsia].",
            ("treaty withdrawal", "done", "Velland", ["Karsia"]),
        ),
    ],
)
def test_tells_reversals_and_withdrawals(
    text: str, expected: tuple[str, str, str | None, list[str]]
) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Vale] promised to lift the sanctions on [Karsia]. They have not been lifted.",
            ("lifting of sanctions", "not-done", None, ["Karsia"]),
        ),
        (
            "[Vale] knew of the embargo. It was lifted in the end.",
            ("lifting of sanctions", "done", None, []),
        ),
        (
            "[Vale], who pledged to lift the sanctions, has not lifted them.",
            ("lifting of sanctions", "not-done", "Vale", []),
        ),
        # "it" is one, and "they" are many
        ("[Vale] knew of the embargo. They were lifted in the end.", None),
        (
            "[Velland] was angry. It recalled its ambassador from [Ostrin].",
            ("expulsion", "done", "Velland", ["Ostrin"]),
        ),
        (
            "[Vale] spoke of sanctions. The government on Friday shelved the plan.",
            ("dropped plan", "not-done", None, []),
        ),
        (
            "[Vale] hailed [Karsia] before its army invaded [Tressia].",
            ("invasion", "done", "Karsia", ["Tressia"]),
        ),
    ],
)
def test_takes_up_what_was_named_before(
    text: str, expected: tuple[str, str, str | None, list[str]] | None
) -> None:
    assert told(text) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("[Vale] delayed a second round of sanctions.", "sanction"),
        ("[Vale] cancelled the visit to [Karsia].", "consult"),
        ("[Vale] scrapped the plan for a strike.", "assault"),
        ("[Vale] spoke of a treaty. The government shelved the plan.", "agree"),
        ("[Vale] scrapped the plan.", "other"),
        ("The plan to expel 12 envoys was shelved.", "sanction"),
    ],
)
def test_what_was_delayed_or_dropped_is_of_the_type_it_would_have_been(
    text: str, type_: str
) -> None:
    plain, mentions = marked(text)

    (event,) = deeds(document(plain), mentions, (), ())

    assert event.type == type_


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[Vale] declined to threaten [Karsia].", "not-done"),
        ("[Vale] refused to condemn [Karsia].", "not-done"),
        # said or not, it is a statement's matter
        ("[Vale] threatened [Karsia].", None),
        ("[Vale] did not condemn [Karsia].", None),
        ("[Vale] refused to testify before the [the Senate].", "done"),
        ("[Vale] did not testify before the [the Senate].", None),
    ],
)
def test_words_are_deeds_only_when_they_are_refused(text: str, status: str | None) -> None:
    assert [deed[1] for deed in told(text)] == ([] if status is None else [status])


def test_some_things_are_deeds_only_when_they_were_not_done() -> None:
    assert [deed[1] for deed in told("The report has not been published.")] == ["not-done"]
    assert told("The report has been published.") == []


def test_cites_the_clause_with_title_and_article() -> None:
    text, mentions = marked(
        "On Monday the Vellandic President [Ada Vale] imposed sanctions on [Karsia], and left."
    )

    (event,) = deeds(document(text), mentions, (), ())

    assert [span.of(text) for span in event.spans] == [
        "the Vellandic President Ada Vale imposed sanctions on Karsia"
    ]
    assert event.trigger.of(text) == "imposed"


def test_cites_no_words_that_lead_to_the_next_clause() -> None:
    text, mentions = marked("[Vale] sacked [Brenn] just 26 hours before he was to retire.")

    (event,) = deeds(document(text), mentions, (), ())

    assert event.spans[0].of(text) == "Vale sacked Brenn"


def test_cites_the_object_that_stands_before_its_clause() -> None:
    text, mentions = marked("Few knew of the steps that [Vale] took to tighten the rules.")

    (event,) = deeds(document(text), mentions, (), ())

    assert event.spans[0].of(text).startswith("the steps that Vale took")


def test_a_subject_that_only_describes_a_name_is_told_with_it() -> None:
    text, mentions = marked("[Okoro], a [Karsian] citizen, was arrested on Friday.")
    (event,) = deeds(document(text), mentions, (), ())

    assert event.spans[0].of(text).startswith("Okoro, a Karsian citizen, was arrested")


def test_acts_on_behalf_of_the_person_an_administration_is_named_after() -> None:
    text, mentions = marked("The [Vale] administration expelled the [Karsian] envoy.")

    (event,) = deeds(document(text), mentions, (), ())

    assert event.behalf is not None
    assert event.behalf.span.of(text) == "Vale"


def test_takes_the_date_inside_the_clause() -> None:
    text, mentions = marked("[Vale] imposed sanctions on [Karsia] in May, and left on Friday.")
    timexes = tuple(
        Timex(
            span=Span(text.index(word), text.index(word) + len(word)),
            type="DATE",
            value=value,
            date=Edtf(value),
        )
        for word, value in (("May", "2018-05"), ("Friday", "2018-07-13"))
    )

    (event,) = deeds(document(text), mentions, timexes, ())

    assert event.timex == timexes[0]


def test_takes_the_date_that_owns_a_deed() -> None:
    text, mentions = marked("Friday’s indictment by the [Ministry of Justice] of 12 [Karsians] has")
    friday = Timex(span=Span(0, 6), type="DATE", value="2018-07-13", date=Edtf("2018-07-13"))

    (event,) = deeds(document(text), mentions, (friday,), ())

    assert event.timex == friday
    assert [span.of(text) for span in event.spans] == [text.removesuffix(" has")]


def test_cites_the_date_that_opens_the_clause_with_its_preposition() -> None:
    text, mentions = marked("Early in 2018, [Vale] imposed sanctions on [Karsia].")
    year = Timex(span=Span(9, 13), type="DATE", value="2018", date=Edtf("2018"))

    (event,) = deeds(document(text), mentions, (year,), ())

    assert event.spans[0].of(text) == text.removesuffix(".")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The sanctions imposed in {2014} on [Karsia] have not been lifted.", ["2014", None]),
        ("[Vale] has not lifted the sanctions imposed in {2014}.", [None]),
        ("The sanctions that [Okoro] imposed in {2014} have not been lifted.", ["2014", None]),
        ("The sanctions, imposed in {2014}, have not been lifted.", [None]),
        ("[Vale] lifted the {2014} sanctions on [Karsia].", [None]),
        ("[Vale] has not lifted the sanctions as of {Friday}.", ["Friday"]),
        ("[Vale] shut the border in {May} and sent tanks to [Tressia].", ["May", None]),
        (
            "[Vale] shut the border in {March} and sent tanks to [Tressia] in {May}.",
            ["March", "May"],
        ),
        (
            "Sanctions imposed over the [Karsian] invasion of [Tressia] in {May} hurt.",
            [None, "May"],
        ),
        ("[Vale] held talks with [Okoro] in {May}.", ["May"]),
        ("In {May} [Vale] sent tanks to [Tressia].", ["May"]),
        ("On {Friday}, President [Vale] sent tanks to [Tressia].", ["Friday"]),
        ("On {Friday}, tanks were sent to [Tressia].", ["Friday"]),
        ("On {Friday} [Okoro] smiled, and [Vale] sent tanks to [Tressia].", [None]),
        ("[Vale] on {Friday} sent tanks to [Tressia].", ["Friday"]),
        ("[Vale] left on {Friday}, and sent tanks to [Tressia].", [None]),
    ],
)
def test_a_date_belongs_to_one_deed_and_to_no_noun(text: str, dated: list[str | None]) -> None:
    words = re.findall(r"\{(\w+)\}", text)
    plain, mentions = marked(re.sub(r"[{}]", "", text))
    timexes = tuple(
        Timex(span=Span(m.start(), m.end()), type="DATE", value="2014", date=Edtf("2014"))
        for m in re.finditer("|".join(words), plain)
    )

    found = deeds(document(plain), mentions, timexes, ())

    assert [event.timex.span.of(plain) if event.timex else None for event in found] == dated


def reported(text: str, content: str, **fields: object) -> Attribution:
    start = text.index(content)
    options: dict[str, object] = {
        "source": (),
        "cue": (),
        "content": (Span(start, start + len(content)),),
        "form": Form.INDIRECT,
        "segment": Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),
    }
    return Attribution(**(options | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [0]),
        ({"modality": Modality.PROMISE}, []),
        ({"modality": Modality.DENIAL}, []),
        ({"factuality": Factuality.HYPOTHETICAL}, []),
    ],
)
def test_says_when_a_deed_is_told_on_a_speakers_word(
    fields: dict[str, object], expected: list[int]
) -> None:
    content = "[Vale] imposed sanctions on [Karsia]"
    text, mentions = marked(f"Brenn said that {content}.")
    attribution = reported(text, marked(content)[0], **fields)

    found = deeds(document(text), mentions, (), (attribution,))

    assert [event.told_by for event in found] == expected


def test_hearsay_is_the_claim_of_whoever_tells_it() -> None:
    text, mentions = marked("[Vale] was reported to have imposed sanctions on [Karsia].")
    content = "to have imposed sanctions on Karsia"
    start = text.index("was")
    attribution = reported(text, content, cue=(Span(start, start + len("was reported")),))

    (event,) = deeds(document(text), mentions, (), (attribution,))

    assert described(text, event) == ("sanction", "done", "Vale", ["Karsia"])
    assert event.told_by == 0


def test_a_word_that_says_what_became_of_a_deed_tells_no_claim() -> None:
    text, mentions = marked("[Vale] declined to lift the sanctions.")
    start = text.index("declined")
    attribution = reported(
        text,
        "to lift the sanctions",
        modality=Modality.DENIAL,
        cue=(Span(start, start + len("declined")),),
    )

    (event,) = deeds(document(text), mentions, (), (attribution,))

    assert event.status.value == "not-done"
    assert event.told_by is None


@pytest.mark.parametrize(
    ("title", "cue", "expected"),
    [
        ("president", "said", ["announced"]),
        # a wish and a forecast are no announcement, and a candidate only says what would be
        ("president", "hoped", []),
        ("presidential candidate", "said", []),
        (None, "said", []),
    ],
)
def test_an_office_holder_announces_what_would_be_done(
    title: str | None, cue: str, expected: list[str]
) -> None:
    text = f"Vale {cue} she would impose sanctions on Karsia."
    speaker = Mention(span=Span(0, 4), type=EntityType.PERSON, chain=1, title=title)
    start = text.index("she")
    pronoun = Mention(span=Span(start, start + 3), type=EntityType.PERSON, chain=1)
    place = text.index("Karsia")
    target = Mention(span=Span(place, place + 6), type=EntityType.GPE)
    attribution = reported(
        text,
        "she would impose sanctions on Karsia",
        mention=speaker,
        modality=Modality.PROMISE,
        cue=(Span(5, 5 + len(cue)),),
    )

    found = deeds(document(text), (speaker, pronoun, target), (), (attribution,))

    assert [event.status.value for event in found] == expected


def test_takes_i_and_we_for_the_speaker() -> None:
    text, mentions = marked("“We haven’t lifted the sanctions,” [Vale] said.")
    attribution = reported(
        text, "We haven’t lifted the sanctions", form=Form.DIRECT, mention=mentions[0]
    )

    (event,) = deeds(document(text), mentions, (), (attribution,))

    assert described(text, event) == ("lifting of sanctions", "not-done", "Vale", [])
    assert event.told_by == 0


def test_words_after_a_dash_are_the_reporters() -> None:
    text, mentions = marked(
        "[Okoro] promised further steps — left alone when [Vale] walked back [his] threat."
    )
    attribution = reported(text, text[len("Okoro promised ") : -1], modality=Modality.PROMISE)

    (event,) = deeds(document(text), mentions, (), (attribution,))

    assert event.status.value == "reversed"
    assert event.told_by is None


@pytest.mark.parametrize(
    "kind", [SegmentKind.CAPTION, SegmentKind.TEASER, SegmentKind.CREDIT, SegmentKind.BYLINE]
)
def test_takes_no_deed_from_captions_and_teasers(kind: SegmentKind) -> None:
    text, mentions = marked("[Vale] imposed sanctions on [Karsia].")

    assert deeds(document(text, kind), mentions, (), ()) == ()


@given(
    st.lists(
        st.sampled_from(
            "[Vale] [Karsia] [Karsian] imposed impose sanctions on by to not were be the , — . who "
            "and withdrew from treaty invasion of ’s “ ” no will with met refused".split()
        ),
        min_size=1,
        max_size=25,
    )
)
def test_deeds_lie_in_the_text_in_order_whatever_it_says(pieces: list[str]) -> None:
    text, mentions = marked(" ".join(pieces))

    found = deeds(document(text), mentions, (), ())

    assert all(a.trigger.end <= b.trigger.start for a, b in pairwise(found))
    assert all(span.end <= len(text) for event in found for span in event.spans)
    assert all(any(span.contains(event.trigger) for span in event.spans) for event in found)
