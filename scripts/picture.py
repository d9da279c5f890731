"""Take the pictures of the map and the desk that the README shows.

    python scripts/picture.py

Runs the demonstration in a folder of its own, opens its map and its desk in the Chromium that
the browser tests use, and writes docs/images/: the pages as they are, nothing retouched.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from relsynth import bundled, open_project, workflow
from relsynth.web import Desk

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import ARGUMENTS, find_chromium  # noqa: E402
from web.serving import served  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESK_SIZE = {"width": 1280, "height": 800}
PROTOCOL = (
    ('# question = "What', 'question = "What'),
    ("# I1", "I1"),
    ("# E1", "E1"),
)
SIZE = {"width": 1440, "height": 1020}
AT = "2026-01-01T00:00:00+00:00"  # fixed, so that the same papers give the same picture
VIEW = "domain=STA&row=construct:STA.PSYSAFE&col=lessons_learned"  # a construct that is left to the lessons learned
SETTLING_MS = 1500  # until what a page asks for has come
LARGEST = 400 * 1024  # bytes; a README has to load quickly


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("picture: no Chromium found; install one, or set RELSYNTH_CHROMIUM to its path", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="relsynth-picture-") as folder:
        title = "Partnering in twelve fictional papers"
        ran = workflow.run([bundled.example_papers()], Path(folder), at=AT, title=title, parser="none")
        prepare(Path(folder))
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS)) as browser,
        ):
            take(browser.new_page(viewport=SIZE, color_scheme="light"), Path(ran.map))
            with served(Desk(folder=Path(folder), coder="Ana")) as address:
                page = browser.new_page(viewport=DESK_SIZE, color_scheme="light")
                show(page, f"{address}/screening/title-abstract", "screening.png")
                page.goto(f"{address}/papers")
                first = page.locator('main a[href*="/papers/"]').first
                first.wait_for()
                show(page, f"{address}{(first.get_attribute('href') or '')}", "coding.png")
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    print("\n".join(f"{name}: {size // 1024} kB" for name, size in sizes.items()))
    return int(max(sizes.values()) > LARGEST)


def prepare(folder: Path) -> None:
    """Have records to screen, and criteria to go by, in the demonstration's project."""
    settings = folder / "relsynth.toml"
    text = settings.read_text(encoding="utf-8")
    for before, after in PROTOCOL:
        text = text.replace(f"\n{before}", f"\n{after}", 1)
    settings.write_text(text, encoding="utf-8")
    with open_project(folder) as project:
        workflow.import_records(project, [bundled.example_papers() / "searches"], at=AT)


def show(page: Page, address: str, name: str) -> None:
    """Open a page of the desk, and save what a person sees who has just come to it."""
    page.goto(address, wait_until="load")
    page.get_by_role("heading", name="Making the records ready").wait_for(state="detached")
    page.wait_for_timeout(SETTLING_MS)
    page.screenshot(path=IMAGES / name)


def take(page: Page, map_page: Path) -> None:
    """Open the map at a cell, with its quotes beside the grid, and save what a reader sees."""
    page.goto(f"{map_page.as_uri()}#{VIEW}")
    page.locator("#panel figure").first.wait_for()
    page.evaluate("document.getElementById('map').scrollLeft = 1e6; scrollTo(0, 0)")  # the late sections stand last
    IMAGES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=IMAGES / "map.png")


if __name__ == "__main__":
    sys.exit(main())
