"""Logging in and one's own account, by keyboard alone, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from relsynth.web import Desk
from web.desks import PASSWORD, team_folder
from web.serving import served

pytestmark = pytest.mark.browser
PAYLOAD = '"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def address(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = team_folder(examples, tmp_path_factory.mktemp("entering") / "review")
    with served(Desk(folder=folder, team=True, prefix="/review")) as at:
        yield at


@pytest.fixture
def tab() -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        made = browser.new_page(viewport={"width": 900, "height": 800}, color_scheme="light")
        said: list[str] = []
        made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        made.on("pageerror", lambda error: said.append(str(error)))
        made.on("dialog", lambda dialog: (said.append("a script ran"), dialog.dismiss()))
        yield made
        browser.close()
        assert [one for one in said if "401" not in one] == []


def looked_at(tab: Page, name: str) -> None:
    """Nothing breaks the rules of axe, nothing goes beyond the page; kept as a picture where one is to look."""
    folder = os.environ.get("RELSYNTH_PICTURES")
    for width in (360, 900, 1440):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(tab) == [], (name, width, scheme)
            if folder:
                tab.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png")


def test_one_comes_in_and_goes_out_by_keyboard_alone(address: str, tab: Page) -> None:
    tab.goto(f"{address}/papers")
    expect(tab).to_have_url(f"{address}/login?next=%2Fpapers")
    expect(tab.get_by_label("Name")).to_be_focused()
    looked_at(tab, "login")
    tab.keyboard.type(PAYLOAD)
    tab.keyboard.press("Tab")
    tab.keyboard.type("wrong password")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(tab.get_by_label("Password")).to_be_focused()
    expect(tab.get_by_label("Name")).to_have_value(PAYLOAD)
    looked_at(tab, "login-wrong")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("Ana")
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{address}/papers")

    tab.goto(f"{address}/account")
    tab.get_by_label("What it is for").focus()
    tab.keyboard.type(PAYLOAD)
    tab.keyboard.press("Enter")
    expect(tab.locator("#made code")).to_contain_text("relsynth_")
    expect(tab.get_by_role("list", name="Tokens for scripts").get_by_role("listitem")).to_have_count(1)
    looked_at(tab, "account")
    tab.get_by_role("button", name=f"Withdraw the token {PAYLOAD}").press("Enter")
    expect(tab.get_by_role("list", name="Tokens for scripts").get_by_role("listitem")).to_have_count(0)
    expect(tab.get_by_label("What it is for")).to_be_focused()

    tab.get_by_label("Your password now").focus()
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Tab")
    tab.keyboard.type("another good password")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Log out").press("Enter")
    expect(tab).to_have_url(f"{address}/login")


def test_alone_one_says_who_one_is(examples: Path, tmp_path: Path, tab: Page) -> None:
    with served(Desk(folder=team_folder(examples, tmp_path / "review"))) as address:
        tab.goto(f"{address}/account")
        expect(tab.get_by_label("Name")).to_be_focused()
        looked_at(tab, "who")
        tab.goto(address)
        expect(tab.get_by_label("Name")).to_be_focused()
        tab.keyboard.type("Zoë")
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(f"{address}/")
        expect(tab.get_by_role("link", name="Zoë")).to_be_visible()
        tab.goto("about:blank")


def test_who_leaves_leaves_nothing_of_the_review_in_the_tab(address: str, tab: Page) -> None:
    keep = "sessionStorage.setItem('relsynth.draft', 'a note'); sessionStorage.setItem('other', 'stays')"
    kept = "Object.keys(sessionStorage)"
    tab.goto(f"{address}/login")
    tab.get_by_label("Name").fill("Ben")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{address}/")
    tab.goto(f"{address}/account")
    tab.evaluate(keep)
    tab.route("**/api/account/logout", lambda route: route.fulfill(status=401, json={"error": "No."}))
    tab.get_by_role("button", name="Log out").click()
    tab.wait_for_function(f"{kept}.length === 1")
    assert tab.evaluate(kept) == ["other"]
    tab.evaluate(keep)
    tab.context.clear_cookies()
    tab.goto(f"{address}/papers")  # the session has ended otherwise
    expect(tab).to_have_url(f"{address}/login?next=%2Fpapers")
    tab.wait_for_function(f"{kept}.length === 1")
