"""A team's codebook in a spreadsheet, whatever they call its columns; nothing of it is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.codebook_rows import CodeRow
from relsynth.errors import InputError
from relsynth.formats.codebook_sheet import COLUMNS, TOLD, read_codebook_sheet

WHOLE = CodeRow(
    line=2,
    id="STA.TRUST",
    label="Trust",
    parent="STA",
    domain="States",
    definition="Reliance",
    include="This",
    exclude="That",
    examples=("A.", "B."),
    near_misses=(("C.", "why", "NET.TIES"),),
    strong=("trust*", "rel(y|ied) on"),
    weak=("faith",),
)


@pytest.mark.parametrize(
    "header",
    [
        "id,label,parent,domain,definition,include,exclude,examples,near misses,cues,weak",
        "ID,Name,Parent code,Theme,Description,When to use,When not to use,Example,Near-miss,Strong cues,Cues (weak)",
        "code,label,parent,category,Meaning,Inclusion criteria,Exclusion,Quotes,NON-EXAMPLES,Keywords,weak_cues",
    ],
)
def test_a_row_is_a_code_whatever_its_columns_are_called(header: str) -> None:
    row = "STA.TRUST,Trust,STA,States,Reliance,This,That,A.; B.,C. | why | NET.TIES,trust*; rel(y|ied) on,faith"
    sheet = read_codebook_sheet(f"{header}\n{row}\n".encode())
    assert sheet.rows == (WHOLE,)
    assert sheet.problems == ()


@pytest.mark.parametrize(
    ("cell", "examples"),
    [
        pytest.param("A.; B.", ("A.", "B."), id="semicolons"),
        pytest.param('"A; and so on.\nB."', ("A; and so on.", "B."), id="lines-may-hold-semicolons"),
        pytest.param("; ;", (), id="nothing"),
    ],
)
def test_a_cell_may_have_several_values(cell: str, examples: tuple[str, ...]) -> None:
    sheet = read_codebook_sheet(f"label,examples\nTrust,{cell}\n".encode())
    assert sheet.rows[0].examples == examples


def test_several_columns_of_examples_are_one() -> None:
    sheet = read_codebook_sheet(b"label,example,example\nTrust,A.,B.\n")
    assert (sheet.rows[0].examples, sheet.problems) == (("A.", "B."), ())


def test_a_mere_list_of_codes_is_a_codebook() -> None:
    assert [row.label for row in read_codebook_sheet(b"Code\nTrust\nTies\n").rows] == ["Trust", "Ties"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(
            b"label,parent,colour\nTrust,,red\n",
            "column 'colour' is no part of a codebook here, and is not read",
            id="a-column-of-theirs",
        ),
        pytest.param(
            b"label,definition,meaning\nTrust,A,B\n",
            "column 'meaning': another column says the definition already; it is read where that one is empty",
            id="two-definitions",
        ),
        pytest.param(
            b"label,parent\nTrust,,stray\n",
            "line 2: 'stray' stands under no column, and is not read",
            id="a-stray-cell",
        ),
    ],
)
def test_what_is_not_read_is_told(source: bytes, problem: str) -> None:
    (told,) = read_codebook_sheet(source).problems
    assert told.startswith(problem)


@pytest.mark.parametrize("source", [b"", b"a,b\n1,2\n", b"parent,definition\nA,B\n", b"label,colour\nTrust,red\n"])
def test_what_is_no_codebook_is_refused(source: bytes) -> None:
    with pytest.raises(InputError, match="no line names the columns of a codebook"):
        read_codebook_sheet(source)


def test_no_name_of_a_column_stands_for_two() -> None:
    names = [name for names in COLUMNS.values() for name in names]
    assert len(names) == len(set(names))
    assert set(TOLD) <= set(COLUMNS)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: f"label,parent\n{text}".encode()))
def test_nothing_but_an_input_error_is_raised(source: bytes) -> None:
    try:
        sheet = read_codebook_sheet(source)
    except InputError:
        return
    assert len(sheet.rows) <= len(source.splitlines())
