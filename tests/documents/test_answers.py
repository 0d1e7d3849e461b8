import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.answers import answer_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"answer": "Vale said no.", "model": "m"}, "Vale said no."),
        (
            {"choices": [{"message": {"role": "assistant", "content": "Vale said “no” to it."}}]},
            "Vale said “no” to it.",
        ),
        (
            {
                "title": "Mara Vale",
                "key_quotes": [
                    {"quote": '"We will not yield."', "date": "July 1, 2018", "occasion": "Rally"}
                ],
            },
            "Mara Vale\n\n“We will not yield.”\n\nRally July 1, 2018",
        ),
        ({"quotes": ["We will not yield."]}, "“We will not yield.”"),
        ({"score": 3, "ok": True}, None),
        ({"text": "Vale said no."}, None),
        ([1, 2], None),
    ],
)
def test_the_texts_of_an_answer_are_its_paragraphs(data: object, text: str | None) -> None:
    assert answer_text(json.dumps(data)) == text


@given(st.text())
def test_any_content_is_read_or_left(content: str) -> None:
    found = answer_text("{" + content)

    assert found is None or found.strip()
