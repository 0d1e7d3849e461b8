"""The `audit` command: a text against the record, for people, programs and hooks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from onrecord import pipeline
from onrecord.cli_options import (
    EDTF,
    defaults_of,
    reader_of,
    reader_option,
    record_option,
    register_of,
    register_option,
)
from onrecord.cli_output import one_line, print_json, print_unread
from onrecord.core.audit import Audit, Change, Finding, Passage, Verdict
from onrecord.core.codec import audit_json
from onrecord.core.document import Document
from onrecord.documents.answers import answer_text
from onrecord.documents.encodings import decoded
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.readers import plain_document, read, sources
from onrecord.errors import OnrecordError
from onrecord.extraction.reader import Reader
from onrecord.record.store import Store
from onrecord.web.audit import audit_html

_NO = 1
_STDIN, _AGAINST = "-", "--against"
_UNSURE = frozenset({Verdict.UNSUPPORTED, Verdict.UNCHECKABLE})
_INDENT = "    "


class AuditCommand(click.Command):
    """The command; `--against` takes all the files up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write `--against` before each of its files."""
        spread: list[str] = []
        takes = False
        for arg, following in zip(args, [*args[1:], ""], strict=True):
            option = arg.startswith("-") and arg != _STDIN
            takes = arg == _AGAINST if option else takes
            if arg == _AGAINST and (not following or following.startswith("--")):
                raise click.BadOptionUsage(arg, f"Option '{arg}' requires an argument.", ctx)
            if not takes:
                spread.append(arg)
            elif not option:
                spread += [_AGAINST, arg]
        return super().parse_args(ctx, spread)


@click.command(cls=AuditCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE|-…")
@click.option(
    "--against",
    multiple=True,
    metavar="FILE…",
    help="Sources to hold it against instead of the record.",
)
@click.option(
    "--published", type=EDTF, help='When the text appears; "on Friday" is worked out from it.'
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line per text.")
@click.option("--html", "as_html", is_flag=True, help="A report that needs no other file.")
@register_option(", for --against; a record has its own")
@reader_option
@record_option
def audit(files: tuple[str, ...], against: tuple[str, ...], **options: Any) -> None:
    """What the record makes of each claim of a text.

    Quotations, their speakers and dates, deeds and reports: verified, altered, misattributed,
    misdated, contradicted or unsupported. A text on standard input is named -. Exit code 1 where
    anything is not verified.
    """
    reader = reader_of(options["reader"])
    holding = _held_against(against, options["record"], options["register"], reader)
    defaults = defaults_of(options["published"], None, None, ())
    with holding as store:
        audits = [
            pipeline.audit(store, document, reader, date.today())
            for file in files
            for document in _documents(file, defaults)
        ]
    if options["as_html"] and len(audits) > 1:
        raise OnrecordError(f"--html makes one page: give one text, not {len(audits)}")
    for found in audits:
        _print(found, as_json=options["as_json"], as_html=options["as_html"])
    if not all(found.holds for found in audits):
        raise SystemExit(_NO)


@contextmanager
def _held_against(
    sources: tuple[str, ...], record: str, register: str | None, reader: Reader | None
) -> Iterator[Store]:
    """The record, or one in memory of the sources given."""
    if not sources:
        if register is not None:
            raise OnrecordError(
                "--register goes with --against; to a record, 'onrecord add' adds it"
            )
        with pipeline.open_record(record) as store:
            yield store
        return
    with pipeline.one_off_record(register_of(register)) as store:
        report = pipeline.add(store, sources, Defaults(), reader)
        for unread in report.unread:
            print_unread(unread)
        if not any(report.counts.values()):
            raise OnrecordError("none of the sources could be read")
        yield store


def _documents(file: str, defaults: Defaults) -> Iterator[Document]:
    """The texts of a file, or of standard input; an answer in the JSON of another system, too."""
    found = [("-", sys.stdin.buffer.read())] if file == _STDIN else sources(file)
    for source in found:
        if isinstance(source, Unread):
            raise OnrecordError(f"{source.uri}: {source.reason}")
        uri, data = source
        answer = answer_text(decoded(data)[0]) if data[:1] in (b"{", b"[") else None
        if answer is not None:
            yield plain_document(answer, uri, defaults)
            continue
        for document in read(data, uri, defaults):
            if isinstance(document, Unread):
                raise OnrecordError(f"{document.uri}: {document.reason}")
            yield document


def _print(audit: Audit, *, as_json: bool, as_html: bool) -> None:
    if as_json:
        print_json(audit_json(audit))
    elif as_html:
        click.echo(audit_html(audit))
    else:
        _print_audit(audit, Console(highlight=False, soft_wrap=True))


def _print_audit(audit: Audit, console: Console) -> None:
    for finding in audit.findings:
        _print_finding(finding, console)
    for warning in audit.warnings:
        console.print(Text.assemble(("warning", "bold yellow"), f"  {warning.explanation}"))
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in audit.counts.items())
    console.print(Text(counts or "No claim found that could be checked.", style="bold"))


def _print_finding(finding: Finding, console: Console) -> None:
    verdict = finding.verdict
    console.print(
        Text.assemble((f"{verdict:<14}", f"bold {_colour(verdict)}"), one_line(finding.claim.text))
    )
    console.print(Text(_INDENT + finding.explanation))
    for change in finding.changes:
        console.print(_changed(change))
    if verdict is not Verdict.VERIFIED:
        for passage in finding.evidence:
            console.print(_evidence(passage))
        if finding.suggestion and verdict not in _UNSURE:
            console.print(Text(_INDENT + finding.suggestion, style="italic"))
    console.print()


def _colour(verdict: Verdict) -> str:
    if verdict is Verdict.VERIFIED:
        return "green"
    return "yellow" if verdict in _UNSURE else "red"


def _changed(change: Change) -> Text:
    return Text.assemble(
        _INDENT,
        (f"- {change.source}", "green") if change.source else "",
        " " if change.source and change.claimed else "",
        (f"+ {change.claimed}", "red") if change.claimed else "",
        (f"  {change.grave}", "bold red") if change.grave else "",
    )


def _evidence(passage: Passage) -> Text:
    about = (passage.speaker and passage.speaker.name, passage.said, passage.publisher, passage.uri)
    place = ", ".join(str(part) for part in about if part)
    return Text.assemble(_INDENT, f"“{one_line(passage.selector.exact)}”  ", (f"({place})", "dim"))
