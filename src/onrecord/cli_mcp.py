"""`onrecord mcp`: the record for language models."""

import click

from onrecord import pipeline
from onrecord.cli_options import reader_of, reader_option, record_option
from onrecord.errors import ComponentError
from onrecord.web.opened import Opened


@click.command()
@click.option("--http", is_flag=True, help="Over HTTP on this machine instead of standard input.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@reader_option
@record_option
def mcp(http: bool, port: int, reader: str, record: str) -> None:
    """Let a language model ask the record, over the Model Context Protocol.

    Its tools search the record, give a dossier, check a quotation and audit a text. Needs
    `pip install 'onrecord[mcp]'`.
    """
    try:
        from onrecord.web.mcp import create_server  # noqa: PLC0415  the extra onrecord[mcp]
    except ImportError:
        raise ComponentError("this needs the MCP SDK: run pip install 'onrecord[mcp]'") from None
    with pipeline.open_record(record):
        pass  # says at once if there is none, or one that we cannot use
    server = create_server(Opened(location=record, reader=reader_of(reader)))
    if http:
        server.run("streamable-http", host="127.0.0.1", port=port)
    else:
        server.run("stdio")
