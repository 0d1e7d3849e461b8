"""Tables of a record in PostgreSQL, their forward-only migrations, and what else may be there.

The tables are those of the file (`schema`), in the first schema of the connection's search path.
All text is compared byte by byte, as SQLite does it. Columns that change often stand apart from
what is large or indexed by its words: PostgreSQL writes a row anew for each change. What waits to
be put into the indexes of words and pairs is read at each look-up, so that little may wait.
Pairs are an array of numbers: as a row each they took five times the room, and twice the time.
"""

APPLICATION = 0x6F6E7265  # "onre"

# Texts may hold lone surrogates and NUL, which PostgreSQL's text does not keep: see `schema`.
_FIRST = """
CREATE TABLE onrecord (version INTEGER NOT NULL);
INSERT INTO onrecord VALUES (0);

CREATE TABLE documents (
    number BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    family TEXT COLLATE "C" NOT NULL,
    published TEXT COLLATE "C",
    publisher TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    text BYTEA NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    rest TEXT COLLATE "C" NOT NULL
);
CREATE INDEX documents_family ON documents (family);
CREATE VIEW outlets AS SELECT number AS document, publisher, kind FROM documents;

CREATE TABLE bands (
    band BIGINT NOT NULL,
    document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (band, document)
);

CREATE TABLE tellings (
    number BIGINT PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
    record TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C",
    behalf TEXT COLLATE "C",
    target TEXT COLLATE "C",
    date TEXT COLLATE "C",
    bond TEXT COLLATE "C" NOT NULL,
    size INTEGER NOT NULL,
    cluster BIGINT NOT NULL,
    evidence TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    selector TEXT COLLATE "C" NOT NULL,
    data TEXT COLLATE "C" NOT NULL
);
CREATE INDEX tellings_document ON tellings (document);
CREATE INDEX tellings_who ON tellings (who);
CREATE INDEX tellings_behalf ON tellings (behalf) WHERE behalf IS NOT NULL;
CREATE INDEX tellings_target ON tellings (target) WHERE target IS NOT NULL;
CREATE INDEX tellings_cluster ON tellings (cluster);
CREATE INDEX tellings_evidence ON tellings (evidence);

CREATE TABLE traces (
    key BIGINT NOT NULL,
    telling BIGINT NOT NULL REFERENCES tellings ON DELETE CASCADE,
    PRIMARY KEY (key, telling)
);
CREATE INDEX traces_telling ON traces (telling);

CREATE TABLE unsettled (cluster BIGINT PRIMARY KEY);

CREATE TABLE telling_topics (
    topic TEXT COLLATE "C" NOT NULL,
    telling BIGINT NOT NULL REFERENCES tellings ON DELETE CASCADE,
    PRIMARY KEY (topic, telling)
);
CREATE INDEX telling_topics_telling ON telling_topics (telling);

CREATE TABLE names (
    entity TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE,
    type TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (entity, document)
);
CREATE INDEX names_document ON names (document);

CREATE TABLE register (
    kind TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE merges (person TEXT COLLATE "C" PRIMARY KEY, meant TEXT COLLATE "C" NOT NULL);

-- the words of tellings as `tokens` cuts them: for the index, and in their order for phrases
CREATE TABLE found (
    rowid BIGINT PRIMARY KEY REFERENCES tellings ON DELETE CASCADE,
    size INTEGER NOT NULL,
    words TSVECTOR NOT NULL,
    line TEXT COLLATE "C" NOT NULL
);
CREATE INDEX found_words ON found USING gin (words) WITH (gin_pending_list_limit = 256);

-- how many tellings there are, and how many words they have: what their rank is worked out from
CREATE TABLE found_totals (rows BIGINT NOT NULL, size BIGINT NOT NULL);
INSERT INTO found_totals VALUES (0, 0);
CREATE FUNCTION count_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE found_totals AS t SET
        rows = t.rows + CASE TG_OP WHEN 'INSERT' THEN c.rows ELSE -c.rows END,
        size = t.size + CASE TG_OP WHEN 'INSERT' THEN c.size ELSE -c.size END
    FROM (SELECT count(*) AS rows, coalesce(sum(n.size), 0) AS size FROM changed AS n) AS c
    WHERE c.rows > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER found_added AFTER INSERT ON found REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_found();
CREATE TRIGGER found_removed AFTER DELETE ON found REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_found();

CREATE TABLE pairs (
    rowid BIGINT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    keys INTEGER[] NOT NULL
);
CREATE INDEX pairs_keys ON pairs USING gin (keys) WITH (gin_pending_list_limit = 256);

-- by the index in a small table too: PostgreSQL does not know what it costs to unpack all arrays
CREATE FUNCTION pairs_each(asked INTEGER[], most BIGINT)
    RETURNS TABLE (place BIGINT, number BIGINT) LANGUAGE sql STABLE SET enable_seqscan = off AS $$
SELECT k.place, p.rowid FROM unnest(asked) WITH ORDINALITY AS k (key, place)
CROSS JOIN LATERAL (SELECT rowid FROM pairs WHERE keys @> ARRAY[k.key] LIMIT most) AS p
$$;
"""

# A document leaves hundreds of traces. To look up for each row that its telling is there, which it
# is, took four times as long as writing it: what foreign keys did when tellings go, a trigger does.
_TRACES = """
ALTER TABLE traces DROP CONSTRAINT traces_telling_fkey;
ALTER TABLE telling_topics DROP CONSTRAINT telling_topics_telling_fkey;
ALTER TABLE found DROP CONSTRAINT found_rowid_fkey;
CREATE FUNCTION forget_tellings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM traces AS t USING gone WHERE t.telling = gone.number;
    DELETE FROM telling_topics AS t USING gone WHERE t.telling = gone.number;
    DELETE FROM found AS f USING gone WHERE f.rowid = gone.number;
    RETURN NULL;
END $$;
CREATE TRIGGER tellings_removed AFTER DELETE ON tellings REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION forget_tellings();
"""

# The same of documents, which nobody takes out: each band and name looked up that its document is
# there. What is found by numbers that look random cannot be packed, which was tried each time.
_DOCUMENTS = """
ALTER TABLE bands DROP CONSTRAINT bands_document_fkey;
ALTER TABLE tellings DROP CONSTRAINT tellings_document_fkey;
ALTER TABLE names DROP CONSTRAINT names_document_fkey;
ALTER TABLE pairs DROP CONSTRAINT pairs_rowid_fkey;
CREATE FUNCTION forget_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bands AS b USING gone WHERE b.document = gone.number;
    DELETE FROM tellings AS t USING gone WHERE t.document = gone.number;
    DELETE FROM names AS n USING gone WHERE n.document = gone.number;
    DELETE FROM pairs AS p USING gone WHERE p.rowid = gone.number;
    RETURN NULL;
END $$;
CREATE TRIGGER documents_removed AFTER DELETE ON documents REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION forget_documents();
ALTER TABLE pairs ALTER COLUMN keys SET STORAGE EXTERNAL;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _TRACES, _DOCUMENTS)
"""Each takes the record one version on; never changed once released, only added to."""
