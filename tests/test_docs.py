"""What the documents say of commands, options and JSON fields is what there is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click
import pytest

from onrecord import settings
from onrecord.cli import main
from onrecord.cli_output import addition_json, person_json, topic_json
from onrecord.core.audit import Change, Oddity
from onrecord.core.codec import audit_json, citation_json, dossier_json, evidence_json, tension_json
from onrecord.core.document import Document, Segment
from onrecord.core.evidence import Action, LinkedMention, Statement, Timex
from onrecord.core.findings import Evidence, Item
from onrecord.record.backup import Contents
from onrecord.record.store import Added
from tests import audits
from tests.conftest import Golden
from tests.web import examples

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BEGIN, _END = "--update-golden -->\n", "<!-- end of generated -->"
_NAME = re.compile(r"`([a-z_]+)`")


def test_the_help_of_every_command_stands_in_the_docs(golden: Golden) -> None:
    page = COMMANDS.read_text("utf-8")
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    assert begin
    assert end

    golden(COMMANDS, "\n".join([f"{before}{begin}", *helps(), f"{end}{after}"]))


def helps() -> Iterator[str]:
    """The help of each command, as Markdown."""
    for name in ("", *sorted(main.commands)):
        words = f"onrecord {name}".rstrip()
        command = main.commands[name] if name else main
        settings = {**main.context_settings, "terminal_width": 100}
        context = click.Context(command, info_name=words, **settings)
        text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        yield f"### {words}\n\n```text\n{text}\n```\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    for name, options in called(page.read_text("utf-8")):
        assert name in main.commands, f"{page.name}: onrecord {name}"
        known = {o for param in main.commands[name].params for o in param.opts} | {"--help", "-h"}
        assert set(options) <= known, f"{page.name}: onrecord {name} {options}"


def called(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each call of a command in code, and the options it is given."""
    absent = set(absent_commands(page))
    blocks = re.findall(r"```\w*[^`\n]*\n(.*?)```|`(onrecord [^`]+)`", page, re.DOTALL)
    for line in (line for block in blocks for line in "".join(block).splitlines()):
        match = re.match(r"\s*(?:\w+=\S+ )*onrecord ([a-z]+)(.*)", line)
        if match and match[1] not in absent:
            yield match[1], re.findall(r"(?<=\s)--?[a-z][\w-]*", match[2].partition("  #")[0])


def absent_commands(page: str) -> list[str]:
    """Commands that a page says are not there yet."""
    paragraphs = re.findall(r"Not there yet:.*?\n(?=\n|- )", page, re.DOTALL)
    return re.findall(r"`onrecord (\w+)`", " ".join(paragraphs))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_says_is_not_there_yet_is_not_there(page: Path) -> None:
    assert not set(absent_commands(page.read_text("utf-8"))) & set(main.commands)


def test_every_setting_is_documented_with_its_default() -> None:
    page = COMMANDS.read_text("utf-8").partition("\n## Settings\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(ONRECORD_\w+)` \|.*\| `([^`]*)` \|$", page, re.MULTILINE)
    variables = {v for name, v in vars(settings).items() if name.endswith("_VARIABLE")}

    assert {name for name, _ in table} == variables
    assert {name.partition("_")[2].lower(): default for name, default in table} == asdict(
        settings.Settings()
    )


def _names(kind: Any) -> set[str]:
    return {field.name for field in fields(kind)}


def _evidence() -> Evidence:
    return examples.dossier().evidence[0]


def _dossier() -> dict[str, Any]:
    return dossier_json(examples.dossier())


def _audit() -> dict[str, Any]:
    return audit_json(audits.audit())


FIELDS: dict[str, Callable[[], set[str]]] = {
    "Document": lambda: _names(Document),
    "Segment": lambda: _names(Segment),
    "Statement": lambda: _names(Statement),
    "Action": lambda: _names(Action),
    "Timex": lambda: _names(Timex),
    "Mention": lambda: _names(LinkedMention),
    "Citation": lambda: set(citation_json(_evidence().citations[0], "")),
    "Evidence": lambda: set(evidence_json(_evidence())) - (_names(Statement) | _names(Action)),
    "Item": lambda: _names(Item),
    "Tension": lambda: set(
        tension_json(examples.dossier().tensions[0], {e.id: e for e in examples.dossier().evidence})
    ),
    "Dossier": lambda: set(_dossier()),
    "Person": lambda: set(person_json(examples.site().people[0])),
    "Topic": lambda: set(topic_json(examples.site().topics[0])),
    "Addition": lambda: set(addition_json(examples.readings()[0].document, Added.NEW)),
    "Backup": lambda: {"file", "record"} | _names(Contents),
    "Audit": lambda: set(_audit()),
    "Claim": lambda: set(_audit()["claims"][0]),
    "Passage": lambda: set(_audit()["claims"][0]["evidence"][0]),
    "Change": lambda: _names(Change),
    "Warning": lambda: _names(Oddity),
}


@pytest.mark.parametrize("section", FIELDS)
def test_every_json_field_is_documented_and_every_documented_one_exists(section: str) -> None:
    assert documented(section) == FIELDS[section]()


def test_every_table_of_fields_is_checked() -> None:
    json_part = COMMANDS.read_text("utf-8").partition("\n## JSON\n")[2]

    assert re.findall(r"^### (\w+)$", json_part, re.MULTILINE) == list(FIELDS)


def documented(section: str) -> set[str]:
    """The fields in the first column of a section's table."""
    page = COMMANDS.read_text("utf-8").partition("\n## JSON\n")[2]
    (table,) = re.findall(rf"^### {section}$(.*?)(?=^### |\Z)", page, re.DOTALL | re.MULTILINE)
    first_cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    return {name for cell in first_cells for name in _NAME.findall(cell)}


@pytest.mark.parametrize("name", ["chart", "ledger", "then_and_now", "shifts", "sources"])
def test_rows_of_a_dossier_have_the_fields_that_the_docs_show(name: str) -> None:
    rows = re.findall(rf"^\| `{name}` \| `\[\{{(.*?)\}}\]`", COMMANDS.read_text("utf-8"), re.M)
    made = _dossier()[name]

    assert made, "the example has no such row"
    assert set(re.findall(r'"(\w+)"', rows[0])) == set(made[0])


def test_the_tests_that_the_threat_model_names_exist() -> None:
    named = re.findall(
        r"`(tests/[\w/]+\.py)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    )

    assert len(set(named)) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
