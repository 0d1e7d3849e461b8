"""At whom a statement is directed, and which way."""

import re
from dataclasses import replace

import pytest

from onrecord.core.document import Segment, SegmentKind
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Attribution, Form, LinkedMention, Modality
from onrecord.core.selectors import Span
from onrecord.linking.directions import direction_of_statement, judged
from onrecord.linking.targets import Named

PEOPLE = {"Vale": "vale", "Okoro": "okoro", "Brenn": "brenn", "Sarrow": "sarrow"}
COUNTRIES = {"Karsia": "karsia", "Karsians": "karsia", "Velland": "velland"}
SAID, BLAME, PRAISE = Modality.ASSERTION, Modality.CRITICISM, Modality.PRAISE


def read(marked: str, modality: Modality, form: Form) -> tuple[str | None, int | None]:
    """Target and sign of a statement marked as `Vale {said} [Okoro is a liar]`; Vale speaks."""
    text, attribution = marked_content(marked)
    attribution = replace(attribution, modality=modality, form=form)
    own = frozenset({"vale", "velland"})
    target, direction = direction_of_statement(text, attribution, Named(mentions(text), own))
    return target, None if direction is None else (direction > 0) - (direction < 0)


def mentions(text: str) -> tuple[LinkedMention, ...]:
    """Every name in the text, linked, "Karsian" too; pronouns are not."""
    found = []
    for match in re.finditer(r"\w+", text):
        word, span = match.group(), Span(*match.span())
        if word in PEOPLE:
            found.append(LinkedMention(span, EntityType.PERSON, PEOPLE[word]))
        elif word in COUNTRIES:
            found.append(LinkedMention(span, EntityType.GPE, COUNTRIES[word]))
        elif word == "Herald":
            found.append(LinkedMention(span, EntityType.ORG, "herald"))
        elif word == "Karsian":
            found.append(LinkedMention(span, EntityType.NORP, "karsia"))
        elif word in ("He", "She", "he", "she"):
            found.append(LinkedMention(span, EntityType.PERSON, None))
    return tuple(found)


@pytest.mark.parametrize(
    ("marked", "modality", "expected"),
    [
        # whom the sentence is about, with or without words that judge
        ("Vale {said} [that Okoro is a corrupt liar]", BLAME, ("okoro", -1)),
        ("Vale {said} [that Okoro had met Brenn]", BLAME, ("okoro", None)),
        ("Vale {said} [that Okoro had been there]", SAID, ("okoro", None)),
        # bad news is no blame, whatever an affair is about
        ("Vale {reported} [that Okoro faces charges of obstruction]", BLAME, ("okoro", None)),
        ("Vale {was looking into} [whether Okoro had lied]", BLAME, ("okoro", None)),
        ("Vale {accused} [Okoro of obstruction]", BLAME, ("okoro", -1)),
        ("Vale {blamed} [the harvest on Tressian sanctions on Karsia]", BLAME, ("karsia", None)),
        ("Vale {said} [President Okoro's plan would cost a lot]", SAID, ("okoro", None)),
        # what the subject thinks of others is not the speaker's view of them
        ("Vale {said} [Okoro had voted for Brenn]", SAID, ("okoro", None)),
        # the speaker is the subject, or there is none
        ("Vale {said} [Vale would vote for Okoro]", SAID, ("okoro", 1)),
        ("Vale {vowed} [to vote against Okoro]", SAID, ("okoro", -1)),
        # another subject: only whom its words take a side on
        ("Vale {said} [the harvest was bad and many blamed Okoro]", SAID, ("okoro", -1)),
        ("Vale {said} [the harvest was bad and Okoro went home]", SAID, (None, None)),
        # a charge that is taken back
        ("Vale {said} [there is a false narrative that Okoro is corrupt]", BLAME, ("okoro", None)),
        ("Vale {said} [it was no mistake that Okoro is corrupt]", BLAME, ("okoro", -1)),
        ("Vale {insisted} [that she doubted that Okoro was behind it]", BLAME, ("okoro", None)),
        ("Vale {said} [Okoro was twisted and corrupt]", BLAME, ("okoro", -1)),
        (
            "Vale {said} [Okoro has been misquoted to make him seem corrupt; Okoro is mild]",
            BLAME,
            ("okoro", None),
        ),
        ("Vale {said} [“Okoro believes that the raid was a disgrace.”]", BLAME, ("okoro", None)),
        ("Vale {had steered clear of attacks on} [Okoro]", BLAME, ("okoro", None)),
        # the reporting words name whom they attack
        ("Vale {attacked Okoro for} [a great honour shown to Brenn]", BLAME, ("okoro", -1)),
        ("Vale {told the Herald} [nobody was there]", SAID, (None, None)),
        ("Vale {took shots at Okoro over} [our great and loyal friends]", PRAISE, ("okoro", None)),
        # and may lead to the target at once
        ("Vale {was critical of} [Okoro]", SAID, ("okoro", -1)),
        ("Vale {was asked of} [Okoro]", SAID, ("okoro", None)),
        # blame with a kind word in it
        ("Vale {asked} [how Okoro could go back on a word to support Brenn]", BLAME, ("okoro", -1)),
        # who is asked gives way to whom it is to be done to
        ("Vale {urged} [Okoro to retaliate against Karsia]", Modality.DEMAND, ("karsia", -1)),
        ("Vale {urged} [Okoro to go home]", Modality.DEMAND, ("okoro", None)),
        # nor is it support to ask somebody for support
        (
            "Vale {urged} [Karsia to support and honor peace at the border of Karsia]",
            Modality.DEMAND,
            ("karsia", None),
        ),
        (
            "Vale {called for} [Okoro, ousted in a crisis, to return]",
            Modality.DEMAND,
            ("okoro", None),
        ),
        # in blame, the subject of a clause
        ("Vale {said} [this is a disaster that Okoro has made]", BLAME, ("okoro", -1)),
        # no target: the own country, a place, a people that only describes
        ("Vale {said} [Velland is a terrible mess]", BLAME, (None, None)),
        ("Vale {said} [the law was a disaster for farms in Karsia]", BLAME, (None, None)),
        ("Vale {said} [Karsian farms are a disgrace]", BLAME, (None, None)),
        # nor a country that only says which affair is meant, or whom one dealt with
        ("Vale {said} [the Karsia investigation is a disgrace]", BLAME, (None, None)),
        ("Vale {said} [it drives a wedge between Velland and Karsia]", BLAME, (None, None)),
        (
            "Vale {said} [nobody had been as tough on Okoro as he had]",
            Modality.ASSERTION,
            ("okoro", -1),
        ),
        ("Vale {blasted} [the inquiry into Karsian meddling]", BLAME, (None, None)),
        ("Vale {denied} [that he had worked on behalf of Karsia]", BLAME, (None, None)),
        # blame is of whom the words open with, or blame by themselves
        ("Vale {blasted} [Okoro for her support of the poor]", BLAME, ("okoro", -1)),
        (
            "Vale {asked} [to talk once more about the toll that Okoro had set]",
            BLAME,
            ("okoro", None),
        ),
        ("Vale {criticised} [sanctions on Karsia]", BLAME, ("karsia", None)),
        ("Vale {said} [the Karsian Witch Hunt is a disgrace]", BLAME, (None, None)),
        ("Vale {said} [the Karsia election meddling probe is a disgrace]", BLAME, (None, None)),
        ("Vale {said} [Karsia Karsia Karsia is a disgrace]", BLAME, (None, None)),
        (
            "Vale {said} [the phony story of collusion with the Karsians is a lie]",
            BLAME,
            (None, None),
        ),
        ("Vale {said} [Karsia itself is a disgrace]", BLAME, ("karsia", -1)),
        ("Vale {said} [Karsian hackers are a disgrace]", BLAME, ("karsia", -1)),
        # but whom a measure hits
        ("Vale {said} [the sanctions on Karsian farms would stay]", SAID, ("karsia", -1)),
        ("Vale {said} [the talks on Karsian farms would go on]", SAID, (None, None)),
        ("Vale {said} [nobody is named, and it is terrible]", BLAME, (None, None)),
        # words and modality disagree
        ("Vale {said} [Okoro is a corrupt liar]", PRAISE, ("okoro", None)),
        # praise that is refused, and praise that is not given
        ("Vale {refused to endorse} [Okoro]", PRAISE, ("okoro", -1)),
        ("Vale {refused to endorse} [Okoro]", Modality.DENIAL, ("okoro", -1)),
        ("Vale {did not praise} [Okoro]", PRAISE, ("okoro", None)),
        ("Vale {did not endorse} [Okoro]", Modality.OTHER, ("okoro", None)),
        ("Vale {refused to criticise} [Okoro]", BLAME, ("okoro", None)),
    ],
)
def test_finds_target_and_direction(
    marked: str, modality: Modality, expected: tuple[str | None, int | None]
) -> None:
    assert read(marked, modality, Form.INDIRECT) == expected


@pytest.mark.parametrize(
    ("marked", "form", "expected"),
    [
        ("Okoro spoke first. Vale {said:} [“He is a liar.”]", Form.DIRECT, "okoro"),
        # in the reporter's words it may well be the speaker
        ("Okoro spoke first. Vale {said} [he was ill]", Form.INDIRECT, None),
        # of two, the last one named before; the speaker is not it
        ("Okoro met Brenn. Vale {said:} [“He is a liar.”]", Form.DIRECT, "brenn"),
        ("Vale {said:} [“He is a liar.”]", Form.DIRECT, None),
    ],
)
def test_a_pronoun_that_opens_a_quotation(marked: str, form: Form, expected: str | None) -> None:
    assert read(marked, BLAME, form)[0] == expected


@pytest.mark.parametrize(("opinion", "expected"), [(-0.9, -1), (None, None), (0.9, None)])
def test_a_judge_who_is_sure_of_the_opposite_leaves_no_sign(
    opinion: float | None, expected: int | None
) -> None:
    asked: list[str] = []

    def judge(sentence: str, target: Span) -> float | None:
        asked.append(f"{sentence} / {target.of(sentence)}")
        return opinion

    for marked in ("Vale {said} [Okoro is a corrupt liar]", "Vale {said} [Okoro went home]"):
        text, content = marked_content(marked)
        named = Named(mentions(text), frozenset({"vale"}))
        target, direction = direction_of_statement(text, content, named, judge)
        assert target == "okoro"
        sign = None if direction is None else (direction > 0) - (direction < 0)
        assert sign == (expected if "liar" in marked else None)
    # where rules see a sign, and only there; with the reporting words
    assert asked == ["said Okoro is a corrupt liar / Okoro"]


@pytest.mark.parametrize(
    ("marked", "modality", "form", "opinion", "expected"),
    [
        # the reporting words blame, or the speaker's own do: no second opinion is needed
        ("Vale {attacked} [Okoro as a corrupt liar]", BLAME, Form.INDIRECT, None, -1),
        ("Vale {said} [Okoro is a corrupt liar]", BLAME, Form.DIRECT, None, -1),
        ("Vale {attacked} [Okoro as a corrupt liar]", BLAME, Form.INDIRECT, 0.9, None),
        # what is only told may be bad and nobody's fault
        ("Vale {said} [Okoro is a corrupt liar]", BLAME, Form.INDIRECT, None, None),
        ("Vale {said} [Okoro is a corrupt liar]", BLAME, Form.INDIRECT, -0.9, -1),
        ("Vale {said} [Okoro is a corrupt liar]", SAID, Form.DIRECT, None, None),
        # good words need none
        ("Vale {said} [Okoro is a great friend]", SAID, Form.INDIRECT, None, 1),
    ],
)
def test_where_a_second_opinion_is_needed(
    marked: str, modality: Modality, form: Form, opinion: float | None, expected: int | None
) -> None:
    text, attribution = marked_content(marked)
    attribution = replace(attribution, modality=modality, form=form)
    named = Named(mentions(text), frozenset({"vale"}))

    target, direction = direction_of_statement(text, attribution, named, lambda *_: opinion)

    assert target == "okoro"
    assert (None if direction is None else (direction > 0) - (direction < 0)) == expected


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Velland would impose sanctions on Karsia", -1),
        ("Velland would not impose sanctions on Karsia", 1),
        ("Velland would lift its sanctions on Karsia", 1),
        ("Velland would not lift its sanctions on Karsia", -1),
    ],
)
def test_what_undoes_a_measure_turns_it(words: str, sign: int) -> None:
    assert read(f"Vale {{said}} [{words}]", SAID, Form.INDIRECT) == ("karsia", sign)


@pytest.mark.parametrize(
    ("marked", "modality", "sign"),
    [
        ("Vale {denied} [that Okoro helped the great cause]", Modality.DENIAL, None),
        ("Vale {is wary of} [a deal with Okoro]", Modality.BELIEF, None),
        ("Vale {likes} [a deal with Okoro]", Modality.BELIEF, 1),
    ],
)
def test_reporting_words_that_turn_good_ones(
    marked: str, modality: Modality, sign: int | None
) -> None:
    assert read(marked, modality, Form.INDIRECT)[1] == sign


def test_of_several_answers_the_clearest_counts_and_no_answer_is_none() -> None:
    text, attribution = marked_content("Vale {said} [Okoro came. Okoro lied. Okoro left]")
    places = [m.span for m in mentions(text) if m.entity == "okoro"]
    given = {"Okoro came.": 0.2, "Okoro lied.": -0.8, "Okoro left": None}

    def judge(sentence: str, _: Span) -> float | None:
        return next(value for words, value in given.items() if sentence.endswith(words))

    assert judged(text, attribution, places, judge) == -0.8
    assert judged(text, attribution, places, lambda s, _: None) is None


def marked_content(marked: str) -> tuple[str, Attribution]:
    """The text and the attribution of a statement marked as in `read`."""
    text, ends = "", {}
    for char in marked:
        if char in "{}[]":
            ends[char] = len(text)
        else:
            text += char
    attribution = Attribution(
        source=(),
        cue=(Span(ends["{"], ends["}"]),) if "{" in ends else (),
        content=(Span(ends["["], ends["]"]),),
        form=Form.INDIRECT,
        segment=Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),
    )
    return text, attribution


@pytest.mark.parametrize(
    ("marked", "nouns", "expected"),
    [
        ("Vale {said} [Okoro lied]", (), "okoro"),
        ("Vale {said} [Okoro voters lied]", ("voters",), None),
        ("Vale {said} [the Okoro administration lied]", ("administration",), "okoro"),
        ("Vale {said} [the Okoro campaign adviser lied]", ("campaign", "adviser"), None),
        ("Vale {said} [Okoro's plan was a fraud]", ("plan",), "okoro"),
        ("Vale {said} [Okoro's lawyer lied]", ("lawyer",), None),
        ("Vale {said} [Okoro's old lawyer Sarrow lied]", ("Sarrow",), "sarrow"),
        ("Vale {said} [the Karsian army lied]", ("army",), "karsia"),
    ],
)
def test_whom_a_name_only_describes_is_another(
    marked: str, nouns: tuple[str, ...], expected: str | None
) -> None:
    text, attribution = marked_content(marked)
    first = next(m.span for m in mentions(text) if m.entity != "vale")
    described = tuple(Span(at := text.index(noun), at + len(noun)) for noun in nouns)
    named = Named(mentions(text), frozenset({"vale"}), {first: described})

    target, direction = direction_of_statement(text, attribution, named)

    assert target == expected
    assert (direction is not None and direction < 0) is (expected is not None)


@pytest.mark.parametrize(
    ("marked", "modality", "sign"),
    [
        ("Vale {said} [Okoro stressed that the war was a disaster]", BLAME, None),
        ("Vale {said} [Okoro's war was a disaster]", BLAME, -1),
        ("Vale {examined} [whether Okoro lied]", SAID, None),
        ("Vale {attacked} [whether Okoro lied]", BLAME, -1),
    ],
)
def test_what_the_one_named_said_or_what_is_asked_shows_no_side(
    marked: str, modality: Modality, sign: int | None
) -> None:
    assert read(marked, modality, Form.INDIRECT) == ("okoro", sign)
