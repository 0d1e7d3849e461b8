"""kill -9 at random moments of whatever writes to a record: is anything lost, or different after?

Run: python -m benchmarks.killed --moments 300 --json [--record postgresql]

Each moment is a process that adds, updates, loads, merges people, migrates an old record or
restores a backup, and that is killed: after a random time, or when it has written a random number
of bytes, because writing is the smaller part of its time. Then the record must open, SQLite must
find it whole, all must be in it that the process had told of, the same commands must end well, and
the record must be, byte for byte, that of a process that nobody killed. The articles are invented,
read by rule.

With `--record postgresql` the records lie on a private server, which goes on when a process that
writes to it is killed; there is no restoring there. What was written is then what the server has
written to its log. With `--server` it is the server that is stopped (fast, at once) or killed (one
who serves, the first process), in turn, and started again: who wrote must end, and say so in one
line.

Printed are the moments of each kind of work, how many of them met it at work, and what was wrong.
"""

import argparse
import json
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from benchmarks.invented import PEOPLE, aged, articles
from benchmarks.killed_places import Databases, Files, Places, Struck, location
from benchmarks.servers import server
from click.testing import CliRunner

from onrecord.cli import main as onrecord
from onrecord.core.entities import slug
from onrecord.errors import OnrecordError
from onrecord.record import postgres_opening
from onrecord.record.address import is_server
from onrecord.record.backup import back_up
from onrecord.record.export import Format, exported
from onrecord.record.postgres_schema import MIGRATIONS
from onrecord.record.store import Store

ARTICLES = 300
"""Six batches of `add`, each a transaction of its own."""
RULES = ("--reader", "rules", "--json")
_POLL_S = 0.0002
_PATIENCE_S = 120

Commands = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A kind of work that is killed.

    Attributes:
        begin: makes, in a folder, what the work begins with.
        commands: what is run on the record of a folder.
        told: what a line that was printed vouches for.
        held: all that a record holds of what lines vouch for.
        at_once: whether it is done whole or not at all.
    """

    begin: Callable[[Path], None]
    commands: Callable[[Path], Commands]
    told: Callable[[str], str]
    held: Callable[[Store], set[str]]
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """What a kind of work begins with, and what comes of it when nobody kills it."""

    folder: Path
    before: str
    after: str
    documents: frozenset[str]
    seconds: float
    written: int


def main() -> None:
    """Kill, look, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--moments", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--record", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--server", action="store_true", help="kill the server, not who writes")
    parser.add_argument("--json", action="store_true", help="always so")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    kinds = works(options.articles)
    names = WORKS if options.record == "sqlite" else ON_SERVERS
    shares = dict.fromkeys(names, options.moments // len(names))
    shares["add"] += options.moments - sum(shares.values())
    told = {}
    with tempfile.TemporaryDirectory() as folder, _places(options.record, options.server) as places:
        for name, share in shares.items():
            hits, wrong = moments(kinds[name], share, chance, Path(folder) / name, places)
            told[name] = {"moments": share, "at_work": hits, "wrong": wrong}
            print(name, told[name], file=sys.stderr)
    print(json.dumps({"record": options.record, "moments": options.moments, "works": told}))


@contextmanager
def _places(record: str, is_server_struck: bool) -> Iterator[Places]:
    if record == "sqlite":
        yield Files()
        return
    with server() as started:
        yield Struck(started) if is_server_struck else Databases(started.address)


def moments(
    work: Work, count: int, chance: random.Random, folder: Path, places: Places
) -> tuple[int, list[str]]:
    """Kill a kind of work so often; how often it was at work then, and what was wrong after."""
    known = undisturbed(work, folder, places)
    hits = 0
    wrong: list[str] = []
    for number in range(count):
        place = folder / f"moment-{number}"
        places.copy(known.folder, place)
        at_size = number % 2
        share = chance.random() * (known.written if at_size else known.seconds)
        enough = partial(_reached, share, at_size=at_size)
        ended: list[str] = []
        met, lines = run(work.commands(place), place, enough, places, ended)
        hits += met
        wrong += [f"moment {number}: {what}" for what in ended]
        told = {work.told(line) for line in lines}
        wrong += [f"moment {number}: {what}" for what in faults(work, known, place, told, places)]
        places.remove(place)
    return hits, wrong


def _reached(share: float, seconds: float, written: int, *, at_size: int) -> bool:
    return (written if at_size else seconds) >= share


def undisturbed(work: Work, folder: Path, places: Places) -> Undisturbed:
    """Let a kind of work be done once."""
    begun, seen, done = folder / "begun", folder / "seen", folder / "done"
    places.make(begun)
    work.begin(begun)
    before, documents = "", frozenset[str]()
    if places.holds(begun):
        places.copy(begun, seen)  # to look is to migrate
        before, documents = state(seen), documents_of(seen)
    places.copy(begun, done)
    most = [0.0, 0]

    def watch(seconds: float, size: int) -> bool:
        most[:] = seconds, max(most[1], size)
        return False

    _, lines = run(work.commands(done), done, watch, places, [])
    after = state(done)
    with Store.open(location(done)) as store:
        told = {work.told(line) for line in lines}
        assert told, f"nothing was told: {(done / 'stderr').read_text()}"
        assert told <= work.held(store)
    return Undisturbed(
        folder=begun,
        before=before,
        after=after,
        documents=documents,
        seconds=most[0],
        written=int(most[1]),
    )


def run(
    commands: Commands,
    folder: Path,
    enough: Callable[[float, int], bool],
    places: Places,
    wrong: list[str],
) -> tuple[bool, list[str]]:
    """Run commands in a process, and kill what writes when it has run or written enough.

    Returns:
        Whether it was at work then, and the lines that it had printed; `wrong` gets what is wrong
        with how it ended.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["onrecord.cli", __name__])
    out = folder / "stdout"
    process = context.Process(target=_commands, args=(commands, str(folder)))
    process.start()
    while process.is_alive() and not out.exists():
        time.sleep(_POLL_S)
    at_first, began = places.written(folder), time.perf_counter()
    while process.is_alive():
        if enough(time.perf_counter() - began, places.written(folder) - at_first):
            places.strike(process)
            break
        time.sleep(_POLL_S)
    process.join(_PATIENCE_S)
    if process.exitcode is None:
        process.kill()
        process.join()
        wrong.append(f"it had not ended after {_PATIENCE_S} seconds")
    *lines, _cut_off = out.read_text("utf-8").split("\n")
    return places.met(process, folder, wrong), lines


def _commands(commands: Commands, folder: str) -> None:
    """Run commands one after the other; the main function of a process."""
    for stream, name in ((2, "stderr"), (1, "stdout")):
        os.dup2(os.open(f"{folder}/{name}", os.O_CREAT | os.O_WRONLY | os.O_APPEND), stream)
    for words in commands:
        onrecord(words, standalone_mode=False)


def faults(
    work: Work, known: Undisturbed, folder: Path, told: set[str], places: Places
) -> Iterator[str]:
    """What is wrong with the record of a folder in which work was killed."""
    try:
        if places.holds(folder):
            yield from damages(folder, places)
            with Store.open(location(folder)) as store:
                gone = known.documents - set(store.document_ids())
                if gone and not work.at_once:  # which may go back to fewer
                    yield f"{len(gone)} documents are gone that were there before"
                if unheld := told - work.held(store):
                    yield f"{len(unheld)} are not there that were told of"
            if work.at_once and state(folder) not in (known.before, known.after):
                yield "half of it was done"
        elif told or known.documents:
            yield "there is no record any more"
        for words in work.commands(folder):
            again = CliRunner().invoke(onrecord, list(words))
            if again.exit_code and " already" not in again.stderr:
                yield f"onrecord {' '.join(words)}: {again.stderr or again.exception!r}"
        yield from damages(folder, places)
        if state(folder) != known.after:
            yield "the record is another one after all"
    except (OnrecordError, sqlite3.Error, psycopg.Error) as error:
        yield f"{type(error).__name__}: {error}"


def damages(folder: Path, places: Places) -> Iterator[str]:
    """What is broken in a record; the first to open it after the kill is onrecord."""
    Store.open(location(folder)).close()
    yield from places.damages(folder)


def state(folder: Path) -> str:
    """All that a record tells: its groups of near-duplicates, and its export."""
    with Store.open(location(folder)) as store:
        return json.dumps(store.groups()) + "".join(exported(store.evidence(), Format.JSONL))


def documents_of(folder: Path) -> frozenset[str]:
    """Ids of the documents of a record."""
    with Store.open(location(folder)) as store:
        return frozenset(store.document_ids())


def _add(folder: Path, count: int, *, dated: bool = True) -> Commands:
    table = articles(folder / f"{count}-{dated}.jsonl", count, dated=dated)
    return [("add", str(table), *RULES, "--record", location(folder))]


def _done(commands: Commands) -> None:
    for words in commands:
        result = CliRunner().invoke(onrecord, list(words))
        assert result.exit_code == 0, result.output


def _batched(folder: Path, count: int) -> None:
    table = articles(folder / "articles.jsonl", count)
    _done([("batch", str(table), "-o", str(folder / "batch"), *RULES[:2], "--workers", "1")])


def _old(folder: Path, count: int) -> None:
    if is_server(location(folder)):  # the first version takes what is written today
        newest, postgres_opening.MIGRATIONS = postgres_opening.MIGRATIONS, MIGRATIONS[:1]
        _done(_add(folder, count))
        postgres_opening.MIGRATIONS = newest
        return
    _done(_add(folder, count))
    (folder / "r.db").rename(folder / "new.db")
    aged(folder / "new.db", folder / "r.db", 1)
    (folder / "new.db").unlink()


def _backed_up(folder: Path, count: int) -> None:
    _done(_add(folder, count))
    back_up(str(folder / "r.db"), folder / "backup.db")
    _done(_add(folder, count // 2, dated=False))


def _merges(folder: Path) -> Commands:
    record = ("--record", location(folder))
    return [("people", "--merge", who, PEOPLE[0], *record) for who in PEOPLE[1:]]


def _on_record(words: tuple[str, ...], folder: Path) -> Commands:
    given = tuple(word.format(folder) for word in words)
    return [(*given, "--record", location(folder))]


def _document(line: str) -> str:
    return str(json.loads(line)["document"])


def _documents(store: Store) -> set[str]:
    return set(store.document_ids())


def _dated(store: Store) -> set[str]:
    return {document.id for document in store.documents() if document.published}


def _merged(line: str) -> str:
    who, _, meant = line.removesuffix(".").partition(" is ")
    return f"{slug(who)} {slug(meant)}"


def works(count: int) -> dict[str, Work]:
    """All kinds of work, with so many articles."""
    return {
        "add": Work(
            begin=lambda folder: None,
            commands=partial(_add, count=count),
            told=_document,
            held=_documents,
        ),
        "update": Work(
            begin=lambda folder: _done(_add(folder, count, dated=False)),
            commands=partial(_add, count=count),
            told=_document,
            held=_dated,
        ),
        "load": Work(
            begin=partial(_batched, count=count),
            commands=partial(_on_record, ("load", "{}/batch", *RULES)),
            told=_document,
            held=_documents,
        ),
        "people": Work(
            begin=lambda folder: _done(_add(folder, count)),
            commands=_merges,
            told=_merged,
            held=lambda store: {f"{who} {meant.id}" for who, meant in store.merges().items()},
        ),
        "migrate": Work(
            begin=partial(_old, count=count),
            commands=partial(_on_record, ("people", "--json")),
            told=lambda line: str(json.loads(line)["id"]),
            held=lambda store: {person.id for person in store.people()},
            at_once=True,
        ),
        "restore": Work(
            begin=partial(_backed_up, count=count),
            commands=partial(_on_record, ("restore", "{}/backup.db", "--replace", "--json")),
            told=lambda line: f"{json.loads(line)['documents']} documents",
            held=lambda store: {f"{len(store.document_ids())} documents"},
            at_once=True,
        ),
    }


WORKS = works(ARTICLES)
ON_SERVERS = ("add", "update", "load", "people", "migrate")

if __name__ == "__main__":
    main()
