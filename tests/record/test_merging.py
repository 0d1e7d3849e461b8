from dataclasses import replace

import pytest

from onrecord.core.document import Kind
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Action, Factuality, Form, Status
from onrecord.core.findings import Citation
from onrecord.core.selectors import select
from onrecord.record.merging import (
    Told,
    agree,
    merged,
    shown,
    trace,
)
from onrecord.record.occasions import Bond
from tests.record.worlds import OKORO, action, document, said, statement

PROMISE = "“We will never lift the sanctions on Velland, not for one day.”"


def _same(one: str, other: str, **known: object) -> bool:
    readings = said(one), said(other, before="Again: ", **known)
    traces = [trace(r.statements[0], r.document.text) for r in readings]
    shared = len(traces[0].keys & traces[1].keys)
    return shared > 0 and agree(shared, len(traces[0].keys), len(traces[1].keys))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (PROMISE, True),
        # other marks, other case, a comma more
        ('"we will NEVER lift the sanctions on Velland - not for one day"', True),
        # a part of it
        ("“never lift the sanctions on Velland”", True),
        # one word altered in a long stretch
        ("“We shall never lift the sanctions on Velland, not for one day.”", True),
        # in the reporter's words, close to the speaker's
        ("she will never lift the sanctions on Velland", True),
        ("“We will lift the tariffs on Karsia, but not today, and not for free.”", False),
        # too little to be the same
        ("“the sanctions on Velland”", False),
        (
            "“I was asked whether we will never lift the sanctions. Nobody asks what Velland did to"
            " its neighbours, or who paid for it, or why.”",
            False,
        ),
    ],
)
def test_same_words_are_the_same_saying(other: str, expected: bool) -> None:
    assert _same(PROMISE, other) is expected
    assert _same(other, PROMISE) is expected


def test_same_words_of_another_speaker_are_another_saying() -> None:
    assert not _same(PROMISE, PROMISE, speaker=OKORO)


def test_what_was_not_said_is_not_what_was_said() -> None:
    one = said(PROMISE)
    denied = replace(one.statements[0], factuality=Factuality.NOT_SAID)

    assert not (
        trace(one.statements[0], one.document.text).keys & trace(denied, one.document.text).keys
    )


def test_a_whole_speech_does_not_swallow_one_line_of_it() -> None:
    speech = (
        f"“{PROMISE[1:-1]} " + " ".join(f"Sentence number {n} is here." for n in range(30)) + "”"
    )

    assert not _same(PROMISE, speech)


def test_a_scrap_in_quotation_marks_does_not_make_two_statements_one() -> None:
    readings = [
        said(words)
        for words in (
            "that the letters were “top secret” and nobody’s business",
            "ones that are called “top secret” by the office that lost them",
            "that the letters were “top secret” and nobody’s business at all",
        )
    ]
    one, other, same = (
        trace(replace(reading.statements[0], form=Form.MIXED), reading.document.text).keys
        for reading in readings
    )

    assert not one & other
    assert one <= same


@pytest.mark.parametrize(
    ("words", "speaker", "bond"),
    [
        (PROMISE, OKORO, Bond.PLAIN),
        ("“Never.”", OKORO, Bond.STRICT),
        (PROMISE, None, Bond.FAMILY),
        ("“Never.”", None, Bond.FAMILY),
    ],
)
def test_bond(words: str, speaker: object, bond: Bond) -> None:
    reading = said(words, speaker=speaker)

    assert trace(reading.statements[0], reading.document.text).bond is bond


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, True),
        ({"status": Status.ANNOUNCED}, True),
        ({"status": Status.NOT_DONE}, False),
        ({"actor": OKORO}, False),
        ({"target": ("karsia",)}, False),
        ({"type": "aid"}, False),
        ({"instrument": "asset freeze"}, False),
    ],
)
def test_same_deeds(known: dict[str, object], expected: bool) -> None:
    one = document("Vale imposed sanctions on Velland.")
    other = document("New measures hit Velland as Vale acted.")
    traces = [
        trace(action(one, "Vale imposed sanctions"), one.text),
        trace(action(other, "measures hit Velland", **known), other.text),
    ]

    assert (traces[0].keys == traces[1].keys) is expected


def _told(words: str, before: str = "", **known: object) -> Told:
    kind = known.pop("kind", Kind.ARTICLE)
    published = known.pop("published", None)
    of = document(f"{before}{words} Vale said.")
    made = statement(of, words, **known)
    return Told(
        made,
        Citation(
            telling=made.id,
            selector=select(of.id, of.text, shown(made)),
            uri="x",
            kind=kind,  # type: ignore[arg-type]
            group=of.id,
            published=Edtf(published) if published else None,  # type: ignore[arg-type]
        ),
    )


def test_the_best_source_is_named_first() -> None:
    post = _told("We will never lift them.", kind=Kind.POST, cue=())
    turn = _told("We will never lift them. Never.", kind=Kind.TRANSCRIPT, cue=())
    direct = _told("“We will never lift them.”")
    mixed = _told("they “will never” be lifted", form=Form.MIXED)
    indirect = _told("they would never be lifted")
    right = [post, turn, direct, mixed, indirect]

    for order in (right, right[::-1], right[2:] + right[:2]):
        found = merged("e", order)
        assert [c.telling for c in found.citations] == [told.telling.id for told in right]
        assert found.telling.id == post.telling.id


def test_what_the_best_source_lacks_is_taken_from_the_next() -> None:
    best = _told("“We will never lift them.”", said=Edtf("2031-03"))
    other = _told(
        "they would never be lifted",
        said=Edtf("2031-03-04"),
        said_basis="'Tuesday' before 2031-03-06",
        occasion="a rally in Brenn",
        medium="rally",
        topics=("sanctions", "velland"),
        target="velland",
        direction=-0.5,
    )

    telling = merged("e", [other, best]).telling

    assert telling.id == best.telling.id
    assert (telling.said, telling.said_basis) == (  # type: ignore[union-attr]
        Edtf("2031-03-04"),
        "'Tuesday' before 2031-03-06",
    )
    assert telling.occasion == "a rally in Brenn"  # type: ignore[union-attr]
    assert telling.topics == ("velland", "sanctions")
    assert telling.direction == -0.5


def test_a_deed_that_a_source_tells_itself_is_not_on_a_word_only() -> None:
    first, second = document("Vale: I did it."), document("Vale did it.")
    told = [
        Told(
            made,
            Citation(
                telling=made.id,
                selector=select(d.id, d.text, shown(made)),
                uri="x",
                kind=Kind.ARTICLE,
                group=d.id,
            ),
        )
        for d, made in (
            (first, action(first, "I did it", told_by="s")),
            (second, action(second, "Vale did it")),
        )
    ]

    telling = merged("e", told).telling

    assert isinstance(telling, Action)
    assert (telling.told_by, telling.document) == (None, second.id)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["“We will never lift the sanctions”"], []),
        (["“we will never lift the sanctions,”"], []),
        (["“never lift the sanctions”"], []),
        (["“We will not lift the sanctions”"], ["“We will not lift the sanctions”"]),
        (
            ["“We will not lift the sanctions”", "“we will not lift the sanctions.”"],
            ["“We will not lift the sanctions”"],
        ),
        (["we would not lift the sanctions"], []),
    ],
)
def test_variants(others: list[str], expected: list[str]) -> None:
    best = _told("“We will never lift the sanctions.”", published="2031-01-01")
    rest = [_told(words, "But: ", published=f"2031-02-0{i + 1}") for i, words in enumerate(others)]

    assert list(merged("e", [*rest, best]).variants) == expected
