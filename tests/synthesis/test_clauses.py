"""What a page can tell in a sentence, and what only counts."""

import pytest

from onrecord.core.evidence import Form, SpeakerKind, Status
from onrecord.core.findings import Evidence
from onrecord.synthesis.tellable import makes_a_sentence
from onrecord.synthesis.wording import sentence
from tests.synthesis.worlds import done, said


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (said("Vale {said} [the nets were cut]."), True),
        (said("Vale {said}: [“No.”]"), True),
        (said("{According to} Vale, [the nets were cut]"), True),
        (said("Vale’s {criticism of} [the Karsian fleet]"), False),
        (said("Vale’s {willingness} [to talk]"), False),
        # the only verb is that of a clause within
        (said("Vale’s [assertion that Karsia should cut the nets]"), False),
        (said("Vale’s [often harsh remarks on everything from nets to tolls]"), False),
        # a subject before the verb that is not the name
        (said("Vale’s {most surprising suggestion was} [that the nets had been sold]"), False),
        (said("Vale {quietly suggested} [that the nets had been sold]"), True),
        (said("her {nuanced} [views on the nets]"), False),
        (said("Vale’s {claim was} [that it rained]"), False),
        (said("{according to} [about 300 soldiers crossed the river]", by=None), True),
        (said("{according to} [300 soldiers named in the report]", by=None), False),
        (said("Vale {said} [the nets, according to Okoro, were cut]."), False),
        (said("Vale, who {claimed} [Okoro cut the nets, said she would go]"), False),
        # whom a body means by "he" only readers of its source know; a person may mean himself
        (
            said("The navy {said} [that he was pleased]", speaker_kind=SpeakerKind.ORGANISATION),
            False,
        ),
        (
            said("The navy {said} [that it was pleased]", speaker_kind=SpeakerKind.ORGANISATION),
            True,
        ),
        (said("Vale {said} [that she was pleased]"), True),
        # what nobody can say: "admitted over her refusal"
        (said("Vale {later admitted} [over the refusal of the navy that it had sunk]"), False),
        (said("in part, as Vale {later admitted}, [over the refusal of the navy]"), False),
        (said("what Vale {said four years ago about} [the phrase of Brenn]"), False),
        (said("Vale {spoke} [of nets that the navy had cut]"), True),
        (said("there was [what Vale {calls} the long tide of spring]"), False),
        (said("Vale {said} [what the tide had left was cut]"), True),
        # "its": of what was named before
        (said("Vale {predicted its main findings}: [the nets were cut]"), False),
        (said("who {blasted} [the meeting of Sorn as “the worst of all”]", by=None), False),
        # a subject of which the beginning is cut off
        (done("the cabinet, led by [Premier Ada Vale, announced the expulsion of envoys]"), False),
        (done("led by [Premier Ada Vale, this week announced an expulsion of envoys]"), False),
        (done("figures connected to Mr. [Vale met the envoys in secret]"), False),
        (done("a link to a story headlined “[Vale signed the toll into law]”"), False),
        (done("[Premier Ada Vale announced the expulsion of 23 envoys]"), True),
        (done("[Premier Ada Vale, asked about it, announced the expulsion of envoys]"), True),
        (done("Ines Vale, [a citizen of Karsia, was arrested]"), False),
        (done("[Ines Vale, a citizen of Karsia, was arrested]"), True),
        # what takes up something before, counts from it, or only may be
        (done("[Vale did so by expelling the envoys]"), False),
        (done("[A month later, Vale paid a visit to Karsia]"), False),
        (done("[Vale expelled two envoys over a guard] who had struck one"), False),
        (done("[Vale expelled two envoys over a guard], who had struck one"), True),
        (done("[will hold a hearing on the nets and how they were sold,” Vale]"), False),
        (done("[imposing sanctions on Karsia]"), False),
        (done("[Vale closed the ports, fired at ships] and landed on the isle"), False),
        (done("[Vale closed the ports, fired at ships]."), True),
        (done("[Vale cannot tell the threat of Karsia from a game]"), False),
        # what takes up another thing, or a headline's "I"
        (said("Vale {said} [that they need nets]", speaker_kind=SpeakerKind.PERSON), False),
        (said("Vale {said} [it had failed at that]", speaker_kind=SpeakerKind.PERSON), False),
        (said("Vale {said} [this would help Okoro]", speaker_kind=SpeakerKind.PERSON), False),
        (said("Vale {said} [it was good to share]", speaker_kind=SpeakerKind.PERSON), True),
        (said("Vale {said} [she had failed at that]", speaker_kind=SpeakerKind.PERSON), True),
        (said("Vale {said} [“They need nets.”]", speaker_kind=SpeakerKind.PERSON), True),
        (said("Vale: [I misspoke in Karsk]"), False),
        (said("Vale {talked about} [the nets]"), False),
        (said("Vale {talked about} [the nets that Karsia had cut at sea]"), True),
        (said("Vale {praised} [the nets]"), True),
        # without its place or its object a clause tells less than it says
        (done("in the east, where [Karsia has seized two towns]"), False),
        (done("in the east [Karsia has seized two towns]"), True),
        (done("[Vale visits Karsia next week]"), False),
        (done("[Vale visits Karsia next week]", on="2019-03"), True),
        (done("[Vale will visit Karsia next week]", status=Status.ANNOUNCED), True),
        (said("Vale {hopes} [to meet him soon]", speaker_kind=SpeakerKind.PERSON), False),
        (said("Vale {described} [him as a tyrant]", speaker_kind=SpeakerKind.PERSON), False),
        (said("Vale {described} [Okoro as a tyrant]", speaker_kind=SpeakerKind.PERSON), True),
        (said("Vale {is right} [that the nets were cut]"), False),
        # of a title that was another time's, and the second of two subjects
        (done("candidate and former [President Vale met the envoys]"), False),
        (done("the then-[President Vale met the envoys]"), False),
        (done("and then [President Vale met the envoys]"), True),
        (done("Okoro and [Vale met the envoys]"), False),
        (done("Okoro left and [Vale met the envoys]"), True),
        (said("a wall that Vale {said} [will stop the navy]"), False),
        # a headline
        (said("Vale {Stands Tall On} [Plan For Border Wall With Karsia]"), False),
        (said("Vale {said} [the Wall With Karsia would stand]"), True),
        (said("Vale {Says} [She Was ‘Right’ About Vast Plot; Inquiries Ongoing]"), False),
        (said("Vale {called} [the guild’s chief, a spokesman for the guild said Tuesday]"), False),
        (done("the guild and [Vale have rejected the appeals of Karsia]"), False),
        (done("[The ministers have rejected the appeals of Karsia]"), True),
        # a report that goes on is the reporter's
        (said("Vale {said} [she had come too late. In Ossel, the fleet had left]"), False),
        (said("Vale {said} [she had come too late, by one p.m.]"), True),
        # a reporter who goes on after a quotation, and what belongs to a clause before
        (said("Vale, [“they cut the nets” — she signs the order]", form=Form.MIXED), False),
        (said("Vale, [“they cut the nets” — and “the rope”]", form=Form.MIXED), True),
        (said("by {saying} [both were to blame and by not naming Karsia]"), False),
        (said("by {saying} [both were to blame and by not firmly naming Karsia]"), False),
        (said("by {saying} [both won by luck and by not naming Karsia]"), True),
        # what stands before the reporting words is no clause
        (said("[Her remarks on the nets] {have drawn criticism from} Karsia"), False),
        (said("[The nets were cut], Vale {said}."), True),
        # pieces on both sides of the reporting words
        (
            said("[protesters as thieves without any proof]", by=None, description="she"),
            False,
        ),
        # the words go on as the verb of the name
        (said("Vale, [has been a steady friend of Karsia]"), True),
        (said("[were wary of Karsia]", by=None, description="the party's young"), True),
        # nobody is named: a clause stands by itself, a predicate does not
        (said("They {say} [they hear the navy coming]", by=None, description="They"), True),
        (said("[were wary of Karsia]", by=None), False),
    ],
)
def test_what_makes_a_sentence(evidence: Evidence, expected: bool) -> None:
    assert makes_a_sentence(evidence) is expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            said("Vale, [has been a steady friend of Karsia]"),
            "Mara Vale has been a steady friend of Karsia.",
        ),
        (
            said("Vale, {asked about the nets, had said}, [it rained]"),
            "Mara Vale had said it rained.",
        ),
        (
            said("They {say} [they hear the navy coming]", by=None, description="They"),
            "An unnamed source, as reported: they hear the navy coming.",
        ),
    ],
)
def test_words_without_a_reporting_verb(evidence: Evidence, expected: str) -> None:
    assert sentence(evidence) == expected
