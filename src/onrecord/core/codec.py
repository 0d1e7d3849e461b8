"""Records to the public JSON and back; the only place that knows its field names.

A record becomes an object with the names of its fields, a span `[start, end]`, a date its EDTF
text. What differs from that is written out here, type by type.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from onrecord.core.audit import Audit, Finding, Passage
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Action, Reading, Statement
from onrecord.core.findings import Citation, Dossier, Evidence, Tension
from onrecord.core.selectors import Span

Json = dict[str, Any]
T = TypeVar("T")


def encode(value: Any) -> Any:
    """The JSON value of any record of `core`."""
    kind: Any = type(value)
    if kind in _PLAIN:  # most values, and so told first
        return value
    return _encoder(kind)(value)


def decode(kind: type[T], data: object) -> T:
    """The record that `encode` made this JSON of.

    Raises:
        ValueError, TypeError, KeyError: the JSON is not of that kind.
    """
    made: Any = kind
    return cast(T, _decoder(made)(data))


def writable(value: Any) -> Any:
    """JSON without lone surrogates, which no UTF-8 can hold: question marks stand for them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: writable(held) for name, held in value.items()}
    return [writable(held) for held in value] if isinstance(value, list) else value


def reading_json(reading: Reading) -> Json:
    """What `extract` prints of one document."""
    return {
        "document": encode(reading.document),
        "statements": [encode(statement) for statement in reading.statements],
        "actions": [encode(action) for action in reading.actions],
        "timexes": [encode(timex) for timex in reading.timexes],
        "mentions": [encode(mention) for mention in reading.mentions],
    }


def citation_json(citation: Citation, evidence: str) -> Json:
    """One citation as `tensions` and dossiers give it."""
    selector = citation.selector
    return {
        "evidence": evidence,
        "telling": citation.telling,
        "document": selector.document,
        "uri": citation.uri,
        "span": encode(selector.span),
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": encode(citation.published),
        "kind": encode(citation.kind),
    }


def evidence_json(evidence: Evidence) -> Json:
    """One piece of evidence: the best telling, and all citations with the best first."""
    citations = [citation_json(citation, evidence.id) for citation in evidence.citations]
    best = citations[0]
    telling = encode(evidence.telling)
    return {
        **telling,
        "id": evidence.id,
        "record": "statement" if isinstance(evidence.telling, Statement) else "action",
        "document": best["document"],
        "uri": best["uri"],
        "span": best["span"],
        "exact": best["exact"],
        "sources": evidence.sources,
        "variants": list(evidence.variants),
        "citations": citations,
    }


def tension_json(tension: Tension, evidence: dict[str, Evidence]) -> Json:
    """One tension, both sides as citations of the best source of each record."""
    return {
        "kind": tension.kind.value,
        "sides": [
            [citation_json(evidence[key].citations[0], key) for key in side]
            for side in tension.sides
        ],
        "explanation": tension.explanation,
        "probability": tension.probability,
        "issue": tension.issue,
        "person": tension.person,
    }


def dossier_json(dossier: Dossier) -> Json:
    """A dossier as `dossier --format json` prints it."""
    evidence = {item.id: item for item in dossier.evidence}
    data = encode_fields(dossier, leave_out=("position", "evidence", "tensions", "then_and_now"))
    position = dossier.position
    return {
        **data,
        "label": position.label,
        "strength": position.strength,
        "why": position.why,
        "reasons": encode(position.reasons),
        "then_and_now": [
            {
                "text": f"{row.then.text} {row.now.text}",
                "citations": [*row.then.citations, *row.now.citations],
                **encode(row),
            }
            for row in dossier.then_and_now
        ],
        "tensions": [tension_json(tension, evidence) for tension in dossier.tensions],
        "evidence": {key: evidence_json(item) for key, item in evidence.items()},
    }


def audit_json(audit: Audit) -> Json:
    """An audit as `audit --json` prints it."""
    document = audit.document
    return {
        "document": {"id": document.id, "uri": document.uri, "title": document.title},
        "claims": [_finding_json(finding) for finding in audit.findings],
        "warnings": encode(audit.warnings),
        "counts": {verdict.value: count for verdict, count in audit.counts.items()},
    }


def _finding_json(finding: Finding) -> Json:
    return {
        **encode_fields(finding.claim, leave_out=()),
        "verdict": finding.verdict.value,
        "evidence": [_passage_json(passage) for passage in finding.evidence],
        "explanation": finding.explanation,
        "suggestion": finding.suggestion,
        "changes": encode(finding.changes),
    }


def _passage_json(passage: Passage) -> Json:
    return {
        **encode_fields(passage.selector, leave_out=()),
        **encode_fields(passage, leave_out=("selector",)),
    }


def encode_fields(record: Any, leave_out: tuple[str, ...]) -> Json:
    """The fields of a record as JSON, but for some."""
    return {
        f.name: encode(getattr(record, f.name)) for f in fields(record) if f.name not in leave_out
    }


_PLAIN = frozenset({str, int, float, bool, NoneType})
_ENCODERS: dict[type, Callable[[Any], Any]] = {
    Span: lambda span: [span.start, span.end],
    Edtf: str,
}


@cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """What makes JSON of values of one type, chosen once and not value by value."""
    if kind in _ENCODERS:
        return _ENCODERS[kind]
    if issubclass(kind, Enum):
        return attrgetter("value")
    if is_dataclass(kind):
        names = tuple(f.name for f in fields(kind))
        return lambda record: {name: encode(getattr(record, name)) for name in names}
    if issubclass(kind, tuple | list):
        return lambda items: [encode(item) for item in items]
    return lambda value: value


# a record holds few dates and names, over and over: each is made once
_date = lru_cache(maxsize=50_000)(Edtf)
_reference = lru_cache(maxsize=50_000)(Reference)
_DECODERS: dict[object, Callable[[Any], Any]] = {
    Span: lambda ends: Span(*ends),
    Edtf: _date,
    Reference: lambda data: _reference(data["id"], data["name"]),
}


def _as_it_is(data: Any) -> Any:
    return data


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What makes values of one type of JSON, put together once and not value by value."""
    special = _DECODERS.get(kind)
    if special is not None:
        return special
    if get_origin(kind) in (Union, UnionType):
        (arm,) = (arm for arm in get_args(kind) if arm is not NoneType)
        inner = _decoder(arm)
        return lambda data: None if data is None else inner(data)
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_decoder(kind)
    return _as_it_is


def _enum_decoder(kind: type[Enum]) -> Callable[[Any], Any]:
    """Members by their values: an enumeration asked for one takes four times as long."""
    members = {member.value: member for member in kind}

    def decoder(data: Any) -> Any:
        found = members.get(data)
        return kind(data) if found is None else found  # which says what is wrong with it

    return decoder


def _tuple_decoder(arms: tuple[Any, ...]) -> Callable[[Any], Any]:
    inner = [_decoder(arm) for arm in arms if arm is not Ellipsis]
    if len(arms) == 2 and arms[1] is Ellipsis:
        one = inner[0]
        return tuple if one is _as_it_is else lambda data: tuple([one(item) for item in data])
    return lambda data: tuple([decoder(item) for decoder, item in zip(inner, data, strict=True)])


def _record_decoder(kind: type) -> Callable[[Any], Any]:
    decoders = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}
    made = [(name, make) for name, make in decoders.items() if make is not _as_it_is]
    known = decoders.keys()

    def decoder(data: Any) -> Any:
        given = dict(data)
        if not given.keys() <= known:
            given = {name: value for name, value in data.items() if name in known}
        for name, make in made:
            if name in given:
                given[name] = make(given[name])
        return kind(**given)

    return decoder


def telling_from_json(record: str, data: Json) -> Statement | Action:
    """A statement or an action, by the word that `evidence_json` keeps under `record`."""
    return decode(Statement, data) if record == "statement" else decode(Action, data)
