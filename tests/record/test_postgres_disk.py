"""The disk of a server that is full: one line, and nothing is lost."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from benchmarks.invented import articles
from click.testing import CliRunner, Result

from onrecord.cli import main

_ROOM = "24m"
"""Of which an empty database takes a third."""


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def disk(postgresql_server: str) -> Iterator[Path]:
    """A small disk for the server's tables alone; what it writes ahead lies elsewhere."""
    with psycopg.connect(postgresql_server) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    folder = tempfile.mkdtemp()
    options = f"size={_ROOM},mode=700,uid={os.stat(data).st_uid}"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        os.rmdir(folder)
        pytest.skip("needs root, and leave to mount a small disk")
    try:
        yield Path(folder)
    finally:
        subprocess.run(["umount", folder], check=True)
        os.rmdir(folder)


@pytest.fixture
def place(postgresql_server: str, disk: Path) -> Iterator[str]:
    """A database on the small disk."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{disk}'".encode())
        connection.execute("CREATE DATABASE small TABLESPACE small TEMPLATE template0")
        try:
            yield postgresql_server.replace("/postgres?", "/small?")
        finally:
            connection.execute("DROP DATABASE small WITH (FORCE)")
            connection.execute("DROP TABLESPACE small")


def filled(filler: Path) -> None:
    """Write until the disk is full."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


def test_a_full_disk_loses_nothing(place: str, disk: Path, tmp_path: Path) -> None:
    few = str(articles(tmp_path / "few.jsonl", 8, seed=4))
    many = str(articles(tmp_path / "many.jsonl", 60))
    rules = ("--reader", "rules", "--record")
    file = str(tmp_path / "r.db")
    for record in (place, file):
        assert call("add", few, *rules, record).exit_code == 0
    before = call("export", "--record", place).stdout
    filled(disk / "filler")

    full = call("add", many, *rules, place)

    assert (full.exit_code, full.stdout, full.stderr.count("\n")) == (2, "", 1)
    assert "cannot write to the record: the disk of the server is full" in full.stderr
    assert call("export", "--record", place).stdout == before
    (disk / "filler").unlink()
    for record in (place, file):
        assert call("add", many, *rules, record).exit_code == 0
    assert call("export", "--record", place).stdout == call("export", "--record", file).stdout
    assert call("verify", "--record", place).exit_code == 0
