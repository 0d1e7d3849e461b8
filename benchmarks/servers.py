"""A PostgreSQL server of one's own for tests and measurements: on a socket, and then gone."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
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


class Server:
    """A server in a folder: it is started, stopped, killed, and started again."""

    def __init__(self, place: str, programs_at: Path, settings: Sequence[str]) -> None:
        self.address = f"postgresql:///postgres?host={place}&user={USER}"
        self._place, self._programs = place, programs_at
        self._user = None if os.geteuid() else _unprivileged()  # it refuses to run as root
        self._options = " ".join(
            f"-c {setting}" for setting in (*settings, f"unix_socket_directories={place}")
        )
        if self._user is not None:
            shutil.chown(place, self._user)
        data = self._data
        self._run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        hba = Path(data, "pg_hba.conf")
        hba.write_text(f"local all {LOCKED} scram-sha-256\n{hba.read_text()}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = f"{self._place}/log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", self._options, "-w", "start")

    def stop(self, mode: str) -> None:
        """Stop it: `immediate` leaves it to the next start to take back what was not done."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """Kill -9 of its first process; the others see it and go."""
        first = int(Path(self._data, "postmaster.pid").read_text().split("\n", 1)[0])
        group = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=True
        ).stdout.split()
        os.kill(first, signal.SIGKILL)
        while any(Path("/proc", pid).exists() and not _is_dead(pid) for pid in group):
            time.sleep(0.01)  # a new one does not start beside what is left of the old one
        # a process that nobody asks about seems to be alive to who reads its number here
        for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            Path(self._place, name).unlink(missing_ok=True)

    @property
    def _data(self) -> str:
        return f"{self._place}/data"

    def _run(self, name: str, *words: str) -> None:
        user = self._user
        subprocess.run(
            [self._programs / name, *words],
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=self._place,
            check=True,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


def _is_dead(pid: str) -> bool:
    """Whether a process has ended that nobody has asked about yet."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database on a server that is stopped afterwards.

    Args:
        durable: whether it waits for the disk, as a server that is used does.
    """
    with server(durable=durable) as started:
        yield started.address


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """The same, to be stopped and started on the way; at the end it must run."""
    folder = programs()
    assert folder is not None, "PostgreSQL is not installed: see requirements/postgresql.sh"
    place = tempfile.mkdtemp(prefix="onrecord-pg-", dir=None if durable else _memory())
    settings = [f for f in _SETTINGS if not (durable and f.startswith("fsync"))]
    try:
        made = Server(place, folder, settings)
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
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
