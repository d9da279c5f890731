"""Settling what coders differ in, in a real browser, by keys alone; agreement down to a sentence in its paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from made_up_differences import LATER, differing_project, finish
from relsynth import open_project
from relsynth.coding import Coding
from relsynth.web import Desk
from relsynth.workflow.memos import add_memo, list_memos
from web.serving import served
from web.tabs import IN_BROWSER, chromium, watched

pytestmark = IN_BROWSER
HOSTILE = "<img src=x onerror=alert(1)> & 🤝🏽"
SMALL = """[...document.querySelectorAll('main button, main input, main select')].filter((one) => one.offsetParent
    && !one.closest('label.tick') && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with watched(browser) as page:
        yield page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with differing_project(tmp_path) as project:
        coding = next(one for one in project.codings() if one.coder.name == "Ben" and one.code == "NET.TIES")
        add_memo(
            project, about="coding", coding=coding.number, text=HOSTILE, to_adjudicator=True, coder="Ben", at=LATER
        )
        finish(project)
        return project.path


def settlings(folder: Path) -> list[Coding]:
    with open_project(folder) as project:
        return [one for one in project.codings() if one.settles]


def said(tab: Page) -> None:
    """Until what was settled last is kept."""
    expect(tab.locator("#said p", has_text="Settled").last).to_be_visible()


def place(tab: Page, told: str) -> None:
    expect(tab.locator("#place")).to_have_text(told)


def begin(tab: Page, base: str) -> None:
    tab.goto(f"{base}/differences/conflicts")
    expect(tab.locator("#settling")).to_be_visible()


def test_three_conflicts_are_settled_by_keys_alone_and_one_is_taken_back(tab: Page, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base:
        tab.goto(f"{base}/differences")
        expect(tab.locator("#listed tbody tr")).to_have_count(3)
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        place(tab, "1 of 3")
        assert violations(tab) == []
        tab.keyboard.press("n")
        place(tab, "2 of 3")
        expect(tab.locator("#memos")).to_contain_text(HOSTILE)
        expect(tab.locator("#rules")).to_contain_text("no rule for this pair yet")
        expect(tab.locator("#passage mark")).to_have_text("Ties among the 1 villages were loose at first.")
        expect(tab.locator(".said.differs")).to_have_count(2)
        tab.keyboard.press("Enter")
        expect(tab.locator("#said .error")).to_contain_text("Choose first")
        keeps_with_a_note(tab)
        puts_another_code(tab)
        takes_it_back(tab)
        puts_another_code(tab)
        finds_nothing_there(tab)
        expect(tab.locator("#state")).to_have_text("All of these are settled.")
        assert violations(tab) == []
        expect.soft(tab.locator("#said .error")).to_have_count(0, timeout=15_000)
        tab.wait_for_function("document.querySelectorAll('#said p').length === 0")
    made = settlings(folder)
    assert [(one.code, one.verdict) for one in sorted(made, key=lambda one: one.span.start)] == [
        ("NET.TIES", "code"),
        ("STA.LEGIT", "code"),
        ("STA.LEGIT", "reject"),
    ]
    with open_project(folder) as project:
        assert "Legitimacy it is." in [one.text for one in list_memos(project, coder="Lea").memos]


def keeps_with_a_note(tab: Page) -> None:
    tab.keyboard.press("1")
    tab.keyboard.press("2")
    tab.keyboard.press("1")
    expect(tab.locator("#chosen")).to_contain_text("Holds:")
    expect(tab.locator('.said[aria-pressed="true"]')).to_have_count(1)
    tab.keyboard.press("m")
    tab.keyboard.type("Legitimacy it is.")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    place(tab, "2 of 2")
    said(tab)


def puts_another_code(tab: Page) -> None:
    tab.keyboard.press("p")
    place(tab, "1 of 2")
    tab.keyboard.press("c")
    tab.keyboard.type("NET.TIES")
    tab.keyboard.press("Enter")
    expect(tab.locator("#chosen")).to_contain_text("Holds instead")
    tab.keyboard.press("f")
    assert tab.locator("#asking").is_visible()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Enter")
    place(tab, "1 of 1")
    said(tab)


def takes_it_back(tab: Page) -> None:
    tab.keyboard.press("u")
    place(tab, "1 of 2")
    tab.keyboard.press("n")
    place(tab, "2 of 2")


def finds_nothing_there(tab: Page) -> None:
    tab.keyboard.press("x")
    expect(tab.locator("#chosen")).to_have_text("Nothing holds here.")
    tab.keyboard.press("Enter")
    said(tab)


def test_names_are_hidden_by_a_key_and_stay_so(tab: Page, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Ben")) as base:
        begin(tab, base)
        expect(tab.locator("#party")).not_to_be_empty()
        expect(tab.locator(".side h2")).to_have_text(["Ben", "Dee"])
        tab.keyboard.press("b")
        expect(tab.locator(".side h2")).to_have_text(["A", "B"])
        begin(tab, base)
        expect(tab.locator(".side h2")).to_have_text(["A", "B"])
        tab.goto(f"{base}/differences")
        expect(tab.locator("#listed tbody tr")).to_have_count(3)
        expect(tab.locator("#listed")).not_to_contain_text("Dee")


def test_of_two_who_settle_one_the_second_sees_both_versions(tab: Page, browser: Browser, folder: Path) -> None:
    tab.route("**/api/live*", lambda route: route.abort())  # else the news may come first
    with served(Desk(folder=folder, coder="Lea")) as base, served(Desk(folder=folder, coder="Cy")) as other:
        begin(tab, base)
        second = browser.new_page()
        begin(second, other)
        second.keyboard.press("x")
        second.keyboard.press("Enter")
        said(second)
        tab.keyboard.press("1")
        tab.keyboard.press("Enter")
        card = tab.locator(".meanwhile")
        expect(card).to_contain_text("Cy settled it: Nothing holds here.")
        expect(card).to_contain_text(re.compile("You said: Holds: "))
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        place(tab, "1 of 2")
        second.close()
    assert {one.coder.name for one in settlings(folder)} == {"Cy"}


def test_what_a_colleague_settles_is_shown_at_once(tab: Page, browser: Browser, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base, served(Desk(folder=folder, coder="Cy")) as other:
        listed = browser.new_page()
        listed.goto(f"{base}/differences")
        expect(listed.locator("#listed tbody tr")).to_have_count(3)
        begin(tab, base)
        tab.keyboard.press("1")
        second = browser.new_page()
        begin(second, other)
        second.keyboard.press("x")
        second.keyboard.press("Enter")
        said(second)
        card = tab.locator(".meanwhile")
        expect(card).to_contain_text("Cy settled it: Nothing holds here.")
        expect(card).to_contain_text(re.compile("You said: Holds: "))
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        place(tab, "1 of 2")
        expect(listed.locator("#listed tbody tr")).to_have_count(2)
        second.keyboard.press("n")
        place(second, "2 of 2")
        second.keyboard.press("x")
        second.keyboard.press("Enter")
        said(second)
        place(tab, "1 of 1")
        expect(card).to_have_count(0)
        second.close()
        listed.close()


def test_from_agreement_to_a_sentence_to_its_paper(tab: Page, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base:
        tab.goto(f"{base}/differences/agreement")
        expect(tab.locator("#found")).to_contain_text("Krippendorff's alpha")
        expect(tab.locator("#found svg.interval").first).to_be_attached()
        assert violations(tab) == []
        pair = tab.get_by_role("button", name="NET.TIES / STA.LEGIT")
        pair.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("#sentences-title")).to_be_focused()
        assert violations(tab) == []
        tab.keyboard.press("Escape")
        expect(pair).to_be_focused()
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.wait_for_url(re.compile(r"/papers/van-001\?at=\d+"))
        expect(tab.locator("#spoken")).to_contain_text("Ties among the 1 villages")


def test_a_manager_runs_a_round_by_keys(tab: Page, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Cy")) as base:
        tab.goto(f"{base}/differences")
        tab.locator("#open-round").press("Enter")
        tab.keyboard.type("second")
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("heading", name="second")).to_be_visible()
        expect(tab.locator("#open-round")).to_be_focused()
        tab.locator('.assign[data-round="second"]').press("Enter")
        assert violations(tab) == []
        tab.keyboard.press("Space")
        tab.keyboard.press("Enter")
        expect(tab.locator('.assign[data-round="second"]')).to_be_focused()
        expect(tab.locator("#rounds")).to_contain_text("Papers (2)")
        tab.locator('.close-round[data-round="second"]').press("Enter")
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("heading", name="second")).to_have_count(0)
    with open_project(folder) as project:
        assert [one.is_open for one in project.store.rounds.all()] == [True, False]


@pytest.mark.parametrize("width", [360, 900])
def test_no_page_is_wider_than_its_window(tab: Page, folder: Path, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 740})
    with served(Desk(folder=folder, coder="Lea")) as base:
        for path in ("", "/conflicts", "/agreement", "/memos"):
            tab.goto(f"{base}/differences{path}")
            tab.wait_for_load_state("networkidle")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
            assert tab.evaluate(SMALL) == []
            assert violations(tab) == []
