"""Every page of a desk holds to the rules of axe-core: light and dark, of a team and of one alone, wide and narrow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from relsynth.web import Desk
from web.every_page import every_page, routes
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
THEMES = ("light", "dark")
SHEET = "() => document.getElementById('show-keys')?.click()"
WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def review(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(examples, tmp_path_factory.mktemp("axe") / "review"))


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_keeps_the_rules(browser: Browser, review: Path, theme: str) -> None:
    found: dict[str, list[str]] = {}
    with served(Desk(folder=review)) as base:
        context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(f"{base}/")
        found["/who"] = violations(tab)
        tab.fill("input[name=name]", "Ana")
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{base}/")
        for kind in every_page(tab, base):
            found[kind] = violations(tab)
            tab.evaluate(SHEET)
            found[f"{kind} with the sheet of keys"] = violations(tab)
            tab.keyboard.press("Escape")
        context.close()
    assert {kind: said for kind, said in found.items() if said} == {}
    assert (
        {"/papers/{document}", "/screening/{stage}", "/evidence/map"}
        <= set(found)
        <= {
            *routes(),
            *(f"{kind} with the sheet of keys" for kind in routes()),
        }
    )


@pytest.mark.parametrize("width", [360, 3840])
def test_no_page_is_wider_than_its_window(browser: Browser, review: Path, width: int) -> None:
    wide = []
    with served(Desk(folder=review, coder="Ana")) as base:
        context = browser.new_context(viewport={"width": width, "height": 800})
        tab = context.new_page()
        wide = [kind for kind in every_page(tab, base) if tab.evaluate(WIDE)]
        context.close()
    assert wide == []
