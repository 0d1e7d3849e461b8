"""The rubric as its readers see it: each rule under the sentence that explains it.

The rubric is TOML, and its comments say what a setting means. They are shown with it, so that the
explanation stands in one place and a new setting is explained on the page without a change here.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_HEADER = re.compile(r"\[{1,2}([\w.-]+)\]{1,2}\s*$")
_KEY = re.compile(r"([\w-]+) *=")
_LONG_LIST = 12
_PROSE = 200


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting in words; a long list of words is folded on the page."""

    name: str
    value: str
    words: int = 0

    @property
    def is_long(self) -> bool:
        """Whether its value is a long list."""
        return self.words > _LONG_LIST

    @property
    def is_prose(self) -> bool:
        """Whether its value is sentences, which need no name before them."""
        return "." in self.value and len(self.value) > _PROSE


@dataclass(frozen=True, slots=True)
class Rule:
    """Settings that one sentence explains; without one, they speak for themselves."""

    note: str | None
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Entries of one shape: a head, and the cells of each entry."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the rubric."""

    title: str | None
    note: str | None
    rules: tuple[Rule, ...] = ()
    table: Table | None = None


@dataclass(slots=True)
class _Notes:
    """Comments by what they stand before: a table ("tensions.words") or a key in it."""

    of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def in_text(cls, text: str) -> "_Notes":
        notes, table, pending = cls(), "", ""
        for line in text.splitlines():
            if line.startswith("#"):
                pending = f"{pending} {line.lstrip('# ')}".strip()
                continue
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                table = header[1]
            name = table if header else f"{table}.{key[1]}".lstrip(".") if key else None
            if pending and name:
                notes.of.setdefault(name, pending)
            pending = ""
        return notes


def rubric_sections(text: str) -> tuple[Section, ...]:
    """The parts of a rubric in TOML, in its order."""
    notes = _Notes.in_text(text)
    return tuple(_sections(tomllib.loads(text), "", notes))


def _sections(table: Mapping[str, Any], path: str, notes: _Notes) -> Iterator[Section]:
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    if plain:
        yield Section(
            title=_title(path) if path else None,
            note=notes.of.get(path),
            rules=tuple(_rules(plain, path, notes)),
        )
    for key, value in table.items():
        inner = f"{path}.{key}".lstrip(".")
        if isinstance(value, Mapping):
            yield from _sections(value, inner, notes)
        elif _is_table(value):
            yield Section(title=_title(inner), note=notes.of.get(inner), table=_table(value))


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def _rules(settings: Mapping[str, Any], path: str, notes: _Notes) -> Iterator[Rule]:
    """The settings of a table, those after a note with it."""
    note: str | None = None
    held: list[Setting] = []
    for key, value in settings.items():
        own = notes.of.get(f"{path}.{key}".lstrip("."))
        if own is not None and held:
            yield Rule(note, tuple(held))
            held = []
        note = own or (note if held else None)
        held.append(Setting(_words(key), _value(value), len(value) if _is_list(value) else 0))
    yield Rule(note, tuple(held))


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _table(entries: Sequence[Mapping[str, Any]]) -> Table:
    keys = tuple(dict.fromkeys(key for entry in entries for key in entry))
    return Table(
        head=tuple(_words(key).capitalize() for key in keys),
        rows=tuple(tuple(_value(entry.get(key)) for key in keys) for entry in entries),
    )


def _value(value: object) -> str:
    """A value as a reader says it; conditions are joined by "and"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return " ".join(f"{_words(key)} {_value(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        if value and all(isinstance(item, Mapping) for item in value):
            return " and ".join(_condition(item) for item in value)
        return ", ".join(map(_value, value)) or "always"
    return str(value).strip().replace("-", "−") if isinstance(value, int | float) else str(value)


def _condition(item: Mapping[str, Any]) -> str:
    """`{measure = "words", at_least = 0.2}` is "words at least 0.2"."""
    bounds = {key: value for key, value in item.items() if key != "measure"}
    return f"{item.get('measure', '')} {_value(bounds)}".strip()


def _title(path: str) -> str:
    """`tensions.words` is "Tensions: words"."""
    title = _words(path).replace(".", ": ")
    return title[0].upper() + title[1:]


def _words(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")
