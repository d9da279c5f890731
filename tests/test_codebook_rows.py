"""Rows of a sheet become codes as far as they can, and what cannot be taken is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.codebook import Codebook
from relsynth.codebook_rows import WHY_NOT_STATED, CodeRow, codebook_of_rows


def book_of(*rows: CodeRow) -> Codebook:
    made = codebook_of_rows(rows, id="x", title="X").codebook
    assert made
    return made


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        pytest.param([CodeRow(line=2, id="STA.TRUST")], [("STA.TRUST", None)], id="an-id-is-kept"),
        pytest.param([CodeRow(line=2, label="Trust")], [("OWN.TRUST", None)], id="made-of-the-label"),
        pytest.param([CodeRow(line=2, id="1.1", label="Trust")], [("OWN.TRUST", None)], id="no-id-of-ours"),
        pytest.param([CodeRow(line=7, label="信頼")], [("OWN.R7", None)], id="by-line"),
        pytest.param(
            [CodeRow(line=2, label="Trust", domain="Relational states")],
            [("RELATIONALSTATES.TRUST", None)],
            id="in-a-domain",
        ),
        pytest.param(
            [CodeRow(line=2, label="信頼", domain="状態"), CodeRow(line=3, label="絆", domain="状態")],
            [("D2.R2", None), ("D2.R3", None)],
            id="a-domain-without-latin-letters",
        ),
        pytest.param(
            [CodeRow(line=2, id="STA.TRUST", label="Trust"), CodeRow(line=3, label="In staff", parent="trust")],
            [("STA.TRUST", None), ("STA.INSTAFF", "STA.TRUST")],
            id="parent-by-label",
        ),
        pytest.param(
            [CodeRow(line=2, label="In staff", parent="T"), CodeRow(line=3, id="T", label="Trust", domain="States")],
            [("STATES.INSTAFF", "STATES.TRUST"), ("STATES.TRUST", None)],
            id="parent-by-its-own-id-and-below-it",
        ),
        pytest.param(
            [CodeRow(line=2, label="Trust"), CodeRow(line=3, label="Trust")],
            [("OWN.TRUST", None), ("OWN.R3", None)],
            id="the-same-label-twice",
        ),
    ],
)
def test_rows_become_codes_under_ids_of_ours(rows: list[CodeRow], codes: list[tuple[str, str | None]]) -> None:
    assert [(code.id, code.parent) for code in book_of(*rows).codes] == codes


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        pytest.param(
            [CodeRow(line=2, label="A"), CodeRow(line=3, definition="Lost")],
            "line 3: has neither an id nor a label; it is left out",
            id="nameless",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", parent="B")],
            "line 2: parent 'B' is no code of the sheet; the code is kept without one",
            id="no-such-parent",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", parent="a")],
            "line 2: parent 'a' is the row itself; the code is kept without one",
            id="its-own-parent",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", parent="B"), CodeRow(line=3, label="B", parent="A")],
            "line 2: parent 'B' is below it; the code is kept without one",
            id="a-circle",
        ),
        pytest.param(
            [CodeRow(line=2, id="A.X"), CodeRow(line=3, id="A.X", label="Y")],
            "line 3: id 'A.X' is taken by a row above; another is given",
            id="an-id-twice",
        ),
        pytest.param(
            [CodeRow(line=2, id="A.X"), CodeRow(line=3, id="B.X", parent="A.X")],
            "line 3: parent 'A.X' is in another domain; the code is kept without one",
            id="a-parent-elsewhere",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", domain="One"), CodeRow(line=3, label="B", parent="A", domain="Two")],
            "line 3: domain 'Two' is not its parent's, where the code is kept",
            id="a-domain-beside-its-parent",
        ),
        pytest.param(
            [CodeRow(line=2, id="A.X", domain="One"), CodeRow(line=3, id="A.Y", domain="Two")],
            "line 3: domain 'Two' is kept as 'One', as a row above calls it",
            id="two-names-of-a-domain",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", strong=("tie (",))],
            "line 2: unbalanced brackets in cue 'tie ('; it is kept, for you to mend",
            id="a-cue-that-is-none",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", near_misses=(("text", "why", "B"),))],
            "line 2: near miss: 'B' is no code of the sheet",
            id="near-miss-of-nothing",
        ),
        pytest.param(
            [CodeRow(line=2, label="A", definition="x" * 4001)],
            "line 2: definition is cut after 4,000 characters",
            id="too-long",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_line(rows: list[CodeRow], problem: str) -> None:
    assert codebook_of_rows(rows, id="x", title="X").problems == (problem,)


def test_what_is_named_anew_is_told() -> None:
    made = codebook_of_rows(
        [CodeRow(line=2, id="1.1", label="Trust"), CodeRow(line=3, label="Ties")], id="x", title="X"
    )
    assert made.problems == ()
    assert made.notes == ("line 2: id '1.1' is OWN.TRUST here", "line 3: 'Ties' has the id OWN.TIES here")


def test_near_misses_have_a_reason_and_the_right_code() -> None:
    row = CodeRow(line=2, label="Trust", near_misses=(("A.",), ("B.", "so"), ("C.", "", "ties")))
    misses = book_of(row, CodeRow(line=3, id="NET.TIES", label="Ties")).codes[0].near_misses
    assert [(miss.text, miss.why, miss.code) for miss in misses] == [
        ("A.", WHY_NOT_STATED, None),
        ("B.", "so", None),
        ("C.", WHY_NOT_STATED, "NET.TIES"),
    ]


def test_no_row_no_codebook() -> None:
    assert codebook_of_rows([], id="x", title="X").codebook is None


WORDS = st.none() | st.sampled_from(["A", "B", "A.B", "A.C", "信", "Two words"]) | st.text(max_size=5)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), max_size=8))
def test_any_rows_become_a_whole_codebook_with_a_code_for_each_that_has_a_name(
    cells: list[tuple[str | None, str | None, str | None, str | None]],
) -> None:
    rows = [CodeRow(line=n, id=a, label=b, parent=c, domain=d) for n, (a, b, c, d) in enumerate(cells, 2)]
    made = codebook_of_rows(rows, id="x", title="X")
    assert len(made.codebook.codes if made.codebook else ()) == sum(bool(row.id or row.label) for row in rows)
