"""Measure the gap map in a browser: how long it takes to open, and to count again for a filter.

    python scripts/bench/synthesis_map.py [--studies 5000] [--codings 200000] [--json]

The page is made up: no sentence, study or figure in it is anybody's. ``map_load_ms`` is from the request of the
file to the first drawn grid, ``map_whole_ms`` until every quote is there, too; ``map_filter_ms`` is the slowest median
of the ways to filter, each from the reader's act to the drawn grid (a frame has been painted). All are wall-clock
medians in a headless Chromium.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from relsynth.reports.gapmap import render

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser import ARGUMENTS, find_chromium  # noqa: E402
from gapmap_pages import large_page  # noqa: E402

TIMES = 5
TIMEOUT = 60_000  # ms
DRAWN = "#status:not(:empty)"
ACT = """([name, value]) => new Promise((done) => {
    const control = document.querySelector(`#filters form [name="${name}"]`);
    control.focus();
    const started = performance.now();
    if (control.type === 'checkbox') control.checked = Boolean(value);
    else control.value = value;
    control.dispatchEvent(new Event('input', {bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})"""
ACTS = (
    ("role", "barrier"),
    ("country", "Country 3"),
    ("cols", "level"),
    ("cols", "country"),
    ("rows", "country"),
    ("cell", "relegation"),
    ("count", "all"),
    ("from", "2015"),
    ("q", "ledger"),
    ("gaps", "yes"),
)
OPEN_CELL = """() => new Promise((done) => {
    const cell = document.querySelector('tbody td.opens');
    const started = performance.now();
    cell.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="taken and not used: the page is made up")
    parser.add_argument("--studies", type=int, default=5_000)
    parser.add_argument("--codings", type=int, default=200_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if find_chromium() is None:
        print("synthesis_map: no Chromium found; install one, or set RELSYNTH_CHROMIUM to its path", file=sys.stderr)
        return 2
    figures = measure(studies=asked.studies, codings=asked.codings)
    print(json.dumps(figures) if asked.json else table(figures))
    return 0


def measure(*, studies: int, codings: int) -> dict[str, float]:
    """Figures of one page, times in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="relsynth-map-") as folder:
        file = Path(folder) / "map.html"
        made_up = large_page(studies=studies, codings=codings)
        started = perf_counter()
        file.write_text(render(made_up), encoding="utf-8")
        made = perf_counter() - started
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS)) as browser,
        ):
            loads, wholes, acts = [], [], dict[str, list[float]]()
            for _ in range(TIMES):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.set_default_timeout(TIMEOUT)
                loads.append(load(page, file.as_uri()))
                page.wait_for_load_state("domcontentloaded")
                wholes.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
                for name, spent in act(page):
                    acts.setdefault(name, []).append(spent)
                page.close()
        medians = {name: statistics.median(spent) for name, spent in acts.items()}
        opened = medians.pop("open")
        return {
            "studies": studies,
            "codings": codings,
            "page_mb": file.stat().st_size / 1e6,
            "render_s": made,
            "map_load_ms": statistics.median(loads),
            "map_whole_ms": statistics.median(wholes),
            "map_filter_ms": max(medians.values()),
            "map_open_cell_ms": opened,
            **{f"map_{name}_ms": spent for name, spent in medians.items()},
        }


def load(page: Page, address: str) -> float:
    started = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(DRAWN).wait_for()
    return 1000 * (perf_counter() - started)


def act(page: Page) -> list[tuple[str, float]]:
    """Each way to filter, from the first view; and a cell opened."""
    found = []
    for name, value in ACTS:
        found.append((f"{name}_{value}".replace(" ", "_").lower(), page.evaluate(ACT, [name, value])))
        page.evaluate("document.querySelector('#filters form > [type=button]').click()")
    return [*found, ("open", page.evaluate(OPEN_CELL))]


def table(figures: dict[str, float]) -> str:
    return "\n".join(f"{name:30}{value:12,.1f}" for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
