"""Text that would run as a script, in every field that a desk shows: no page takes it for anything but text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from browser import ARGUMENTS, find_chromium
from relsynth.web import Desk
from web.every_page import every_page
from web.hostile import PASSWORD, PAYLOADS, Fields, hostile_project, pressed, taken_for_markup, watched
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
INERT = "<!doctype html><title>said</title><body>"


def log_in(tab: Page, base: str, name: str) -> None:
    tab.goto(f"{base}/login")
    tab.fill("input[name=name]", name)
    tab.fill("input[name=password]", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{base}/")


def test_no_page_runs_what_it_shows(tmp_path: Path) -> None:
    folder, name = hostile_project(tmp_path / "review", Fields())
    found: dict[str, list[str]] = {}
    errors: list[str] = []
    with sync_playwright() as playwright, served(Desk(folder=folder, team=True)) as base:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        hits, refused = watched(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        log_in(tab, base, name)
        for kind in every_page(tab, base, each=2):
            said = taken_for_markup(tab)
            pressed(tab)
            found[kind] = [*said, *taken_for_markup(tab), *errors]
            errors.clear()
        browser.close()
    assert {kind: said for kind, said in found.items() if said} == {}
    assert (hits, refused) == ([], [])
    assert {"/", "/account", "/papers/{document}", "/screening/{stage}"} <= set(found)


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    marked = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        context = browser.new_context()
        hits, _refused = watched(context)
        tab = context.new_page()
        for number, payload in enumerate(PAYLOADS):
            page.write_text(f"{INERT}{payload.replace('F', str(number))}", encoding="utf-8")
            tab.goto(page.as_uri())
            tab.wait_for_timeout(100)
            marked += bool(taken_for_markup(tab))
        browser.close()
    assert {"0", "1", "2", "3", "7", "8"} <= set(hits)
    assert marked >= 8
