"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.encodings import decoded, without_lone_surrogates
from onrecord.errors import UnreadableError

WORDS = "“We don’t know,” Vale said in the café — twice. It was 5 €, and nobody paid for it."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
)
def test_reads_the_encodings_found_in_the_wild(data: bytes) -> None:
    assert decoded(data) == (WORDS, ())


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Вейл сказала нет</body></html>'

    assert decoded(page.encode("cp1251")) == (page, ())


def test_mojibake_is_told_and_left() -> None:
    broken = "Vale donâ€™t know. Sarrow canâ€™t say."

    assert decoded(broken.encode()) == (broken, ("mojibake: 2 places",))


def test_one_bad_byte_does_not_cost_the_text() -> None:
    data = (WORDS + "\n").encode() * 3 + b"\xff end"

    text, notes = decoded(data)

    assert text.startswith(WORDS)
    assert text.endswith("\ufffd end")
    assert notes == ("broken characters replaced: 1",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04" + bytes(50), "ZIP"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(32)) * 20, "binary"),
        (b"\0" * 400, "binary"),
    ],
)
def test_junk_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as refusal:
        decoded(data)

    assert "\n" not in str(refusal.value)


def test_lone_surrogates_are_replaced_in_place() -> None:
    assert without_lone_surrogates("a\ud83db") == ("a\ufffdb", ("broken characters replaced: 1",))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_with_a_mark_always_comes_back(text: str) -> None:
    assert decoded(codecs.BOM_UTF8 + text.encode())[0] == text
