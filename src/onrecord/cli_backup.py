"""`onrecord backup` and `onrecord restore`: the record into one file, and back."""

from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli_options import json_option, record_option
from onrecord.cli_output import print_json
from onrecord.record.backup import Contents, back_up
from onrecord.record.backup import restore as restored

_file = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.command()
@_file
@record_option
@json_option
def backup(file: Path, record: str, as_json: bool) -> None:
    """Copy the record into a new file, and check the copy.

    The record may be in use meanwhile: the backup holds what was written when it began. It is a
    record itself, with a digest of all it holds; any command can read it with --record.
    """
    _print(back_up(record, file), file, record, as_json=as_json)


@click.command()
@_file
@click.option(
    "--replace",
    is_flag=True,
    help="Put it in the place of a record that is there; one too broken to be opened is kept as "
    "PATH.damaged.",
)
@record_option
@json_option
def restore(file: Path, replace: bool, record: str, as_json: bool) -> None:
    """Make the record of a file that 'onrecord backup' wrote.

    Nothing is written unless the file is, row by row, what was backed up. A record that is there
    stays until the other takes its place, in one step.
    """
    _print(restored(file, record, replace=replace), file, record, as_json=as_json)


def _print(found: Contents, file: Path, record: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(file), "record": record, **asdict(found)})
        return
    counts = (f"{getattr(found, name):,} {name}" for name in ("documents", "statements", "actions"))
    click.echo(f"{', '.join(counts)} · {file} · {found.digest}")
