"""What axe-core finds against a page that is open in a browser.

axe-core comes with ``axe-playwright-python``, of the development dependencies, or from the file that ``RELSYNTH_AXE``
names; where there is neither, tests that need it are skipped, with the reason (a failure where
RELSYNTH_REQUIRE_BROWSER=1). It is handed over by the driver, so that the page's own policy stays as strict as it is.
"""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page

RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map((one) =>
    `${one.id} (${one.impact}): ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)"""


def find_axe() -> Path | None:
    """The script of axe-core: what ``RELSYNTH_AXE`` names, or the one that is installed; None where there is none."""
    if named := os.environ.get("RELSYNTH_AXE"):
        return Path(named)
    found = find_spec("axe_playwright_python")
    file = Path(found.origin or "").parent / "axe.min.js" if found else None
    return file if file and file.is_file() else None


def violations(tab: Page) -> list[str]:
    """Rules that the page breaks as it is seen now, a line each: the rule, its impact, and where."""
    tab.evaluate(_script())
    return tab.evaluate(RUN)


@cache
def _script() -> str:
    file = find_axe()
    if file is None:
        give_up = pytest.fail if os.environ.get("RELSYNTH_REQUIRE_BROWSER") == "1" else pytest.skip
        give_up("no axe-core found: pip install axe-playwright-python, or set RELSYNTH_AXE to an axe.min.js")
    return file.read_text(encoding="utf-8")
