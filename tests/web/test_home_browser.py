"""Today in a real browser: what waits is counted, and a number leads to what it stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from made_up_differences import AT, differing_project, finish
from relsynth import workflow
from relsynth.web import Desk
from web.serving import served
from web.tabs import IN_BROWSER, chromium, watched

pytestmark = IN_BROWSER
BEGUN = "van-001"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with watched(browser) as page:
        yield page


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with differing_project(tmp_path) as project:
        finish(project)
        workflow.start_work(project, BEGUN, coder="Lea", at=AT)
        folder = project.path
    with served(Desk(folder=folder, coder="Lea")) as found:
        yield found


def test_a_number_opens_what_it_stands_before(tab: Page, address: str) -> None:
    tab.goto(f"{address}/")
    expect(tab.locator('[data-conflicts="codings"] .counts')).to_have_text("3 in conflict")
    assert violations(tab) == []
    links = tab.locator(".waits a")
    leads_to = [one.get_attribute("href") or "" for one in links.all()]
    for at, path in enumerate(leads_to, start=1):
        tab.keyboard.press(str(at))
        expect(tab).to_have_url(re.compile(re.escape(path)))
        tab.goto(f"{address}/")
        expect(tab.locator(".waits kbd")).to_have_count(len(leads_to))


def test_the_sheet_of_keys_names_each_of_them(tab: Page, address: str) -> None:
    tab.goto(f"{address}/")
    expect(tab.locator(".waits kbd").first).to_have_text("1")
    tab.keyboard.press("?")
    expect(tab.locator("#keys dd").filter(has_text=f"Go on with {BEGUN}")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#keys")).to_be_hidden()
