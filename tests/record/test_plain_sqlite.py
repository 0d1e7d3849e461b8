"""A record is a plain SQLite file: Datasette and other tools open it without our functions."""

import sqlite3
from contextlib import closing

from onrecord.record.store import Store
from tests.conftest import NewRecord
from tests.record.worlds import document, reading, statement


def test_every_table_reads_without_us(sqlite: NewRecord) -> None:
    location = sqlite()
    of = document("“We will never lift the sanctions on Velland,” Vale said.")
    with Store.open(location, create=True) as store:
        store.add(reading(of, statement(of, "“We will never lift the sanctions on Velland,”")))

    with closing(sqlite3.connect(f"file:{location}?mode=ro", uri=True)) as plain:
        names = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        # an index that keeps no rows cannot be listed, by anybody
        tables = [name for (name,) in plain.execute(names) if name != "pairs"]
        rows = {
            name: plain.execute(f'SELECT * FROM "{name}" LIMIT 3').fetchall() for name in tables
        }
        hits = plain.execute("SELECT words FROM found WHERE found MATCH 'sanctions'").fetchall()

    assert {"documents", "tellings", "telling_topics", "names"} <= set(tables)
    assert len(rows["documents"]) == len(rows["tellings"]) == 1
    assert "never lift the sanctions" in hits[0][0]
