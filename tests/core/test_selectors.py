import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.core.selectors import CONTEXT, Span, hull, select, trimmed

TEXT = "Vale said: “The border stays open.”"

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_a_span_holds_something(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(SPANS, SPANS)
def test_overlap_and_containment_are_those_of_sets(one: Span, other: Span) -> None:
    ones, others = set(range(one.start, one.end)), set(range(other.start, other.end))

    assert len(one) == len(ones)
    assert one.overlaps(other) == bool(ones & others)
    assert one.contains(other) == (ones >= others)
    assert hull((one, other)).contains(one)
    assert len(hull((one, other))) == max(ones | others) - min(ones | others) + 1


def test_no_hull_of_nothing() -> None:
    with pytest.raises(ValueError, match=r"."):
        hull(())


@given(st.text(min_size=1), st.data())
def test_a_selector_holds_in_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    selector = select("d", text, Span(start, end))

    assert selector.exact == text[start:end]
    assert len(selector.prefix) == min(CONTEXT, start)
    assert len(selector.suffix) == min(CONTEXT, len(text) - end)
    assert selector.holds_in(text)
    assert (
        text
        == text[: start - len(selector.prefix)]
        + (selector.prefix + selector.exact + selector.suffix)
        + text[end + len(selector.suffix) :]
    )


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_a_selector_of_a_whole_text_holds_in_no_other(text: str, other: str) -> None:
    assume(not other.startswith(text))

    assert not select("d", text, Span(0, len(text))).holds_in(other)


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("open", "shut"),
        TEXT.replace("said", "told"),
        TEXT.replace("“", '"'),
        " " + TEXT,
        TEXT[:-1],
        "",
    ],
)
def test_a_selector_does_not_hold_in_a_changed_text(changed: str) -> None:
    start = TEXT.index("The")
    selector = select("d", TEXT, Span(start, len(TEXT) - 1))

    assert not selector.holds_in(changed)


def test_a_selection_must_be_in_the_text() -> None:
    with pytest.raises(ValueError, match="is not in a text"):
        select("d", "abc", Span(1, 4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  Vale said \n", "Vale said"), ("Vale", "Vale"), (" \n\t", None), ("", None)],
)
def test_trims_white_space(text: str, expected: str | None) -> None:
    span = trimmed(text, 0, len(text))

    assert (span.of(text) if span else None) == expected


def test_trims_within_its_range_only() -> None:
    span = trimmed("a b c b ", 3, 8)

    assert span == Span(4, 7)
