"""Project files as every release left them, made by its own steps and filled by SQL, for the tests of opening them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from relsynth.store.migrations import MIGRATIONS

FILLED = {
    "m001_house": """
        INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
        INSERT INTO versions VALUES (1, 'v1', 'd1:a', 'jats/1', 'Trust grew.', 'x', '[]', 'A van', '["Okafor, A"]',
            2021, 'Vans', '10.5555/v', 'en', 'full_text', 'then');
        INSERT INTO sections VALUES ('v1', 0, 'Results', 'results', NULL, 'heading');
        INSERT INTO paragraphs VALUES ('v1', 0, 0, 11, 0, 'text');
        INSERT INTO files VALUES ('a.xml', 'read', NULL, 'd1:a', 'x', 'then');
        INSERT INTO codebooks VALUES ('b', 'small', '1', '', 'then');
        INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@1', 'machine');
        INSERT INTO runs VALUES (1, 'v1', 'lexicon@1', 'b', 1, 'then');
        INSERT INTO codings VALUES
            (1, 1, 'v1', 0, 5, 'STA.TRUST', 'lexicon@1', 'b', '{}', 'Trust', 0, 5, NULL, 'then'),
            (2, NULL, 'v1', 0, 5, 'STA.TRUST', 'Ana', 'b', '{}', NULL, NULL, NULL, NULL, 'then');
    """,
    "m002_records": """
        INSERT INTO sources (number, id, name, kind, format, digest, bytes, content, added_at)
            VALUES (1, 's1', 'a.ris', 'database', 'ris', 'x', 3, x'00', 'then');
    """,
    "m006_screening": """
        INSERT INTO decisions (record, stage, verdict, coder, drawn, at)
            VALUES ('r1', 'title_abstract', 'include', 'Ana', 'chosen', 'then');
    """,
    "m007_teamwork": "INSERT INTO memos (about, text, coder, at) VALUES ('project', 'A thought.', 'Ana', 'then');",
    "m009_outputs": "INSERT INTO snapshots (name, content, relsynth, at) VALUES ('first', x'00', '0.1', 'then');",
}
"""Step -> rows that people of its release left behind, in its own columns."""
STEPS = tuple(migration.name for migration in MIGRATIONS._migrations)
HELD = {
    "m001_house": ("codings", 2),
    "m002_records": ("sources", 1),
    "m006_screening": ("decisions", 1),
    "m007_teamwork": ("memos", 1),
    "m009_outputs": ("snapshots", 1),
}
"""Step -> a table that its rows are in, and how many."""


def file_as_of(step: str, path: Path) -> Path:
    """A project's file with the schema that a step left, and rows of each release up to then."""
    with closing(sqlite3.connect(path)) as connection:
        for number, name in enumerate(STEPS[: STEPS.index(step) + 1], start=1):
            then = Migrations("relsynth")
            then._migrations = MIGRATIONS._migrations[:number]
            then.apply(Database(connection))
            connection.executescript(FILLED.get(name, ""))
            connection.commit()
    return path


def held_by(path: Path) -> dict[str, int]:
    """Table -> how many rows, of the tables that ``HELD`` names and that are there."""
    with closing(sqlite3.connect(path)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables = [table for table, _ in HELD.values() if table in there]
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def held_after(step: str) -> dict[str, int]:
    """What ``held_by`` finds of a file as of a step, once it is brought up to date."""
    then = STEPS[: STEPS.index(step) + 1]
    return {table: many if name in then else 0 for name, (table, many) in HELD.items()}
