import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.extraction.event_code_words import code_openers
from onrecord.extraction.event_codes import Code, code_of
from onrecord.extraction.events import told_sentences


def coded(text: str) -> Code | None:
    document = Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    told = told_sentences(document, (), opening=code_openers())
    return next((code for _, sentence in told if (code := code_of(sentence))), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Velland on Friday expelled two Karsian envoys.", ("sanction", "Velland", "Karsian")),
        ("Rebels shelled the port of Ostrin.", ("assault", "Rebels", "Ostrin")),
        ("Tressia was invaded by Karsia.", ("assault", "Karsia", "Tressia")),
        # sayings are coded as well
        ("Velland demanded that Karsia leave the valley.", ("request", "Velland", "Karsia")),
        ("Velland said Karsia must leave the valley.", ("request", "Velland", "Karsia")),
        ("Velland accused Karsia of lying.", ("accuse", "Velland", "Karsia")),
        ("Karsia threatened to close the border with Velland.", ("threaten", "Karsia", "Velland")),
        ("Karsia rejected a Vellandic proposal.", ("reject", "Karsia", "Vellandic")),
        # what is meant to be done is agreed to or threatened; what is refused is rejected
        ("Velland will send food to Tressia.", ("agree", "Velland", "Tressia")),
        ("Velland is ready to reopen its doors to Tressia.", ("agree", "Velland", "Tressia")),
        ("Velland will impose sanctions on Karsia.", ("threaten", "Velland", "Karsia")),
        ("Velland refused to send food to Tressia.", ("reject", "Velland", "Tressia")),
        ("The minister will resign.", ("retreat", "The minister", None)),
        # a verb that only tells a clause is no event of its own
        ("Velland announced that it had halted aid to Karsia.", ("sanction", "Velland", "Karsia")),
        ("The sky was blue.", None),
    ],
)
def test_codes_type_source_and_target(
    text: str, expected: tuple[str, str | None, str | None] | None
) -> None:
    code = coded(text)

    found = code and (
        code.type,
        code.source.of(text) if code.source else None,
        code.targets[0].of(text) if code.targets else None,
    )
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Velland expressed its readiness to cooperate with Karsia on water.", "agree"),
        ("Karsia said it is prepared to sign a trade deal with Velland.", "agree"),
        ("The Vellandic premier promised to hand over the suspects to Karsia.", "agree"),
        ("Karsia will lift its embargo on Velland next month.", "agree"),
        ("Foreign ministers of Velland and Karsia met in Ostrin on Monday.", "consult"),
        ("President Okoro telephoned his Vellandic counterpart to discuss the crisis.", "consult"),
        ("Premier Teleki flew to Karsia for talks with its leaders.", "consult"),
        ("Velland hosted a Karsian trade delegation this week.", "consult"),
        ("Velland praised Karsia for its handling of the talks.", "support"),
        ("Karsia defended its ally Tressia against its critics.", "support"),
        ("Velland recognised the new government of Karsia.", "support"),
        ("Karsia apologised to Velland for the incident.", "support"),
        ("Karsia and Velland held joint naval exercises off Ostrin.", "cooperate"),
        ("Velland extradited a suspected bomber to Karsia.", "cooperate"),
        ("Karsia bought 20 aircraft from Velland.", "cooperate"),
        ("Vellandic and Karsian police exchanged intelligence on smugglers.", "cooperate"),
        ("Velland sent food and tents to flood victims in Karsia.", "aid"),
        ("Karsia granted asylum to three Vellandic officers.", "aid"),
        ("Velland delivered 12 tanks to the Tressian army.", "aid"),
        ("Peacekeepers from Velland arrived in Tressia.", "aid"),
        ("Karsia lifted the curfew in Ostrin.", "concede"),
        ("The Karsian government legalised the opposition party.", "concede"),
        ("Karsia gave in to demands by striking miners for higher wages.", "concede"),
        ("Karsia eased restrictions on foreign newspapers.", "concede"),
        ("Karsia released 30 Vellandic prisoners of war.", "retreat"),
        ("Velland returned the bodies of 12 soldiers to Karsia.", "retreat"),
        ("Rebels in Tressia declared a ceasefire on Friday.", "retreat"),
        ("Velland pulled its troops out of the valley.", "retreat"),
        ("Karsian prosecutors opened an inquiry into the killings in Ostrin.", "investigate"),
        (
            "The Northern Union sent monitors to examine the claims of torture in Karsia.",
            "investigate",
        ),
        ("Velland is investigating reports of war crimes by Karsian troops.", "investigate"),
        ("Velland called on Karsia to free the journalists.", "request"),
        ("Karsia appealed for international aid after the quake.", "request"),
        ("The opposition demanded that President Okoro step down.", "request"),
        ("Teleki urged Karsia to resume negotiations.", "request"),
        ("Velland condemned Karsia over the raid.", "accuse"),
        ("Karsia accused Velland of spying.", "accuse"),
        ("Tressia lodged a complaint with the Northern Union against Karsia.", "accuse"),
        ("A court in Karsia found a Vellandic reporter guilty of espionage.", "accuse"),
        ("Karsia rejected a Vellandic offer of talks.", "reject"),
        ("Velland refused to extradite the former Karsian president.", "reject"),
        ("Karsia ruled out any negotiations with the rebels.", "reject"),
        ("Velland vetoed a resolution on Karsia.", "reject"),
        ("The rebels turned down an invitation to peace talks in Velland.", "reject"),
        ("Karsia will not allow Vellandic inspectors into the country.", "reject"),
        ("Karsia threatened to cut gas supplies to Velland.", "threaten"),
        ("Velland warned Karsia of serious consequences.", "threaten"),
        ("The miners gave the Karsian government an ultimatum.", "threaten"),
        ("Karsia said it may recall its ambassador from Velland.", "threaten"),
        ("Thousands marched in Ostrin to demand the release of Brenn.", "protest"),
        ("Students staged a sit-in outside the Karsian embassy.", "protest"),
        ("Prisoners in Karsia went on hunger strike.", "protest"),
        ("Karsian miners walked off the job over wages.", "protest"),
        ("Farmers blocked roads across Velland with tractors.", "protest"),
        ("Demonstrators threw stones at police in Ostrin.", "protest"),
        ("Karsia put its army on alert.", "mobilize"),
        ("Velland massed troops along its border with Karsia.", "mobilize"),
        ("Karsia called up 20,000 reservists.", "mobilize"),
        ("Police reinforcements were deployed in Ostrin ahead of the vote.", "mobilize"),
        ("Velland broke off diplomatic relations with Karsia.", "sanction"),
        ("Karsia recalled its ambassador from Velland.", "sanction"),
        ("Velland expelled six Karsian diplomats.", "sanction"),
        ("The Northern Union suspended aid to Karsia.", "sanction"),
        ("Karsia walked out of the peace talks with Velland.", "sanction"),
        ("Velland imposed an embargo on Karsia.", "sanction"),
        ("Karsian police arrested 20 opposition activists.", "coerce"),
        ("Karsia banned the country's largest Islamic party.", "coerce"),
        ("The junta imposed martial law in Karsia.", "coerce"),
        ("Karsian soldiers seized a Vellandic fishing boat.", "coerce"),
        ("Karsian jets bombed the port of Ostrin.", "assault"),
        ("Gunmen shot dead a Vellandic diplomat in Karsia.", "assault"),
        ("A suicide bomber killed 12 people in Ostrin.", "assault"),
        ("Rebels ambushed an army convoy in Tressia.", "assault"),
        # what verbs, and verbs with particles, say alone
        (
            "Velland's envoy to Karsia held a second round of discussions with rebel commanders.",
            "consult",
        ),
        ("Velland expressed sympathy to Karsia after the mine disaster.", "support"),
        ("Karsian and Vellandic engineers began work on a joint pipeline project.", "cooperate"),
        (
            "A Northern Union peacekeeping battalion was sent to Tressia to monitor the border.",
            "aid",
        ),
        ("The Karsian authorities restored press freedom in the province.", "concede"),
        ("Karsia said it would not take part in the peace conference in Ostrin.", "reject"),
        ("Okoro brushed aside Vellandic appeals for mercy.", "reject"),
        ("The Vellandic army warned it would retaliate for any attack.", "threaten"),
        (
            "A jailed Karsian dissident is refusing food to protest against his detention.",
            "protest",
        ),
        ("Karsian warships sailed toward the disputed islands on Monday.", "mobilize"),
        ("Rebel fighters abandoned the town of Brenn after a week of shelling.", "retreat"),
        ("Karsia set up a commission to look into the death of the editor.", "investigate"),
        ("Velland branded Karsia an aggressor.", "accuse"),
        ("Dockers in Ostrin downed tools on Monday.", "protest"),
        ("Karsia threw out two Vellandic correspondents.", "sanction"),
    ],
)
def test_codes_what_is_commonly_reported(text: str, expected: str) -> None:
    code = coded(text)

    assert code is not None
    assert code.type == expected


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        # the whole phrase, without what is fronted and without the verb
        (
            "On Monday angry miners from Velland marched on Ostrin.",
            "angry miners from Velland",
            "Ostrin",
        ),
        ("Velland is ready to send food to Tressia.", "Velland", "Tressia"),
        # whoever says that "it" did it
        ("Velland said on Tuesday it had halted aid to Karsia.", "Velland", "Karsia"),
        # a name that is led to goes before a place, and none in another clause is meant
        ("Thousands rallied in Ostrin against Okoro.", "Thousands", "Okoro"),
        ("Velland suspended aid to Karsia after Tressia protested.", "Velland", "Karsia"),
        # who reports it has no part in it, nor has a month
        ("Velland and Karsia signed a treaty, the Ostrin Herald said.", "Velland and Karsia", None),
        ("Velland released Brenn in March.", "Velland", "Brenn"),
    ],
)
def test_codes_who_takes_part(text: str, source: str, target: str | None) -> None:
    code = coded(text)

    assert code is not None
    assert code.source is not None
    assert code.source.of(text) == source
    assert [span.of(text) for span in code.targets] == ([] if target is None else [target])


@given(
    st.lists(
        st.sampled_from(
            "Velland Karsia the rebels said will refused to demanded that must send aid sanctions "
            "imposed were by on , . and it".split()
        ),
        min_size=1,
        max_size=20,
    )
)
def test_a_code_lies_in_its_text_whatever_it_says(pieces: list[str]) -> None:
    text = " ".join(pieces)

    code = coded(text)

    spans = () if code is None else (code.trigger, code.source, *code.targets)
    assert all(span.end <= len(text) for span in spans if span is not None)
