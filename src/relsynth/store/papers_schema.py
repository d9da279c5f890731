"""The third and fourth step of the schema: what is read more finely, what people correct, where their codings stand.

Frozen once released, as every step.
"""

from __future__ import annotations

PAPERS = """
ALTER TABLE versions ADD COLUMN spoken TEXT NOT NULL DEFAULT '[]';;
ALTER TABLE sections ADD COLUMN confidence REAL NOT NULL DEFAULT 1.0;;
ALTER TABLE paragraphs ADD COLUMN page INTEGER;;
ALTER TABLE paragraphs ADD COLUMN row_head TEXT;;
ALTER TABLE paragraphs ADD COLUMN column_head TEXT;;
CREATE TABLE adoptions (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents(id),
    version TEXT NOT NULL REFERENCES versions(id),
    read_as TEXT NOT NULL REFERENCES versions(id),
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX adoptions_of_document ON adoptions(document);;
INSERT INTO adoptions (document, version, read_as, at) SELECT document, id, id, read_at FROM versions ORDER BY number;;
CREATE TABLE section_judgements (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents(id),
    path TEXT NOT NULL,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    among INTEGER NOT NULL CHECK (ordinal <= among),
    label TEXT,
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES section_judgements(id),
    at TEXT NOT NULL,
    CHECK ((label IS NULL) = (withdraws IS NOT NULL))
) STRICT;;
CREATE VIEW current_section_judgements AS
    SELECT * FROM section_judgements
    WHERE id IN (SELECT max(id) FROM section_judgements GROUP BY document, path, ordinal, among)
      AND label IS NOT NULL;;
CREATE TABLE carried (
    coding INTEGER NOT NULL REFERENCES codings(id),
    version TEXT NOT NULL REFERENCES versions(id),
    start INTEGER CHECK (start >= 0),
    "end" INTEGER CHECK (start < "end"),
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (coding, version),
    CHECK ((start IS NULL) = ("end" IS NULL))
) STRICT, WITHOUT ROWID;;
CREATE TABLE extractions (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL REFERENCES versions(id),
    extractor TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (version, extractor)
) STRICT;;
CREATE TABLE characteristics (
    id INTEGER PRIMARY KEY,
    extraction INTEGER NOT NULL REFERENCES extractions(id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK (start < "end"),
    rule TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1)
) STRICT;;
CREATE INDEX characteristics_of_extraction ON characteristics(extraction);;
CREATE TABLE characteristic_judgements (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents(id),
    field TEXT NOT NULL,
    said TEXT,
    version TEXT REFERENCES versions(id),
    start INTEGER CHECK (start >= 0),
    "end" INTEGER CHECK (start < "end"),
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES characteristic_judgements(id),
    at TEXT NOT NULL,
    CHECK ((said IS NULL) = (withdraws IS NOT NULL)),
    CHECK ((version IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL))
) STRICT;;
CREATE VIEW current_characteristic_judgements AS
    SELECT * FROM characteristic_judgements
    WHERE id IN (SELECT max(id) FROM characteristic_judgements GROUP BY document, field)
      AND said IS NOT NULL;;
DROP VIEW current_codings;;
DROP VIEW current_runs;;
DROP VIEW current_versions;;
CREATE VIEW current_versions AS
    SELECT versions.*, adoptions.read_as FROM adoptions
    JOIN versions ON versions.id = adoptions.version
    WHERE adoptions.number IN (SELECT max(number) FROM adoptions GROUP BY document)
      AND adoptions.document IN (SELECT id FROM documents WHERE counted);;
CREATE VIEW current_runs AS
    SELECT runs.* FROM runs
    JOIN (
        SELECT max(runs.id) AS id FROM runs
        GROUP BY version, substr(coder, 1, instr(coder, '@') - 1)
    ) USING (id)
    WHERE version IN (SELECT id FROM current_versions);;
CREATE INDEX codings_of_people ON codings(version) WHERE run IS NULL;;
CREATE VIEW current_codings AS
    SELECT codings.*, coders.kind AS kind, codings.version AS current_version FROM current_runs
    JOIN codings ON codings.run = current_runs.id
    JOIN coders ON coders.name = codings.coder
    UNION ALL
    SELECT codings.*, coders.kind, current.id FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN current_versions current
      ON current.document = coded.document AND current.text_digest = coded.text_digest
    WHERE codings.run IS NULL AND coders.kind = 'person'
    UNION ALL
    SELECT codings.id, run, codings.version, carried.start, carried."end", code, coder, codebook, facets,
        NULL, NULL, NULL, score, codings.at, coders.kind, current.id FROM carried
    JOIN codings ON codings.id = carried.coding
    JOIN coders ON coders.name = codings.coder
    JOIN versions onto ON onto.id = carried.version
    JOIN current_versions current
      ON current.document = onto.document AND current.text_digest = onto.text_digest
    WHERE carried.start IS NOT NULL;;
CREATE VIEW unplaced_codings AS
    SELECT codings.id, codings.version, codings.start, codings."end", code, coder, coded.document,
        documents.name AS paper, substr(coded.text, codings.start + 1, codings."end" - codings.start) AS quote,
        CASE WHEN current.id IS NULL THEN 'the paper is counted no longer' ELSE (
            SELECT reason FROM carried JOIN versions onto ON onto.id = carried.version
            WHERE carried.coding = codings.id AND onto.text_digest = current.text_digest
        ) END AS reason
    FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN documents ON documents.id = coded.document
    LEFT JOIN current_versions current ON current.document = coded.document
    WHERE codings.run IS NULL AND coders.kind = 'person' AND (
        current.id IS NULL OR current.text_digest <> coded.text_digest AND NOT EXISTS (
            SELECT 1 FROM carried JOIN versions onto ON onto.id = carried.version
            WHERE carried.coding = codings.id AND onto.text_digest = current.text_digest AND carried.start IS NOT NULL
        )
    );;
CREATE TRIGGER adoptions_are_never_changed BEFORE UPDATE ON adoptions
    BEGIN SELECT raise(ABORT, 'which reading held when is kept'); END;;
CREATE TRIGGER adoptions_are_never_deleted BEFORE DELETE ON adoptions
    BEGIN SELECT raise(ABORT, 'which reading held when is kept'); END;;
CREATE TRIGGER section_judgements_are_never_changed BEFORE UPDATE ON section_judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never changed'); END;;
CREATE TRIGGER section_judgements_are_never_deleted BEFORE DELETE ON section_judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never deleted'); END;;
CREATE TRIGGER carried_is_never_changed BEFORE UPDATE ON carried
    BEGIN SELECT raise(ABORT, 'where a coding was carried to is kept'); END;;
CREATE TRIGGER carried_is_never_deleted BEFORE DELETE ON carried
    BEGIN SELECT raise(ABORT, 'where a coding was carried to is kept'); END;;
CREATE TRIGGER extractions_are_never_changed BEFORE UPDATE ON extractions
    BEGIN SELECT raise(ABORT, 'what was found is appended, never changed'); END;;
CREATE TRIGGER extractions_are_never_deleted BEFORE DELETE ON extractions
    BEGIN SELECT raise(ABORT, 'what was found is appended, never deleted'); END;;
CREATE TRIGGER characteristics_are_never_changed BEFORE UPDATE ON characteristics
    BEGIN SELECT raise(ABORT, 'what was found is appended, never changed'); END;;
CREATE TRIGGER characteristics_are_never_deleted BEFORE DELETE ON characteristics
    BEGIN SELECT raise(ABORT, 'what was found is appended, never deleted'); END;;
CREATE TRIGGER characteristic_judgements_are_never_changed BEFORE UPDATE ON characteristic_judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never changed'); END;;
CREATE TRIGGER characteristic_judgements_are_never_deleted BEFORE DELETE ON characteristic_judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never deleted'); END
"""

HOLDINGS = """
CREATE TABLE holdings (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents(id),
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX holdings_of_path ON holdings(path);;
CREATE INDEX holdings_of_document ON holdings(document);;
INSERT INTO holdings (path, document, at) SELECT path, document, seen_at FROM files WHERE document IS NOT NULL;;
CREATE VIEW successions AS
    SELECT DISTINCT earlier.document, later.document AS successor FROM holdings earlier
    JOIN holdings later
      ON later.path = earlier.path AND later.number > earlier.number AND later.document <> earlier.document;;
DROP VIEW unplaced_codings;;
CREATE VIEW unplaced_codings AS
    SELECT codings.id, codings.version, codings.start, codings."end", code, coder, coded.document,
        documents.name AS paper, substr(coded.text, codings.start + 1, codings."end" - codings.start) AS quote,
        coalesce((
            SELECT iif(onto.document = coded.document, '', 'its file was replaced by another text: ') || reason
            FROM carried JOIN versions onto ON onto.id = carried.version
            JOIN current_versions now ON now.document = onto.document AND now.text_digest = onto.text_digest
            WHERE carried.coding = codings.id AND onto.document = coalesce(current.document, onto.document) LIMIT 1
        ), 'the paper is counted no longer') AS reason
    FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN documents ON documents.id = coded.document
    LEFT JOIN current_versions current ON current.document = coded.document
    WHERE codings.run IS NULL AND coders.kind = 'person'
      AND (current.id IS NULL OR current.text_digest <> coded.text_digest)
      AND NOT EXISTS (
        SELECT 1 FROM carried JOIN versions onto ON onto.id = carried.version
        JOIN current_versions now ON now.document = onto.document AND now.text_digest = onto.text_digest
        WHERE carried.coding = codings.id AND carried.start IS NOT NULL
      );;
CREATE TRIGGER holdings_are_never_changed BEFORE UPDATE ON holdings
    BEGIN SELECT raise(ABORT, 'which text a file held when is kept'); END;;
CREATE TRIGGER holdings_are_never_deleted BEFORE DELETE ON holdings
    BEGIN SELECT raise(ABORT, 'which text a file held when is kept'); END
"""
