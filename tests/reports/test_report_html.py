"""Pages of reports and tables: they hold all that is said, run nothing, ask for nothing."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from relsynth.reports.report import Link, Part, Picture, Report
from relsynth.reports.report_html import to_html, to_page
from relsynth.reports.tables import Cell, Table

QUOTE = "The drivers trusted the nurses of the clinic on the hill, and said so to everybody who wanted to hear it. " * 2
TABLE = Table(
    title="Vans",
    columns=("paper", "lack_only", "k", "label", "quote", "quotes"),
    rows=(
        ("van-001", True, 3, "Trust between drivers", QUOTE, QUOTE * 3),
        ("<script>alert(1)</script>", None, 0.25, "b", "c", "d"),
    ),
    notes=("n = 2 & more", "<i>=1</i>"),
)


def parsed(page: str) -> Any:
    return html.document_fromstring(page)


def test_a_page_holds_the_table_with_its_head_and_notes() -> None:
    page = parsed(to_page(TABLE, back=Link(file="../index.html", text="All")))
    assert page.xpath("string(//h1)") == "Vans"
    assert page.xpath("//thead//th/text()") == ["paper", "lack only", "k", "label", "quote", "quotes"]
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    assert rows == [
        ["van-001", "yes", "3", "Trust between drivers", QUOTE, QUOTE * 3],
        ["<script>alert(1)</script>", "", "0.25", "b", "c", "d"],
    ]
    assert [cell.get("scope") for cell in page.xpath("//tbody/tr/*[1]")] == ["row", "row"]
    assert [cell.get("class") for cell in page.xpath("//thead//th")] == [
        *("fixed", "said", "figure", "long said", "quotes said", "lists said")
    ]
    assert page.xpath("//ul[@class='notes']/li/text()") == ["n = 2 & more", "<i>=1</i>"]
    assert page.xpath("//header//a/@href") == ["../index.html"]


def test_a_page_runs_nothing_and_asks_for_nothing() -> None:
    page = parsed(to_page(TABLE))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.xpath("//script | //link | //iframe | //@style | //@onclick") == []


def test_a_report_has_parts_numbered_tables_pictures_and_links() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><desc id="d">Vans &amp; drivers, 3</desc><text>vans</text></svg>'
    report = Report(
        title="Vans",
        day="2026-01-01",
        parts=(
            Part(heading="Methods", paragraphs=("We counted.",)),
            Part(
                heading="Tables",
                tables=(TABLE, TABLE),
                pictures=(Picture(title="Where", svg=svg, file="figures/where.svg"),),
                links=(Link(file="map.html", text="The map"),),
            ),
        ),
    )
    page = parsed(to_html(report))
    assert page.xpath("//h2/text()") == ["Methods", "Tables"]
    assert page.xpath("//caption/text()") == ["Table 1. Vans", "Table 2. Vans"]
    assert page.xpath("//img/@src") == [f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"]
    assert page.xpath("//img/@alt") == ["Where. Vans & drivers, 3"]
    assert page.xpath("//a/@href") == ["figures/where.svg", "map.html"]


CELLS = st.none() | st.booleans() | st.integers() | st.text(max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=3), st.text(max_size=20))
def test_no_text_becomes_markup(rows: list[tuple[Cell, Cell]], note: str) -> None:
    page = to_page(Table(title=note, columns=("a", "b"), rows=tuple(rows), notes=(note,)))
    page.encode()
    cells = page.split("<tbody>")[1].split("</tbody>")[0]
    heads = sum(row[0] not in (None, "") for row in rows)  # a head that says nothing is none
    assert (cells.count("<th "), cells.count("<td ")) == (heads, 2 * len(rows) - heads)
