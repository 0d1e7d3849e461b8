"""The options that several commands share, and what they are read into."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.core.edtf import Edtf
from onrecord.core.entities import Register
from onrecord.documents.facts import Defaults
from onrecord.errors import ComponentError, OnrecordError
from onrecord.extraction.encoder_session import DEVICES
from onrecord.extraction.reader import READERS, Reader
from onrecord.linking.register import parse_register
from onrecord.pipeline import reader_named
from onrecord.settings import DEVICE_VARIABLE, THREADS_VARIABLE, settings

F = TypeVar("F", bound=Callable[..., Any])


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

record_option = click.option(
    "--record",
    default=lambda: settings().record,
    show_default="./onrecord.db, or ONRECORD_RECORD",
    metavar="PATH",
    help="Where the record is: a file, or postgresql://USER@HOST/DATABASE.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
added_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object for each document, once it is in the record to stay.",
)
person_option = click.option("--person", metavar="NAME", help="Only of this person.")
topic_option = click.option("--topic", metavar="NAME", help="Only on this topic.")


reader_option = click.option(
    "--reader",
    default=lambda: settings().reader,
    show_default="accurate, or ONRECORD_READER",
    type=click.Choice([*READERS, "rules"]),
    help="What reads paragraphs: the trained encoder, a small one that is five times as fast and "
    "finds less, or rules alone (faster still, find far less).",
)


def register_option(purpose: str) -> Callable[[F], F]:
    """The option that names a register; `purpose` ends its help."""
    return click.option(
        "--register",
        type=click.Path(),
        metavar="FILE",
        help=f"A TOML file of people and topics{purpose}.",
    )


def out_option(default: str, what: str) -> Callable[[F], F]:
    """The option that names a folder to write to."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path),
        default=Path(default),
        show_default=True,
        metavar="FOLDER",
        help=what,
    )


def source_options(command: F) -> F:
    """The options that say of sources what they do not say themselves."""
    for option in (
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="THEIRS=OURS",
            help="A column of your table under our name for it; may be repeated.",
        ),
        click.option("--author", metavar="NAME", help="Who wrote it; of a post, who speaks."),
        click.option("--publisher", metavar="NAME", help="Who published it."),
        click.option(
            "--published", type=EDTF, help="When it was published: 2018-07-16, 2018-07, 2018."
        ),
    ):
        command = option(command)
    return command


def defaults_of(
    published: Edtf | None, publisher: str | None, author: str | None, columns: tuple[str, ...]
) -> Defaults:
    """What `source_options` say.

    Raises:
        OnrecordError: a column is not renamed as THEIRS=OURS.
    """
    pairs = [column.partition("=") for column in columns]
    if not all(equals and theirs and ours for theirs, equals, ours in pairs):
        raise OnrecordError("--column takes THEIRS=OURS, such as --column body=text")
    return Defaults(
        published=published,
        publisher=publisher,
        author=author,
        columns={theirs: ours for theirs, _, ours in pairs},
    )


def register_of(name: str | None) -> Register:
    """The register in a file; an empty one when none is named.

    Raises:
        OnrecordError: the file cannot be read, or is no register.
    """
    if name is None:
        return Register()
    try:
        return parse_register(Path(name).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise OnrecordError(f"cannot read {name}: name a UTF-8 text file") from None


def threads_and_device() -> tuple[int, str]:
    """How many threads the reader takes, and what it runs on.

    Raises:
        OnrecordError: ONRECORD_THREADS is no number of threads, or ONRECORD_DEVICE no device.
    """
    threads, device = settings().threads, settings().device
    if not threads.isdecimal() or int(threads) < 1:
        raise OnrecordError(f"{THREADS_VARIABLE} is {threads!r}: set it to a number from 1 on")
    if device not in DEVICES:
        raise OnrecordError(f"{DEVICE_VARIABLE} is {device!r}: set it to {' or '.join(DEVICES)}")
    return int(threads), device


def reader_of(name: str) -> Reader | None:
    """The reader of that name; where it cannot be used, says so and leaves it to rules.

    Raises:
        OnrecordError: ONRECORD_THREADS is no number of threads, or it cannot run on
            ONRECORD_DEVICE.
    """
    threads, device = threads_and_device()
    try:
        return reader_named(name, threads, device)
    except ComponentError as error:
        click.echo(f"onrecord: {error}; until then rules alone read, and find far less", err=True)
        return None
