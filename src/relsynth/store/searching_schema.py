"""The eighth step of the schema: words of passages found by an index, and what counts as views for other programs.

Frozen once released, as every step. The index holds no text of its own (SQLite FTS5, contentless): its row is the
number of a version, times ``PASSAGES``, and the position of a paragraph in it. What was read is never changed, so
that nothing is ever taken out of it.

The views say in SQL what ``relsynth.coding.standing`` says of codings; what people decide in screening, and codes that
were renamed, they do not know of. ``LIMIT -1`` keeps SQLite from asking every condition anew of each run, which takes
ten times as long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

ABOUT: Mapping[str, Mapping[str, str]] = {
    "evidence_segments": {
        "description": "Codings that count, each with its words, section and paper; is_evidence is 1 where the study "
        "reports it on its own account.",
        "sort": "coding",
    },
    "study_papers": {"description": "Papers by study, with why a paper is left out of every n.", "sort": "study"},
    "passages": {
        "description": "Paragraphs of the papers as they are read now, found by their words.",
        "fts_table": "passage_words",
        "fts_pk": "id",
    },
    "standing_codings": {
        "description": "Codings that stand: people's last words, and the machine's that nobody has judged.",
        "sort": "id",
    },
}
"""What the views are, in words and as Datasette is told of them."""

PASSAGES = 1 << 24
"""More paragraphs than any text has: a version's number and a paragraph's position make one number."""


def row_of(number: int, position: int) -> int:
    """The index's row of a paragraph: the number of its version, and its position in that."""
    return number * PASSAGES + position


def fill(connection: sqlite3.Connection) -> None:
    """Put all that was read before into the index."""
    for number, id_, text in connection.execute("SELECT number, id, text FROM versions ORDER BY number").fetchall():
        places = connection.execute('SELECT position, start, "end" FROM paragraphs WHERE version = ?', (id_,))
        connection.executemany(
            "INSERT INTO passage_words (rowid, text) VALUES (?, ?)",
            [(row_of(number, position), text[start:end]) for position, start, end in places.fetchall()],
        )


INDEX = """
CREATE VIRTUAL TABLE passage_words USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 2')
"""

VIEWS = """
CREATE VIEW passages AS
    SELECT versions.number * 16777216 + paragraphs.position AS id, versions.document,
        coalesce(reports.study, versions.document) AS study, documents.name AS paper, versions.year,
        sections.heading, sections.label AS section, paragraphs.kind, paragraphs.page,
        substr(versions.text, paragraphs.start + 1, paragraphs."end" - paragraphs.start) AS text,
        versions.id AS version, paragraphs.start, paragraphs."end"
    FROM current_versions current
    JOIN versions ON versions.id = current.id
    JOIN documents ON documents.id = versions.document
    JOIN paragraphs ON paragraphs.version = versions.id
    JOIN sections ON sections.version = versions.id AND sections.position = paragraphs.section
    LEFT JOIN reports ON reports.member = versions.document;;
CREATE VIEW standing_codings AS
    SELECT codings.* FROM (SELECT * FROM current_codings LIMIT -1) codings
    WHERE codings.verdict = 'code'
      AND codings.id NOT IN (
        SELECT settles FROM settlements WHERE coding IN (SELECT id FROM people_codings)
      )
      AND codings.id NOT IN (
        SELECT earlier.id FROM people_codings earlier
        JOIN people_codings later
          ON later.coder = earlier.coder AND later.code = earlier.code AND later.id > earlier.id
          AND later.current_version = earlier.current_version
          AND later.start = earlier.start AND later."end" = earlier."end"
      )
      AND codings.id NOT IN (
        SELECT machine.id FROM people_codings judged
        JOIN codings machine ON machine.version = judged.current_version AND machine.code = judged.code
        WHERE machine.run IS NOT NULL
          AND 2 * (min(judged."end", machine."end") - max(judged.start, machine.start))
            >= min(judged."end" - judged.start, machine."end" - machine.start)
      );;
CREATE VIEW evidence_segments AS
    SELECT codings.id AS coding, coalesce(reports.study, versions.document) AS study, documents.name AS paper,
        versions.year, codings.code, json_extract(codings.facets, '$.role') AS role,
        json_extract(codings.facets, '$.level') AS level,
        json_extract(codings.facets, '$.assertion') AS assertion,
        coalesce((
            SELECT count(*) > 0 AND sum(value NOT IN ('affirmed', 'negated', 'hedged')) = 0
            FROM json_each(codings.facets, '$.assertion')
        ), 0) AS is_evidence,
        sections.label AS section, sections.heading, paragraphs.page,
        substr(versions.text, codings.start + 1, codings."end" - codings.start) AS quote,
        codings.coder, codings.kind, codings.score, codings.facets, codings.codebook, codings.at,
        versions.document, versions.id AS version, codings.start, codings."end"
    FROM standing_codings codings
    JOIN versions ON versions.id = codings.current_version
    JOIN documents ON documents.id = versions.document
    JOIN paragraphs ON paragraphs.version = versions.id
      AND paragraphs.start <= codings.start AND codings.start < paragraphs."end"
    JOIN sections ON sections.version = versions.id AND sections.position = paragraphs.section
    LEFT JOIN reports ON reports.member = versions.document
    WHERE sections.label <> 'back_matter' AND versions.completeness = 'full_text'
      AND coalesce(versions.language, 'en') = 'en';;
CREATE VIEW study_papers AS
    SELECT coalesce(reports.study, versions.document) AS study, documents.name AS paper, versions.title,
        versions.authors, versions.year, versions.journal, versions.doi, versions.language, versions.completeness,
        CASE
            WHEN coalesce(versions.language, 'en') <> 'en' THEN 'not English (' || versions.language || ')'
            WHEN versions.completeness <> 'full_text' THEN replace(versions.completeness, '_', ' ')
        END AS left_out,
        versions.document, versions.id AS version
    FROM current_versions current
    JOIN versions ON versions.id = current.id
    JOIN documents ON documents.id = versions.document
    LEFT JOIN reports ON reports.member = versions.document
"""
