import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.entities import Office, Organisation, Person, Register, Topic, TopicKind
from onrecord.linking.topics import passing_issues, topics_in, topics_of

REGISTER = Register(
    people=(
        Person(id="ada-vale", name="Ada Vale", offices=(Office(title="president", of="velland"),)),
        Person(id="tom-brenn", name="Tom Brenn", offices=(Office(title="senator", of="velland"),)),
    ),
    organisations=(
        Organisation(id="northern-pact", name="Northern Pact", aliases=("the Pact",)),
        Organisation(id="border-office", name="Border Office", country="tressia"),
    ),
    topics=(
        Topic(
            id="velland",
            name="Velland",
            kind=TopicKind.COUNTRY,
            demonyms=("Vellandic", "Vellander", "Vellanders"),
            metonyms=("Ostrin",),
        ),
        Topic(id="karsia", name="Karsia", kind=TopicKind.COUNTRY, demonyms=("Karsian",)),
        Topic(id="tressia", name="Tressia", kind=TopicKind.COUNTRY, words=("T.R.",)),
        Topic(id="northern-pact", name="Northern Pact", kind=TopicKind.ORGANISATION),
        Topic(
            id="sanctions",
            name="Sanctions",
            kind=TopicKind.ISSUE,
            words=("embargo", "asset freeze"),
        ),
        Topic(id="trade", name="Trade", kind=TopicKind.ISSUE, words=("tariff", "trade deal")),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karsia will answer.", ("karsia",)),
        ("The Karsian army", ("karsia",)),
        ("Ostrin's envoy", ("velland",)),
        ("a meeting in Ostrin", ()),  # there it is a place
        ("the Ostrin Post reported", ()),  # a metonym within another name
        ("the T.R. government", ("tressia",)),
        ("anti-Karsian feeling", ("karsia",)),
        ("Karsianism", ()),
        ("Embargoes and tariffs were discussed.", ("trade",)),  # no such plural as "embargos"
        ("an asset freeze on Karsia and on Karsian banks", ("karsia", "sanctions")),
        ("the Pact met", ("northern-pact",)),
        ("SANCTIONS ON KARSIA", ("sanctions",)),  # names match case
        ("New Karsia", ()),
        ("They met at the Ostrin Trade Hall to talk.", ()),  # a name, and no issue
        ("Trade With Karsia Falls Again", ("trade", "karsia")),  # a headline has capitals anyhow
        ("Trade with Karsia fell again.", ("trade", "karsia")),
        ("", ()),
    ],
)
def test_names_topics_most_central_first(text: str, expected: tuple[str, ...]) -> None:
    assert topics_in(text, REGISTER) == expected


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        # what the content lacks comes from the surroundings, nearest first
        (
            "the embargo is biting",
            {"around": ("He spoke of Karsia.", "Tressia")},
            ("sanctions", "karsia", "tressia"),
        ),
        ("Karsia must pay", {"around": ("Tressia and tariffs",)}, ("karsia", "trade")),
        # the title counts as well, after what is nearer
        ("it will pass", {"around": ("in Tressia", "on Karsia")}, ("tressia", "karsia")),
        ("it will pass", {"around": ("in Tressia", "Velland", "on Karsia")}, ("tressia", "karsia")),
        (
            "it will pass",
            {"around": ("Karsia, Tressia, Karsia, Velland, Velland, Velland",)},
            ("velland", "karsia"),
        ),
        # an issue that the title names in passing
        (
            "it will pass",
            {"around": ("in Tressia", "on an embargo"), "passing": frozenset({"sanctions"})},
            ("tressia",),
        ),
        # a leader stands for the country, a senator does not
        ("She lied", {"linked": ("ada-vale",)}, ("velland",)),
        ("He lied", {"linked": ("tom-brenn",)}, ()),
        ("It lied", {"linked": ("border-office",)}, ("tressia",)),
        # the speaker's own country goes last, and does not keep the surroundings out
        ("Velland, Velland and Karsia", {"home": "velland"}, ("karsia", "velland")),
        ("Velland is ready", {"home": "velland", "around": ("on Karsia",)}, ("karsia", "velland")),
    ],
)
def test_ranks_topics_of_a_statement(
    content: str, options: dict[str, tuple[str, ...] | str], expected: tuple[str, ...]
) -> None:
    assert topics_of(content, REGISTER, **options) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "about_it", "others", "expected"),
    [
        ("The latest: an embargo", 1, 9, {"sanctions"}),
        ("The latest: an embargo", 5, 5, set()),
        ("The latest: Karsia", 1, 9, set()),  # a country is no issue
        ("The latest: an embargo", 0, 3, set()),  # too short to tell
    ],
)
def test_issues_of_a_title_that_few_paragraphs_speak_of(
    title: str, about_it: int, others: int, expected: set[str]
) -> None:
    paragraphs = ["The embargo bites."] * about_it + ["It rained."] * others

    assert passing_issues(title, paragraphs, REGISTER) == expected


def test_reads_each_register_by_its_own_words() -> None:
    other = Register(topics=(Topic(id="sarrow", name="Sarrow", kind=TopicKind.COUNTRY),))

    assert topics_in("Karsia and Sarrow", REGISTER) == ("karsia",)
    assert topics_in("Karsia and Sarrow", other) == ("sarrow",)
    assert topics_in("Karsia and Sarrow", REGISTER) == ("karsia",)


@given(st.text(alphabet="Karsi Tde.'\n-"))
def test_names_each_topic_once_and_only_known_ones(text: str) -> None:
    found = topics_in(text, REGISTER)

    assert len(set(found)) == len(found)
    assert set(found) <= {topic.id for topic in REGISTER.topics}
