"""`onrecord serve`: the record as a web app and an API."""

import click
import uvicorn

from onrecord import pipeline
from onrecord.cli_options import reader_of, reader_option, record_option
from onrecord.record.address import shown
from onrecord.web.app import create_app
from onrecord.web.opened import Opened


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--public",
    is_flag=True,
    help="Strangers reach it: reading and auditing only, at a limited pace.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A host name under which it is reached, beside this machine's own; may be repeated.",
)
@reader_option
@record_option
def serve(
    host: str, port: int, public: bool, names: tuple[str, ...], reader: str, record: str
) -> None:
    """Open the record in a browser: search, read, compare, audit; and /api/v1 for programs.

    It listens to this machine alone unless --host says otherwise, and has no login: with --public
    nothing can be added.
    """
    with pipeline.open_record(record, create=not public):
        pass  # says at once if there is none, or one that we cannot use
    opened = Opened(location=record, reader=reader_of(reader), public=public)
    click.echo(
        f"The record {shown(record)} at http://{host}:{port}{' (public, reading only)' * public}"
    )
    uvicorn.run(create_app(opened, names), host=host, port=port, log_level="warning")
