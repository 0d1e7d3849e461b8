"""Tables of the record and their forward-only migrations, and how the file is opened.

The record is one SQLite file. `user_version` counts the migrations that it has been through, and
`application_id` says that it is ours, so that a record of a newer onrecord, or somebody else's
database, is left as it is.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from onrecord.errors import BrokenRecordError, RecordError
from onrecord.record.failures import all_or_nothing, in_words, reason
from onrecord.record.pairs import indexed_pairs
from onrecord.record.rows import read_text
from onrecord.record.sqlite import Sqlite

APPLICATION = 0x6F6E7265  # "onre"
BUSY_TIMEOUT_S = 30
CACHE_KIB = 64 * 1024
CHECKPOINT_PAGES = 16_000
"""A document touches hundreds of pages of `traces`; at SQLite's own 1,000 each would be synced."""

# A text may hold lone surrogates (broken JSON of posts) and NUL, which SQLite's TEXT does not
# keep: it is stored as bytes, and JSON columns in ASCII.
_FIRST = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL,   -- near-duplicate group: the least id in it
    published TEXT,
    text BLOB NOT NULL,
    data TEXT NOT NULL,     -- what is known of the document
    rest TEXT NOT NULL      -- segments, timexes, mentions, entities, provenance
);
CREATE INDEX documents_family ON documents (family);

CREATE TABLE bands (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (band, document)
) WITHOUT ROWID;

CREATE TABLE tellings (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    record TEXT NOT NULL,   -- 'statement' or 'action'
    who TEXT,
    behalf TEXT,
    date TEXT,
    bond TEXT NOT NULL,     -- how readily it joins others, see merging.Bond
    size INTEGER NOT NULL,  -- how many traces it has
    cluster INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    words TEXT NOT NULL,    -- what the search finds it by
    selector TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX tellings_document ON tellings (document);
CREATE INDEX tellings_who ON tellings (who);
CREATE INDEX tellings_behalf ON tellings (behalf) WHERE behalf IS NOT NULL;
CREATE INDEX tellings_cluster ON tellings (cluster);
CREATE INDEX tellings_evidence ON tellings (evidence);

CREATE TABLE traces (
    key INTEGER NOT NULL,
    telling INTEGER NOT NULL REFERENCES tellings ON DELETE CASCADE,
    PRIMARY KEY (key, telling)
) WITHOUT ROWID;
CREATE INDEX traces_telling ON traces (telling);

-- clusters that changed, and whose evidence is not named yet
CREATE TABLE unsettled (cluster INTEGER PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE telling_topics (
    topic TEXT NOT NULL,
    telling INTEGER NOT NULL REFERENCES tellings ON DELETE CASCADE,
    PRIMARY KEY (topic, telling)
) WITHOUT ROWID;
CREATE INDEX telling_topics_telling ON telling_topics (telling);

CREATE TABLE names (
    entity TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (entity, document)
) WITHOUT ROWID;
CREATE INDEX names_document ON names (document);

CREATE TABLE register (
    kind TEXT NOT NULL,     -- 'people', 'organisations' or 'topics'
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE found USING fts5 (
    words, content = 'tellings', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER tellings_added AFTER INSERT ON tellings BEGIN
    INSERT INTO found (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER tellings_removed AFTER DELETE ON tellings BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.number, old.words);
END;
"""

# Pairs of neighbouring words of each document, see `pairs`. Texts never change, so that it needs
# no deleting; `pairs_of` is our own function.
_PAIRS = """
CREATE VIRTUAL TABLE pairs USING fts5 (
    keys, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii'
);
INSERT INTO pairs (rowid, keys) SELECT number, pairs_of(text) FROM documents;
"""

# Whom the id of a person stands for, see `identities`.
_MERGES = "CREATE TABLE merges (person TEXT PRIMARY KEY, meant TEXT NOT NULL) WITHOUT ROWID;"

# At whom a statement is directed: a dossier asks for what was said about somebody.
_TARGETS = """
ALTER TABLE tellings ADD COLUMN target TEXT;
UPDATE tellings SET target = json_extract(data, '$.target') WHERE record = 'statement';
CREATE INDEX tellings_target ON tellings (target) WHERE target IS NOT NULL;
"""

# What a search counts of documents, apart from their texts: SQLite reads through a text to reach
# what stands behind it in the row.
_OUTLETS = """
CREATE TABLE outlets (document INTEGER PRIMARY KEY, publisher TEXT, kind TEXT NOT NULL);
INSERT INTO outlets (document, publisher, kind)
    SELECT number, json_extract(data, '$.publisher'), json_extract(data, '$.kind') FROM documents;
CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN
    INSERT INTO outlets (document, publisher, kind) VALUES (
        new.number, json_extract(new.data, '$.publisher'), json_extract(new.data, '$.kind')
    );
END;
CREATE TRIGGER documents_changed AFTER UPDATE OF data ON documents BEGIN
    UPDATE outlets SET publisher = json_extract(new.data, '$.publisher'),
        kind = json_extract(new.data, '$.kind') WHERE document = new.number;
END;
CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN
    DELETE FROM outlets WHERE document = old.number;
END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _PAIRS, _MERGES, _TARGETS, _OUTLETS)
"""Each takes the record one version on; never changed once released, only added to."""


def connect(location: str, *, create: bool, cache_kib: int = CACHE_KIB) -> Sqlite:
    """Open the record at a path, new or of this or an older version.

    Raises:
        RecordError: there is none and `create` is false, or it is not a record that we can use.
    """
    path = Path(location)
    if not path.exists() and not create:
        raise RecordError(f"no record at {location}: run 'onrecord add' first")
    if path.is_dir():
        raise RecordError(f"{location} is a folder: give the path of a record file")
    if path.exists():
        recognise(path)
    with in_words(f"open the record {location}"):
        connection = sqlite3.connect(
            address(path, "rwc") if path.exists() else location,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
            uri=path.exists(),
            factory=Sqlite,
        )
        try:
            _prepare(connection, cache_kib)
        except BaseException:
            connection.close()
            raise
    return connection


def recognise(path: Path) -> int:
    """The version of the record in a file, which is not touched; 0 of an empty file.

    Raises:
        BrokenRecordError: it is damaged, or no database.
        RecordError: it is not a record, or one of a newer onrecord.
    """
    try:
        try:
            version, application, empty = _marks(path, "ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
            version, application, empty = _marks(path, "rw")  # takes back what was cut off
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise BrokenRecordError(f"{path} is not a record of onrecord: {error}") from None
        broken = error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT
        kind = BrokenRecordError if broken else RecordError
        raise kind(f"cannot open the record {path}: {reason(error)}") from None
    if not empty and application != APPLICATION:
        raise RecordError(f"{path} is a database, but not a record of onrecord")
    if version > len(MIGRATIONS):
        raise RecordError(
            f"{path} was made by a newer onrecord (record version {version}, "
            f"this one reads up to {len(MIGRATIONS)}): update onrecord"
        )
    return version


def _marks(path: Path, mode: str) -> tuple[int, int, bool]:
    """Version and maker of a database, and whether it holds nothing."""
    with closing(sqlite3.connect(address(path, mode), uri=True)) as found:
        version = found.execute("PRAGMA user_version").fetchone()[0]
        application = found.execute("PRAGMA application_id").fetchone()[0]
        return version, application, not found.execute("SELECT 1 FROM sqlite_master").fetchone()


def address(path: Path, mode: str) -> str:
    """What SQLite opens a file by.

    On a disk that we cannot write to it makes no log, which it asks for even to read: it is told
    that none is needed, unless there is one, of somebody who writes there by another way.
    """
    path = path.resolve()  # SQLite's files lie beside the file itself
    log, index = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    is_logged = log.exists() and (index.exists() or log.stat().st_size > 0)
    if os.statvfs(path).f_flag & os.ST_RDONLY and not is_logged:
        mode = "ro&immutable=1"
    return f"{path.as_uri()}?mode={mode}"


def _prepare(connection: sqlite3.Connection, cache_kib: int) -> None:
    """Settings of the connection, and the migrations that the file has not been through."""
    connection.execute("PRAGMA foreign_keys = ON")
    # what was told of outlives a power cut too, for 3 ms a transaction
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if _version(connection) < len(MIGRATIONS):
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, len(MIGRATIONS))


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take a record to a version, all the way or not at all; one that is there stays as it is."""
    connection.create_function(
        "pairs_of", 1, lambda stored: " ".join(indexed_pairs(read_text(stored)))
    )
    with all_or_nothing(connection):
        # another process may have migrated while this one waited for the lock
        for number in range(_version(connection), version):
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the transaction around it."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
