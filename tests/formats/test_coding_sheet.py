"""Sheets of codings, as people and spreadsheets leave them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from unicodedata import normalize

import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st

from relsynth.errors import InputError
from relsynth.formats.coding_sheet import read_sheet
from relsynth.reports.tables import Table, to_csv

HEADER = "decision,document,quote,code"


def cells(source: bytes) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_sheet(source).rows]


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return packed.getvalue()


ROW = {"decision": "accept", "document": "van-001", "quote": "Trust grew, slowly.", "code": "STA.TRUST"}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f'{HEADER}\naccept,van-001,"Trust grew, slowly.",STA.TRUST\n'.encode(), id="commas"),
        pytest.param(f'\ufeff{HEADER}\r\naccept,van-001,"Trust grew, slowly.",STA.TRUST\r\n'.encode(), id="bom-crlf"),
        pytest.param(
            b"decision;document;quote;code\naccept;van-001;Trust grew, slowly.;STA.TRUST\n", id="excels-semicolons"
        ),
        pytest.param(
            b"sep=;\ndecision;document;quote;code\naccept;van-001;Trust grew, slowly.;STA.TRUST\n", id="sep-line"
        ),
        pytest.param(b"decision\tdocument\tquote\tcode\naccept\tvan-001\tTrust grew, slowly.\tSTA.TRUST\n", id="tabs"),
        pytest.param(
            "decision\tdocument\tquote\tcode\r\naccept\tvan-001\tTrust grew, slowly.\tSTA.TRUST\r\n".encode("utf-16"),
            id="excels-unicode-text",
        ),
        pytest.param(
            b'Decision , Document,"Quote",CODE\naccept,van-001,"Trust grew, slowly.",STA.TRUST', id="names-as-they-come"
        ),
        pytest.param(
            f'Please decide by Friday\n\n{HEADER}\n\naccept,van-001,"Trust grew, slowly.",STA.TRUST\n,,,\n'.encode(),
            id="title-above-and-blank-rows",
        ),
        pytest.param(
            f'{HEADER}\naccept,van-001,"Trust grew, slowly.",STA.TRUST\n# Counts are studies.,,,\n"# n, k"\n'.encode(),
            id="notes-below",
        ),
        pytest.param(workbook([list(ROW), list(ROW.values())]), id="workbook"),
        pytest.param(workbook([["nothing", "here"]], [["To do"], list(ROW), list(ROW.values())]), id="second-sheet"),
    ],
)
def test_one_row_however_it_was_saved(source: bytes) -> None:
    assert cells(source) == [ROW]


def test_windows_letters_are_read() -> None:
    source = "document;quote;code\nvan-001;Le café était “là”.;STA.TRUST\n".encode("cp1252")
    assert cells(source)[0]["quote"] == "Le café était “là”."


@pytest.mark.parametrize(
    ("row", "line"),
    [
        pytest.param(f"{HEADER}\n,a,b,c\n", 2, id="below-the-header"),
        pytest.param(f'A title\n{HEADER}\n,x,"two\nlines",y\n,a,b,c\n', 5, id="behind-a-cell-of-two-lines"),
        pytest.param(f"{HEADER}\n\n\n,a,b,c\n", 4, id="behind-blank-lines"),
    ],
)
def test_a_row_knows_its_line(row: str, line: int) -> None:
    assert read_sheet(row.encode()).rows[-1].line == line


def test_a_row_of_a_workbook_knows_its_number() -> None:
    assert [row.line for row in read_sheet(workbook([["To do"], list(ROW), [], list(ROW.values())])).rows] == [4]


def test_offsets_in_a_workbook_are_whole_numbers() -> None:
    rows = cells(workbook([["version", "start", "end", "code"], ["v1:0", 12, 40.0, "A.B"]]))
    assert rows == [{"version": "v1:0", "start": "12", "end": "40", "code": "A.B"}]


def test_a_row_whose_quotation_mark_is_never_closed_is_told_and_the_others_are_read() -> None:
    source = f'{HEADER}\n,a,"b,c\n,d,e,f\n'.encode()
    assert [(row.unread is None, row["quote"]) for row in read_sheet(source).rows] == [(True, '"b'), (True, "e")]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"title,year\nVan,2020\n", id="another-table"),
        pytest.param(b"document,quote\na,b\n", id="no-codes"),
        pytest.param(b"quote,code\na,b\n", id="no-papers"),
        pytest.param(b"document,code\na,b\n", id="no-places"),
        pytest.param(workbook([["document", "quote"]]), id="workbook-without-codes"),
        pytest.param(b"PK\x03\x04xl/[Content_Types].xml", id="no-workbook"),
    ],
)
def test_what_is_no_sheet_of_codings_is_refused(source: bytes) -> None:
    with pytest.raises(InputError):
        read_sheet(source)


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"))
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from(' ,;"=+-@#')), min_size=1, max_size=20).map(
    lambda text: normalize("NFC", " ".join(text.split()) or "word")
)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_a_table_writes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    """But for a text that begins as a formula does behind an apostrophe: a spreadsheet's own way to say "text"."""
    assume(not any(cell.startswith("'") for row in rows for cell in row))
    table = Table(
        title="Codings",
        columns=("row", "document", "quote", "code"),
        rows=tuple((number, *row) for number, row in enumerate(rows, start=1)),
        notes=("n = 3",),
    )
    read = [
        tuple(row[name] for name in ("document", "quote", "code")) for row in read_sheet(to_csv(table).encode()).rows
    ]
    assert read == rows
