"""How the commands print: JSON lines for programs, tables and lines for people, progress."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from onrecord.core.codec import encode_fields
from onrecord.core.document import Document
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence
from onrecord.documents.facts import Unread
from onrecord.record.address import shown
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.search import RANKED
from onrecord.record.store import Added

Json = dict[str, Any]
T = TypeVar("T")
_WIDE = 200
"""Columns of a table that goes to a file or a pipe, where no terminal sets a width."""


def print_json(data: object, indent: int | None = None) -> None:
    """One JSON value: on one line, unless it is indented."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=indent))


def print_unread(unread: Unread) -> None:
    """Why a source was skipped, in one line on standard error."""
    click.echo(f"onrecord: {unread.uri}: {unread.reason}", err=True)


def print_cut() -> None:
    """That a search found more than it looked at, in one line on standard error."""
    click.echo(
        f"onrecord: more than {RANKED:,} hold these words: those added last were looked at;"
        " name a person, a topic, more words or a first day",
        err=True,
    )


def print_added(document: Document, how: Added) -> None:
    """That a document is in the record, as JSON."""
    print_json(addition_json(document, how))


def addition_json(document: Document, how: Added) -> Json:
    """What `add --json` prints of one document."""
    return {"document": document.id, "uri": document.uri, "added": how.value}


def print_counts(counts: Mapping[Added, int], record: str, skipped: int = 0) -> None:
    """How many documents went into a record, in one line."""
    told = ", ".join(f"{counts[kind]:,} {kind.value}" for kind in Added)
    click.echo(f"{told}{f', {skipped:,} skipped' if skipped else ''} · {shown(record)}")


def print_people(people: Iterable[PersonCount], topics: dict[str, str]) -> None:
    """A table of people; `topics` names the topics by their ids."""
    _print_table(
        ("name", "statements", "actions", "documents", "most on"),
        (
            (
                person.name,
                person.statements,
                person.actions,
                person.documents,
                ", ".join(topics.get(topic, topic) for topic, _ in person.topics[:3]),
            )
            for person in people
        ),
    )


def print_topics(topics: Iterable[TopicCount]) -> None:
    """A table of topics."""
    _print_table(
        ("topic", "statements", "actions", "documents", "people"),
        ((t.name, t.statements, t.actions, t.documents, t.people) for t in topics),
    )


def person_json(person: PersonCount) -> Json:
    """What `people --json` prints of one."""
    return {**encode_fields(person, leave_out=("type",)), "topics": dict(person.topics)}


def topic_json(topic: TopicCount) -> Json:
    """What `topics --json` prints of one."""
    return encode_fields(topic, leave_out=("kind",))


def print_tension(tension: Json) -> None:
    """A tension, as the codec gives it, with the words of both sides."""
    click.echo(f"{tension['kind']}: {tension['explanation']}")
    for side in tension["sides"]:
        for citation in side:
            parts = (citation["publisher"], citation["published"], citation["uri"])
            click.echo(f"    {one_line(citation['exact'])}  ({_joined(parts)})")


def print_evidence(item: Evidence) -> None:
    """What was said or done, when and by whom, and where it is written."""
    who = item.who.name if item.who else "unknown"
    what = "said" if isinstance(item.telling, Statement) else "did"
    best = item.citations[0]
    place = _joined((best.publisher, best.published, best.uri))
    when = str(item.date or "undated")
    click.echo(f"{when:<12} {who} {what}: {one_line(item.exact)}  ({place})")


@contextmanager
def progress(noun: str) -> Iterator[Callable[[str, int], None]]:
    """Count what is done and show what is at hand, on a terminal only."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn(f"{{task.completed:,}} {noun}"),
        TimeElapsedColumn(),
        TextColumn(
            "{task.description}", markup=False
        ),  # a name may hold what rich takes for markup
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda name, done: bar.update(task, advance=done, description=name[-60:])


def counted(
    items: Iterable[T], show: Callable[[str, int], None], name: Callable[[T], str]
) -> Iterator[T]:
    """Pass items on, each shown as it goes by."""
    for item in items:
        yield item
        show(name(item), 1)


def _print_table(columns: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    rows = list(lines)
    for place, column in enumerate(columns):
        numbers = bool(rows) and isinstance(rows[0][place], int)
        table.add_column(column, justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False).print(table)


def one_line(text: str, most: int = 300) -> str:
    """A text on one line, its end cut off when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)
