"""Names crossed with names, and how much of the record is known."""

from math import isclose

from onrecord.web.coverage import how_much_is_known
from onrecord.web.matrix import Name, crossed

COUNTS = {
    ("vale", "courier"): 16,
    ("vale", "times"): 4,
    ("okoro", "times"): 1,
}


def named(key: str) -> Name:
    return Name(key.title())


def test_dots_are_as_large_as_their_counts_and_lead_to_what_they_count() -> None:
    matrix = crossed(COUNTS, (named, named), lambda row, column: f"/{row}/{column}")

    assert matrix is not None
    assert [name.name for name in matrix.columns] == ["Courier", "Times"]
    (vale, told), (okoro, silent) = matrix.rows
    assert (vale.name, okoro.name) == ("Vale", "Okoro")
    assert silent[0] is None
    assert told[0] is not None
    assert told[1] is not None
    assert isclose((told[0].radius / told[1].radius) ** 2, 4, rel_tol=0.05)
    assert told[1].address == "/vale/times"
    assert matrix.left_out == (0, 0)


def test_what_does_not_fit_is_said() -> None:
    many = {(f"p{n:02d}", f"c{m:02d}"): 1 for n in range(30) for m in range(20)}
    matrix = crossed(many, (named, named), lambda row, column: "")

    assert matrix is not None
    assert matrix.left_out == (30 - len(matrix.rows), 20 - len(matrix.columns))
    assert all(matrix.left_out)


def test_no_row_is_empty() -> None:
    counts = {(f"row{n}", f"column{n % 9}"): 20 - n for n in range(18)}
    counts["silent", "column8"] = 12  # most of the ninth column, which is not shown

    matrix = crossed(counts, (named, named), lambda row, column: "")

    assert matrix is not None
    assert all(any(cells) for _, cells in matrix.rows)


def test_one_name_alone_is_no_matrix() -> None:
    assert crossed({("vale", "courier"): 3}, (named, named), lambda row, column: "") is None
    assert crossed({}, (named, named), lambda row, column: "") is None


def test_shares_fill_the_bar_and_keep_what_is_little() -> None:
    who, when = how_much_is_known(
        {"named": 3, "not named": 1}, {"day": 1, "month": 1, "no date": 998}
    )

    assert [(share.name, share.percent) for share in who.shares] == [
        ("speaker named", "75 %"),
        ("speaker not named", "25 %"),
    ]
    assert when.shares[-1].x + when.shares[-1].width == 100
    assert [share.percent for share in when.shares] == [
        "under 1 %",
        "under 1 %",
        "0 %",
        "0 %",
        "100 %",
    ]
    assert how_much_is_known({}, {}) == ()
