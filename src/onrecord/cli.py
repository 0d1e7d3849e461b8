"""Parse arguments, call one function, print."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from onrecord import pipeline
from onrecord.core.codec import dossier_json, evidence_json, reading_json, tension_json
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence
from onrecord.documents.facts import Defaults, Unread
from onrecord.errors import OnrecordError
from onrecord.linking.register import builtin_register, parse_register
from onrecord.record.export import Format, exported
from onrecord.record.search import Query
from onrecord.record.store import Added
from onrecord.settings import settings
from onrecord.synthesis.markdown import markdown
from onrecord.web.render import dossier_html
from onrecord.web.site import Site, build_site

NO, UNUSABLE = 1, 2


class EdtfType(click.ParamType[Edtf]):
    """An option whose value is an EDTF date."""

    name = "EDTF"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Edtf:
        """Parse the date."""
        if isinstance(value, Edtf):
            return value
        try:
            return Edtf(value)
        except ValueError as error:
            raise OnrecordError(
                f"{value!r} is not a date ({error}): write 2018-07-16, 2018-07 or 2018"
            ) from None


EDTF = EdtfType()


class Commands(click.Group):
    """The group of commands; turns an `OnrecordError` into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            raise SystemExit(UNUSABLE) from None


record_option = click.option(
    "--record",
    default=lambda: settings().record,
    show_default="./onrecord.db, or ONRECORD_RECORD",
    help="Path of the record.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    r"""Who said what, who did what, when, and where it is written.

    \b
    onrecord demo                                the bundled example, as a site
    onrecord add articles/ --published 2018-07   read your own sources into the record
    onrecord people                              who is in it
    onrecord dossier "Mara Vale" Karsia          one person on one topic
    onrecord verify                              is every citation still true?
    """


def source_options(command: Any) -> Any:
    """The options that say of sources what they do not say themselves."""
    for option in (
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="THEIRS=OURS",
            help="A column of your table under our name for it; may be repeated.",
        ),
        click.option("--author", help="Who wrote it; of a post, who speaks."),
        click.option("--publisher", metavar="NAME", help="Who published it."),
        click.option("--published", type=EDTF, help="When it was published."),
    ):
        command = option(command)
    return command


def _defaults(
    published: Edtf | None, publisher: str | None, author: str | None, columns: tuple[str, ...]
) -> Defaults:
    pairs = [column.partition("=") for column in columns]
    if not all(equals and theirs and ours for theirs, equals, ours in pairs):
        raise OnrecordError("--column takes THEIRS=OURS, such as --column body=text")
    return Defaults(
        published=published,
        publisher=publisher,
        author=author,
        columns={theirs: ours for theirs, _, ours in pairs},
    )


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@source_options
@click.option("--register", type=click.Path(), help="A TOML file of people and topics.")
@click.option("--json", "_as_json", is_flag=True, help="JSON, one document a line (always so).")
def extract(files: tuple[str, ...], register: str | None, _as_json: bool, **said: Any) -> None:
    """Print what files say, one JSON object a line per document; keeps nothing."""
    known = builtin_register()
    if register:
        known = known.joined(parse_register(_text_of(register)))
    failed = False
    for reading in pipeline.extract(files, _defaults(**said), known):
        if isinstance(reading, Unread):
            failed = True
            click.echo(f"onrecord: {reading.uri}: {reading.reason}", err=True)
        else:
            click.echo(json.dumps(reading_json(reading), ensure_ascii=False))
    if failed:
        raise SystemExit(UNUSABLE)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL…")
@source_options
@click.option("--register", type=click.Path(), help="A TOML file of people and topics to keep.")
@record_option
def add(sources: tuple[str, ...], register: str | None, record: str, **said: Any) -> None:
    """Read sources into the record.

    HTML, text, PDF, feeds, WARC, tables of articles or posts (.jsonl, .csv, also .gz), transcripts.
    Adding the same source again changes nothing; a broken one is reported, the rest goes in.
    """
    defaults = _defaults(**said)
    known = parse_register(_text_of(register)) if register else None
    _check_sources(sources)
    with pipeline.open_record(record, create=True) as store:
        if known:
            store.extend_register(known)
        with _progress() as show:
            report = pipeline.add(store, sources, defaults, show)
    for unread in report.unread:
        click.echo(f"onrecord: {unread.uri}: {unread.reason}", err=True)
    click.echo(
        ", ".join(f"{report.counts[kind]:,} {kind.value}" for kind in Added)
        + (f", {len(report.unread):,} skipped" if report.unread else "")
        + f" · {record}"
    )
    if report.unread and not any(report.counts.values()):
        raise SystemExit(UNUSABLE)


def _check_sources(sources: Iterable[str]) -> None:
    """Refuse a call that names nothing readable before a record is made."""
    missing = [s for s in sources if "://" not in s and not Path(s).exists()]
    if missing and len(missing) == len(list(sources)):
        raise OnrecordError(f"no such file or folder: {missing[0]}")


def _text_of(name: str) -> str:
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise OnrecordError(f"cannot read {name}: name a UTF-8 text file") from None


@contextmanager
def _progress() -> Iterator[Any]:
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda uri: bar.update(task, advance=1, description=str(uri)[-60:])


def _print_table(columns: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in _NUMBERS else "left")
    for line in lines:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in line))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)


_NUMBERS = {"statements", "actions", "documents", "people"}


@main.command()
@record_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def people(record: str, as_json: bool) -> None:
    """Who the record holds, the most heard first."""
    with pipeline.open_record(record) as store:
        found = store.people()
        names = {topic.id: topic.name for topic in pipeline.known_register(store).topics}
    if as_json:
        for p in found:
            click.echo(
                json.dumps(
                    {
                        "id": p.id,
                        "name": p.name,
                        "statements": p.statements,
                        "actions": p.actions,
                        "documents": p.documents,
                        "topics": dict(p.topics),
                    },
                    ensure_ascii=False,
                )
            )
        return
    _print_table(
        ("name", "statements", "actions", "documents", "most on"),
        (
            (
                p.name,
                p.statements,
                p.actions,
                p.documents,
                ", ".join(names.get(topic, topic) for topic, _ in p.topics[:3]),
            )
            for p in found
        ),
    )


@main.command()
@record_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def topics(record: str, as_json: bool) -> None:
    """What the record is about, the most touched on first."""
    with pipeline.open_record(record) as store:
        names = {topic.id: topic.name for topic in pipeline.known_register(store).topics}
        found = store.topics()
    if as_json:
        for t in found:
            click.echo(
                json.dumps(
                    {
                        "id": t.id,
                        "name": names.get(t.id, t.name),
                        "statements": t.statements,
                        "actions": t.actions,
                        "documents": t.documents,
                        "people": t.people,
                    },
                    ensure_ascii=False,
                )
            )
        return
    _print_table(
        ("topic", "statements", "actions", "documents", "people"),
        ((names.get(t.id, t.name), t.statements, t.actions, t.documents, t.people) for t in found),
    )


@main.command()
@click.argument("person")
@click.argument("topic")
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True
)
@record_option
def dossier(person: str, topic: str, form: str, record: str) -> None:
    """One person on one topic, every sentence cited."""
    with pipeline.open_record(record) as store:
        found = pipeline.dossier(store, person, topic)
    if form == "json":
        click.echo(json.dumps(dossier_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo(dossier_html(found) if form == "html" else markdown(found))


@main.command()
@click.option("--person", help="Only those of this person.")
@click.option("--topic", help="Only those on this topic.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@record_option
def tensions(person: str | None, topic: str | None, as_json: bool, record: str) -> None:
    """What in the record does not sit together, both sides verbatim."""
    with pipeline.open_record(record) as store:
        found = pipeline.tensions(store, person, topic)
        evidence = {item.id: item for item in store.evidence()}
    for tension in found:
        data = tension_json(tension, evidence)
        if as_json:
            click.echo(json.dumps(data, ensure_ascii=False))
            continue
        click.echo(f"{tension.kind.value}: {tension.explanation}")
        for side in data["sides"]:
            for citation in side:
                click.echo(f"    {_one_line(citation['exact'])}  ({_place(citation)})")
    if not found and not as_json:
        click.echo("No tension found.")


def _one_line(text: str, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _place(citation: dict[str, Any]) -> str:
    parts = (citation["publisher"], citation["published"], citation["uri"])
    return ", ".join(part for part in parts if part)


@main.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder of the site.",
)
@record_option
def build(out: Path, record: str) -> None:
    """Build the static site of all dossiers."""
    click.echo(_build(record, out))


def _build(record: str, out: Path) -> Path:
    with pipeline.open_record(record) as store:
        site = Site(
            dossiers=tuple(pipeline.site_dossiers(store)),
            people=store.people(),
            topics=pipeline.named_topics(store),
            evidence=store.evidence(),
            readings=(store.reading(key) for key in store.document_ids()),
            rubric=pipeline.rubric(),
        )
        return build_site(site, out)


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--person", help="Only what this person said or did.")
@click.option("--topic", help="Only what is on this topic.")
@click.option("--since", type=EDTF, help="Not before.")
@click.option("--until", type=EDTF, help="Not after.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@record_option
def search(words: tuple[str, ...], record: str, as_json: bool, **limits: Any) -> None:
    """Statements and actions that hold all the words."""
    with pipeline.open_record(record) as store:
        person, topic = limits.pop("person"), limits.pop("topic")
        query = Query(
            words=" ".join(words),
            person=pipeline.find_person(store, person).id if person else None,
            topic=pipeline.find_topic(store, topic).id if topic else None,
            **limits,
        )
        found = store.search(query)
    for item in found:
        click.echo(json.dumps(evidence_json(item), ensure_ascii=False) if as_json else _line(item))
    if not found:
        if not as_json:
            click.echo("Nothing found.")
        raise SystemExit(NO)


def _line(item: Evidence) -> str:
    who = item.who.name if item.who else "unknown"
    what = "said" if isinstance(item.telling, Statement) else "did"
    best = item.citations[0]
    place = ", ".join(str(p) for p in (best.publisher, best.published, best.uri) if p)
    when = str(item.date or "undated")
    return f"{when:<12} {who} {what}: {_one_line(item.exact)}  ({place})"


@main.command()
@record_option
def verify(record: str) -> None:
    """Re-check every citation in the record against the stored documents."""
    with pipeline.open_record(record) as store:
        found = list(pipeline.broken(store))
        checked = sum(1 for _ in store.selectors())
    for line in found:
        click.echo(line)
    click.echo(f"{checked:,} citations checked, {len(found):,} broken", err=True)
    raise SystemExit(NO if found else 0)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default="jsonl",
    show_default=True,
)
@record_option
def export(form: str, record: str) -> None:
    """The record for others' tools, on standard output."""
    with pipeline.open_record(record) as store:
        for line in exported(store.evidence(), Format(form)):
            click.echo(line, nl=False)


@main.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the record and the site.",
)
def demo(out: Path) -> None:
    """Read the bundled example, build its site, and say where it is."""
    folder, register = pipeline.example_files()
    out.mkdir(parents=True, exist_ok=True)
    record = str(out / "onrecord.db")
    with pipeline.open_record(record, create=True) as store:
        store.extend_register(parse_register(register))
        files = sorted(str(f) for f in folder.iterdir() if f.name != "register.toml")
        with _progress() as show:
            report = pipeline.add(store, files, Defaults(), show)
    for unread in report.unread:
        click.echo(f"onrecord: {unread.uri}: {unread.reason}", err=True)
    click.echo(f"Read {sum(report.counts.values())} documents about invented people into {record}")
    click.echo(f"The site: {_build(record, out / 'site')}")
