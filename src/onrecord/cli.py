"""Parse arguments, call one function, print."""

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from onrecord import pipeline
from onrecord.cli_audit import audit
from onrecord.cli_backup import backup, restore
from onrecord.cli_batch import batch, load
from onrecord.cli_mcp import mcp
from onrecord.cli_options import (
    EDTF,
    added_option,
    defaults_of,
    json_option,
    out_option,
    person_option,
    reader_of,
    reader_option,
    record_option,
    register_of,
    register_option,
    source_options,
    topic_option,
)
from onrecord.cli_output import (
    counted,
    person_json,
    print_added,
    print_counts,
    print_cut,
    print_evidence,
    print_json,
    print_people,
    print_tension,
    print_topics,
    print_unread,
    progress,
    topic_json,
)
from onrecord.cli_serve import serve
from onrecord.composing import composed
from onrecord.core.codec import dossier_json, evidence_json, reading_json, tension_json
from onrecord.core.entities import Register
from onrecord.documents.facts import Defaults, Unread
from onrecord.errors import OnrecordError
from onrecord.linking.register import builtin_register, parse_register
from onrecord.record.export import Format, exported
from onrecord.record.parquet import write_parquet
from onrecord.record.search import Query
from onrecord.synthesis.markdown import markdown
from onrecord.web.render import dossier_html
from onrecord.web.site import Site, build_site

NO, UNUSABLE = 1, 2
_PARQUET = "parquet"
_HELP = """Who said what, who did what, when, and where it is written.

\b
onrecord demo                                the bundled example, as a site
onrecord add articles/ --published 2018-07   read your own sources into the record
onrecord people                              who is in it
onrecord dossier "Mara Vale" Karsia          one person on one topic
onrecord audit draft.txt                     what holds in a text, and what does not
onrecord verify                              is every citation still true?
"""  # \b keeps the lines of a paragraph apart


class Commands(click.Group):
    """The group of commands; turns what is no fault of ours into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            raise SystemExit(UNUSABLE) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read what we print has gone: click ends quietly
                raise
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"onrecord: {where}{error.strerror or error}", err=True)
            raise SystemExit(UNUSABLE) from None


@click.group(cls=Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Run a command of `onrecord`; its help comes from `_HELP`."""


main.add_command(audit)
main.add_command(backup)
main.add_command(restore)
main.add_command(batch)
main.add_command(load)
main.add_command(serve)
main.add_command(mcp)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@source_options
@register_option("")
@reader_option
@click.option("--json", "_as_json", is_flag=True, help="JSON, one document a line (always so).")
def extract(
    files: tuple[str, ...], register: str | None, reader: str, _as_json: bool, **said: Any
) -> None:
    """Print what files say, one JSON object a line per document; keeps nothing.

    Give --published where the files do not say it: "on Friday" is worked out from it.
    """
    known = builtin_register().joined(register_of(register))
    failed = False
    for reading in pipeline.extract(files, defaults_of(**said), known, reader_of(reader)):
        if isinstance(reading, Unread):
            failed = True
            print_unread(reading)
        else:
            print_json(reading_json(reading))
    if failed:
        raise SystemExit(UNUSABLE)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL…")
@source_options
@register_option(" to keep")
@reader_option
@added_option
@record_option
def add(
    sources: tuple[str, ...], register: str | None, reader: str, record: str, **how: Any
) -> None:
    """Read sources into the record.

    HTML, text, Markdown, PDF, feeds, WARC, transcripts, tables of articles or posts (.jsonl, .csv),
    all of them gzipped too; a folder is read with its subfolders.
    Adding the same source again changes nothing; a broken one is reported, the rest goes in.
    """
    as_json = how.pop("as_json")
    defaults = defaults_of(**how)
    known = register_of(register)
    _check_sources(sources)
    report = _add(
        record, known, sources, defaults, reader, print_added if as_json else pipeline.unheard
    )
    # a register that lies among the sources was read as what it is
    report.unread = [u for u in report.unread if not (register and _is_file(u.uri, register))]
    for unread in report.unread:
        print_unread(unread)
    if not as_json:
        print_counts(report.counts, record, skipped=len(report.unread))
    if report.unread and not any(report.counts.values()):
        raise SystemExit(UNUSABLE)


def _add(
    record: str,
    known: Register,
    sources: Iterable[str],
    defaults: Defaults,
    reader: str,
    written: pipeline.Written = pipeline.unheard,
) -> pipeline.AddReport:
    encoder = reader_of(reader)
    with pipeline.open_record(record, create=True) as store:
        store.extend_register(known)
        with progress("documents") as show:
            return pipeline.add(store, sources, defaults, encoder, show, written)


def _is_file(uri: str, name: str) -> bool:
    return Path(uri).absolute() == Path(name).absolute()


def _check_sources(sources: Iterable[str]) -> None:
    """Refuse a call that names nothing readable before a record is made."""
    missing = [s for s in sources if "://" not in s and not Path(s).exists()]
    if missing and len(missing) == len(list(sources)):
        raise OnrecordError(f"no such file or folder: {missing[0]}")


@main.command()
@click.option(
    "--merge",
    nargs=2,
    metavar="PERSON INTO",
    help="Say that one person is another; documents stay as they were read.",
)
@click.option("--unmerge", metavar="PERSON", help="Take that back; no trace of it stays.")
@record_option
@json_option
def people(merge: tuple[str, str] | None, unmerge: str | None, record: str, as_json: bool) -> None:
    """Who the record holds, the most heard first.

    With --merge or --unmerge, say who is whom instead.
    """
    with pipeline.open_record(record) as store:
        if unmerge is not None:
            click.echo(f"{pipeline.unmerge_people(store, unmerge).name} is nobody else.")
        if merge is not None:
            one, other = pipeline.merge_people(store, *merge)
            click.echo(f"{one.name} is {other.name}.")
        if merge is not None or unmerge is not None:
            return
        found = store.people()
        names = {topic.id: topic.name for topic in pipeline.known_register(store).topics}
    if as_json:
        for person in found:
            print_json(person_json(person))
    else:
        print_people(found, names)


@main.command()
@record_option
@json_option
def topics(record: str, as_json: bool) -> None:
    """What the record is about, the most touched on first."""
    with pipeline.open_record(record) as store:
        found = pipeline.named_topics(store)
    if as_json:
        for topic in found:
            print_json(topic_json(topic))
    else:
        print_topics(found)


@main.command()
@click.argument("person")
@click.argument("topic")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "json"]),
    default="md",
    show_default=True,
    help="Markdown, a page that needs no other file, or JSON.",
)
@record_option
def dossier(person: str, topic: str, form: str, record: str) -> None:
    """One person on one topic, every sentence cited.

    PERSON and TOPIC are names, other names or ids, as `onrecord people` and `topics` list them.
    """
    with pipeline.open_record(record) as store:
        found = pipeline.dossier(store, person, topic)
    if form == "json":
        print_json(dossier_json(found), indent=2)
    else:
        click.echo(dossier_html(found) if form == "html" else markdown(found))


@main.command()
@person_option
@topic_option
@json_option
@record_option
def tensions(person: str | None, topic: str | None, as_json: bool, record: str) -> None:
    """What in the record does not sit together, both sides verbatim.

    Reversals, words against deeds, promises not kept, officials against their leader, sources that
    differ on a fact. They are candidates for an editor to judge.
    """
    with pipeline.open_record(record) as store:
        found = pipeline.tensions(store, person, topic)
        evidence = {item.id: item for item in store.evidence()}
    for tension in found:
        data = tension_json(tension, evidence)
        if as_json:
            print_json(data)
        else:
            print_tension(data)
    if not found and not as_json:
        click.echo("No tension found.")


@main.command()
@out_option("site", "Where the site goes.")
@record_option
def build(out: Path, record: str) -> None:
    """Build the static site of all dossiers."""
    click.echo(_build(record, out))


def _build(record: str, out: Path) -> Path:
    with pipeline.open_record(record) as store, progress("pages") as show:
        readings = (store.reading(key) for key in store.document_ids())
        site = Site(
            dossiers=tuple(counted(composed(record), show, lambda d: d.person.name)),
            people=store.people(),
            topics=pipeline.named_topics(store),
            evidence=store.evidence(),
            readings=counted(readings, show, lambda reading: reading.document.uri),
            rubric=pipeline.rubric(),
        )
        return build_site(site, out)


@main.command()
@click.argument("words", nargs=-1, required=True)
@person_option
@topic_option
@click.option("--since", type=EDTF, help="Not before.")
@click.option("--until", type=EDTF, help="Not after.")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="Print at most so many."
)
@json_option
@record_option
def search(words: tuple[str, ...], record: str, as_json: bool, **limits: Any) -> None:
    """Statements and actions that hold all the words.

    Exit code 1 where there are none.
    """
    with pipeline.open_record(record) as store:
        person, topic = limits.pop("person"), limits.pop("topic")
        query = Query(
            words=" ".join(words),
            person=pipeline.find_person(store, person).id if person else None,
            topic=pipeline.find_topic(store, topic).id if topic else None,
            **limits,
        )
        hits = store.hits(query)
    for item in hits.evidence:
        if as_json:
            print_json(evidence_json(item))
        else:
            print_evidence(item)
    if hits.is_cut:
        print_cut()
    if not hits.evidence:
        if not as_json:
            click.echo("Nothing found.")
        raise SystemExit(NO)


@main.command()
@record_option
def verify(record: str) -> None:
    """Re-check every citation in the record against the stored documents.

    Exit code 1 where one no longer reads as it was cited.
    """
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
    type=click.Choice([*(form.value for form in Format), _PARQUET]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, a table, Web Annotations, or a table for data frames.",
)
@record_option
def export(form: str, record: str) -> None:
    """The record for others' tools, on standard output.

    Parquet is not for reading on a screen: send it into a file.
    """
    if form == _PARQUET and sys.stdout.isatty():
        raise OnrecordError("Parquet is no text: write 'onrecord export --format parquet > FILE'")
    with pipeline.open_record(record) as store:
        if form == _PARQUET:
            write_parquet(store.evidence(), sys.stdout.buffer)
            return
        for line in exported(store.evidence(), Format(form)):
            click.echo(line, nl=False)


@main.command()
@out_option("demo", "Where the record and the site go.")
@reader_option
def demo(out: Path, reader: str) -> None:
    """Read the bundled example, build its site, and say where it is."""
    folder, register = pipeline.example_files()
    files = sorted(str(file) for file in folder.iterdir() if file.suffix != ".toml")
    out.mkdir(parents=True, exist_ok=True)
    record = str(out / "onrecord.db")
    report = _add(record, parse_register(register), files, Defaults(), reader)
    for unread in report.unread:
        print_unread(unread)
    click.echo(f"Read {sum(report.counts.values())} documents about invented people into {record}")
    click.echo(f"The site: {_build(record, out / 'site')}")
