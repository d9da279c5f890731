"""Having the machine read and code papers, in a real browser, by keys alone, while a colleague looks on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from made_up import write_papers, write_project
from relsynth import open_project
from relsynth.web import Desk
from web.hostile import watched
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
PAPERS = 80
WORKING_MS = 60_000
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield found
        found.close()


def test_papers_are_read_stopped_and_gone_on_with_and_all_who_look_see_it(browser: Browser, tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    write_papers(folder / "papers", *range(1, PAPERS + 1))
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    hits, refused = watched(context)
    with served(Desk(folder=folder, coder="Cy")) as base:
        tab, other = context.new_page(), context.new_page()
        for page in (other, tab):
            page.goto(f"{base}/managing/machine")
            expect(page.locator("#job-state")).to_have_text("Nothing runs.")
        assert violations(tab) == []
        tab.keyboard.press("r")
        expect(tab.locator("#job-state")).to_contain_text(f"of {PAPERS}", timeout=WORKING_MS)
        expect(other.locator("#job-state")).to_contain_text("started by Cy", timeout=WORKING_MS)
        assert violations(tab) == []
        tab.keyboard.press("s")
        expect(tab.locator("#jobs tbody tr")).to_have_count(1, timeout=WORKING_MS)
        expect(tab.locator("#jobs tbody")).to_contain_text("stopped after")
        tab.keyboard.press("r")
        expect(tab.locator("#jobs tbody tr")).to_have_count(2, timeout=WORKING_MS)
        expect(tab.locator("#jobs tbody tr").first).to_contain_text("there already")
        expect(tab.locator("#sofar")).to_have_text(f"{PAPERS} papers, {PAPERS} of them not coded yet.")
        tab.keyboard.press("c")
        expect(tab.locator("#sofar")).to_have_text(f"{PAPERS} papers, 0 of them not coded yet.", timeout=WORKING_MS)
        expect(tab.locator("#by")).to_contain_text(f": {PAPERS}")
        expect(other.locator("#jobs tbody tr")).to_have_count(3, timeout=WORKING_MS)
        for width in (360, 900, 1440):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate(WIDER) <= 0, width
            assert violations(tab) == [], width
        context.close()
    assert (hits, refused) == ([], [])
    with open_project(folder) as project:
        assert len(project.store.current_coders()) == PAPERS
