"""Noun phrases that evidence keeps coming back to, told by the evidence alone."""

from collections.abc import Sequence

from onrecord.core.findings import Evidence
from onrecord.synthesis.issues import issues_of
from onrecord.synthesis.phrases import phrases
from onrecord.synthesis.selection import subject_of
from tests.synthesis.worlds import KARSIA, REGISTER, VALE, said

SUBJECT = subject_of(KARSIA, VALE, REGISTER)


def told(text: int, *words: str) -> list[Evidence]:
    """Statements of one text."""
    return [said(f"Vale {{said}} [“{each}”]", document=f"text {text}") for each in words]


def of_a_strait(texts: int = 6) -> list[Evidence]:
    """Texts that each come back to "the northern strait", and to no other matter."""
    return [
        evidence
        for n in range(texts)
        for evidence in told(
            n,
            f"The northern strait is closed to ship {n}.",
            f"We will watch over the northern strait in week {n}.",
            f"I hope to travel for {n} days.",
        )
    ]


def names(evidence: Sequence[Evidence], apart: Sequence[str] = ()) -> list[str]:
    return [phrase.name for phrase in phrases(evidence, evidence, apart)]


def test_what_texts_come_back_to_is_a_phrase() -> None:
    assert "northern strait" in names(of_a_strait())


def test_a_word_that_is_strewn_over_all_texts_is_none() -> None:
    # "days" is in every text, and once in each
    assert "days" not in names(of_a_strait())


def test_what_follows_to_or_we_will_is_no_noun() -> None:
    evidence = [
        e for n in range(6) for e in told(n, f"We will patrol {n}.", f"They want to patrol {n}.")
    ]

    assert names(evidence) == []


def test_what_describes_another_word_is_no_head() -> None:
    assert "northern" not in names(of_a_strait())


def test_names_that_are_set_apart_are_none() -> None:
    evidence = [
        e for n in range(6) for e in told(n, f"The Brenns call in {n}.", f"The Brenns again, {n}.")
    ]

    assert "Brenns" in names(evidence)
    assert names(evidence, ("brenn",)) == []


def test_few_texts_name_nothing() -> None:
    assert names(of_a_strait(4)) == []


def test_a_phrase_becomes_an_issue_beside_those_of_the_register() -> None:
    evidence = of_a_strait() + [
        said(f"Vale {{said}} [“Fish number {n}.”]", about=("karsia", "fishing")) for n in range(3)
    ]
    issues = issues_of(evidence, SUBJECT, REGISTER, every=evidence, person=VALE)

    assert [issues.name(issue) for issue in issues.evidence] == ["Northern strait", "Fishing"]
    assert issues.of(evidence[0]) == ("northern-strait",)
    assert len(issues.evidence["northern-strait"]) == 12


def test_another_name_of_a_known_issue_is_no_second_one() -> None:
    evidence = [
        said(f"Vale {{said}} [“{each}, {n}.”]", about=("karsia", "fishing"), document=f"text {n}")
        for n in range(6)
        for each in ("The herring fleet sails", "The herring fleet is back")
    ]
    issues = issues_of(evidence, SUBJECT, REGISTER, every=evidence, person=VALE)

    assert set(issues.evidence) == {"fishing"}


def test_issues_stay_as_documents_arrive() -> None:
    found = []
    for texts in (6, 7, 20):
        evidence = of_a_strait(texts) + told(99, *(f"No {n}." for n in range(texts)))
        found.append(set(issues_of(evidence, SUBJECT, REGISTER, every=evidence).evidence))

    assert found[0] == found[1] == found[2] == {"northern-strait"}
