import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.record.occasions import Bond, Sighting, occasions


def _cut(dates: str, bond: Bond) -> list[str]:
    """Occasions of sightings `name:date>published@family#12`, written `ab c`; 12 are counted."""
    sightings = []
    for word in dates.split():
        name, _, rest = word.partition(":")
        rest, _, count = rest.partition("#")
        rest, _, family = rest.partition("@")
        date, _, published = rest.partition(">")
        sightings.append(
            Sighting(
                id=name,
                family=family or name,
                date=Edtf(date) if date else None,
                published=Edtf(published) if published else None,
                counts={"envoys": float(count)} if count else {},
            )
        )
    return sorted("".join(sorted(s.id for s in part)) for part in occasions(sightings, bond))


@pytest.mark.parametrize(
    ("dates", "bond", "expected"),
    [
        ("a:2031-03-04 b:2031-03-04", Bond.PLAIN, "ab"),
        ("a:2031-03-04 b:2031-03-05", Bond.PLAIN, "ab"),
        ("a:2031-03-04 b:2031-03-06", Bond.PLAIN, "a b"),
        # a daily slogan is not one long saying
        ("a:2031-03-04 b:2031-03-05 c:2031-03-06", Bond.PLAIN, "ab c"),
        ("a:2031-03-04 b:", Bond.PLAIN, "ab"),
        ("a:2031-03-04 b:2031-03", Bond.PLAIN, "ab"),
        ("a:2031-03-04 b:2030", Bond.PLAIN, "a b"),
        ("a: b:", Bond.PLAIN, "ab"),
        # which of the two occasions it was is not known; wire copies stay together
        ("a:2031-03-04 b:2031-05-06 c:@w d:@w", Bond.PLAIN, "a b cd"),
        ("a: b:", Bond.STRICT, "a b"),
        ("a:@w b:@w", Bond.STRICT, "ab"),
        ("a:2031-03-04 b:", Bond.STRICT, "a b"),
        ("a:2031-03-04 b:2031-03", Bond.STRICT, "ab"),
        ("a:2031 b:2031", Bond.STRICT, "a b"),
        ("a:2031-03-04@w b:2031-03-04@v c:2031-03-04@w", Bond.FAMILY, "ac b"),
        # nothing is told before it was said
        ("a:2031-03-04 b:>2030-12-21", Bond.PLAIN, "a b"),
        ("a:2031-03-04 b:>2031-03-05", Bond.PLAIN, "ab"),
        ("a:2031-03-04 b:>2032-03-05", Bond.PLAIN, "ab"),
        # a deed without a date is news of the week in which it is told
        ("a:2031-03-04 b:>2031-03-05", Bond.DEED, "ab"),
        ("a:>2031-03-04 b:>2031-03-05", Bond.DEED, "ab"),
        ("a:2031-03-04 b:>2031-06-05", Bond.DEED, "a b"),
        ("a:2031-03-04 b:>2031-03-01", Bond.DEED, "a b"),
        ("a:2031-03-04 b:>2031-03-05", Bond.STRICT, "a b"),
        ("a:2031-03-04 b:", Bond.DEED, "a b"),
        # two such deeds in that week: which one it was is not known
        ("a:2031-03-02 b:2031-03-04 c:>2031-03-05", Bond.DEED, "a b c"),
        # retold later, it is known by what it counts
        ("a:2031-03-04#12 b:>2031-06-05#12", Bond.DEED, "ab"),
        ("a:2031-03-04#12 b:2031#12", Bond.DEED, "ab"),
        ("a:2031-03-04#12 b:2031-03-04#14", Bond.DEED, "a b"),
        ("a:2031-03-04#12 b:2031-03-04#14 c:2031-03-05#14", Bond.DEED, "a bc"),
        ("a:2031-03-04#12 b:2031-08-04#12 c:>2031-09-05#12", Bond.DEED, "a b c"),
    ],
)
def test_occasions(dates: str, bond: Bond, expected: str) -> None:
    assert _cut(dates, bond) == expected.split()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "2031-03-04", "2031-03-05", "2031-03-06", "2031-03", "2031"]),
            st.sampled_from(["", ">2031-03-05", ">2031-03-30", ">2031"]),
            st.sampled_from("vw"),
            st.sampled_from(["", "#12", "#14"]),
        ),
        max_size=7,
    ),
    st.sampled_from(Bond),
    st.randoms(use_true_random=False),
)
def test_occasions_are_a_partition_whatever_the_order(
    told: list[tuple[str, str, str, str]], bond: Bond, order: random.Random
) -> None:
    words = [
        f"{'abcdefg'[i]}:{date}{published}@{family}{count}"
        for i, (date, published, family, count) in enumerate(told)
    ]
    parts = _cut(" ".join(words), bond)
    shuffled = order.sample(words, len(words))

    assert _cut(" ".join(shuffled), bond) == parts
    assert sorted("".join(parts)) == list("abcdefg"[: len(words)])
