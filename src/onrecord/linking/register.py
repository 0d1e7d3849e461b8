"""The register: people, organisations and topics known beforehand, read from TOML.

The built-in register ships with the package; a user's own register is a TOML file of the same
shape, joined to it. What is wrong in such a file is said in one line that names the entry.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from onrecord.components import data_bytes
from onrecord.core.edtf import Edtf
from onrecord.core.entities import (
    Gender,
    Office,
    Organisation,
    Person,
    Register,
    Topic,
    TopicKind,
    slug,
)
from onrecord.errors import OnrecordError

_FILES = ("topics.toml", "organisations.toml", "people.toml", "legislators.toml")

Entry = Mapping[str, Any]
T = TypeVar("T")


def parse_register(toml_text: str) -> Register:
    """The register that a TOML text of `[[person]]`, `[[organisation]]`, `[[topic]]` describes.

    Raises:
        OnrecordError: the text is not TOML, or an entry is not understood.
    """
    try:
        table = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        raise OnrecordError(f"the register is not valid TOML: {error}") from None
    unknown = sorted(set(table) - {"person", "organisation", "topic"})
    if unknown:
        raise OnrecordError(
            f"the register has an unknown section '{unknown[0]}': "
            "use [[person]], [[organisation]] and [[topic]]"
        )
    bodies = _entries(table, "organisation")
    return Register(
        people=_parsed(_entries(table, "person"), "person", _person),
        organisations=_parsed(bodies, "organisation", _organisation),
        topics=_parsed(_entries(table, "topic"), "topic", _topic)
        + _parsed((body for body in bodies if body.get("topic")), "organisation", _body_topic),
    )


@cache
def builtin_register() -> Register:
    """The countries, issues, organisations and public figures that ship with the package."""
    register = Register()
    for name in _FILES:
        register = register.joined(parse_register(data_bytes(name).decode("utf-8")))
    return register


def _entries(table: Mapping[str, Any], section: str) -> list[Entry]:
    entries = table.get(section, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise OnrecordError(f"the register's '{section}' is not a list: write [[{section}]]")
    return entries


def _parsed(entries: Iterable[Entry], section: str, parse: Callable[[Entry], T]) -> tuple[T, ...]:
    records: list[T] = []
    for number, entry in enumerate(entries, start=1):
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            raise OnrecordError(f"{section} {number} of the register has no name")
        try:
            records.append(parse(entry))
        except (ValueError, TypeError) as error:
            raise OnrecordError(f"{section} '{name}' of the register: {error}") from None
    return tuple(records)


def _person(entry: Entry) -> Person:
    _check_keys(entry, {"id", "name", "aliases", "gender", "offices"})
    return Person(
        id=_id(entry),
        name=entry["name"],
        aliases=_texts(entry, "aliases"),
        gender=Gender(entry["gender"]) if "gender" in entry else None,
        offices=tuple(_office(office) for office in entry.get("offices", ())),
    )


def _office(entry: Entry) -> Office:
    _check_keys(entry, {"title", "of", "area", "start", "end"})
    if not entry.get("title"):
        raise ValueError("an office has no title")
    return Office(
        title=entry["title"].lower(),
        of=entry.get("of"),
        area=entry.get("area"),
        start=Edtf(entry["start"]) if "start" in entry else None,
        end=Edtf(entry["end"]) if "end" in entry else None,
    )


def _organisation(entry: Entry) -> Organisation:
    _check_keys(entry, {"id", "name", "aliases", "country", "topic"})
    return Organisation(
        id=_id(entry),
        name=entry["name"],
        aliases=_texts(entry, "aliases"),
        country=entry.get("country"),
    )


def _body_topic(entry: Entry) -> Topic:
    return Topic(
        id=_id(entry),
        name=entry["name"],
        kind=TopicKind.ORGANISATION,
        words=(entry["name"], *_texts(entry, "aliases")),
    )


def _topic(entry: Entry) -> Topic:
    _check_keys(entry, {"id", "name", "kind", "words", "demonyms", "metonyms"})
    return Topic(
        id=_id(entry),
        name=entry["name"],
        kind=TopicKind(entry.get("kind", "issue")),
        words=_texts(entry, "words") or (entry["name"],),
        demonyms=_texts(entry, "demonyms"),
        metonyms=_texts(entry, "metonyms"),
    )


def _check_keys(entry: Entry, known: set[str]) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise ValueError(f"unknown field '{unknown[0]}' (known: {', '.join(sorted(known))})")


def _id(entry: Entry) -> str:
    return str(entry.get("id") or slug(entry["name"]))


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"'{key}' is not a list of texts")
    return tuple(value)
