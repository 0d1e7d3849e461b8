"""Sub-issues: policy issues before countries, nothing that is in everything."""

from onrecord.synthesis.issues import issues_of
from onrecord.synthesis.selection import subject_of
from tests.synthesis.worlds import KARSIA, REGISTER, VALE, said

SUBJECT = subject_of(KARSIA, VALE, REGISTER)


def test_policy_issues_go_before_countries() -> None:
    evidence = [
        said("Vale {said} [“The fish.”]", about=("karsia", "velland", "fishing")),
        said("Vale {said} [“More fish.”]", about=("karsia", "fishing")),
        said("Vale {said} [“The banks.”]", about=("karsia", "velland", "sanctions")),
    ]
    issues = issues_of(evidence, SUBJECT, REGISTER)

    assert set(issues.evidence) == {"fishing"}  # one piece on sanctions is no issue
    assert issues.of(evidence[0]) == ("fishing",)
    assert issues.of(evidence[2]) == ()
    assert issues.name("fishing") == "Fishing"


def test_countries_are_issues_where_there_are_no_policies() -> None:
    evidence = [
        said(f"Vale {{said}} [“{n} from {more}.”]", about=("karsia", "tressia", "velland"))
        for n, more in enumerate(["Tressia and Velland"] * 2 + ["Velland"] * 3)
    ]
    issues = issues_of(evidence, SUBJECT, REGISTER)

    # the own country is in everything, so it tells nothing apart
    assert set(issues.evidence) == {"tressia"}
    assert issues.name("tressia") == "Tressia"


def test_a_topic_that_only_the_text_around_names_is_no_issue() -> None:
    evidence = [said(f"Vale {{said}} [“Well, {n}.”]", about=("fishing",)) for n in range(3)]

    assert issues_of(evidence, SUBJECT, REGISTER).evidence == {}


def test_the_own_country_is_no_issue() -> None:
    evidence = [said(f"Vale {{said}} [“Velland’s {n}.”]", about=("velland",)) for n in range(2)]
    evidence += [said(f"Vale {{said}} [“Letter {n}.”]", about=("karsia",)) for n in range(3)]

    assert set(issues_of(evidence, SUBJECT, REGISTER).evidence) == {"velland"}
    assert issues_of(evidence, SUBJECT, REGISTER, person=VALE).evidence == {}
