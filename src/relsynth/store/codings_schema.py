"""The fifth step of the schema: why a machine coded so, what people reject, one machine's run at a time.

Frozen once released, as every step.
"""

from __future__ import annotations

CODERS = """
ALTER TABLE codings ADD COLUMN reason TEXT;;
DROP TRIGGER codings_are_never_changed;;
UPDATE codings SET reason = 'found in a search' WHERE run IS NULL;;
CREATE TRIGGER codings_are_never_changed BEFORE UPDATE ON codings
    BEGIN SELECT raise(ABORT, 'codings are appended, never changed'); END;;
ALTER TABLE codings ADD COLUMN grounds TEXT NOT NULL DEFAULT '[]';;
ALTER TABLE codings ADD COLUMN verdict TEXT NOT NULL DEFAULT 'code' CHECK (verdict IN ('code', 'reject'));;
DROP VIEW current_codings;;
DROP VIEW current_runs;;
CREATE VIEW latest_runs AS
    SELECT runs.*, substr(coder, 1, instr(coder, '@') - 1) AS family FROM runs
    JOIN (
        SELECT max(runs.id) AS id FROM runs
        GROUP BY version, substr(coder, 1, instr(coder, '@') - 1)
    ) USING (id)
    WHERE version IN (SELECT id FROM current_versions);;
CREATE VIEW current_runs AS
    SELECT * FROM latest_runs WHERE id IN (SELECT max(id) FROM latest_runs GROUP BY version);;
CREATE VIEW people_codings AS
    SELECT codings.*, coders.kind AS kind, current.id AS current_version FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN current_versions current
      ON current.document = coded.document AND current.text_digest = coded.text_digest
    WHERE codings.run IS NULL AND coders.kind = 'person'
    UNION ALL
    SELECT codings.id, run, codings.version, carried.start, carried."end", code, coder, codebook, facets,
        NULL, NULL, NULL, score, codings.at, codings.reason, '[]', codings.verdict, coders.kind, current.id FROM carried
    JOIN codings ON codings.id = carried.coding
    JOIN coders ON coders.name = codings.coder
    JOIN versions onto ON onto.id = carried.version
    JOIN current_versions current
      ON current.document = onto.document AND current.text_digest = onto.text_digest
    WHERE carried.start IS NOT NULL;;
CREATE VIEW current_codings AS
    SELECT codings.*, coders.kind AS kind, codings.version AS current_version FROM current_runs
    JOIN codings ON codings.run = current_runs.id
    JOIN coders ON coders.name = codings.coder
    UNION ALL
    SELECT * FROM people_codings
"""
