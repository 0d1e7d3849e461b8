import json
from dataclasses import is_dataclass, replace
from functools import cache
from inspect import getmembers, isclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import document, entities, evidence, findings, selectors
from onrecord.core.codec import (
    decode,
    dossier_json,
    encode,
    evidence_json,
    reading_json,
    telling_from_json,
)
from onrecord.core.document import Document, Kind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import (
    Act,
    Action,
    Factuality,
    Form,
    Modality,
    Reading,
    Statement,
    Status,
)
from onrecord.core.findings import (
    Citation,
    Dossier,
    Evidence,
    Item,
    Position,
    Tension,
    TensionKind,
    ThenNow,
)
from onrecord.core.selectors import Span, select

RECORDS = [
    kind
    for module in (selectors, document, entities, evidence, findings)
    for _, kind in getmembers(module, isclass)
    if is_dataclass(kind)
    and kind.__module__ == module.__name__
    # evidence is read back telling by telling, and a dossier holds evidence
    and kind not in (Evidence, Dossier)
]

SPANS = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Edtf: st.sampled_from(["2018", "2018-07-16", "2017-11~", "2018/2019"]).map(Edtf),
    Span: SPANS,
}


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field with this type."""
    arms = get_args(hint)
    if get_origin(hint) is tuple:
        if arms[-1] is Ellipsis:
            return st.tuples() | st.tuples(values(arms[0]))
        return st.tuples(*map(values, arms))
    if arms:
        return st.one_of(*(st.none() if arm is type(None) else values(arm) for arm in arms))
    if is_dataclass(hint) and hint not in SIMPLE:
        return records(hint)
    return SIMPLE[hint] if hint in SIMPLE else st.sampled_from(list(hint))


@cache
def records(kind: Any) -> st.SearchStrategy[Any]:
    """Any record of a kind, every field filled at will, its invariants kept."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    parts = {name: values(hint) for name, hint in get_type_hints(kind).items()}
    if kind is Document:
        del parts["id"]
        parts["segments"] = st.just(())
        return st.fixed_dictionaries(parts).map(
            lambda known: Document(id=document_id(known["text"], known["origin"]), **known)
        )
    if kind is Item:
        parts["citations"] = st.just(("e1",))
    return st.builds(kind, **parts)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_comes_back_from_its_json(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(records(kind))

    assert decode(kind, json.loads(json.dumps(encode(record)))) == record


TEXT = "“Never,” Vale said on Friday."


def _document() -> Document:
    return Document(
        id=document_id(TEXT),
        uri="vale.txt",
        text=TEXT,
        kind=Kind.ARTICLE,
        published=Edtf("2031-03"),
    )


def _statement() -> Statement:
    return Statement(
        id="s",
        document=document_id(TEXT),
        source=(Span(9, 13),),
        cue=(Span(14, 18),),
        content=(Span(0, 8),),
        form=Form.DIRECT,
        modality=Modality.PROMISE,
        act=Act.SPEECH,
        factuality=Factuality.SAID,
        speaker=Reference("anna-vale", "Anna Vale"),
        said=Edtf("2031-02-28"),
        topics=("velland",),
    )


def _action() -> Action:
    return Action(
        id="a", document=document_id(TEXT), spans=(Span(0, 4),), type="aid", status=Status.DONE
    )


def _evidence(telling: Statement | Action) -> Evidence:
    of = _document()
    span = Span(0, 8)
    citation = Citation(
        telling=telling.id,
        selector=select(of.id, TEXT, span),
        uri=of.uri,
        kind=of.kind,
        group=of.id,
    )
    return Evidence(id=f"e-{telling.id}", telling=telling, citations=(citation,))


def test_extract_prints_the_fields_of_the_contract() -> None:
    data = reading_json(
        Reading(document=_document(), statements=(_statement(),), actions=(_action(),))
    )

    assert set(data) == {"document", "statements", "actions", "timexes", "mentions"}
    assert data["document"]["published"] == "2031-03"
    statement = data["statements"][0]
    assert (statement["source"], statement["cue"], statement["content"]) == (
        [[9, 13]],
        [[14, 18]],
        [[0, 8]],
    )
    assert statement["speaker"] == {"id": "anna-vale", "name": "Anna Vale"}
    assert (statement["form"], statement["modality"], statement["said"]) == (
        "direct",
        "promise",
        "2031-02-28",
    )
    assert {
        "actor",
        "type",
        "target",
        "status",
        "when",
        "when_basis",
        "topics",
        "direction",
    } <= set(data["actions"][0])


@pytest.mark.parametrize("telling", [_statement(), _action()], ids=["statement", "action"])
def test_evidence_names_its_best_telling_and_citations(telling: Statement | Action) -> None:
    data = json.loads(json.dumps(evidence_json(_evidence(telling))))

    assert data["id"] == f"e-{telling.id}"
    assert data["exact"] == data["citations"][0]["exact"] == "“Never,”"
    assert data["citations"][0]["evidence"] == data["id"]
    assert telling_from_json(data["record"], data | {"id": telling.id}) == telling


def test_a_dossier_prints_the_fields_of_the_contract() -> None:
    first, second = _evidence(_statement()), _evidence(_action())
    item = Item(text="Vale said never.", citations=(first.id,))
    dossier = Dossier(
        person=Reference("anna-vale", "Anna Vale"),
        topic=Reference("velland", "Velland"),
        position=Position(label="firm", strength="weak", why="three items", reasons=(item,)),
        then_and_now=(
            ThenNow(issue="sanctions", then=item, now=replace(item, citations=("e-a",))),
        ),
        tensions=(
            Tension(
                kind=TensionKind.SAID_VS_DID, sides=((first.id,), (second.id,)), explanation="Both."
            ),
        ),
        evidence=(first, second),
    )

    data = json.loads(json.dumps(dossier_json(dossier)))

    assert (data["label"], data["strength"], data["why"]) == ("firm", "weak", "three items")
    assert data["then_and_now"][0]["citations"] == [first.id, second.id]
    assert [side[0]["evidence"] for side in data["tensions"][0]["sides"]] == [first.id, second.id]
    assert set(data["evidence"]) == {first.id, second.id}
    assert data["reasons"][0]["citations"] == [first.id]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Reference, {"id": "x"}),
        (Span, [3, 1]),
        (Edtf, "July"),
        (Statement, {"id": "s"}),
        (Kind, "novel"),
    ],
)
def test_refuses_json_of_another_kind(kind: type[Any], data: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode(kind, data)


def test_passes_over_fields_that_it_does_not_know() -> None:
    vale = Reference("mara-vale", "Mara Vale")

    assert decode(Reference, {**encode(vale), "rank": 1}) == vale
    here = selectors.Selector(document="d", span=Span(0, 2), exact="No", prefix="", suffix=".")
    assert decode(selectors.Selector, {**encode(here), "checked": True}) == here


def test_says_which_word_no_enumeration_holds() -> None:
    with pytest.raises(ValueError, match="'sung' is not a valid Form"):
        decode(Form, "sung")
