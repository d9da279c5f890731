"""Workbooks: sheets, cells that are no text, and archives that would burst."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from any_records import AT, read_again, records
from made_up_records import record
from relsynth.errors import InputError
from relsynth.formats.xlsx import LONGEST_CELL, read_records, recognises, suffixes, write_records, written_suffixes
from relsynth.records import Record, Unread


def book(*sheets: list[list[Any]]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return packed.getvalue()


def changed(source: bytes, part: str, content: bytes) -> bytes:
    """A workbook with one part replaced, or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in {*before.namelist(), part}:
            after.writestr(name, content if name == part else before.read(name))
    return packed.getvalue()


def sheet(rows: str) -> bytes:
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


def elsewhere(content: bytes) -> bytes:
    """A workbook whose sheet stands where no program puts one."""
    relations = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(FERRIES)) as archive:
        moved = archive.read(relations).replace(b"worksheets/sheet1.xml", b"pages/one.part")
    return changed(changed(FERRIES, relations, moved), "xl/pages/one.part", content)


def shared(*, length: int, cells: int, index: str = "1") -> bytes:
    """A workbook whose cells all point at one text."""
    texts = f"<sst><si><t>a</t></si><si><r><t>{'a' * (length - 1)}</t></r><r><t>b</t></r></si></sst>".encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{index}</v></c></row>' for n in range(1, cells + 1))
    return changed(changed(FERRIES, "xl/sharedStrings.xml", texts), "xl/worksheets/sheet1.xml", sheet(rows))


FERRIES = book([["Title", "Year", "Date", "Cited"], ["Ferries", 2019, date(2019, 5, 2), 1.5]])


def test_numbers_and_dates_are_read_as_people_write_them() -> None:
    aside, one = read_records(FERRIES)
    assert isinstance(aside, Unread)
    assert isinstance(one, Record)
    assert (one.title, one.year, one.issued, one.extra) == (
        "Ferries",
        2019,
        "2019-05-02",
        (("Year", "2019"), ("Cited", "1.5")),
    )


def test_rows_are_counted_over_sheets_and_none_is_left_out() -> None:
    source = book(
        [["Exported on Monday"], [], ["Title", "Year"], ["Ferries", 2019], [], ["Bakers", 2020]],
        [["Notes"], ["to self"]],
        [["Title", "Year"], ["Herons", 2021]],
    )
    items = list(read_records(source))
    assert [(item.origin.first, item.origin.last) for item in items] == [
        (1, 3),
        (4, 4),
        (6, 6),
        (7, 8),
        (9, 9),
        (10, 10),
    ]
    assert [item.title for item in items if isinstance(item, Record)] == ["Ferries", "Bakers", "Herons"]


def test_a_row_that_says_nothing_known_is_told() -> None:
    *_, unread = read_records(book([["Title", "Year", "Shelf"], ["", "", "B2"]]))
    assert isinstance(unread, Unread)
    assert (unread.kind, unread.text.strip()) == ("record", "B2")


@given(st.lists(records(), max_size=3))
@settings(max_examples=25, deadline=None)
def test_what_is_written_reads_the_same(written: list[Record]) -> None:
    source = write_records(written)
    assert recognises(source, "")
    assert read_again(list(read_records(source))) == written


def test_a_text_longer_than_a_cell_goes_on_in_the_next_column() -> None:
    long = replace(record(1, abstract="They came. " * 9000), origin=AT)
    assert len(long.abstract or "") > 3 * LONGEST_CELL
    assert read_again(list(read_records(write_records([long, record(2)])))) == [long, record(2)]


def test_control_signs_of_a_cell_are_replaced_as_those_of_a_text_are() -> None:
    _, one = read_records(book([["Title", "Year"], ["Fer\x1b[2J\x07ries\r\nand\tvans\x7f", 2019]]))
    assert isinstance(one, Record)
    assert one.title is not None
    assert not set(one.title) & {chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\n\t"}
    assert one.title.replace("\n", " ").split() == ["Fer\ufffd[2J\ufffdries", "and", "vans\ufffd"]


def test_half_a_pair_is_written_as_a_question_mark() -> None:
    (one,) = read_again(list(read_records(write_records([record(1, title="Ferries \ud800")]))))
    assert one.title == "Ferries ?"


def test_nothing_written_is_a_formula_or_a_link() -> None:
    source = write_records([record(1, title="=1+1", url=("https://example.org",))])
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param(b"PK\x03\x04 and no more", "no workbook", id="no-archive"),
        pytest.param(FERRIES[:900], "no workbook", id="cut"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cannot be opened", id="broken-xls"),
        pytest.param(changed(FERRIES, "xl/worksheets/sheet1.xml", b"<worksheet></x>"), "damaged", id="broken-sheet"),
        pytest.param(changed(FERRIES, "xl/media/a.bin", bytes(60 << 20)), "would unpack", id="bomb"),
        pytest.param(
            changed(
                FERRIES,
                "xl/worksheets/sheet1.xml",
                b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
                b"</sheetData></worksheet>",
            ),
            "reaches over",
            id="two-far-corners",
        ),
        pytest.param(
            elsewhere(sheet('<row r="60000"><c r="XFD60000"/></row>')), "reaches over", id="in-another-folder"
        ),
        pytest.param(
            changed(
                FERRIES,
                "xl/worksheets/sheet1.xml",
                sheet(f'<row r="60000"/><row>{"<c/>" * 16_000}<c><v>1</v></c></row>'),
            ),
            "reaches over",
            id="cells-without-a-place",
        ),
        pytest.param(
            elsewhere(b'<!DOCTYPE x [<!ATTLIST c r CDATA "A1">]>' + sheet("<row/>")),
            "document type",
            id="document-type",
        ),
        pytest.param(elsewhere(sheet("<row/>")[:-3]), "damaged", id="cut-sheet-in-another-folder"),
        pytest.param(changed(FERRIES, "content.xml", b"<x/>"), "no .xlsx inside", id="another-kind-inside"),
        pytest.param(
            shared(length=600_000, cells=1000), "would say 600000000 characters", id="one-text-a-thousand-times"
        ),
        pytest.param(
            shared(length=1_000_000, cells=600, index="x"), "would say 600000000", id="a-shared-text-without-a-number"
        ),
        pytest.param(book([]), None, id="empty"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_reason(source: bytes, why: str | None) -> None:
    if why is None:
        assert list(read_records(source)) == []
        return
    with pytest.raises(InputError, match=why):
        list(read_records(source))


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(FERRIES, "", True, id="workbook"),
        pytest.param(FERRIES.replace(b"xl/", b"word/"), ".xlsx", False, id="a-letter"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls", True, id="xls"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", False, id="doc"),
        pytest.param(b"Title,Year\n", ".xlsx", False, id="csv"),
    ],
)
def test_recognised_by_its_parts(head: bytes, suffix: str, *, expected: bool) -> None:
    assert recognises(head, suffix) is expected


def test_a_file_is_not_written_under_a_suffix_that_its_content_is_not() -> None:
    assert set(written_suffixes) < set(suffixes)
    assert ".xls" in suffixes
    assert ".xls" not in written_suffixes
