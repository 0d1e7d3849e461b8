import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.evidence import Act, Factuality, Form, Modality
from onrecord.extraction.attribution_cues import Sense
from onrecord.extraction.modality import act_of, factuality_of, modality_of

SAID = Sense(Modality.ASSERTION, Act.SPEECH)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We will close the border on Monday.", "promise"),
        ("The quota stays. You have my word.", "promise"),
        ("We remain committed to the treaty.", "promise"),
        ("I will see what comes of it.", "assertion"),
        ("If they cross the river, the tariffs will be doubled.", "threat"),
        ("Whoever blocks our ports will pay for it.", "threat"),
        ("They will regret this day.", "threat"),
        ("This will not go unanswered.", "threat"),
        ("There will be no war.", "assertion"),
        ("Karsia must open the archive.", "demand"),
        ("Release the miners.", "demand"),
        ("Let us meet in Ostrin.", "demand"),
        ("Look, the talks went on until midnight.", "assertion"),
        ("I never met the envoy.", "denial"),
        ("That is simply not true.", "denial"),
        ("Why would I sign it?", "question"),
        ("Why would I sign it? I would not.", "assertion"),
        ("I believe the harbour opens in May.", "belief"),
        ("I don't think it should be done behind closed doors.", "belief"),
        ("Our goal is a treaty with all five coasts.", "plan"),
        ("This is a disgrace.", "criticism"),
        ("The plan does not make any sense.", "criticism"),
        ("It is not a disgrace.", "assertion"),
        ("Her speech was brilliant and courageous.", "praise"),
        ("Aldous was absolutely right and showed courage.", "praise"),
        ("No, this is not about money. I will tell the court.", "denial"),
        ("Governor, I have to ask you about the bridge. It fell.", "question"),
        ("The council condemns the arrest of the engineers.", "criticism"),
        ("That is not what she promised in Ostrin.", "criticism"),
        ("The so-called report is a sham. Ask who wrote it.", "criticism"),
        # what is told may be grave, and still be told only
        ("Karsia imposed sanctions and expelled two envoys.", "assertion"),
    ],
)
def test_words_in_quotation_marks_tell_what_they_do(words: str, expected: str) -> None:
    assert modality_of(SAID, Form.DIRECT, f"“{words}”") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("that she would visit Karsia in May", "promise"),
        ("his country would expel as many", "promise"),
        ("that she would not answer questions", "denial"),
        ("he had nothing to do with the fire", "denial"),
        ("she opposed the dam", "belief"),
        ("Tressia must leave the valley", "demand"),
        ("that the government would formally leave the union", "plan"),
        ("after the vote she would not accept a seat", "denial"),
        ("he wants a treaty with all five coasts", "plan"),
        ("miners would not be eligible for the grant", "plan"),
        ("they were ready to leave the union", "plan"),
        ("he wasn't too worried about the vote", "belief"),
        ("it would take two months", "assertion"),
        ("the envoys met in Ostrin", "assertion"),
        # a question in a paraphrase is no question that was put
        ("Tressia left the talks. Why?", "assertion"),
    ],
)
def test_a_paraphrase_tells_it_of_its_pronoun(words: str, expected: str) -> None:
    assert modality_of(SAID, Form.INDIRECT, words) == expected


def test_marks_within_a_paraphrase_hide_nothing() -> None:
    assert modality_of(SAID, Form.MIXED, "that he had “never met the envoy”") is Modality.DENIAL


def test_a_long_speech_is_not_praise_for_two_kind_words() -> None:
    kind = "We had a great talk, and it was a wonderful evening."
    plain = " The bridge at Ister opens in May, and trucks go by the coast until then." * 9

    assert modality_of(SAID, Form.DIRECT, f"“{kind}”") is Modality.PRAISE
    assert modality_of(SAID, Form.DIRECT, f"“{kind}{plain}”") is Modality.ASSERTION


def test_the_reporting_word_comes_first() -> None:
    pledged = Sense(Modality.PROMISE, Act.SPEECH)

    assert modality_of(pledged, Form.INDIRECT, "to fight this disgrace") is Modality.PROMISE


def test_a_text_that_shows_something_demands_and_promises_nothing() -> None:
    shown = Sense(Modality.ASSERTION, Act.TEXT)

    assert modality_of(shown, Form.INDIRECT, "that most say she must go") is Modality.ASSERTION


def test_silence_does_nothing_but_what_its_word_says() -> None:
    denied = Sense(Modality.DENIAL, Act.SPEECH)

    assert modality_of(SAID, Form.INDIRECT, "when", Factuality.NOT_SAID) is Modality.OTHER
    assert modality_of(denied, Form.INDIRECT, "to comment", Factuality.NOT_SAID) is Modality.DENIAL


@pytest.mark.parametrize(
    ("cue", "lemma", "content", "conditional", "expected"),
    [
        ("said", "say", "that it was over", False, "said"),
        ("did not say", "say", "when she would go", False, "not-said"),
        ("hasn't said", "say", "when she would go", False, "not-said"),
        ("declined", "decline", "to comment", False, "not-said"),
        ("refused", "refuse", "to sign the treaty", False, "said"),
        ("avoids condemning", "condemn", "the invasion", False, "not-said"),
        ("avoids", "avoid", "the question", False, "said"),
        ("might say", "say", "that it was over", False, "hypothetical"),
        ("will announce", "announce", "new tariffs", False, "hypothetical"),
        ("says", "say", "that it is over", True, "hypothetical"),
    ],
)
def test_tells_whether_it_was_said(
    cue: str, lemma: str, content: str, conditional: bool, expected: str
) -> None:
    found = factuality_of(cue.split(), lemma, content.split(), conditional)

    assert found == expected


def test_without_a_reporting_word_it_is_speech() -> None:
    assert act_of(None) is Act.SPEECH
    assert act_of(Sense(Modality.ASSERTION, Act.TEXT)) is Act.TEXT


@given(st.text(alphabet="iwe will not must ?.,!'“” thuspay", max_size=80), st.sampled_from(Form))
def test_case_and_the_shape_of_apostrophes_change_nothing(words: str, form: Form) -> None:
    curly = words.replace("'", "’").upper()

    assert modality_of(None, form, curly) is modality_of(None, form, words)
