"""Invented articles, and records as they once were, for what is measured and tested of them."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from onrecord.record.schema import migrate

PEOPLE = ("Mara Vale", "Oren Sarrow", "Ines Teleki", "Ben Okoro", "Lena Marsh", "Tom Arden")
_PLACES = ("Karsia", "Velland", "Tressia", "Brenn", "the harbour", "the north", "the strait")
_VERBS = "open close sign pay guard end count rename defend visit fund search".split()
_THINGS = "border treaty tariff pipeline embassy ceasefire loan election inquiry blockade".split()
_DEEDS = ("imposed sanctions on", "expelled twelve diplomats of", "signed an agreement with")


def articles(path: Path, count: int, *, dated: bool = True, seed: int = 3) -> Path:
    """A table of invented articles; with other words each, but some sayings are told again."""
    chance = random.Random(seed)
    sayings = [_saying(chance) for _ in range(max(1, count // 2))]
    with path.open("w", encoding="utf-8") as table:
        for number in range(count):
            who, other = chance.sample(PEOPLE, 2)
            lines = (
                f"{other} on {chance.choice(_PLACES)}",
                f"“{chance.choice(sayings)},” {who} said on Friday.",
                f"{other} {chance.choice(_DEEDS)} {chance.choice(_PLACES)}.",
                f"{other} said that {_saying(chance).lower()}.",
            )
            row = {"id": f"https://velland.example/{number}", "text": "\n\n".join(lines)}
            if dated:
                row |= {"published": f"2031-{number % 12 + 1:02}-04", "publisher": "Brenn Post"}
            table.write(json.dumps(row) + "\n")
    return path


def _saying(chance: random.Random) -> str:
    verbs, things = chance.sample(_VERBS, 2), chance.sample(_THINGS, 2)
    place = chance.choice(_PLACES)
    return (
        f"We will {verbs[0]} the {things[0]} and {verbs[1]} the {things[1]} of {place}"
        f" for {chance.randint(2, 9999)} days"
    )


def aged(record: Path, old: Path, version: int) -> None:
    """Make a record of an earlier version with all that a record of today holds."""
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, version)
        connection.execute("ATTACH ? AS newer", (str(record),))
        connection.execute("BEGIN")
        own = connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'found%'"
            " AND name NOT LIKE 'pairs%' AND name <> 'outlets'"  # filled from others
        ).fetchall()
        for (table,) in own:
            names = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            columns = ", ".join(name for (name,) in names.fetchall())
            connection.execute(
                f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}"
            )
        if version > 1:
            connection.execute(
                "INSERT INTO pairs (rowid, keys) SELECT number, pairs_of(text) FROM documents"
            )
        connection.execute("COMMIT")
