"""A report in Word: headings, paragraphs, tables numbered through the whole document, the day in its properties."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

from docx import Document
from docx.document import Document as Word

from relsynth.reports.report import Link, Part, Picture, Report
from relsynth.reports.report_docx import to_docx
from relsynth.reports.tables import Table
from relsynth.reports.word import MADE

TABLE = Table(title="Vans", columns=("paper", "k"), rows=(("van-001", 3),), notes=("n = 1",))
REPORT = Report(
    title="Vans <on> the hill",
    day="2026-01-01",
    parts=(
        Part(heading="Methods", paragraphs=("We counted & weighed vans.\x00",)),
        Part(heading="Tables", tables=(TABLE, TABLE)),
        Part(
            heading="Figures",
            pictures=(Picture(title="Where vans go", svg="<svg/>", file="figures/vans.svg"),),
            links=(Link(file="map.html", text="The map"),),
        ),
    ),
)


def opened(report: Report) -> Word:
    return Document(io.BytesIO(to_docx(report)))


def test_a_report_has_headings_paragraphs_and_numbered_tables() -> None:
    word = opened(REPORT)
    said = [(one.style.name if one.style else "", one.text) for one in word.paragraphs]
    assert said[:4] == [
        ("Title", "Vans <on> the hill"),
        ("Normal", "2026-01-01"),
        ("Heading 1", "Methods"),
        ("Normal", "We counted & weighed vans.\ufffd"),
    ]
    assert said[-4:] == [
        ("Heading 1", "Figures"),
        ("Normal", ""),
        ("Caption", "Figure . Where vans go (figures/vans.svg)"),
        ("List Bullet", "The map: map.html"),
    ]
    captions = [one._p.xml for one in word.paragraphs if one.style and one.style.name == "Caption"][:2]
    assert [f"<w:t>{n}</w:t>" in xml for n, xml in enumerate(captions, 1)] == [True, True]
    assert len(word.tables) == 2


def test_the_day_is_its_own_and_the_same_report_the_same_bytes() -> None:
    assert to_docx(REPORT) == to_docx(REPORT)
    for report, day in ((REPORT, datetime(2026, 1, 1)), (replace(REPORT, day=None), MADE)):  # noqa: DTZ001
        created = opened(report).core_properties.created
        assert created is not None
        assert created.replace(tzinfo=None) == day
