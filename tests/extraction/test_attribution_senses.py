import pytest

from onrecord.core.evidence import Act, Factuality, Form, Modality
from onrecord.extraction.attribution_senses import sense_of, was_said
from onrecord.extraction.modality import modality_of


def modality(cue: str, content: str) -> str:
    sense, lemma = sense_of(cue, content)
    is_quoted = content.startswith("“") and content.endswith("”")
    form = Form.DIRECT if is_quoted else Form.MIXED if "“" in content else Form.INDIRECT
    return modality_of(sense, form, content, was_said(cue, "", content, lemma))


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        # of several verbs the one that was done counts
        ("went on to praise", "the Karsian envoy", "praise"),
        ("began by accusing", "Karsia of theft", "criticism"),
        ("sent the assembly a letter demanding", "an inquiry", "demand"),
        ("said in a letter to the people who support her", "the harbour was shut", "assertion"),
        # nothing undoes a refusal
        ("pointedly refused to endorse", "Aldous", "denial"),
        ("repeatedly declined to say", "where she had been", "denial"),
        # nouns, and what stands before a verb that looks like one
        ("sounded a call for", "new elections", "demand"),
        ("'s pledge", "to reopen the mine", "promise"),
        ("'s said", "the mine would stay shut", "assertion"),
        ("has been critical of", "the ferry company", "criticism"),
        ("is confident", "that the pact will hold", "belief"),
        # the same verb, with something else after it
        ("asked", "the ministers to speak up", "demand"),
        ("asked", "whether the ministers had spoken up", "question"),
        ("questioned", "the figures of the ministry", "criticism"),
        ("questioned", "why the ministry had no figures", "question"),
        ("pressed him on", "how he would pay for it", "question"),
        ("called for", "an inquiry", "demand"),
        ("called into question", "whether she was prepared", "criticism"),
        ("wants", "to drain the marsh", "plan"),
        ("promised", "a new bridge", "promise"),
        ("promised", "a veto", "threat"),
        ("vowed", "to retaliate", "threat"),
        ("promised", "that the sanctions would stay", "promise"),
        # the name that is given judges
        ("called", "the treaty a brilliant piece of work", "praise"),
        ("called", "the treaty “a leash”", "criticism"),
        ("called", "the treaty a compromise", "assertion"),
        # what nobody said
        ("'s record on", "promoting women", "other"),
        ("allows", "foreigners to buy land", "other"),
        ("is known as", "the Brenn clause", "other"),
        ("discussed", "the dam", "other"),
        ("did not say", "when the dam would open", "other"),
        # a phrase that the lexicon lacks, before a clause; introductions without a verb
        ("sent word", "that the dam had burst", "assertion"),
        ("according to", "the engineers on Friday", "assertion"),
        ("reportedly", "the engineers on their way", "assertion"),
        (":", "No talks before the vote", "assertion"),
    ],
)
def test_what_a_reporting_phrase_does(cue: str, content: str, expected: str) -> None:
    assert modality(cue, content) == expected


@pytest.mark.parametrize(
    ("cue", "before", "content", "expected"),
    [
        ("said", "", "it was over", Factuality.SAID),
        ("said", "If", "it was over", Factuality.HYPOTHETICAL),
        ("might say", "", "it was over", Factuality.HYPOTHETICAL),
        ("did n't say", "", "it was over", Factuality.NOT_SAID),
        ("declined", "", "to comment on it", Factuality.NOT_SAID),
        ("declined to say", "", "whether it was over", Factuality.NOT_SAID),
        ("refused to support", "", "the pact", Factuality.SAID),
    ],
)
def test_whether_it_was_said(cue: str, before: str, content: str, expected: Factuality) -> None:
    _, lemma = sense_of(cue, content)

    assert was_said(cue, before, content, lemma) is expected


def test_what_one_wants_is_thought() -> None:
    sense, _ = sense_of("wants", "to drain the marsh")

    assert sense is not None
    assert (sense.modality, sense.act) == (Modality.PLAN, Act.THOUGHT)
