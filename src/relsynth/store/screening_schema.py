"""The sixth step of the schema: what people decide of records, and who reads which right now.

Frozen once released, as every step.
"""

from __future__ import annotations

SCREENING = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('title_abstract', 'full_text')),
    verdict TEXT NOT NULL CHECK (verdict IN ('include', 'exclude', 'maybe', 'withdrawn')),
    coder TEXT NOT NULL REFERENCES coders(name),
    criterion TEXT,
    drawn TEXT NOT NULL CHECK (drawn IN ('ranked', 'random', 'chosen', 'imported')),
    adjudicates INTEGER NOT NULL DEFAULT 0 CHECK (adjudicates IN (0, 1)),
    note TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    withdraws INTEGER UNIQUE REFERENCES decisions(id),
    at TEXT NOT NULL,
    CHECK ((verdict = 'withdrawn') = (withdraws IS NOT NULL)),
    CHECK (stage <> 'full_text' OR verdict <> 'exclude' OR criterion IS NOT NULL)
) STRICT;;
CREATE INDEX decisions_of_record ON decisions(record, stage);;
CREATE INDEX decisions_of_coder ON decisions(coder);;
CREATE VIEW standing_decisions AS
    SELECT * FROM decisions
    WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM decisions WHERE withdraws IS NOT NULL);;
CREATE VIEW current_decisions AS
    SELECT * FROM standing_decisions WHERE id IN (
        SELECT max(id) FROM standing_decisions GROUP BY record, stage, coder, adjudicates
    );;
CREATE TABLE hand_outs (
    record TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('title_abstract', 'full_text')),
    coder TEXT NOT NULL,
    drawn TEXT NOT NULL CHECK (drawn IN ('ranked', 'random', 'chosen')),
    until TEXT NOT NULL,
    PRIMARY KEY (record, stage, coder)
) STRICT, WITHOUT ROWID;;
CREATE TABLE stops (
    id INTEGER PRIMARY KEY,
    stage TEXT NOT NULL CHECK (stage IN ('title_abstract', 'full_text')),
    coder TEXT NOT NULL REFERENCES coders(name),
    statement TEXT NOT NULL,
    unread INTEGER NOT NULL,
    withdraws INTEGER UNIQUE REFERENCES stops(id),
    at TEXT NOT NULL
) STRICT;;
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
    BEGIN SELECT raise(ABORT, 'decisions are appended, never changed'); END;;
CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions
    BEGIN SELECT raise(ABORT, 'decisions are appended, never deleted'); END;;
CREATE TRIGGER stops_are_never_changed BEFORE UPDATE ON stops
    BEGIN SELECT raise(ABORT, 'decisions to stop are appended, never changed'); END;;
CREATE TRIGGER stops_are_never_deleted BEFORE DELETE ON stops
    BEGIN SELECT raise(ABORT, 'decisions to stop are appended, never deleted'); END
"""
