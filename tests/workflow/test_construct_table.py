"""The evidence table by construct, cell by cell as the specification has it, with the sentences behind each row."""

from __future__ import annotations

from typing import Any

from invented import PLAIN_PAPER, coding, corpus_of, papers
from relsynth.synthesis.gaps import Axis
from relsynth.workflow.construct_table import construct_table

PAPERS = papers(3, PLAIN_PAPER)
SETTINGS = Axis(name="setting", values=(("hospital", "school"), ("hospital",), ()))


def row_of(*, axes: tuple[Axis, ...] = ()) -> dict[str, Any]:
    codings = [
        coding(PAPERS[0], "STA.TRUST", "results", "affirmed", role="barrier"),
        coding(PAPERS[1], "STA.TRUST", "discussion", "negated", role="facilitator"),
        coding(PAPERS[2], "STA.TRUST", "discussion", "recommended", role="facilitator"),
    ]
    table = construct_table(corpus_of(PAPERS, codings), ("Foot.",), axes=axes)
    (row,) = (dict(zip(table.columns, cells, strict=True)) for cells in table.rows if cells[0] == "STA.TRUST")
    return row


def test_settings_are_those_of_studies_with_evidence() -> None:
    assert row_of(axes=(SETTINGS,))["settings"] == {"hospital": 2, "school": 1}
    assert row_of()["settings"] is None


def test_quotes_and_codings_are_of_evidence_alone() -> None:
    row = row_of()
    assert row["recommended"] == 1
    assert len(row["codings"].split()) == row["segments"] == 2
    first, second = row["quotes"].split(" | ")
    assert first.endswith("results]")
    assert second.endswith("discussion]")
    assert first[1:].split("”")[0] in PAPERS[0].text


def test_the_rule_of_quotes_stands_at_the_foot_and_an_empty_row_has_none() -> None:
    table = construct_table(corpus_of(PAPERS), ("Foot.",))
    assert table.notes[0] == "Foot."
    assert any(note.startswith("Key quotes, by rule") for note in table.notes)
    assert all(row[table.columns.index("quotes")] is None for row in table.rows)
