"""`onrecord batch` and `onrecord load`: many documents at once, and then into the record."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from onrecord import batch as bulk
from onrecord import pipeline
from onrecord.batch_on_ray import on_ray
from onrecord.cli_options import (
    added_option,
    defaults_of,
    reader_of,
    reader_option,
    record_option,
    register_of,
    register_option,
    source_options,
    threads_and_device,
)
from onrecord.cli_output import print_added, print_counts, print_unread, progress
from onrecord.core.entities import Register
from onrecord.documents.facts import Unread
from onrecord.documents.shards import Shard, shards
from onrecord.errors import OnrecordError
from onrecord.loading import load as merged

UNUSABLE = 2
_REGISTER = "register.toml"
_TOLD = ("documents", "statements", "actions", "mentions")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="IN…")
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the Parquet files go.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    show_default="one a processor",
    help="How many processes read at a time; each loads the models once.",
)
@click.option(
    "--ray", metavar="ADDRESS|local", help="Read on a Ray cluster, or with one started here."
)
@click.option(
    "--patience",
    type=click.FloatRange(0.001),
    default=bulk.PATIENCE_S,
    show_default=True,
    metavar="SECONDS",
    help="Give up a document that takes more work than this.",
)
@source_options
@register_option("")
@reader_option
def batch(
    sources: tuple[str, ...],
    out: Path,
    workers: int | None,
    ray: str | None,
    patience: float,
    **how: Any,
) -> None:
    """Read many documents into Parquet files, several at a time.

    IN is what 'onrecord add' reads: WARC files, Parquet, .jsonl and .csv tables (each a shard of
    its own), folders of pages. Written are documents, statements, actions, mentions and timexes,
    and what could not be read and why. What was finished is not done again: a run that was cut
    off goes on from there. 'onrecord load' then merges it into a record.
    """
    register = how.pop("register")
    register_of(register)  # says at once if it is none
    text = Path(register).read_text("utf-8") if register else ""
    threads, device = threads_and_device()
    work = bulk.Work(
        out=str(out.absolute()),
        reader=how.pop("reader"),
        threads=threads,
        device=device,
        register=text,
        defaults=defaults_of(**how),
        patience_s=patience,
    )
    planned = list(shards(sources))
    if not planned:
        raise OnrecordError(f"nothing to read in {', '.join(sources)}")
    _keep_register(out, text)
    failed = _printed(_run(planned, work, workers, ray), len(planned))
    if failed:
        raise SystemExit(UNUSABLE)


def _run(
    planned: Sequence[Shard], work: bulk.Work, workers: int | None, ray: str | None
) -> Iterator[bulk.Done]:
    if ray is not None:
        return on_ray(planned, work, workers, ray)
    most = workers or os.cpu_count() or 1
    return bulk.in_processes(planned, work, min(most, len(planned)))


def _keep_register(out: Path, text: str) -> None:
    """Beside the shards, so that `load` knows who they speak of."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / _REGISTER).write_text(text, "utf-8")
    except OSError as error:
        raise OnrecordError(f"cannot write {out}: {error.strerror or error}") from None


def _printed(found: Iterator[bulk.Done], planned: int) -> bool:
    """Print what comes of each shard, and of all; whether one failed or nothing was read."""
    counts = dict.fromkeys((*_TOLD, "unread"), 0)
    again = failures = 0
    with progress("documents") as show:
        for done in found:
            show(done.shard, done.counts.get("documents", 0))
            for unread in done.unread:
                print_unread(unread)
            if done.failure is not None:
                failures += 1
                print_unread(Unread(done.shard, done.failure))
            again += done.again
            for name in counts:
                counts[name] += done.counts.get(name, 0)
    told = ", ".join(f"{counts[name]:,} {name}" for name in _TOLD)
    skipped = f", {counts['unread']:,} skipped" if counts["unread"] else ""
    before = f" ({again:,} were done before)" if again else ""
    click.echo(f"{told}{skipped} · {planned - failures:,} of {planned:,} shards{before}")
    return failures > 0 or not counts["documents"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@reader_option
@added_option
@record_option
def load(folder: Path, reader: str, as_json: bool, record: str) -> None:
    """Merge what 'onrecord batch' wrote into the record.

    The record is then as if 'onrecord add' had read the sources, and loading again changes nothing.
    """
    known = _register_beside(folder)
    with pipeline.open_record(record, create=True) as store:
        _warn_of_strangers(store.register(), known)
        store.extend_register(known)
        with progress("documents") as show:
            written = print_added if as_json else pipeline.unheard
            report = merged(store, folder, reader_of(reader), show, written)
    if not as_json:
        print_counts(report.counts, record)


def _register_beside(folder: Path) -> Register:
    if not folder.is_dir():
        raise OnrecordError(f"no such folder: {folder}")
    register = folder / _REGISTER
    return register_of(str(register) if register.exists() else None)


def _warn_of_strangers(stored: Register, known: Register) -> None:
    """Say that the record knows somebody whom the batch did not: it did not find them."""
    strangers = len(_ids(stored) - _ids(known))
    if strangers:
        click.echo(
            f"onrecord: the batch was read without {strangers:,} entries of this record's register:"
            " give them to batch --register to have them found",
            err=True,
        )


def _ids(register: Register) -> set[str]:
    return {
        *(person.id for person in register.people),
        *(organisation.id for organisation in register.organisations),
        *(topic.id for topic in register.topics),
    }
