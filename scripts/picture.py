"""Take the picture of the map that the README shows.

    python scripts/picture.py

Runs the demonstration in a folder of its own, opens its map in the Chromium that the
browser tests use, and writes docs/images/map.png: the page as it is, nothing retouched.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from relsynth import bundled, workflow

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import ARGUMENTS, find_chromium  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "map.png"
SIZE = {"width": 1440, "height": 1020}
AT = "2026-01-01T00:00:00+00:00"  # fixed, so that the same papers give the same picture
VIEW = "domain=STA&row=construct:STA.PSYSAFE&col=lessons_learned"  # a construct that is left to the lessons learned
LARGEST = 400 * 1024  # bytes; a README has to load quickly


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("picture: no Chromium found; install one, or set RELSYNTH_CHROMIUM to its path", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="relsynth-picture-") as folder:
        title = "Partnering in twelve fictional papers"
        ran = workflow.run([bundled.example_papers()], Path(folder), at=AT, title=title, parser="none")
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS)) as browser,
        ):
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            take(page, Path(ran.map))
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {size // 1024} kB")
    return int(size > LARGEST)


def take(page: Page, map_page: Path) -> None:
    """Open the map at a cell, with its quotes beside the grid, and save what a reader sees."""
    page.goto(f"{map_page.as_uri()}#{VIEW}")
    page.locator("#panel figure").first.wait_for()
    page.evaluate("document.getElementById('map').scrollLeft = 1e6; scrollTo(0, 0)")  # the late sections stand last
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)


if __name__ == "__main__":
    sys.exit(main())
