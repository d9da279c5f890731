"""Tables in a Word document: Word's own tables and captions, the head on every page, notes below, landscape where wide.

Captions are numbered by a field (SEQ), so that Word lists and renumbers them. A table is put on the smallest page that
breaks no word of it: A4 upright, A4 on its side, then A3 on its side, and there in parts if need be. Rows are built as
XML of their own, every text escaped: python-docx looks all cells of a row up anew for each, which a table of thousands
of rows cannot wait for.

Source: ECMA-376, part 1, 17.4 (tables) and 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips

from relsynth.reports.table_layout import Column, columns_of, least_room, parts_of, shares, wanted_room
from relsynth.reports.tables import Cell, Table, text_of
from relsynth.reports.word import MADE, describe, packed

STYLE, NOTE_STYLE = "Evidence Table", "Table Note"
SIZE = 8  # points, of what stands in a table
CHARACTER = 0.5 * SIZE * 20  # twentieths of a point that a character takes, in a face such as Calibri
MOST_COLUMNS = 63  # of a table; Word opens none that has more
MARGIN = 1020  # twentieths of a point: 18 mm
LANGUAGE = "en"
_UNFIT = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")  # XML 1.0, production 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A page: its sides, in twentieths of a point, as Word keeps them."""

    width: int
    height: int

    @property
    def line(self) -> int:
        """Twentieths of a point between its margins."""
        return self.width - 2 * MARGIN

    @property
    def room(self) -> int:
        """Characters of a line."""
        return int(self.line / CHARACTER)


UPRIGHT, SIDEWAYS = Paper(width=11906, height=16838), Paper(width=16838, height=11906)  # A4
LARGE = Paper(width=23811, height=16838)  # A3


def to_docx(table: Table) -> bytes:
    """Return the table as a document of its own; the same table gives the same bytes."""
    word = document(table.title)
    put_table(word, table, 1)
    return packed(word)


def document(title: str, *, made: datetime = MADE) -> Word:
    """An empty document that has the styles of our tables; its first page is upright, without a paragraph."""
    word = Document()
    describe(word, title=clean(title), language=LANGUAGE, made=made)
    _add_styles(word)
    _shape(word, UPRIGHT)
    return word


def put_table(word: Word, table: Table, number: int) -> None:
    """Append a table with its caption above and its notes below, on pages that are wide enough, in parts if none is."""
    parts = parts_of(table, LARGE.room, most=MOST_COLUMNS)
    for turn, part in enumerate(parts, 1):
        _put_part(word, part, number, f" (part {turn} of {len(parts)})" if parts[1:] else "", is_first=turn == 1)


def _put_part(word: Word, table: Table, number: int, told: str, *, is_first: bool) -> None:
    columns = columns_of(table)
    paper = paper_for(columns)
    on_paper(word, paper)
    put_caption(word, "Table", number, f"{table.title}{told}", is_counted=is_first)
    widths = [round(share * paper.line) for share in shares(columns, paper.room)]
    if columns:
        body = word.element.body
        body.insert(len(body) - 1, parse_xml("".join(_xml(table, columns, widths))))  # before what ends the section
    for note in table.notes:
        word.add_paragraph(clean(note), style=NOTE_STYLE)
    if not table.notes:
        word.add_paragraph(style=NOTE_STYLE)  # two tables that touch are one


def paper_for(columns: tuple[Column, ...]) -> Paper:
    """The smallest page on which a table of these columns is read well."""
    if wanted_room(columns) <= UPRIGHT.room:
        return UPRIGHT
    return SIDEWAYS if least_room(columns) <= SIDEWAYS.room else LARGE


def on_paper(word: Word, paper: Paper) -> None:
    """Go on in pages of this kind: in the section there is if it has them, or is empty yet, else in a new one."""
    last = word.sections[-1]
    if (last.page_width, last.page_height) == (Twips(paper.width), Twips(paper.height)):
        return
    if len(word.element.body) > 1:
        word.add_section(WD_SECTION.NEW_PAGE)
    _shape(word, paper)


def clean(text: str) -> str:
    """A text of signs that XML can hold."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _shape(word: Word, paper: Paper) -> None:
    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if paper.width > paper.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(paper.width), Twips(paper.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)


def put_caption(word: Word, kind: str, number: int, title: str, *, is_counted: bool = True) -> None:
    """A caption of a kind (Table, Figure) whose number Word counts, or repeats where a table goes on."""
    caption = word.add_paragraph(f"{kind} ", style="Caption")
    caption.paragraph_format.keep_with_next = kind == "Table"
    step = "\\* ARABIC" if is_counted else "\\c \\* ARABIC"
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {kind} {step} "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
    caption._p.append(parse_xml(field))
    caption.add_run(f". {clean(title)}")


def _add_styles(word: Word) -> None:
    style = word.styles.add_style(STYLE, WD_STYLE_TYPE.TABLE)
    rule = 'w:val="single" w:space="0"'
    style.element.append(
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:top {rule} w:sz="8" w:color="000000"/>'
            f'<w:bottom {rule} w:sz="8" w:color="000000"/><w:insideH {rule} w:sz="2" w:color="BFBFBF"/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    style.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom {rule} w:sz="6" w:color="000000"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        )
    )
    note = word.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = word.styles["Normal"]
    note.font.size = Pt(SIZE)
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(2), Pt(0)


def _xml(table: Table, columns: tuple[Column, ...], widths: list[int]) -> Iterator[str]:
    """A table as WordprocessingML, row by row."""
    yield (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{STYLE.replace(" ", "")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr><w:tblGrid>'
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    yield from (_cell(column.heading, column, width) for column, width in zip(columns, widths, strict=True))
    yield "</w:tr>"
    for row in table.rows:
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        yield from (_cell(cell, column, width) for cell, column, width in zip(row, columns, widths, strict=True))
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell(cell: Cell, column: Column, width: int) -> str:
    lines = escape(clean(text_of(cell))).split("\n")
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    side = '<w:jc w:val="right"/>' if column.is_figures else ""
    size = f'<w:rPr><w:sz w:val="{2 * SIZE}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:before="20" w:after="20" '
        f'w:line="240" w:lineRule="auto"/>{side}</w:pPr><w:r>{size}{runs}</w:r></w:p></w:tc>'
    )
