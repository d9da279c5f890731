"""A report as Markdown: headings, tables numbered through, no markup from any text."""

from __future__ import annotations

from relsynth.reports.report import Link, Part, Picture, Report, to_text
from relsynth.reports.tables import Table

TABLE = Table(title="Vans_and <drivers>", columns=("paper", "k"), rows=(("van-001", 3),), notes=("n = 1",))
PICTURE = Picture(title="Where vans go", svg='<svg xmlns="http://www.w3.org/2000/svg"/>', file="figures/vans.svg")
REPORT = Report(
    title="Vans on the hill",
    day="2026-01-01",
    parts=(
        Part(heading="Methods", paragraphs=("We *counted* vans.\nAll <b>of</b> them.",)),
        Part(heading="Tables", tables=(TABLE, TABLE), pictures=(PICTURE,)),
        Part(heading="More", tables=(TABLE,), links=(Link(file="map.html", text="The map"),)),
    ),
)


def test_a_report_is_written_part_by_part() -> None:
    assert to_text(REPORT) == (
        "# Vans on the hill\n\n2026-01-01\n\n"
        "## Methods\n\nWe \\*counted\\* vans. All \\<b\\>of\\</b\\> them.\n\n"
        "## Tables\n\n"
        "### Table 1. Vans\\_and \\<drivers\\>\n\n| paper | k |\n| --- | --- |\n| van-001 | 3 |\n\n- n = 1\n\n"
        "### Table 2. Vans\\_and \\<drivers\\>\n\n| paper | k |\n| --- | --- |\n| van-001 | 3 |\n\n- n = 1\n\n"
        "![Where vans go](figures/vans.svg)\n\n"
        "## More\n\n"
        "### Table 3. Vans\\_and \\<drivers\\>\n\n| paper | k |\n| --- | --- |\n| van-001 | 3 |\n\n- n = 1\n\n"
        "- [The map](map.html)\n"
    )
