"""The spaCy component: our attributions on a `Doc`, whatever its tokens are."""

import pickle
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.util import load_model_from_config

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out
from onrecord.spacy import FACTORY, GROUPS, Attributions

TEXT = """Velland hardens its line

President Mara Vale said on Friday that Velland would never recognise the annexation of Brenn.

“We will not trade a single village,” Vale told reporters.

Karsia’s premier, Oren Sarrow, declined to comment.
"""
BLANK = spacy.blank("en")
BY_RULE = Attributions(reader="rules")


def blank(reader: str) -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY, config={"reader": reader})
    return nlp


@pytest.mark.parametrize("reader", ["accurate", "fast", "rules"])
def test_the_blank_pipeline_finds_who_said_what(reader: str) -> None:
    doc = blank(reader)(TEXT)

    (quoted,) = [a for a in doc._.attributions if a.form == "direct"]
    assert [s.text for s in quoted.source] == ["Vale"]
    assert quoted.cue[0].text.startswith("told")
    assert [s.text for s in quoted.content] == ["“We will not trade a single village,”"]
    assert (quoted.speaker, quoted.factuality) == ("Mara Vale", "said")


@pytest.mark.parametrize("reader", ["accurate", "fast", "rules"])
def test_it_says_what_extract_says(reader: str) -> None:
    document = plain_document(TEXT, "", Defaults())
    encoder = pipeline.reader_named(reader)
    statements = read_out(document, builtin_register(), encoder).statements

    doc = blank(reader)(TEXT)

    assert statements
    assert [a.offsets for a in doc._.attributions] == [
        {part: [(s.start, s.end) for s in getattr(item, part)] for part in GROUPS}
        for item in statements
    ]
    assert [a.probability for a in doc._.attributions] == [s.probability for s in statements]


@settings(deadline=None)  # each reads the whole text
@given(st.sets(st.integers(1, len(TEXT) - 1), max_size=60))
def test_offsets_hold_and_spans_are_the_fewest_tokens_for_any_tokenisation(cuts: set[int]) -> None:
    borders = [0, *sorted(cuts), len(TEXT)]
    words = [TEXT[a:b] for a, b in pairwise(borders)]
    whole = [a.offsets for a in BY_RULE(BLANK(TEXT))._.attributions]

    doc = BY_RULE(Doc(BLANK.vocab, words=words, spaces=[False] * len(words)))

    assert doc.text == TEXT
    assert [a.offsets for a in doc._.attributions] == whole
    for item in doc._.attributions:
        for part in GROUPS:
            for (start, end), span in zip(item.offsets[part], getattr(item, part), strict=True):
                assert span.start_char <= start < end <= span.end_char
                assert span[0].idx + len(span[0]) > start
                assert span[-1].idx < end


def test_groups_hold_each_span_once_and_in_order() -> None:
    doc = BY_RULE(BLANK(TEXT))

    assert doc.spans["sources"]
    for part, group in GROUPS.items():
        spans = [(s.start, s.end, s.label_) for s in doc.spans[group]]
        assert spans == sorted({(*place[:2], part) for place in spans})
        assert {place[:2] for place in spans} == {
            (s.start, s.end) for a in doc._.attributions for s in getattr(a, part)
        }


def test_a_doc_keeps_its_attributions_when_saved() -> None:
    doc = BY_RULE(BLANK(TEXT))

    again = Doc(BLANK.vocab).from_bytes(doc.to_bytes())

    assert again._.attributions
    assert [str(a) for a in again._.attributions] == [str(a) for a in doc._.attributions]
    assert [s.text for s in again.spans["contents"]] == [s.text for s in doc.spans["contents"]]


def test_the_pipeline_is_made_again_from_its_configuration() -> None:
    nlp = blank("rules")

    again = load_model_from_config(nlp.config)

    assert again.get_pipe_config(FACTORY)["reader"] == "rules"
    assert again.get_pipe_config(FACTORY)["threads"] == 1
    assert [a.offsets for a in again(TEXT)._.attributions] == [
        a.offsets for a in nlp(TEXT)._.attributions
    ]


def test_the_component_travels_to_another_process_as_its_settings() -> None:
    again = pickle.loads(pickle.dumps(Attributions(reader="accurate", threads=2)))

    assert (again.reader, again.threads) == ("accurate", 2)
    assert again(BLANK(TEXT))._.attributions


@pytest.mark.parametrize("text", ["", " \n\n ", "No one spoke."])
def test_where_nobody_speaks_there_is_nothing(text: str) -> None:
    doc = BY_RULE(BLANK(text))

    assert doc._.attributions == []
    assert all(not doc.spans[group] for group in GROUPS.values())


def test_a_doc_that_was_not_read_has_none() -> None:
    assert BLANK(TEXT)._.attributions == []


@pytest.mark.parametrize(("config", "says"), [({"reader": "best"}, "best"), ({"threads": 0}, "0")])
def test_a_setting_that_cannot_be_is_refused(config: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        spacy.blank("en").add_pipe(FACTORY, config=config)
