"""A PostgreSQL server of one's own for tests and measurements: on a socket, and then gone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import psycopg

USER = "onrecord"
LOCKED = "locked"
"""A user who is asked for a password, which is `geheim`."""
_ROOM_BYTES = 4 << 30
_SETTINGS = (
    "listen_addresses=''",
    "fsync=off",
    "max_connections=50",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
)


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [str(Path(found).resolve().parent)] if found else []
    folders += sorted(glob("/usr/lib/postgresql/*/bin"), key=_version, reverse=True)
    return next((Path(f) for f in folders if Path(f, "postgres").exists()), None)


def _version(folder: str) -> float:
    return float(Path(folder).parent.name)


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database on a server that is stopped afterwards.

    Args:
        durable: whether it waits for the disk, as a server that is used does.
    """
    folder = programs()
    assert folder is not None, "PostgreSQL is not installed: see requirements/postgresql.sh"
    place = tempfile.mkdtemp(prefix="onrecord-pg-", dir=None if durable else _memory())
    user = None if os.geteuid() else _unprivileged()
    if user is not None:  # PostgreSQL refuses to run as root
        shutil.chown(place, user)
    data = f"{place}/data"
    settings = [f for f in _SETTINGS if not (durable and f.startswith("fsync"))]

    def run(name: str, *words: str) -> None:
        subprocess.run(
            [folder / name, *words],
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=place,
            check=True,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )

    try:
        run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        hba = Path(data, "pg_hba.conf")
        hba.write_text(f"local all {LOCKED} scram-sha-256\n{hba.read_text()}")
        options = " ".join(
            f"-c {setting}" for setting in (*settings, f"unix_socket_directories={place}")
        )
        run("pg_ctl", "-D", data, "-l", f"{place}/log", "-o", options, "-w", "start")
        try:
            yield f"postgresql:///postgres?host={place}&user={USER}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place)


def _memory() -> str | None:
    """A folder in memory, where there is one with room: a schema is sixty files."""
    shm = "/dev/shm"
    if not os.access(shm, os.W_OK):
        return None
    room = os.statvfs(shm)
    return shm if room.f_bavail * room.f_frsize > _ROOM_BYTES else None


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def new_place(server: str, name: str) -> str:
    """The address of an empty schema in the database of a server."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"'.encode())
    return f"{server}&options=-csearch_path%3D{name}"
